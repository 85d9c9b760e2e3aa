"""The workbook that staff edit, there and back."""

import copy
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from site_src.program.content import hours
from site_src.program.content.problems import ContentError
from site_src.program.directory import spreadsheet
from tests.directory.test_hsds import OWNER, RECORD, imported  # noqa: F401

LANGUAGES = ("fi", "sv", "en", "fi-simple")
RECORDS = {"organisations": [OWNER], "services": [RECORD]}


@pytest.fixture
def book(tmp_path):
    """Exports records, lets a function edit the workbook as Excel would, and loads it."""

    def book(edit=lambda book: None, records=RECORDS):
        path = spreadsheet.export(copy.deepcopy(records), tmp_path / "services.xlsx", LANGUAGES)
        workbook = load_workbook(path)
        edit(workbook)
        workbook.save(path)
        return spreadsheet.load(path, LANGUAGES)

    return book


def set_cell(sheet, column, value, row=2):
    """An edit: the cell of a column, by its title."""

    def edit(workbook):
        titles = [cell.value for cell in workbook[sheet][1]]
        workbook[sheet].cell(row, titles.index(column) + 1).value = value

    return edit


def test_every_field_comes_back(book):
    """An unedited workbook holds the records that went in, to the last field."""
    found, problems = book()

    assert problems == []
    assert (RECORDS["services"], RECORDS["organisations"]) == (found["services"], found["organisations"])


def test_imported_records_come_back_with_what_has_no_column(book, imported):  # noqa: F811
    """PTV's ids, labels and long texts travel in a hidden column."""
    services, owners = imported
    found, problems = book(records={"services": services, "organisations": owners})

    assert problems == []
    assert (services, owners) == (found["services"], found["organisations"])


def test_an_edit_arrives(book):
    """A changed summary and a cleared cell are what the record then says."""
    found, _ = book(set_cell("services", "summary.sv", "Ny text."))
    assert found["services"][0]["summary"] == {"fi": "Lyhyesti.", "sv": "Ny text."}

    found, _ = book(set_cell("services", "cost", None))
    assert "cost" not in found["services"][0]


def test_a_new_row_is_a_new_record(book):
    """A row that someone adds below is read like the others, with its place."""

    def edit(workbook):
        for column, value in (
            ("id", "new"),
            ("organisation", "example"),
            ("name.fi", "Uusi"),
            ("area", "county"),
            ("needs", "job; money"),
        ):
            set_cell("services", column, value, 3)(workbook)
        for column, value in (("service", "new"), ("type", "phone"), ("number", "040 000 002")):
            set_cell("contacts", column, value, 7)(workbook)

    found, problems = book(edit)

    assert problems == []
    assert found["services"][1] == {
        "id": "new",
        "organisation": "example",
        "name": {"fi": "Uusi"},
        "needs": ["job", "money"],
        "area": "county",
        "channels": [{"type": "phone", "number": "040 000 002"}],
    }
    assert found["places"]["services", "new"] == "services.xlsx: services, row 3"


def test_states_are_chosen_from_a_list(tmp_path):
    """The workbook offers the states; a drop-down covers rows that don't exist yet."""
    path = spreadsheet.export(RECORDS, tmp_path / "a.xlsx", LANGUAGES)
    rules = load_workbook(path)["services"].data_validations.dataValidation

    assert '"documented,confirmed,unconfirmed"' in [rule.formula1 for rule in rules]


def test_text_that_looks_like_a_formula_stays_text(book, tmp_path):
    """A text that begins with = is no formula in the workbook, and comes back as it was."""
    records = copy.deepcopy(RECORDS)
    records["services"][0]["note"] = "=1+1"
    path = spreadsheet.export(records, tmp_path / "b.xlsx", LANGUAGES)
    titles = [cell.value for cell in load_workbook(path)["services"][1]]
    cell = load_workbook(path)["services"].cell(2, titles.index("note") + 1)

    assert (cell.data_type, cell.value) == ("s", "=1+1")
    assert spreadsheet.load(path, LANGUAGES)[0]["services"][0]["note"] == "=1+1"


@pytest.mark.parametrize(
    ("sheet", "column", "value", "expected"),
    [
        (
            "services",
            "state",
            "perhaps",
            'services.xlsx: services, row 2, state: "perhaps" is none of: documented, confirmed, unconfirmed.',
        ),
        ("services", "area", "Oulu", 'services.xlsx: services, row 2, area: Write "nation", "county"'),
        ("services", "area", 564, "area: 564 is stored as a number and may have lost its zeros."),
        ("services", "checked", "24.11.2026", 'row 2, checked: "24.11.2026" is not a date. Write it as 2026-11-24.'),
        ("services", "order", "first", 'row 2, order: "first" is not a number.'),
        ("services", "note", "=1+1", "row 2, note: This is a formula. Write the value itself."),
        ("services", "other", "x", "row 2, other: This is not as the export wrote it."),
        ("services", "id", None, "row 2, id: The id is missing."),
        ("contacts", "number", 358000001, "services.xlsx: contacts, row 3, number: 358000001 is stored as a number"),
        ("contacts", "number", "4.01235E+08", "row 3, number: 4.01235E+08 has lost digits in the spreadsheet."),
        ("contacts", "number", "401234567", 'row 3, number: "401234567" has lost its first zero. Write "040 1234567".'),
        ("contacts", "number", date(2026, 12, 1), "row 3, number: The spreadsheet made a date of this number."),
        ("contacts", "service", "nobody", "contacts, row 3, service: There is no service of this id"),
        ("contacts", "type", "fax", 'contacts, row 3, type: "fax" is none of'),
    ],
)
def test_a_mistake_is_named_with_its_sheet_row_and_column(book, sheet, column, value, expected):
    """Each kind of mistake that a person makes in a spreadsheet has its message."""
    _, problems = book(set_cell(sheet, column, value, 3 if sheet == "contacts" else 2))

    assert any(expected in str(problem) for problem in problems), problems


def test_dates_that_excel_made_its_own_are_read(book):
    """Excel turns what looks like a date into one."""
    from datetime import datetime

    found, problems = book(set_cell("services", "checked", datetime(2026, 12, 1)))

    assert (problems, found["services"][0]["checked"]) == ([], "2026-12-01")


def test_an_id_that_stands_twice_is_refused(book):
    """Two rows may not be the same service."""
    _, problems = book(set_cell("services", "id", "example-service", 3))

    assert (
        'services.xlsx: services, row 3, id: The id "example-service" already stands in services.xlsx: services, row 2.'
        in str(problems[0])
    )


def test_renamed_and_missing_columns_are_named(book):
    """A changed heading is a mistake, not a lost column."""

    def edit(workbook):
        titles = [cell.value for cell in workbook["services"][1]]
        workbook["services"].cell(1, titles.index("state") + 1).value = "State of it"

    _, problems = book(edit)

    assert [problem.message for problem in problems] == [
        '"State of it" is not a column of this sheet. Give its old name back.',
        'The column "state" is missing. Export the workbook again.',
    ]


@pytest.mark.parametrize(("sheet", "column"), [("services", "id"), ("contacts", "service"), ("services", None)])
def test_what_every_row_lacks_is_told_once(book, sheet, column):
    """A deleted column or sheet that all rows need is one message, not one a row."""

    def edit(workbook):
        if column is None:
            workbook.remove(workbook[sheet])
        else:
            workbook[sheet].delete_cols([cell.value for cell in workbook[sheet][1]].index(column) + 1)

    assert 1 == len(book(edit)[1])


def test_a_missing_sheet_is_named(book):
    """A deleted sheet is told, and the others are still read."""
    found, problems = book(lambda workbook: workbook.remove(workbook["contacts"]))

    assert [problem.message for problem in problems] == ["The sheet is missing. Export the workbook again."]
    assert len(found["services"]) == 1


def test_an_empty_workbook_is_no_crash(tmp_path):
    """A workbook of someone else has none of the sheets."""
    path = tmp_path / "a.xlsx"
    Workbook().save(path)

    assert len(spreadsheet.load(path, LANGUAGES)[1]) == 3


@pytest.mark.parametrize("content", [b"", b"id;name\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    """A text file, an old .xls and half a file each end in a message."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(ContentError, match="This is not an .xlsx workbook"):
        spreadsheet.load(path, LANGUAGES)


def test_a_damaged_workbook_is_one_message(tmp_path):
    """A byte that broke anywhere in the archive ends in a sentence, not in a traceback."""
    whole = spreadsheet.export(RECORDS, tmp_path / "whole.xlsx", LANGUAGES).read_bytes()
    path = tmp_path / "a.xlsx"
    told = 0
    for place in range(40, len(whole), len(whole) // 40):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            spreadsheet.load(path, LANGUAGES)
        except ContentError as error:
            told += 1
            (problem,) = error.problems
            assert "a.xlsx" == problem.file
    assert told > 10


def test_a_control_character_is_told_before_anything_is_written(tmp_path):
    records = copy.deepcopy(RECORDS)
    records["services"][0]["note"] = "a\x0bb"
    with pytest.raises(ContentError, match="holds a control character"):
        spreadsheet.export(records, tmp_path / "b.xlsx", LANGUAGES)


def test_a_missing_file_is_named(tmp_path):
    """A wrong file name is told as such."""
    with pytest.raises(ContentError, match="The file is missing"):
        spreadsheet.load(tmp_path / "none.xlsx", LANGUAGES)


CLOCK = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
NOTE = st.dictionaries(
    st.sampled_from(["fi", "sv", "fi-simple"]),
    st.text(alphabet="abc #:{\"'|åä-", min_size=1, max_size=12).map(str.strip).filter(bool),
    min_size=1,
)
DAYS = st.lists(st.sampled_from(hours.DAYS), min_size=1, unique=True).map(lambda days: sorted(days, key=hours.DAYS.index))


@st.composite
def entries(draw):
    """Any entry that the schema allows."""
    entry = {}
    if draw(st.booleans()):
        entry |= {"from": "2026-12-24", "to": draw(st.sampled_from(["2026-12-24", "2027-01-06"]))}
    elif draw(st.booleans()):
        entry["holiday"] = "christmas-eve"
    else:
        entry["days"] = draw(DAYS)
    kind = draw(st.sampled_from(["times", "closed", "always", "by_appointment"]))
    if kind == "times":
        opens, closes = draw(CLOCK), draw(CLOCK)
        entry |= {"opens": opens, "closes": closes} | ({"overnight": True} if closes <= opens else {})
    else:
        entry[kind] = True
    for key in ("valid_from", "valid_to"):
        if draw(st.booleans()):
            entry[key] = "2027-06-01"
    if draw(st.booleans()):
        entry["note"] = draw(NOTE)
    return entry


@settings(deadline=None)
@given(st.lists(entries(), min_size=1, max_size=4))
def test_opening_hours_survive_as_lines(value):
    """What is written as lines is read back as the same entries."""
    assert value == hours.from_text(hours.to_text(value))


def test_hours_that_a_cell_cannot_say_are_told(book):
    """Words are no hours: they would stand in Finnish on every page."""
    _, problems = book(set_cell("contacts", "hours", "Kysy puhelimella.", 3))

    assert any('row 3, hours: "Kysy puhelimella." can\'t be read as hours.' in str(problem) for problem in problems)


def test_a_flag_that_is_false_stays_false(book):
    found, problems = book(records={"organisations": [OWNER], "services": [{**RECORD, "suggested": False, "crisis": True}]})

    assert [] == problems
    assert (False, True) == tuple(found["services"][0][name] for name in ("suggested", "crisis"))
