"""The form of the records is named once: the schema, the workbook and the imports follow it."""

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.program.content import records
from site_src.program.directory import columns, naming

PROGRAM = Path(__file__).resolve().parents[2] / "site_src/program"


def test_the_schema_is_the_one_that_the_form_makes():
    assert records.rendered() == records.SCHEMA.read_text("utf-8"), "Run python -m site_src.program.content.records"


def test_every_field_says_what_it_means():
    for record in (records.Service, records.Channel, records.Organisation, records.Source):
        assert all(each.about and each.about[-1] != "." for each in records.form(record))


def test_every_field_of_a_hand_written_record_has_a_column_of_the_workbook():
    sheets = columns.sheets(("fi", "sv"))
    for sheet, record in (("services", records.Service), ("contacts", records.Channel), ("organisations", records.Organisation)):
        names = {column.name.partition(".")[0] for column in sheets[sheet]}
        assert {each.name for each in records.form(record) if not each.register and each.kind not in columns.NO_COLUMN} <= names
    assert {"name.fi", "name.sv"} <= {column.name for column in sheets["services"]}


# Above the content, only what writes files has records as the mappings that YAML has.
ABOVE = ("pages", "browser", "checks", "proof", "host", "watch", "release", "translation")
MAPPING = re.compile(
    r"""\b(?:record|placed\.record|channel\.source|record\.source)(?:\["|\.get\()"""
    r"""|\.data(?:\.get\(|\[)"services\""""
)


def test_no_page_check_or_proof_asks_a_record_for_a_key():
    sources = [path for room in ABOVE for path in sorted((PROGRAM / room).rglob("*.py"))]
    found = [f"{path.name}: {line.strip()}" for path in sources for line in path.read_text("utf-8").splitlines()
             if MAPPING.search(line)]  # fmt: skip

    assert [] == found


def test_what_a_record_does_not_have_is_empty_and_what_it_has_is_read():
    source = {"title": "Esimerkki", "date": "2026"}
    data = {"id": "x", "organisation": "y", "name": {"fi": "X"}, "area": {"municipalities": ["564"]}, "source": source,
            "checked": "2026-11-24", "state": "documented", "channels": [{"type": "phone", "number": "112"}]}  # fmt: skip
    record = records.read(records.Service, data)

    assert (False, True, 0, (), {}, None) == (
        record.crisis, record.suggested, record.order, record.needs, record.summary, record.retired)  # fmt: skip
    assert ("municipality", ("564",), data["area"]) == (record.area.kind, record.area.codes, record.area.data)
    assert (records.Channel(type="phone", number="112"),) == record.channels
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.state = "confirmed"


def test_a_record_without_a_field_that_it_needs_is_refused():
    with pytest.raises(TypeError, match="organisation"):
        records.read(records.Service, {"id": "x"})


@given(st.text())
def test_what_a_name_becomes_is_an_id(name):
    slug = naming.slug(name)
    assert slug == "" or (re.fullmatch(records.SLUG, slug) and len(slug) <= 60)
