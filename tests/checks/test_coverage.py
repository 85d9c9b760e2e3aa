"""What a person can act on is told, by need, municipality and language; and so is what is missing, with whom to ask."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import load_workbook

from site_src.program import messages
from site_src.program.checks import coverage
from site_src.program.content.actions import action
from site_src.program.content.records import Channel, read
from site_src.program.directory import coverage as report

PAGE = "https://example.org/service"
RECORD = {
    "id": "example-x", "organisation": "example-owner", "name": {"fi": "Esimerkki"}, "needs": ["money"], "area": "county",
    "source": {"title": "Esimerkki", "date": "2026"}, "checked": "2026-11-24", "state": "documented",
}  # fmt: skip
OPEN = [{"days": ["mon"], "opens": "09:00", "closes": "15:00"}]


@pytest.fixture
def with_records(site_content):
    """The content with these records alone, each written in every language."""

    def with_records(*changes, guidance=None):
        texts = {language.code: "Lyhyesti." for language in site_content.languages}
        records = [{"summary": texts, "how": texts, **RECORD, "id": f"example-{number}", **changed}
                   for number, changed in enumerate(changes)]  # fmt: skip
        owner = {"id": "example-owner", "name": {"fi": "Esimerkkiorganisaatio"}}
        document = replace(site_content.service_documents[0], file="site_src/services/example.yml", marks={},
                           data={"organisations": [owner], "services": records})  # fmt: skip
        kept = {name: each for name, each in site_content.documents.items() if not name.startswith("site_src/services/")}
        if guidance:
            whole = kept[site_content.file("guidance")]
            kept[site_content.file("guidance")] = replace(whole, data={**whole.data, **guidance})
        return replace(site_content, documents={**kept, document.file: document})

    return with_records


@pytest.mark.parametrize(
    ("does", "channel"),
    [
        ("call", {"type": "phone", "number": "116 117"}),
        (None, {"type": "phone", "number": "040 123 4567", "kind": "fax"}),
        (None, {"type": "phone", "number": "040 123 4567", "support": True}),
        ("write", {"type": "email", "address": "a@example.org"}),
        ("form", {"type": "e-service", "url": {"fi": "https://example.org/"}}),
        ("chat", {"type": "chat", "url": {"fi": "https://example.org/"}}),
        ("read", {"type": "web", "url": {"fi": PAGE}}),
        ("read", {"type": "web", "url": {"fi": "https://example.org/?page=3"}}),
        (None, {"type": "web", "url": {"fi": "https://example.org"}}),
        (None, {"type": "web", "url": {"fi": "https://example.org/", "sv": "https://example.org/sv/etusivu"}}),
    ],
)
def test_a_front_page_and_a_number_that_nobody_calls_are_no_action(does, channel):
    assert does == action(read(Channel, channel))


def test_a_place_counts_when_its_hours_are_told_and_a_page_when_it_is_the_service_s_own(with_records):
    place = {"type": "location", "address": "Katu 1, 90100 Oulu"}
    shared = {"channels": [{"type": "web", "url": {"fi": PAGE}}]}
    found = coverage.Coverage(with_records(
        {"channels": [place]}, {"channels": [{**place, "hours": OPEN}]}, shared, shared, shared,
        {"channels": [{"type": "web", "url": {"fi": f"{PAGE}/own"}}]},
    ))  # fmt: skip

    assert [set(), {"go"}, set(), set(), set(), {"read"}] == list(found.actions.values())


def test_the_grid_counts_by_need_municipality_and_language(with_records):
    content = with_records(
        {"area": {"municipalities": ["564"]}, "channels": [{"type": "phone", "number": "116 117"}]},
        {"summary": {"fi": "Vain suomeksi."}, "channels": [{"type": "email", "address": "a@example.org"}]},
        {"state": "unconfirmed", "channels": [{"type": "phone", "number": "116 117"}]},
    )
    grid = coverage.Coverage(content).grid

    assert coverage.Count(2, 1, 1) == grid["money", "564", "fi"]
    assert coverage.Count(1, 1, 1) == grid["money", "564", "sv"]
    assert coverage.Count(1, 0, 0) == grid["money", "009", "fi"]
    assert coverage.Count() == grid["debt", "564", "fi"]


def test_a_need_without_a_service_to_act_on_is_told_with_whom_to_ask(with_records):
    front = {"channels": [{"type": "web", "url": {"fi": "https://example.org"}}]}
    (found,) = [each for each in coverage.problems(with_records(front)) if "need money " in each.message]

    assert found.warning
    assert "in any municipality. Ask example-owner;" in found.message


def test_a_need_that_cannot_wait_stops_the_build_when_nobody_can_be_reached(with_records):
    shown = {"round_the_clock": {"when": {"sensitive.safe": ["no"]}, "services": ["example-0"], "need": "safety"}}
    content = with_records({}, guidance=shown)

    assert {"safety"} == set(coverage.vital_needs(content))
    assert ["safety"] == [
        each.message.split()[2] for each in coverage.problems(content) if not each.warning and "The need" in each.message
    ]


@pytest.mark.parametrize(
    ("how", "channels", "told"),
    [
        ("Soita terveyskeskukseen.", [], 1),
        ("Numero on sivuilla.", [], 1),
        ("Soita terveyskeskukseen.", [{"type": "phone", "number": "116 117"}], 0),
        ("Soita terveyskeskukseen.", [{"type": "phone", "number": "116 117", "state": "unconfirmed"}], 1),
        ("Hätätilanteessa soita 112.", [], 0),
        ("Täytä lomake.", [], 0),
    ],
)
def test_a_text_that_tells_to_call_needs_a_number(with_records, how, channels, told):
    content = with_records({"how": {"fi": how}, "channels": channels})

    assert told == sum("has no telephone number" in each.message for each in coverage.problems(content))


def test_the_report_speaks_the_language_of_the_messages(with_records, tmp_path):
    content = with_records({"channels": [{"type": "web", "url": {"fi": PAGE}}]})
    messages.use("fi")
    try:
        lines = report.write(content, tmp_path, date(2026, 11, 26))
    finally:
        messages.use("en")
    page = (tmp_path / report.PAGE).read_text("utf-8")

    assert "1 julkaistua palvelua" in lines[0]
    assert '<html lang="fi">' in page and "<h1>Palveluhakemiston kattavuus</h1>" in page
    assert [] == [str(text) for text in report.WORDS.values() if str(text) in page]
    assert ["Kunta", "Työkyvyn tuki"] == [cell.value for cell in load_workbook(tmp_path / report.BOOK).worksheets[0][1]][:2]


def test_the_report_shows_the_grid_what_is_missing_and_a_letter(with_records, tmp_path):
    content = with_records({"channels": [{"type": "web", "url": {"fi": PAGE}}]})
    lines = report.write(content, tmp_path, date(2026, 11, 26))
    page = (tmp_path / report.PAGE).read_text("utf-8")

    assert "1 published services that a result can suggest: 1 that a person can act on, 0 with a telephone." == lines[0]
    assert "1 / 0</td>" in page
    assert "puhelinnumero puuttuu" in page
    sheets = load_workbook(tmp_path / report.BOOK)
    assert [*(f"grid {each.code}" for each in content.languages), "missing", "organisations"] == sheets.sheetnames
