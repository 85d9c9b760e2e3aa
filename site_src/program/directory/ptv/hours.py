"""Opening hours of v11 and v12 to entries of the YAML schema:

{days: [mon, tue], opens: "08:00", closes: "16:00"}    every week; `overnight: true` closes on the day after
{from: "2026-12-24", to: "2026-12-24", closed: true}   an exception; or with opens and closes (and days)
{holiday: christmas-eve, closed: true}                 an exception on a holiday, whatever its date
{always: true}, {by_appointment: true}                 each with valid_from, valid_to and note where known
"""

import re

from site_src.program.content.hours import DAY_NAMES, DAYS, HOLIDAYS, overlapping
from site_src.program.messages import msg

NAMES = dict(zip(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), DAYS, strict=True))
V11_KINDS = {kind: kind for kind in ("DaysOfTheWeek", "Exceptional", "OverMidnight")}
V12_KINDS = {
    "WeeklyUntilFurtherNoticeServiceHour": "week",
    "WeeklyDateRangeServiceHour": "week",
    "ContinuousAlwaysValidServiceHour": "always",
    "ContinuousDateRangeServiceHour": "span",
    "ContinuousWeekdaysUntilFurtherNoticeServiceHour": "span",
    "ExceptionalDateRangeServiceHour": "exception",
}


def v11(fields, unknown):
    """The entries of a v11 `serviceHours` list."""
    entries = []
    for item in fields.items("serviceHours"):
        kind = item.choice("serviceHourType", V11_KINDS, "DaysOfTheWeek")
        note = item.translations("additionalInformation")
        first, last = item.day("validFrom"), item.day("validTo")
        if kind not in V11_KINDS:
            unknown.append(f"serviceHours {kind}")
            continue
        if kind == "Exceptional":
            found = _exception(item, first, last)
        else:
            limits = {"valid_from": first, "valid_to": last}
            if item.flag("validForNow"):
                limits = {}
            found = [{**entry, **_present(limits)} for entry in _regular(item, overnight=kind == "OverMidnight")]
        entries += [{**entry, **({"note": note} if note else {})} for entry in found]
    return _merged(_told(entries, fields))


def _told(entries, fields):
    """The entries as they are; where times lie over each other, the report says so, for they remain the register's words."""
    for day, one, other in overlapping(entries):
        fields.warn(
            msg(
                "{day} has both {one} and {other}, and both are shown. Ask the organisation which is right.",
                day=DAY_NAMES[day],
                one=one,
                other=other,
            )
        )
    return entries


def _exception(item, first, last):
    if first is None:
        item.warn(msg("exceptional opening hours have no date: they were left out"))
        return []
    dates = {"from": first, "to": last or first}
    if item.flag("isClosed"):
        return [{**dates, "closed": True}]
    entries = [{**dates, **entry} for entry in _regular(item)]
    if not entries:
        item.warn(msg("exceptional opening hours say neither times nor closed: they were left out"))
    # On a single date the weekday says nothing more.
    if dates["from"] == dates["to"]:
        entries = [{key: value for key, value in entry.items() if key != "days"} for entry in entries]
    return entries


def _regular(item, overnight=False):
    if item.flag("isAlwaysOpen"):
        return [{"always": True}]
    extra = {"by_appointment": True} if item.flag("isReservation") else {}
    entries = []
    for hour in item.items("openingHour"):
        opens, closes = hour.clock("from"), hour.clock("to")
        start = hour.choice("dayFrom", NAMES)
        end = hour.choice("dayTo", NAMES)
        if opens is None or closes is None or start not in (*DAYS, None) or end not in (*DAYS, None):
            hour.warn(msg("an opening time is incomplete: it was left out"))
            continue
        entries += [{**entry, **extra} for entry in span(start, end, opens, closes, through=overnight)]
    return entries or ([extra] if extra else [])


def span(start, end, opens, closes, through):
    """From one weekday to another: the same hours each day, or open all the way `through`."""
    if start is None:
        return [_times({}, opens, closes)]
    first = DAYS.index(start)
    length = (DAYS.index(end) - first) % 7 if end else 0
    days = [DAYS[(first + step) % 7] for step in range(length + 1)]
    if not through or length == 0:
        return [_times({"days": days}, opens, closes)]
    if length == 1 and closes < opens:
        return [_times({"days": days[:1]}, opens, closes)]
    between = [{"days": days[1:-1], "opens": "00:00", "closes": "24:00"}] if length > 1 else []
    last = [{"days": days[-1:], "opens": "00:00", "closes": closes}] if closes != "00:00" else []
    return [{"days": days[:1], "opens": opens, "closes": "24:00"}, *between, *last]


def _times(entry, opens, closes):
    if closes == "00:00":
        closes = "24:00"
    overnight = {"overnight": True} if closes <= opens else {}
    return {**entry, "opens": opens, "closes": closes, **overnight}


def _present(values):
    return {key: value for key, value in values.items() if value}


def _merged(entries):
    """Days with the same hours in one entry, in the order of the week."""
    merged = []
    for entry in entries:
        rest = {key: value for key, value in entry.items() if key != "days"}
        twin = next((known for known in merged if "days" in entry and "days" in known and
                     {key: value for key, value in known.items() if key != "days"} == rest), None)  # fmt: skip
        if twin is None:
            merged.append(dict(entry))
        else:
            twin["days"] = sorted({*twin["days"], *entry["days"]}, key=DAYS.index)
    return merged


def v12(fields, unknown):
    """The entries of a v12 `serviceHours` object."""
    hours = fields.object("serviceHours")
    entries = []
    for item in hours.items("hours"):
        kind = item.choice("type", V12_KINDS)
        note = _v12_note(item)
        dates = {"first": item.day("fromDate"), "last": item.day("toDate")}
        limits = _present({"valid_from": dates["first"], "valid_to": dates["last"]})
        found = []
        if kind == "week":
            found = [{**entry, **limits} for entry in _week(item.object("weeklyHours"))]
        elif kind == "always":
            found = [{"always": True} if item.raw("openingStatus") != "OpenOnReservation" else {"by_appointment": True}]
        elif kind == "span":
            opens, closes = item.clock("fromTime"), item.clock("toTime")
            start, end = item.choice("fromDay", NAMES), item.choice("toDay", NAMES)
            if opens and closes and start in DAYS and end in DAYS:
                found = [{**entry, **limits} for entry in span(start, end, opens, closes, through=True)]
        elif kind == "exception" and dates["first"]:
            range_ = {"from": dates["first"], "to": dates["last"] or dates["first"]}
            found = [{**range_, **entry} for entry in _week(item.object("weeklyHours"))] or [{**range_, "closed": True}]
            if range_["from"] == range_["to"]:
                found = [{key: value for key, value in entry.items() if key != "days"} for entry in found]
        else:
            unknown.append(f"serviceHours {kind}")
        entries += [{**entry, **({"note": note} if note and "note" not in entry else {})} for entry in found]
    for holiday in hours.object("holidayServiceHours").items("holidays"):
        name = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", holiday.text("holidayName")).lower()
        if name not in HOLIDAYS:
            holiday.warn(
                msg('the holiday "{name}" is not known: its hours were left out', name=name),
                msg("hours of unknown holidays were left out"),
            )
            continue
        times = holiday.items("hours")
        entries += [{"holiday": name, **_status(time)} for time in times] or [{"holiday": name, "closed": True}]
    return _merged(_told(entries, fields))


def _week(week):
    entries = []
    for name, day in NAMES.items():
        for hour in week.object(name.lower()).items("hours"):
            entry = _status(hour)
            if entry:
                entries.append({"days": [day], **entry})
    return entries


def _status(hour):
    repetition = {"OddWeeks": {"weeks": "odd"}, "EvenWeeks": {"weeks": "even"}}.get(hour.raw("repetition"), {})
    note = _v12_note(hour)
    extra = {**repetition, **({"note": note} if note else {})}
    if hour.raw("openingStatus") == "Closed":
        return {"closed": True, **extra}
    opens, closes = hour.clock("start"), hour.clock("end")
    if opens is None or closes is None:
        return {}
    appointment = {"by_appointment": True} if hour.raw("openingStatus") == "OpenOnReservation" else {}
    return {**_times({}, opens, closes), **appointment, **extra}


def _v12_note(item):
    note = {}
    for key in ("heading", "additionalInformation"):
        words = item.object(key)
        for language in words.data:
            found = words.text(language)
            if found:
                note[language] = f"{note[language]}: {found}" if language in note else found
    return note
