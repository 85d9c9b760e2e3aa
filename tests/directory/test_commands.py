"""The commands of the directory, on a copy of the whole content."""

import functools
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from openpyxl import load_workbook

from site_src.program import cli
from site_src.program.browser import bundle
from site_src.program.content import content
from site_src.program.content import project as projects
from site_src.program.content.records import Channel
from site_src.program.directory import commands as directory_commands
from site_src.program.directory import edit as directory_edit
from site_src.program.directory.ptv import api as ptv_api
from tests.content import copies
from tests.directory import samples
from tests.directory.test_ptv_api import server  # noqa: F401
from tests.directory.test_ptv_api_v12 import server as server_v12  # noqa: F401

ROOT = Path(__file__).parents[2]
ALL = ("--accept-all", "new", "changed", "gone", "unmapped")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of the content that commands may write to."""
    root = tmp_path / "project"
    copies.copy(root)
    shutil.rmtree(root / "site_src/services/ptv", ignore_errors=True)
    monkeypatch.setattr(directory_commands, "ROOT", root)
    return root


@pytest.fixture
def run(project, capsys):
    """Runs a command of build.py: (exit status, what it said)."""

    def run(*arguments):
        status = cli.main([str(argument) for argument in arguments])
        return status, capsys.readouterr().err

    return run


def files(root):
    return {path: path.read_bytes() for path in sorted((root / "site_src").rglob("*")) if path.is_file()}


def export(tmp_path, **changes):
    """A PTV export of one service and its channel."""
    return (
        samples.write(tmp_path / "services.json", [samples.service(**changes)]),
        samples.write(tmp_path / "channels.json", [samples.channel()]),
    )


@pytest.fixture
def edited(run, tmp_path):
    """Exports the directory to a workbook, edits cells as Excel would, and imports it."""

    def edited(*cells, new=()):
        path = tmp_path / "services.xlsx"
        assert run("services", "export", path)[0] == 0
        book = load_workbook(path)
        for sheet, id_, column, value in cells:
            _cell(book[sheet], _row(book[sheet], id_), column).value = value
        for sheet, values in new:
            row = book[sheet].max_row + 1
            while row > 2 and all(cell.value is None for cell in book[sheet][row - 1]):
                row -= 1
            for column, value in values.items():
                _cell(book[sheet], row, column).value = value
        book.save(path)
        return run("services", "import", path, "--yes")

    return edited


def _row(sheet, id_):
    return next(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value == id_)


def _cell(sheet, row, column):
    return sheet.cell(row, [cell.value for cell in sheet[1]].index(column) + 1)


def test_a_workbook_without_an_edit_writes_nothing(edited, project):
    before = files(project)
    status, said = edited()

    assert status == 0
    assert "Changed: 0" in said and "nothing; everything was up to date" in said
    assert before == files(project)


def test_an_edit_reaches_its_record_and_nothing_else(edited, project):
    """Of the whole directory one line changes; neighbours, comments and the head of the file stay."""
    before = files(project)
    id_ = _any(project).id
    status, said = edited(("services", id_, "cost", "varies"))
    after = files(project)
    (path,) = [path for path in before if before[path] != after[path]]
    old, new = before[path].decode().splitlines(), after[path].decode().splitlines()

    assert status == 0, said
    assert "Changed: 1" in said and path.name in said
    assert old[:3] == new[:3]
    assert "varies" == {record.id: record for record in content.read(projects.of(project)).services}[id_].cost
    untouched = [line for line in old if line.startswith("  - id: ")]
    assert untouched == [line for line in new if line.startswith("  - id: ")]


def _any(project):
    return next(
        record for record in content.read(projects.of(project)).services if record.state == "documented" and record.cost == "free"
    )


def test_what_is_wrong_is_told_by_row_and_column_and_nothing_is_written(edited, project):
    before, id_ = files(project), _any(project).id
    status, said = edited(("services", id_, "needs", "job, nonsense"), ("services", id_, "situations", "nowhere"))

    assert status == 1
    assert "services.xlsx: services, row" in said and ", needs: There is no need nonsense" in said
    assert ", situations: " in said
    assert before == files(project)


def test_a_wrong_contact_is_told_by_its_own_row(edited, project):
    before = files(project)
    status, said = edited(("contacts", "emergency-112", "number", "call us"))

    assert status == 1
    assert "services.xlsx: contacts, row" in said and ", number: " in said
    assert before == files(project)


def test_a_new_row_is_a_new_record_in_its_own_file(edited, project):
    words = {f"{key}.{code}": "Esimerkki." for key in ("summary", "how") for code in ("fi", "sv", "en", "fi-simple")}
    row = {
        "id": "example-new", "organisation": "kela", "name.fi": "Esimerkki", **words, "needs": "money", "area": "county",
        "state": "documented", "checked": "2026-11-24", "source.title": "Esimerkki", "source.date": "2026-11",
    }  # fmt: skip
    contact = {"service": "example-new", "type": "phone", "number": "040 000 001"}
    status, said = edited(new=[("services", row), ("contacts", contact)])
    text = (project / directory_edit.ADDED).read_text("utf-8")

    assert status == 0, said
    assert "New: 1" in said
    assert text.startswith("# ") and "- id: example-new" in text
    again, said = edited(new=[("services", {**row, "id": "example-newer"})])
    assert again == 0, said
    records = {record.id: record for record in content.read(projects.of(project)).services}
    assert (Channel(type="phone", number="040 000 001"),) == records["example-new"].channels
    assert "example-newer" in records


def test_five_changed_numbers_are_five_changed_lines(edited, project):
    before = files(project)
    chosen = [
        record.id
        for record in content.read(projects.of(project)).services
        if record.channels and record.channels[0].type == "phone"
    ][:5]
    status, said = edited(*(("contacts", id_, "number", f"040 000 00{place}") for place, id_ in enumerate(chosen)))
    after = files(project)
    lines = [
        (old, new)
        for path in before
        for old, new in zip(before[path].splitlines(), after[path].splitlines(), strict=True)
        if old != new
    ]

    assert (0, 5) == (status, len(lines)), said
    assert all("→ 040 000 00" in line for line in said.splitlines() if line.startswith("    channels 1.number: "))
    assert "Changed, but checked is as before" in said


def test_a_preview_shows_what_would_change_and_writes_nothing(run, project, tmp_path):
    before, path, id_ = files(project), tmp_path / "services.xlsx", _any(project).id
    run("services", "export", path)
    book = load_workbook(path)
    _cell(book["services"], _row(book["services"], id_), "cost").value = "varies"
    book.save(path)
    status, said = run("services", "import", path)

    assert status == 0 and "cost: free → varies" in said and "Nothing was written. Add --yes to write it." in said
    assert before == files(project)


def test_what_changes_can_be_said_to_be_checked_today(run, project, tmp_path):
    path, record = tmp_path / "services.xlsx", _any(project)
    run("services", "export", path)
    book = load_workbook(path)
    _cell(book["services"], _row(book["services"], record.id), "cost").value = "varies"
    book.save(path)
    status, said = run("services", "import", path, "--yes", "--checked")
    (now,) = (each for each in content.read(projects.of(project)).services if each.id == record.id)

    assert status == 0, said
    assert ("varies", date.today().isoformat()) == (now.cost, now.checked)
    assert "checked is as before" not in said


@pytest.mark.parametrize(
    "arguments",
    [("coverage", "--municipality", "564"), ("export", "x.xlsx", "--checked"), ("hours", "x", "--accept-all", "new")],
)
def test_an_option_that_an_action_would_not_read_is_refused(run, arguments):
    status, said = run("services", *arguments)

    option = next(each for each in arguments if each.startswith("--"))
    assert 1 == status and f"{option}: `services {arguments[0]}` does not read it, but" in said


def test_a_deleted_column_erases_nothing(run, project, tmp_path):
    before, path = files(project), tmp_path / "services.xlsx"
    run("services", "export", path)
    book = load_workbook(path)
    for sheet, columns in (("services", ("note", "name.sv", "other")), ("contacts", ("hours", "note.fi", "source.title"))):
        for column in columns:
            titles = [cell.value for cell in book[sheet][1]]
            book[sheet].delete_cols(titles.index(column) + 1)
    book.save(path)
    status, said = run("services", "import", path, "--yes")

    assert status == 0, said
    assert "services lacks these columns; what they hold stays as it is: name.sv, note, other" in said
    assert before == files(project)


def test_rows_that_are_gone_are_told_and_kept(run, project, tmp_path):
    path = tmp_path / "services.xlsx"
    run("services", "export", path)
    book = load_workbook(path)
    sheet = book["services"]
    gone = sheet.cell(sheet.max_row if sheet.cell(sheet.max_row, 1).value else _last(sheet), 1).value
    book["services"].delete_rows(_row(sheet, gone))
    contacts = book["contacts"]
    for row in range(contacts.max_row, 1, -1):
        if contacts.cell(row, 1).value == gone:
            contacts.delete_rows(row)
    book.save(path)
    before = files(project)
    status, said = run("services", "import", path, "--yes")

    assert status == 0, said
    assert f"  {gone}" in said and "kept as they are" in said
    assert before == files(project)


def _last(sheet):
    return max(row[0].row for row in sheet.iter_rows(min_row=2) if row[0].value)


def test_an_edit_of_an_imported_record_goes_above_the_import(run, edited, project, tmp_path):
    """The imported block stays as PTV wrote it; what staff wrote stands above it and is what residents read."""
    assert run("services", "sync", *export(tmp_path), *ALL)[0] == 0
    (path,) = (project / "site_src/services/ptv").glob("*.yml")
    imported = path.read_text("utf-8").split("imported:\n", 2)[-1]
    id_ = "esimerkkipalvelu-tyokyvyn-tuki"
    status, said = edited(("services", id_, "summary.fi", "Omin sanoin."))
    text = path.read_text("utf-8")

    assert status == 0, said
    assert "ptv/" in said
    assert text.endswith(imported) and "Omin sanoin." in text
    record = {record.id: record for record in content.read(projects.of(project)).services}[id_]
    assert {"fi": "Omin sanoin.", "sv": "Sammandrag (exempel)."} == record.summary


def test_an_imported_service_is_shown_in_every_language_and_the_check_says_what_it_lacks(run, project, tmp_path, capsys):
    from site_src.program import checks

    status, said = run("services", "sync", *export(tmp_path), *ALL)
    site_content = content.read(projects.of(project))
    service = next(
        service
        for service in json.loads(bundle.documents(site_content)["content.json"])["services"]
        if service["id"] == "esimerkkipalvelu-tyokyvyn-tuki"
    )
    warnings = [problem for problem in checks.directory.problems(site_content) if problem.file.startswith(projects.IMPORTED)]

    assert status == 0 and "Taken over: new: 1" in said
    assert {"fi", "sv", "en", "fi-simple"} == set(service["read_in"])
    assert all(problem.warning for problem in warnings)
    assert {"en", "fi-simple"} == {problem.message.split(" lack texts in ")[1].split(";")[0] for problem in warnings}


def test_a_service_without_needs_waits_until_staff_give_it_some(run, edited, project, tmp_path):
    files_ = export(tmp_path, serviceClasses=[], lifeEvents=[], targetGroups=[])
    status, said = run("services", "sync", *files_, *ALL)
    ids = {record.id for record in content.read(projects.of(project)).services}

    assert status == 0
    assert "esimerkkipalvelu-tyokyvyn-tuki" not in ids and "Taken over: new: 1" in said
    status, said = edited(("services", "esimerkkipalvelu-tyokyvyn-tuki", "needs", "work-ability"))
    assert status == 0, said
    assert "esimerkkipalvelu-tyokyvyn-tuki" in {record.id for record in content.read(projects.of(project)).services}


def test_a_broken_export_ends_in_its_reasons(run, project, tmp_path):
    before = files(project)
    broken = tmp_path / "broken.json"
    broken.write_text('{"itemList": [', encoding="utf-8")
    status, said = run("services", "sync", broken)

    assert status == 1
    assert "broken.json" in said and "nothing was written" in said
    assert before == files(project)


@pytest.mark.parametrize(
    "arguments",
    [["sync"], ["sync", "x.json", "--live"], ["sync", "x.json", "--municipality", "564"], ["review"], ["review", "x.json"],
     ["sync", "--live", "--municipality", "64"]],
)  # fmt: skip
def test_arguments_that_do_not_fit_together_are_refused(run, arguments):
    status, said = run("services", *arguments)

    assert status == 1
    assert f"services {arguments[0]}: " in said or "fetch: " in said


def test_a_hand_broken_imported_file_is_told_by_the_loader(project):
    folder = project / "site_src/services/ptv"
    folder.mkdir()
    (folder / "example.yml").write_text("services:\n  - name: x\n    imported:\n      cost: free\n", encoding="utf-8")
    with pytest.raises(content.ContentError, match="ptv/example.yml:1:1: This is not a file as the import writes it"):
        content.read(projects.of(project))


def test_packages_are_written_a_language_each_and_read_back(run, project, tmp_path):
    out = tmp_path / "hsds"
    status, said = run("export-hsds", "--out", out)

    assert status == 0, said
    assert {"fi", "sv", "en"} == {path.name for path in out.iterdir()}
    assert "left out: " in said and "the record is unconfirmed" in said
    before = files(project)
    status, said = run("import-hsds", out)
    assert status == 0, said
    assert before == files(project)


def test_a_language_that_is_no_language_of_a_package_is_refused(run, tmp_path):
    status, said = run("export-hsds", "--out", tmp_path, "--lang", "fi-simple")

    assert status == 1
    assert "There is no fi-simple. Use: fi, sv, en." in said


def test_another_directory_comes_in_unpublished(run, project, tmp_path):
    """A foreign service may lack needs and languages; it waits for staff and is shown nowhere."""
    page = {"contents": [{
        "id": "00000000-0000-4000-8000-000000000001", "name": "Example", "status": "active", "description": "Example only.",
        "organization": {"id": "00000000-0000-4000-8000-0000000000f1", "name": "Example organisation", "description": "Example"},
    }]}  # fmt: skip
    path = samples.write(tmp_path / "services.json", page)
    shown = bundle.documents(content.read(projects.of(project)))
    assert run("import-hsds", path, "--lang", "en", "--out", project / "site_src/services")[0] == 0
    assert not (project / "site_src/services/hsds.yml").exists()
    status, said = run("import-hsds", path, "--lang", "en", "--yes", "--out", project / "site_src/services")
    text = (project / "site_src/services/hsds.yml").read_text("utf-8")

    assert status == 0, said
    assert "new: example" in said
    assert ["unconfirmed"] == [record["state"] for record in yaml.safe_load(text)["services"]]
    assert shown == bundle.documents(content.read(projects.of(project)))


def test_a_package_goes_only_into_a_project(run, tmp_path):
    status, said = run("import-hsds", tmp_path, "--out", tmp_path)

    assert status == 1
    assert "This is not the site_src/services of a project." in said


def test_a_published_record_needs_needs_and_words(project):
    path = project / "site_src/services/hsds.yml"
    path.write_text(
        "organisations:\n  - {id: example-owner, name: {fi: Esimerkki}}\nservices:\n"
        '  - {id: example-x, organisation: example-owner, name: {fi: X}, needs: [], area: county, checked: "2026-11-24",\n'
        '     source: {title: Esimerkki, date: "2026"}, state: documented}\n',
        encoding="utf-8",
    )
    with pytest.raises(content.ContentError, match="has no summary, how"):
        content.read(projects.of(project))
    path.write_text(path.read_text("utf-8").replace("documented", "unconfirmed"), encoding="utf-8")
    assert content.read(projects.of(project))


def test_comments_in_a_rewritten_record_stay(project):
    path = project / "site_src/services/added.yml"
    path.write_text(
        "# Head.\norganisations:\n  - {id: one, name: {fi: Yksi}}\n  # About two.\n"
        "  - id: two\n    # Inside.\n    name: {fi: Kaksi}\n\nservices: []\n",
        encoding="utf-8",
    )
    document = directory_edit.read(project).documents["site_src/services/added.yml"]
    text = directory_edit.replaced(
        path.read_text("utf-8"), document, {("organisations", 1): {"id": "two", "name": {"fi": "Kaksi!"}}}
    )

    assert text == (
        "# Head.\norganisations:\n  - {id: one, name: {fi: Yksi}}\n  # About two.\n  - id: two\n    # Inside.\n"
        "    name: {fi: Kaksi!}\n\nservices: []\n"
    )


def test_the_live_interface_is_asked_only_on_demand(run, server, monkeypatch):  # noqa: F811
    """Against a server on this machine; the real one is never asked by a test."""
    monkeypatch.setattr(ptv_api, "fetch", functools.partial(ptv_api.fetch, pause=0))
    status, said = run("services", "sync", "--live", "--municipality", "564", "--api", server.url)

    assert status == 0, said
    assert "Fetched 250 services" in said and "New in the register: 250" in said


def test_with_a_key_the_live_interface_is_v12_and_the_key_is_written_nowhere(run, server_v12, monkeypatch, tmp_path):  # noqa: F811
    monkeypatch.setattr(ptv_api, "fetch", functools.partial(ptv_api.fetch, pause=0))
    monkeypatch.setitem(ptv_api.BASE_URLS, 12, server_v12.url)
    monkeypatch.setenv("PTV_API_KEY", "sesame")
    status, said = run("services", "sync", "--live")

    assert status == 0, said
    assert "Fetched 229 services and 229 channels" in said and "New in the register: 229" in said
    assert "sesame" not in said
    assert not [path for path in tmp_path.rglob("*.json") if "sesame" in path.read_text("utf-8")]
