"""A phone number is read the same from every source, and whatever is shown can be dialled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_src.program.content import phones


@pytest.mark.parametrize(
    ("written", "kept", "dialled"),
    [
        ("040 123 4567", "040 123 4567", "tel:+358401234567"),
        ("0401234567", "040 1234567", "tel:+358401234567"),
        ("+358401234567", "040 1234567", "tel:+358401234567"),
        ("+358 (0)40 123 4567", "+358 40 123 4567", "tel:+358401234567"),
        ("00358 40 123 4567", "040 1234567", "tel:+358401234567"),
        ("+358 00358401234567", "040 1234567", "tel:+358401234567"),
        ("+358 358401234567", "040 1234567", "tel:+358401234567"),
        ("+358 0401234567", "040 1234567", "tel:+358401234567"),
        ("358401234567", "040 1234567", "tel:+358401234567"),
        ("\u202a040\u00a01234567\u202c", "040 1234567", "tel:+358401234567"),
        ("(08) 558-45300", "08 558 45300", "tel:+358855845300"),
        ("puh. 08 558 45300", "08 558 45300", "tel:+358855845300"),
        ("+46 8 123 456", "+46 8 123 456", "tel:+468123456"),
        ("0046 8 123 456", "+46 8 12 34 56", "tel:+468123456"),
        ("080 005 005", "080 005 005", "tel:080005005"),
        ("+358 80 005 005", "+358 80 005 005", "tel:+35880005005"),
        ("112", "112", "tel:112"),
        ("116117", "116 117", "tel:116117"),
        ("116 006", "116 006", "tel:116006"),
        ("0295 016 620", "0295 016 620", "tel:+358295016620"),
    ],
)
def test_a_number_is_kept_as_people_write_it_and_dialled_as_phones_need_it(written, kept, dialled):
    assert (kept, dialled) == (phones.normal(written), phones.href(phones.normal(written)))


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("401234567", 'has lost its first zero. Write "040 1234567".'),
        ("call us", "is not a phone number"),
        ("0401234567 alanumero 12", "has an extension"),
        ("040", "too short"),
        ("0401234567890123", "too long"),
        ("4.01235E+08", "is not a phone number"),
        ("99999", "nobody can dial"),
        ("", "is not a phone number"),
    ],
)
def test_what_nobody_can_dial_is_told_with_the_reason(written, why):
    with pytest.raises(phones.NotDialled, match=why):
        phones.normal(written)


def test_an_extension_is_kept_apart():
    assert ("08 558 45300", "12") == phones.split("08 558 45300 ext. 12")
    assert ("08 558 45300", "") == phones.split("08 558 45300")


def test_a_person_is_told_the_right_way_to_write_a_number():
    assert 'Write the number "+358 40 123 4567", not "+358 (0)40 123 4567".' == phones.problem("+358 (0)40 123 4567")
    assert phones.problem("040 123 4567") is None
    assert phones.problem("0401234567") is None


@given(st.text(alphabet="0123456789+() -/x#\u200e\u00a0e.", max_size=24))
def test_what_is_kept_stays_as_it_is_and_can_be_dialled(text):
    try:
        kept = phones.normal(text)
    except phones.NotDialled:
        return
    assert kept == phones.normal(kept)
    assert phones.CLEAN.fullmatch(kept)
    assert phones.href(kept).removeprefix("tel:").removeprefix("+").isdecimal()
