"""Exports that are broken: a clear message for each, and not a byte written."""

import json
from datetime import date

import pytest

from site_src.program.content.problems import ContentError
from site_src.program.directory.ptv import import_files
from tests.directory import samples

WHOLE = json.dumps([samples.service(), samples.channel()], ensure_ascii=False, indent=1)

BROKEN = {
    "truncated": (WHOLE[: len(WHOLE) // 2].encode(), "The JSON ends too early: the file is cut."),
    "cut within a text": (WHOLE.split("Tiivistelmä")[0].encode() + b"Tii", "The JSON ends too early: the file is cut."),
    "a comma too many": (b'[\n {"id": 1,}\n]', "export.json:2:11: This is not JSON"),
    "UTF-16": (WHOLE.encode("utf-16"), "The file is UTF-16 or UTF-32, not UTF-8."),
    "UTF-16 without a mark": (WHOLE.encode("utf-16-le"), "The file is UTF-16 or UTF-32, not UTF-8."),
    "Latin-1": (WHOLE.encode("latin-1"), "is not UTF-8 (Latin-1 perhaps). Save the file as UTF-8."),
    "empty": (b" \n", "export.json:1:1: The file is empty."),
    "an archive": (b"PK\x03\x04....", "The file is a compressed archive."),
    "HTML": (b"<!doctype html><p>500</p>", "This is HTML or XML, not JSON."),
    "a number": (b"42", "A PTV export is a list of objects"),
    "deep": (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "a list of numbers": (b"[1, 2]", "export.json: item 1: An item must be an object, not a whole number."),
    "ids only": (json.dumps(samples.page([{"id": samples.guid(1), "name": "x"}])).encode(), "This is a list of ids only."),
    "something else": (b'[{"id": "x", "colour": "red"}]', "export.json: item 1 (x): This is neither a service nor"),
    "no items": (json.dumps(samples.page([])).encode(), "There is nothing to import."),
    "null items": (json.dumps({"pageNumber": 1, "pageCount": 1, "itemList": None}).encode(), "There is nothing to import."),
    "an id that is none": (json.dumps([samples.service(id="abc")]).encode(), "item 1 (abc): The id is missing or is not a GUID."),
    "an id of another type": (json.dumps([samples.service(id=7)]).encode(), "item 1: The id is missing or is not a GUID."),
    "no name": (json.dumps([samples.service(serviceNames=[])]).encode(), "There is no name in any language"),
    "no organisation": (json.dumps([samples.service(organizations=[])]).encode(), "No organisation is responsible for it."),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_export_is_refused_with_its_reason(tmp_path, name):
    """Each way an export can be broken has its message, and the directory is untouched."""
    raw, expected = BROKEN[name]
    path = tmp_path / "export.json"
    path.write_bytes(raw)
    out = tmp_path / "services"
    with pytest.raises(ContentError) as error:
        import_files([path], out, samples.MAPPING, today=date(2026, 11, 24))

    assert expected in str(error.value)
    assert not out.exists()


def test_all_problems_of_all_files_are_told_at_once(tmp_path):
    """One run tells everything that is wrong, file by file."""
    first = samples.write(tmp_path / "a.json", [samples.service(serviceNames=None), samples.service(2, organizations=None)])
    second = samples.write(tmp_path / "b.json", [samples.channel(serviceChannelNames=None)])
    with pytest.raises(ContentError) as error:
        import_files([first, second, tmp_path / "c.json"], tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24))

    assert len(error.value.problems) == 4
    assert "c.json: The file can't be read" in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (samples.service(2, serviceNames=None), "There is no name in any language"),
        (samples.service(2, organizations=None), "No organisation is responsible for it."),
        (samples.service(2, serviceNames=[{"language": "string", "value": "string"}]), "It is an empty form"),
        (samples.service(id="abc"), "The id is missing or is not a GUID."),
        (samples.service(name="Toinen"), "stands twice with different contents, first at a.json: item 1"),
        (samples.channel(1), "stands twice with different contents"),
        (7, "An item must be an object, not a whole number."),
    ],
)
def test_one_bad_item_never_refuses_the_others(tmp_path, wrong, why):
    path = samples.write(tmp_path / "a.json", [samples.service(), samples.channel(), wrong])
    report = import_files([path], tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24))

    assert [why in str(problem) for problem in report.refused] == [True]
    assert 1 == len(report.new)


def test_a_bad_file_leaves_existing_files_as_they_are(tmp_path):
    """A good file beside one that can't be read is not written either: what is gone could not be told."""
    good = samples.write(tmp_path / "a.json", [samples.service(), samples.channel()])
    import_files([good], tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24))
    file = tmp_path / "out/ptv/esimerkkiorganisaatio.yml"
    before = file.read_bytes()
    (tmp_path / "b.json").write_text("[", encoding="utf-8")
    with pytest.raises(ContentError):
        import_files([good, tmp_path / "b.json"], tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24))

    assert before == file.read_bytes()
    assert [file] == list(file.parent.iterdir())


def test_a_repeated_item_is_counted_once(tmp_path):
    """A service listed for two municipalities is the same service."""
    first = samples.write(tmp_path / "a.json", samples.page([samples.service()]))
    second = samples.write(tmp_path / "b.json", samples.page([samples.service()]))
    report = import_files([first, second], tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24))

    assert report.services == 1
    assert "it repeats a.json: item 1" in str(report)


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_of_two_forms_of_an_item_the_newer_is_taken_whichever_comes_first(tmp_path, order):
    """Files fetched on different days hold the same service as it was and as it is."""
    forms = {
        "old": [samples.service(name="Vanha"), samples.channel(modified="2026-10-01T08:00:00")],
        "new": [samples.service(name="Uusi", modified="2026-11-20T08:00:00.5"), samples.channel()],
    }
    paths = [samples.write(tmp_path / f"{name}.json", forms[name]) for name in order]
    report = import_files(paths, tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24))

    assert [] == report.refused
    assert ["uusi"] == [entry.id for entry in report.entries if entry.kind == "new"] or "Uusi" in str(report.new)
    assert "it was changed since, as new.json: item 1" in str(report)


def test_a_byte_order_mark_does_no_harm(tmp_path):
    """UTF-8 with a mark, as Windows writes it, is read."""
    path = samples.write(tmp_path / "a.json", [samples.service()], "utf-8-sig")

    assert import_files([path], tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24)).services == 1
