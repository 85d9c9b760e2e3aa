"""Opening hours as short lines that people can read and edit in a spreadsheet, and back again:

mon-fri 08:00-16:00
sat,sun 10:00-14:00 (2027-06-01..2027-08-31)
2026-12-24 closed # fi: Jouluaatto # sv: Julafton
2026-12-30..2026-12-31 08:00-12:00
holiday christmas-eve closed
always · by appointment · odd weeks · even weeks
"""

import json
import re

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DATE = r"\d{4}-\d{2}-\d{2}"
LINE = re.compile(
    rf"(?:(?P<from>{DATE})(?:\.\.(?P<to>{DATE}))?(?: |$))?"
    r"(?:holiday (?P<holiday>[a-z-]+)(?: |$))?"
    r"(?:(?P<days>(?:mon|tue|wed|thu|fri|sat|sun)(?:[-,](?:mon|tue|wed|thu|fri|sat|sun))*)(?: |$))?"
    r"(?:(?P<weeks>odd|even) weeks(?: |$))?"
    r"(?:(?P<opens>\d{2}:\d{2})-(?P<closes>\d{2}:\d{2})(?: |$))?"
    r"(?:(?P<closed>closed)(?: |$))?"
    r"(?:(?P<always>always)(?: |$))?"
    r"(?:(?P<appointment>by appointment)(?: |$))?"
    rf"(?:\((?P<valid_from>{DATE})?\.\.(?P<valid_to>{DATE})?\)(?: |$))?"
)


def to_text(hours):
    """Entries of `hours:` as lines; a text such as 24/7 stays as it is."""
    if not isinstance(hours, list):
        return hours or ""
    return "\n".join(_line(entry) for entry in hours)


def _line(entry):
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
        words.append(f"{entry['opens']}-{entry['closes']}")
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


def runs_of(places):
    """Numbers that follow each other as [first, last]."""
    runs = []
    for place in places:
        if runs and place == runs[-1][1] + 1:
            runs[-1][1] = place
        else:
            runs.append([place, place])
    return runs


def _days_to_text(days):
    runs = runs_of(DAYS.index(day) for day in days)
    return ",".join(DAYS[a] if a == b else f"{DAYS[a]}-{DAYS[b]}" for a, b in runs)


def from_text(text):
    """Lines to entries; a text that is not in this form stays the text it is."""
    text = text.strip()
    entries = []
    for line in text.split("\n"):
        entry = _entry(line.strip())
        if entry is None:
            return text
        entries.append(entry)
    return entries


def _entry(line):
    words, _, notes = line.partition(" # ")
    match = LINE.fullmatch(words.strip())
    if match is None or not words.strip():
        return None
    found = match.groupdict()
    if not (found["opens"] or found["closed"] or found["always"] or found["appointment"]):
        return None
    entry = {}
    if found["from"]:
        entry |= {"from": found["from"], "to": found["to"] or found["from"]}
    if found["holiday"]:
        entry["holiday"] = found["holiday"]
    if found["days"]:
        entry["days"] = _days_from_text(found["days"])
    if found["opens"]:
        entry |= {"opens": found["opens"], "closes": found["closes"]}
        if found["closes"] <= found["opens"]:
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


def _days_from_text(text):
    days = []
    for part in text.split(","):
        first, *last = part.split("-")
        start, end = DAYS.index(first), DAYS.index(last[-1] if last else first)
        days += [DAYS[(start + step) % 7] for step in range((end - start) % 7 + 1)]
    return list(dict.fromkeys(days))
