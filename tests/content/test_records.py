"""The form of the records is named once: the schema, the workbook and the imports follow it."""

from hypothesis import given
from hypothesis import strategies as st

from site_src.program.content import records
from site_src.program.directory import columns, naming


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


@given(st.text())
def test_what_a_name_becomes_is_an_id(name):
    import re

    slug = naming.slug(name)
    assert slug == "" or (re.fullmatch(records.SLUG, slug) and len(slug) <= 60)
