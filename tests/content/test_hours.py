"""Hours have one form; people may write days in their own language, and what is wrong is told where it stands."""

import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_src.program.content import hours
from site_src.program.pages import opening_hours

ROOT = Path(__file__).resolve().parents[2]
WEEK = {"days": ["mon", "tue", "wed", "thu", "fri"], "opens": "09:00", "closes": "15:00"}


@pytest.mark.parametrize(
    "line",
    ["mon-fri 09:00-15:00", "mon-fri 9:00-15:00", "ma-pe 9-15", "Ma–pe klo 9.00–15.00", "mån–fre kl. 9–15", "arkisin 9-15"],
)
def test_a_line_is_read_in_three_languages(line):
    assert [WEEK] == hours.from_text(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ma, ke ja pe 9-15.30", {"days": ["mon", "wed", "fri"], "opens": "09:00", "closes": "15:30"}),
        ("24.12.2026 suljettu", {"from": "2026-12-24", "to": "2026-12-24", "closed": True}),
        ("pe 22-04 yön yli", {"days": ["fri"], "opens": "22:00", "closes": "04:00", "overnight": True}),
        ("lör kl. 22-04 över natten", {"days": ["sat"], "opens": "22:00", "closes": "04:00", "overnight": True}),
        ("pe 18-00", {"days": ["fri"], "opens": "18:00", "closes": "24:00"}),
        ("ajanvarauksella", {"by_appointment": True}),
    ],
)
def test_a_line_says_days_exceptions_nights_and_appointments(line, expected):
    assert [expected] == hours.from_text(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ma-to 9-15, pe 9-14", "mon-thu 09:00-15:00\nfri 09:00-14:00"),
        ("ma ja ke 9–12 ja 13–15", "mon,wed 09:00-12:00\nmon,wed 13:00-15:00"),
        ("tis 9.00–12.00 och 13.00–15.30", "tue 09:00-12:00\ntue 13:00-15:30"),
        ("Monday to Thursday 9am-3.30pm, Fri 9am-12pm", "mon-thu 09:00-15:30\nfri 09:00-12:00"),
        ("ma-pe 9-15, la suljettu", "mon-fri 09:00-15:00\nsat closed"),
    ],
)
def test_a_line_with_several_times_or_days_is_several(line, expected):
    assert expected == hours.to_text(hours.from_text(line))


@pytest.mark.parametrize(
    ("line", "holiday"),
    [
        ("juhannusaattona suljettu", "midsummer-eve"),
        ("2. pääsiäispäivä suljettu", "easter-monday"),
        ("Pääsiäispäivä suljettu", "easter-sunday"),
        ("annandag jul stängt", "st-stephens-day"),
        ("New Year’s Eve closed", "new-years-eve"),
        ("vapunaatto kiinni", "may-day-eve"),
    ],
)
def test_a_holiday_may_be_written_by_its_name(line, holiday):
    assert [{"holiday": holiday, "closed": True}] == hours.from_text(line)


def test_thursday_between_two_days_is_no_run_of_days():
    """`to` is Thursday in Finnish: what could be read in two ways is not read."""
    with pytest.raises(hours.NotHours, match='"ma to pe 9-12" can\'t be read as hours'):
        hours.from_text("ma to pe 9-12")


@pytest.mark.parametrize("text", ["pe 15-9", "pe 22-04", "fri 15:00-15:00", "pe 9-15 yön yli"])
def test_an_end_before_the_beginning_is_a_night_only_where_it_says_so(text):
    with pytest.raises(hours.NotHours, match="overnight"):
        hours.from_text(text)


@pytest.mark.parametrize("lines", [["ma 9-12 ja 12-15"], ["ma 9-15", "ma 9-12 ajanvarauksella"], ["ma 9-15", "24.12.2026 9-12"]])
def test_times_that_do_not_contradict_each_other_are_taken(lines):
    assert [] == list(hours.problems(lines))


@pytest.mark.parametrize("text", ["Kysy puhelimella.", "mon", "", "ma-pe", "15"])
def test_words_are_not_hours(text):
    with pytest.raises(hours.NotHours):
        hours.from_text(text)


def test_days_of_yaml_become_one_form():
    written = [{"days": ["ma-ke", "lördag"], "opens": "09:00", "closes": "15:00"}, "su suljettu"]

    assert [] == list(hours.problems(written))
    assert [
        {"days": ["mon", "tue", "wed", "sat"], "opens": "09:00", "closes": "15:00"},
        {"days": ["sun"], "closed": True},
    ] == hours.canonical(written)


@pytest.mark.parametrize(
    ("value", "path", "expected"),
    [
        (24, (), "Hours are a list"),
        ([{"days": ["mon"], "opens": "9:00", "closes": "15:00"}], (0, "opens"), "9:00 is no time of day"),
        ([{"days": ["mon"], "opens": "9.00", "closes": "15:00"}], (0, "opens"), "9.00 is no time of day"),
        ([{"days": ["mon"], "opens": "09:00", "closes": "25:00"}], (0, "closes"), "25:00 is no time of day"),
        ([{"days": ["mon"], "opens": "09:00"}], (0, "opens"), "opens needs closes"),
        ([{"day": "mon", "closed": True}], (0, "day"), "Hours have no day. Write days."),
        ([{"days": ["maa"], "closed": True}], (0, "days", 0), "maa is no day"),
        ([{"holiday": "juhannus", "closed": True}], (0, "holiday"), "Use one of: new-years-day"),
        ([{"days": ["mon"], "opens": "15:00", "closes": "09:00"}], (0, "closes"), "add overnight: true"),
        ([{"from": "24.12.2026", "closed": True}], (0, "from"), "24.12.2026 is not a date"),
        ([{"from": "2026-02-30", "closed": True}], (0, "from"), "2026-02-30 is not a date"),
        ([{"from": "2026-12-26", "to": "2026-12-24", "closed": True}], (0, "to"), "to is before from"),
        ([{"days": ["mon"]}], (0,), "doesn't say when it is open"),
        ([{"days": ["mon"], "closed": True, "always": True}], (0,), "says closed, always"),
        ([{"days": ["mon"], "closed": True, "note": "Huom"}], (0, "note"), "A note is a text by language"),
        (["ma-pe 25-30"], (0,), "25:00 is no time of day"),
        (["ma-pe 9-15", "ke 9-17"], (1,), "wed has both 09:00-15:00 and 09:00-17:00. Keep one."),
        (["ma-pe 9-15, ke 9-17"], (0,), "wed has both 09:00-15:00 and 09:00-17:00. Keep one."),
        (["9-15", "la 22-04 yön yli", "la 23-24"], (2,), "sat has both 22:00-04:00 and 23:00-24:00. Keep one."),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(value, path, expected):
    found = list(hours.problems(value))

    assert any(path == there and expected in message for there, message in found), found


PIECE = st.sampled_from(
    ["mon", "maa", 24, None, True, "09:00", "9:00", "24:00", "25:00", "2026-12-24", "24.12.2026", "odd", "juhannus",
     "christmas-eve", ["mon"], ["ma-pe"], [], {}, {"fi": "a"}, "mon-fri 09:00-15:00", "24/7", ""]
)  # fmt: skip
ENTRY = st.dictionaries(st.sampled_from([*hours.KEYS, "day"]), PIECE, max_size=4)


@settings(deadline=None)
@given(value=PIECE | st.lists(PIECE | ENTRY, min_size=1, max_size=2))
def test_whatever_passes_is_read_and_shown(site_content, value):
    if not list(hours.problems(value)):
        read = hours.canonical(value)
        assert hours.canonical(hours.to_text(read)) == read
        for language in site_content.languages:
            assert opening_hours.lines(read, language, site_content.texts[language.code])


NAMED = {
    "New Year's Day": "new-years-day", "Epiphany": "epiphany", "Good Friday": "good-friday", "Easter Sunday": "easter-sunday",
    "Easter Monday": "easter-monday", "May Day": "may-day", "Ascension Day": "ascension-day", "Pentecost": "pentecost",
    "Midsummer Eve": "midsummer-eve", "Midsummer Day": "midsummer-day", "All Saints' Day": "all-saints-day",
    "Independence Day": "independence-day", "Christmas Eve": "christmas-eve", "Christmas Day": "christmas-day",
    "Second Day of Christmas": "st-stephens-day",
}  # fmt: skip
# Days before a holiday that hours may name, though no law does.
EVES = {"may-day-eve", "new-years-eve"}


def test_the_browser_knows_the_holidays_of_finland():
    """Every day of thirty years, against the library."""
    years = range(2025, 2055)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    days = [(first + timedelta(place)).isoformat() for place in range((last - first).days + 1)]
    module = (ROOT / "site_src/look/service/opening.mjs").as_uri()
    script = (
        f"import {{ holidayOf }} from {module!r}; let text = '';"
        "for await (const part of process.stdin) text += part;"
        "process.stdout.write(JSON.stringify(JSON.parse(text).map(holidayOf)))"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script], input=json.dumps(days), capture_output=True, text=True, check=True
    )
    told = {day: name for day, name in zip(days, json.loads(done.stdout), strict=True) if name and name not in EVES}
    known = {day.isoformat(): NAMED[names.split("; ")[0]] for day, names in holidays.country_holidays("FI", years=years).items()}

    assert known == told
    assert set(hours.HOLIDAYS) == {*NAMED.values(), *EVES}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("1.6.–31.8.2027 ma–pe 9–14", "2027-06-01..2027-08-31 mon-fri 09:00-14:00"),
        ("ma-pe 9-15 (1.6.2027 – 31.8.2027)", "mon-fri 09:00-15:00 (2027-06-01..2027-08-31)"),
        ("24.–26.12.2026 suljettu", "2026-12-24..2026-12-26 closed"),
        ("20.12.-6.1.2027 stängt", "2026-12-20..2027-01-06 closed"),
    ],
)
def test_a_period_is_read_as_people_write_it(line, expected):
    assert expected == hours.to_text(hours.from_text(line))


def test_a_period_with_a_day_that_no_calendar_has_is_told():
    with pytest.raises(hours.NotHours, match="2027-06-31 is not a date that a calendar has"):
        hours.from_text("31.6.-31.8.2027 suljettu")
