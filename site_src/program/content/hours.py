"""Opening hours: one form, whoever wrote them, and short lines that people can read and edit in a spreadsheet.

mon-fri 08:00-16:00
fri 22:00-04:00 overnight
sat,sun 10:00-14:00 (2027-06-01..2027-08-31)
2026-12-24 closed # fi: Jouluaatto # sv: Julafton
2026-12-30..2026-12-31 08:00-12:00
holiday christmas-eve closed
always · by appointment · odd weeks · even weeks

Lines may be written more freely: `ma-to 9-15, pe 9-14`, `lördag kl. 10.00–14.00`, `juhannusaattona suljettu`. Entries in YAML
hold the same:
{days: [mon, tue], opens: "08:00", closes: "16:00"}, and `overnight: true` where it closes on the day after.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from site_src.program.content.problems import Keys, among
from site_src.program.messages import msg

# One entry of hours in YAML; see KEYS.
Entry = dict[str, Any]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ALWAYS = "24/7"
HOLIDAYS = (
    "new-years-day", "epiphany", "good-friday", "easter-sunday", "easter-monday", "may-day-eve", "may-day", "ascension-day",
    "pentecost", "midsummer-eve", "midsummer-day", "all-saints-day", "independence-day", "christmas-eve", "christmas-day",
    "st-stephens-day", "new-years-eve",
)  # fmt: skip
# Days as people write them, in the order of DAYS.
NAMES = (
    "mon monday mondays ma maanantai maanantaisin maanantaina mån måndag måndagar",
    "tue tues tuesday tuesdays ti tiistai tiistaisin tiistaina tis tisdag tisdagar",
    "wed wednesday wednesdays ke keskiviikko keskiviikkoisin keskiviikkona ons onsdag onsdagar",
    "thu thur thurs thursday thursdays to torstai torstaisin torstaina tor tors torsdag torsdagar",
    "fri friday fridays pe perjantai perjantaisin perjantaina fre fredag fredagar",
    "sat saturday saturdays la lauantai lauantaisin lauantaina lör lördag lördagar",
    "sun sunday sundays su sunnuntai sunnuntaisin sunnuntaina sön söndag söndagar",
)
DAY_OF = {word: day for day, words in zip(DAYS, NAMES, strict=True) for word in words.split()}
# Public holidays and eves as people write them; which word holds another goes first.
HOLIDAY_WORDS = (
    (r"uudenvuodenpäivä|nyårsdagen|new year's day", "new-years-day"),
    (r"loppiainen|trettondagen|trettondedag jul|epiphany", "epiphany"),
    (r"pitkäperjantai|långfredagen|good friday", "good-friday"),
    (r"(?:2\.|toinen) pääsiäispäivä|annandag påsk|easter monday", "easter-monday"),
    (r"pääsiäispäivä|påskdagen|easter sunday", "easter-sunday"),
    (r"vapunaatto|vappuaatto|valborgsmässoafton|may day eve", "may-day-eve"),
    (r"vappu|första maj|may day", "may-day"),
    (r"helatorstai|kristi himmelsfärdsdag|ascension day", "ascension-day"),
    (r"helluntai(?:päivä)?|pingstdagen|pentecost|whit sunday", "pentecost"),
    (r"juhannusaatto|midsommarafton|midsummer eve", "midsummer-eve"),
    (r"juhannuspäivä|midsommardagen|midsummer day", "midsummer-day"),
    (r"pyhäinpäivä|alla helgons dag|all saints' day", "all-saints-day"),
    (r"itsenäisyyspäivä|självständighetsdagen|independence day", "independence-day"),
    (r"jouluaatto|julafton|christmas eve", "christmas-eve"),
    (r"joulupäivä|juldagen|christmas day", "christmas-day"),
    (r"tapaninpäivä|annandag jul|st stephen's day|boxing day", "st-stephens-day"),
    (r"uudenvuodenaatto|nyårsafton|new year's eve", "new-years-eve"),
)
# What else a line may say in three languages.
PHRASES = tuple(
    (re.compile(rf"(?<![\w-])(?:{words})(?![\w-])"), meaning)
    for words, meaning in (
        (r"24/7|24 ?h|ympäri vuorokauden|aina auki|dygnet runt|alltid öppet|always open", "always"),
        (r"suljettu|kiinni|stängt", "closed"),
        (r"ajanvarauksella|ajanvaraus|tidsbokning|med tidsbokning|enligt överenskommelse|sopimuksen mukaan", "by appointment"),
        (r"arkisin|arkipäivisin|vardagar|weekdays", "mon-fri"),
        (r"joka päivä|päivittäin|dagligen|alla dagar|daily|every day", "mon-sun"),
        (r"parittom(?:at|illa|ina) vii?kot?(?:illa|ina)?|udda veckor", "odd weeks"),
        (r"parillis(?:et|illa|ina) vii?kot?(?:illa|ina)?|jämna veckor", "even weeks"),
        (r"yön yli|seuraavaan päivään|över natten|till nästa dag", "overnight"),
        (r"klo\.?|kl\.?|at", ""),
        *((rf"(?:{words})(?:n[aä])?", f"holiday {holiday}") for words, holiday in HOLIDAY_WORDS),
    )
)
A_DAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
A_TIME = r"\d{2}:\d{2}-\d{2}:\d{2}"
ENGLISH_DAY = "(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)days?)"
ENGLISH_RUN = re.compile(rf"\b({ENGLISH_DAY}) (?:to|till|through) (?={ENGLISH_DAY}\b)")
# Half a day by the clock of the English: 9 am, 3.30pm.
HALF = re.compile(r"(?<![\d.:])(\d{1,2})(?:[.:](\d{2}))? ?([ap])\.?m\b\.?")
KEYS = (
    "days", "opens", "closes", "overnight", "closed", "always", "by_appointment", "from", "to", "holiday", "weeks",
    "valid_from", "valid_to", "note",
)  # fmt: skip
# Days as messages name them.
DAY_NAMES = {day: {"en": day, "fi": name} for day, name in zip(DAYS, ["ma", "ti", "ke", "to", "pe", "la", "su"], strict=True)}
# When an entry holds: two lie over each other only where they agree in these.
WHEN = ("by_appointment", "weeks", "valid_from", "valid_to")
EXAMPLE = msg('Write {{days: [mon, tue], opens: "09:00", closes: "15:00"}}, or a line such as mon-fri 09:00-15:00')
DATE = r"\d{4}-\d{2}-\d{2}"
LINE = re.compile(
    rf"(?:(?P<from>{DATE})(?:\.\.(?P<to>{DATE}))?(?: |$))?"
    r"(?:holiday (?P<holiday>[a-z-]+)(?: |$))?"
    rf"(?:(?P<days>{A_DAY}(?:[-,]{A_DAY})*)(?: |$))?"
    r"(?:(?P<weeks>odd|even) weeks(?: |$))?"
    r"(?:(?P<opens>\d{2}:\d{2})-(?P<closes>\d{2}:\d{2})(?: |$)(?:(?P<overnight>overnight)(?: |$))?)?"
    r"(?:(?P<closed>closed)(?: |$))?"
    r"(?:(?P<always>always)(?: |$))?"
    r"(?:(?P<appointment>by appointment)(?: |$))?"
    rf"(?:\((?P<valid_from>{DATE})?\.\.(?P<valid_to>{DATE})?\)(?: |$))?"
)
# 24.-26.12.2026, 20.12.-6.1.2027
PERIOD = re.compile(r"(?<!\d)(\d{1,2})\.(?:(\d{1,2})\.)?-(\d{1,2})\.(\d{1,2})\.(\d{4})")


def to_text(hours: Any) -> str:
    """Entries of `hours:` as lines; a text such as 24/7 stays as it is."""
    if not isinstance(hours, list):
        return hours or ""
    return "\n".join(_line(entry) for entry in hours)


def _line(entry: Entry) -> str:
    words = []
    if "from" in entry:
        words.append(entry["from"] + (f"..{entry['to']}" if entry.get("to", entry["from"]) != entry["from"] else ""))
    if "holiday" in entry:
        words.append(f"holiday {entry['holiday']}")
    if "days" in entry:
        words.append(_days_to_text(entry["days"]))
    if "weeks" in entry:
        words.append(f"{entry['weeks']} weeks")
    if "opens" in entry:
        words.append(f"{entry['opens']}-{entry['closes']}{' overnight' if entry.get('overnight') else ''}")
    words += [
        word for key, word in (("closed", "closed"), ("always", "always"), ("by_appointment", "by appointment")) if entry.get(key)
    ]
    if "valid_from" in entry or "valid_to" in entry:
        words.append(f"({entry.get('valid_from', '')}..{entry.get('valid_to', '')})")
    line = " ".join(words)
    note = entry.get("note")
    if not note:
        return line
    plain = not any(re.search(r"[#\n]|^\s|\s$", words) for words in note.values())
    return f"{line} # " + (
        " # ".join(f"{key}: {words}" for key, words in note.items()) if plain else json.dumps(note, ensure_ascii=False)
    )


def runs_of(places: Iterable[int]) -> list[list[int]]:
    """Numbers that follow each other as [first, last]."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return runs


def _days_to_text(days: Iterable[str]) -> str:
    runs = runs_of(DAYS.index(day) for day in days)
    return ",".join(DAYS[a] if a == b else f"{DAYS[a]}-{DAYS[b]}" for a, b in runs)


class NotHours(ValueError):
    """A text is not in the form of hours; the message says what to do."""


def from_text(text: str) -> str | list[Entry]:
    """Lines to entries, or ALWAYS. Raises `NotHours` for a text that says more, or something else, than hours can."""
    lines = [line.strip() for line in text.strip().split("\n") if line.strip()]
    if lines == [ALWAYS]:
        return ALWAYS
    entries = [entry for line in lines for entry in _entries(line)]
    if not entries:
        raise NotHours(msg("There are no hours here. {example}.", example=EXAMPLE))
    return entries


def _entries(line: str) -> list[Entry]:
    """The entries of one line. Raises `NotHours`."""
    found = [_entry(part) for part in _parts(line)]
    entries = [entry for entry in found if entry is not None]
    if len(entries) < len(found):
        raise NotHours(
            msg('"{line}" can\'t be read as hours. Write it as mon-fri 09:00-15:00, and words in the note.', line=line[:80])
        )
    for message in (*(message for entry in entries for _, message in _entry_problems(entry)), *_twice(entries)):
        raise NotHours(msg('"{line}": {message}', line=line[:80], message=message))
    return entries


def _twice(entries: Iterable[Entry]) -> Iterator[str]:
    """The first of the times that lie over each other: one of them is an older one, or the day is a slip."""
    for day, one, other in islice(overlapping(entries), 1):
        yield msg("{day} has both {one} and {other}. Keep one.", day=DAY_NAMES[day], one=one, other=other)


def overlapping(entries: Iterable[Entry]) -> Iterator[tuple[str, str, str]]:
    """Each day on which times of a week lie over each other, with both as `09:00-15:00`."""
    seen: dict[tuple[object, ...], list[Entry]] = {}
    for entry in entries:
        if "opens" not in entry or not {"from", "holiday"}.isdisjoint(entry):
            continue
        for day in entry.get("days", DAYS):
            others = seen.setdefault((day, *map(entry.get, WHEN)), [])
            for other in others:
                if entry["opens"] < _end(other) and other["opens"] < _end(entry):
                    yield day, *(f"{each['opens']}-{each['closes']}" for each in (other, entry))
            others.append(entry)


def _end(entry: Entry) -> str:
    """Up to when a time lasts on its own day."""
    return "24:00" if entry.get("overnight") else entry["closes"]


def _parts(line: str) -> list[str]:
    """A line in the words of LINE, once for each of its times: `ma-to 9-15, pe 9-14` is two, `ke 9-12 ja 13-15` is two. As it
    is where nothing is known."""
    if _entry(line):
        return [line]
    found: list[str] = []
    for words in re.split(rf"(?<=\d)(?:,| ja | och | and )(?={A_DAY}\b)", _canonical_line(line)):
        several = re.search(rf"{A_TIME}(?:(?:,| ja | och | and ){A_TIME})+", words)
        begin, end = several.span() if several else (0, 0)
        found += [f"{words[:begin]}{time}{words[end:]}" for time in re.findall(A_TIME, several[0])] if several else [words]
    return found if all(map(_entry, found)) else [line]


def _period(found: re.Match[str]) -> str:
    """Both days of a period whole: the first is in the month and the year of the last where it does not say its own."""
    day, month, last_day, last_month, year = found.groups()
    month = month or last_month
    before = int(month) > int(last_month)
    return f"{day}.{month}.{int(year) - before}-{last_day}.{last_month}.{year}"


def _canonical_line(line: str) -> str:
    """A line of people's own way to write, in the words of LINE."""
    words, mark, notes = line.partition(" # ")
    words = re.sub(r" *[–—−‐-] *", "-", words.lower().replace("’", "'"))
    words = HALF.sub(lambda half: f"{int(half[1]) % 12 + (12 if half[3] == 'p' else 0)}:{half[2] or '00'}", words)
    for pattern, meaning in PHRASES:
        words = pattern.sub(meaning, words)
    # Before the days are named alike: "to" is Thursday in Finnish.
    words = ENGLISH_RUN.sub(r"\1-", words)
    words = re.sub(r"(?<!easter-)[^\W\d_]+", lambda match: DAY_OF.get(match[0], match[0]), words)
    words = re.sub(rf"\b({A_DAY})[.:]", r"\1", words)
    words = re.sub(rf"(?<=[a-z])(?: *, *| +ja +| +och +| +and +)(?={A_DAY}\b)", ",", words)
    words = PERIOD.sub(_period, words)
    words = re.sub(
        r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})", lambda match: f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}", words
    )
    # A season or an exception over several days, as 1.6.2027-31.8.2027.
    words = re.sub(rf"({DATE})-({DATE})", r"\1..\2", words)
    times = r"(?<![\d.:-])(\d{1,2})(?:[.:](\d{2}))?-(\d{1,2})(?:[.:](\d{2}))?(?![\d.:-])"
    words = re.sub(times, lambda m: f"{int(m[1]):02}:{m[2] or '00'}-{int(m[3]):02}:{m[4] or '00'}", words)
    return " ".join(words.replace(",", ", ").split()).replace(", ", ",").strip(",") + mark + notes


def canonical(value: Any) -> str | list[Entry]:
    """Hours as the pages read them: ALWAYS or entries with DAYS. Call it after `problems` has found nothing."""
    if isinstance(value, str):
        return from_text(value)
    entries: list[Entry] = []
    for entry in value:
        if isinstance(entry, str):
            found = from_text(entry)
            entries += [{"always": True}] if isinstance(found, str) else found
        else:
            days = entry.get("days")
            entries.append({**entry, "days": _days(days)} if days is not None else entry)
    return entries


def _days(days: str | list[str]) -> list[str]:
    """Names of days and runs of them, in any language, as DAYS."""
    found = []
    for part in [days] if isinstance(days, str) else days:
        first, *last = [DAY_OF[word.strip().lower()] for word in re.split("[-–]", part)]
        found += _days_from_text(f"{first}-{last[-1]}" if last else first)
    return list(dict.fromkeys(found))


def problems(value: Any) -> Iterator[tuple[Keys, str]]:
    """(path below hours, what is wrong and what to do) for hours as someone wrote them."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not value:
        yield (), msg("Hours are a list of entries, lines, or {always}. {example}.", always=ALWAYS, example=EXAMPLE)
        return
    lines: list[Entry] = []
    for place, entry in enumerate(value):
        if isinstance(entry, str):
            try:
                read = from_text(entry)
            except NotHours as error:
                yield (place,), str(error)
                continue
            lines += read if isinstance(read, list) else []
            for message in _twice(lines):
                yield (place,), message
                lines = []
        elif isinstance(entry, dict):
            yield from (((place, *path), message) for path, message in _entry_problems(entry))
        else:
            yield (place,), msg("{entry} is not hours. {example}.", entry=entry, example=EXAMPLE)


def _entry_problems(entry: Entry) -> Iterator[tuple[Keys, str]]:
    for key in entry:
        if key not in KEYS:
            hint = msg(" Write days.") if key == "day" else msg(" Use some of: {keys}.", keys=", ".join(KEYS))
            yield (key,), msg("Hours have no {key}.{hint}", key=key, hint=hint)
        elif entry[key] is None:
            yield (key,), msg("{key} is empty. Write it, or take it away.", key=key)
    if entry.get("days") is not None:
        yield from _day_problems(entry["days"])
    for key in ("from", "to", "valid_from", "valid_to"):
        if key in entry and not _is_date(entry[key]):
            yield (key,), msg("{entry} is not a date that a calendar has. Write it as 2026-12-24.", entry=entry[key])
    for first, last in (("from", "to"), ("valid_from", "valid_to")):
        if _is_date(entry.get(first)) and _is_date(entry.get(last)) and entry[last] < entry[first]:
            yield (last,), msg("{last} is before {first}. Correct one of them.", last=last, first=first)
    if "to" in entry and "from" not in entry:
        yield ("to",), msg("to needs from. Add the first day.")
    for key, known in (("holiday", HOLIDAYS), ("weeks", ("odd", "even"))):
        if key in entry and entry[key] not in known:
            yield (key,), among(msg("{entry} is no {key} here.", entry=entry[key], key=key), entry[key], known)
    for key in ("overnight", "closed", "always", "by_appointment"):
        if key in entry and entry[key] is not True:
            yield (key,), msg("{key} is true, or it is left out. Take it away.", key=key)
    note = entry.get("note", {})
    if not isinstance(note, dict) or not all(isinstance(words, str) and words for words in note.values()):
        yield ("note",), msg("A note is a text by language: {{fi: …, sv: …}}. Write it so.")
    yield from _time_problems(entry)


def _day_problems(days: Any) -> Iterator[tuple[Keys, str]]:
    for place, part in enumerate([days] if isinstance(days, str) else days if isinstance(days, list) and days else [None]):
        words = re.split("[-–]", part) if isinstance(part, str) else [""]
        if len(words) > 2 or not all(word.strip().lower() in DAY_OF for word in words):
            path = ("days", place) if isinstance(days, list) and days else ("days",)
            yield (
                path,
                msg(
                    "{part} is no day. Use {days}, or their names in Finnish or Swedish, as in [mon, tue].",
                    part=part,
                    days=", ".join(DAYS),
                ),
            )


def _time_problems(entry: Entry) -> Iterator[tuple[Keys, str]]:
    wrong = False
    for key, end in (("opens", "23:59"), ("closes", "24:00")):
        time = entry.get(key)
        if time is None:
            wrong = wrong or key in entry
            continue
        if not isinstance(time, str) or not re.fullmatch(r"\d{2}:[0-5]\d", time) or time > end:
            wrong = True
            yield (key,), msg('{time} is no time of day. Write it with four digits in quotes, as in "09:00".', time=time)
    both = "opens" in entry and "closes" in entry
    if ("opens" in entry) != ("closes" in entry):
        there, missing = ("opens", "closes") if "opens" in entry else ("closes", "opens")
        yield (there,), msg("{there} needs {missing}. Add it.", there=there, missing=missing)
    elif both and not wrong and entry["closes"] <= entry["opens"] and not entry.get("overnight"):
        message = msg(
            "It closes at {closes}, before it opens at {opens}. Correct them, or add overnight: true (in a line: {line}).",
            closes=entry["closes"],
            opens=entry["opens"],
            line="22-04 overnight",
        )
        yield ("closes",), message
    elif both and not wrong and entry.get("overnight") and entry["closes"] > entry["opens"]:
        yield (
            ("overnight",),
            msg("overnight means that it closes on the next day, and this closes on the same. Take overnight away."),
        )
    says = [key for key in ("closed", "always", "by_appointment") if entry.get(key)] + (["opens"] if "opens" in entry else [])
    if not says and "closes" not in entry:
        yield (), msg("This entry doesn't say when it is open. Add opens and closes, or closed, always or by_appointment: true.")
    elif len(says) > 1 and set(says) != {"opens", "by_appointment"}:
        yield (), msg("This entry says {says} at once. Keep one.", says=", ".join(says))


def _is_date(text: object) -> bool:
    try:
        return isinstance(text, str) and bool(re.fullmatch(DATE, text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


def _entry(line: str) -> Entry | None:
    words, _, notes = line.partition(" # ")
    match = LINE.fullmatch(words.strip())
    if match is None or not words.strip():
        return None
    found = match.groupdict()
    if not (found["opens"] or found["closed"] or found["always"] or found["appointment"]):
        return None
    entry: Entry = {}
    if found["from"]:
        entry |= {"from": found["from"], "to": found["to"] or found["from"]}
    if found["holiday"]:
        entry["holiday"] = found["holiday"]
    if found["days"]:
        entry["days"] = _days_from_text(found["days"])
    if found["opens"]:
        # "18-00" means midnight; any other end before the beginning may as well be a slip, so a night says that it is one.
        midnight = found["closes"] == "00:00" and not found["overnight"]
        entry |= {"opens": found["opens"], "closes": "24:00" if midnight else found["closes"]}
        if found["overnight"]:
            entry["overnight"] = True
    entry |= {
        key: True
        for key, group in (("closed", "closed"), ("always", "always"), ("by_appointment", "appointment"))
        if found[group]
    }
    if found["weeks"]:
        entry["weeks"] = found["weeks"]
    entry |= {key: found[key] for key in ("valid_from", "valid_to") if found[key]}
    if notes:
        try:
            entry["note"] = (
                json.loads(notes) if notes.startswith("{") else dict(note.split(": ", 1) for note in notes.split(" # "))
            )
        except ValueError:
            return None
    return entry


def _days_from_text(text: str) -> list[str]:
    days = []
    for part in text.split(","):
        first, *last = part.split("-")
        start, end = DAYS.index(first), DAYS.index(last[-1] if last else first)
        days += [DAYS[(start + step) % 7] for step in range((end - start) % 7 + 1)]
    return list(dict.fromkeys(days))
