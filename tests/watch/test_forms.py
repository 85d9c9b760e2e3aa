"""Who would rather not see files edits a text and a service in forms; the files change in these lines alone."""

import difflib
import json
import urllib.error
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from site_src.program import messages
from site_src.program.content import content, project
from site_src.program.content.records import SECTIONS, Channel, Source
from site_src.program.watch import forms
from site_src.program.watch.forms import config, records
from tests.content import copies
from tests.watch import serving

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30_000
RAAHE = "site_src/services/municipalities/raahe.yml"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A copy of the content to write in."""
    return copies.copy(tmp_path_factory.mktemp("forms"))


@pytest.fixture(scope="module")
def address(root):
    """Where `serve --forms` shows the copy."""
    with serving.writing(root, "fi", forms=True) as at:
        yield at


class Written:
    """The content of a copy, and what has changed in it since."""

    def __init__(self, root):
        self.root = root
        self.before = self.files()

    def files(self):
        paths = [path for path in self.root.rglob("*") if path.suffix in (".yml", ".json", ".md")]
        return {path.relative_to(self.root).as_posix(): path.read_text(encoding="utf-8") for path in paths}

    def changes(self):
        """{file: the lines that are other than before}."""
        now = self.files()
        return {
            file: [line for line in difflib.ndiff(self.before.get(file, "").splitlines(), text.splitlines()) if line[0] in "+-"]
            for file, text in now.items()
            if text != self.before.get(file)
        }


@pytest.fixture
def written(root):
    """What a test writes; it is taken back at the end."""
    made = Written(root)
    yield made
    for file in made.changes():
        (root / file).write_text(made.before[file], encoding="utf-8")


def write(page, field, words):
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)


def choose(page, name, option):
    page.locator(f"[id^={name}-field]").first.click()
    page.keyboard.insert_text(option)
    page.keyboard.press("Enter")


def save(page):
    page.get_by_role("button", name="Tallenna", exact=True).click()
    page.get_by_role("menuitem", name="Tallenna nyt").click()


def told(page):
    """What the page says is wrong."""
    wrong = page.locator(".wrong:not([hidden])")
    wrong.wait_for(timeout=PATIENCE)
    return wrong.inner_text()


def in_english(page):
    """Loads the forms as a server whose messages are in English starts them."""

    def start(route):
        reply = route.fetch()
        said = reply.json()
        route.fulfill(response=reply, json={"config": {**said["config"], "locale": "en"}, "phrases": {}})

    page.route("**/__author/forms/start", start)
    page.evaluate("location.hash = '/collections/texts'")
    page.reload()


def wait_until_saved(page):
    page.get_by_text("Muutokset on tallennettu").wait_for(timeout=PATIENCE)


def test_a_sentence_and_its_translation_are_found_from_the_page_and_edited(root, address, visit, written):
    page = visit("/fi/ei-ole/").page
    page.locator("html[data-author=ready]").wait_for()
    page.get_by_role("button", name="Mistä tämä teksti tulee?").click()
    page.get_by_text("Osoitteessa voi olla virhe").click()
    page.get_by_role("link", name="Muokkaa lomakkeella").click()
    finnish = page.get_by_label("Suomi", exact=True)
    finnish.wait_for(timeout=PATIENCE)
    write(page, finnish, "Osoite voi olla väärä {x}.")
    save(page)
    refused, unwritten = told(page), written.changes()
    write(page, finnish, "Osoite voi olla väärä.")
    write(page, page.get_by_label("Svenska"), "Adressen kan vara fel.")
    save(page)
    wait_until_saved(page)
    in_english(page)
    page.get_by_role("link", name="Contents").wait_for(timeout=PATIENCE)

    assert {} == unwritten
    assert refused.startswith("Suomi: ") and "{x}" in refused
    assert {
        "site_src/words/fi.yml": ["-", "+"],
        "site_src/words/sv.yml": ["-", "+"],
        "site_src/translations/sv.json": ["-", "+"],
    } == {file: [line[0] for line in lines] for file, lines in written.changes().items()}
    assert '+     not-found: "Osoite voi olla väärä."' in written.changes()["site_src/words/fi.yml"]


def test_a_service_with_a_telephone_and_hours_is_added_and_passes_the_check(root, address, visit, written):
    page = visit("/__author/forms/#/collections/services/new").page
    page.get_by_label("Tiedosto").wait_for(timeout=PATIENCE)
    choose(page, "file", "municipalities/raahe")
    choose(page, "organisation", "Raahen kaupunki")
    write(page, page.get_by_label("Suomi").first, "Nuorten työpaja")
    choose(page, "area", "Raahe (kunta)")
    page.get_by_role("button", name="Lisää yhteystieto").click()
    choose(page, "type", "Puhelin")
    write(page, page.get_by_label("Puhelinnumero"), "soita meille")
    write(page, page.get_by_label("Aukioloajat"), "ma-pe 9-15")
    write(page, page.get_by_label("Lähteen nimi"), "Raahen kaupungin sivut")
    write(page, page.get_by_label("Lähteen päiväys"), "2026-11")
    write(page, page.get_by_label("Tarkistettu"), "2026-11-26")
    choose(page, "state", "Vahvistamatta")
    save(page)
    refused, unwritten = told(page), written.changes()
    write(page, page.get_by_label("Puhelinnumero"), "040 123 4567")
    save(page)
    page.wait_for_url("**/entries/nuorten-tyopaja", timeout=PATIENCE)
    [lines] = written.changes().values()
    record = yaml.safe_load("\n".join(line[2:] for line in lines))[0]

    assert {} == unwritten
    assert "Yhteystiedot › 1 › Puhelinnumero: ”soita meille” ei ole puhelinnumero." in refused
    assert {"+"} == {line[0] for line in lines}
    assert ("nuorten-tyopaja", {"municipalities": ["678"]}) == (record["id"], record["area"])
    assert [{"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "09:00", "closes": "15:00"}] == record["channels"][0]["hours"]
    assert [] == copies.found(root, "directory")


@pytest.mark.parametrize("origin", [None, "http://example.org", "null"])
def test_a_page_of_another_site_writes_nothing(address, origin):
    headers = {"Content-Type": "application/json", **({"Origin": origin} if origin else {})}
    asked = urllib.request.Request(address + forms.API, b'{"action": "info"}', headers)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=20)

    assert 403 == refused.value.code


@pytest.fixture(scope="module")
def backend(root):
    """The backend over the copy, without the server."""
    site_content = content.read(project.of(root))
    return forms.Forms(SimpleNamespace(content=site_content, problems=[], refresh=lambda paths: None))


def reply(backend, asked):
    body = json.dumps(asked).encode()
    headers = SimpleNamespace(get=lambda name: str(len(body)), get_content_type=lambda: "application/json")
    return backend.reply(headers, SimpleNamespace(read=lambda length: body[:length]))


def persisted(path, given, version=None):
    return {"action": "persistEntry", "params": {"dataFiles": [{"path": path, "raw": json.dumps(given)}]}, "version": version}


def test_a_number_is_corrected_in_its_line(backend, written):
    path = "services/raahe-switchboard.json"
    entry = reply(backend, {"action": "getEntry", "params": {"path": path}})[1]
    given = json.loads(entry["data"])
    given["channels"][0]["number"] = "08 439 31 12"

    assert 200 == reply(backend, persisted(path, given, entry["file"]["id"]))[0]
    assert {RAAHE: ['-         number: "08 439 3111"', '+         number: "08 439 31 12"']} == written.changes()


@pytest.mark.parametrize("place", ["../../build.py", "/etc/passwd", "site_src/site.yml", RAAHE.replace("services", "words")])
def test_a_new_record_goes_into_a_file_of_the_directory_alone(backend, place):
    status, answer = reply(backend, persisted("services/x.json", {"file": place}))

    assert 422 == status
    assert "File" in answer["error"]


@pytest.mark.parametrize("asked", [[], {}, {"action": "deleteFiles"}, persisted("../x.json", {}), persisted("texts/x.json", {})])
def test_what_no_form_asks_is_refused(backend, asked):
    assert reply(backend, asked)[0] in (400, 422)


def test_a_form_that_was_opened_before_another_edit_is_refused(backend):
    assert 409 == reply(backend, persisted("services/raahe-switchboard.json", {}, "old"))[0]


def test_every_record_comes_back_from_its_form_as_it_was(backend):
    documents = backend.draft.content.service_documents
    kept = [(SECTIONS[section], record) for each in documents for section in SECTIONS for record in each.data.get(section) or ()]

    assert len(kept) > 300
    assert [] == [data for record, data in kept if data != records.merged(record, data, records.shown(record, data), str)]


def test_what_a_form_does_not_show_stays():
    before = {
        "id": "x",
        "season": {"from": "06-01", "to": "08-31"},
        "channels": [{"type": "phone", "number": "1", "latitude": 65.1}],
    }
    given = {"channels": [{"type": "web", "url": {"fi": "https://a.fi"}}, {"type": "phone", "number": "2", "at": 0}]}
    after = records.merged(SECTIONS["services"], before, given, str)

    assert before["season"] == after["season"]
    assert [{"type": "web", "url": {"fi": "https://a.fi"}}, {"type": "phone", "number": "2", "latitude": 65.1}] == after[
        "channels"
    ]


def test_every_field_has_a_finnish_name():
    messages.use("fi")
    try:
        named = {
            (record.__name__, each.name): config.name_of(record, each.name)
            for record in (*SECTIONS.values(), Channel, Source)
            for each in records.fields(record)
            if each.name != "id"
        }
    finally:
        messages.use("en")

    assert [] == [key for key, name in named.items() if name == key[1].replace("_", " ").capitalize()]
