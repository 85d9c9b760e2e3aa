"""Opening hours as people read them: ma–pe 8.00–16.00, exceptions by date, in the words of a language."""

from datetime import date, datetime, time

from babel.dates import format_date, format_skeleton, get_day_names

from site_src.program.content.hours import ALWAYS, DAYS, runs_of


def lines(hours, language, texts):
    """One line an entry."""
    if hours == ALWAYS:
        return [texts["report"]["always-open"]]
    return [_line(entry, language, texts) for entry in hours or ()]


def times(hours):
    """What a browser needs to tell whether it is open now, without the words; nothing where it could not tell."""
    if not isinstance(hours, list):
        return None
    return [{key: value for key, value in entry.items() if key != "note"} for entry in hours]


def _line(entry, language, texts):
    words = texts["page"]["hours"]
    locale = language.locale
    when = []
    if "from" in entry:
        when.append(_dates(entry["from"], entry.get("to"), words, locale))
    if "holiday" in entry:
        when.append(words["holiday"].get(entry["holiday"]) or words["other-holiday"])
    if "days" in entry:
        when.append(_days(entry["days"], language, locale))
    if "weeks" in entry:
        when.append(words["odd"] if entry["weeks"] == "odd" else words["even"])
    what = []
    if "opens" in entry:
        what.append(f"{_time(entry['opens'], locale)}–{_time(entry['closes'], locale)}")
    if entry.get("closed"):
        what.append(words["closed"])
    if entry.get("always"):
        what.append(words["always"])
    if entry.get("by_appointment"):
        what.append(words["appointment"])
    line = " ".join((", ".join(when), ", ".join(what))).strip()
    limits = _limits(entry, words, locale)
    note = entry.get("note", {}).get(language.code)
    line = f"{line} ({limits})" if limits else line
    line = line[:1].upper() + line[1:]
    return f"{line}. {note}" if note else line


def _days(days, language, locale):
    """Days that follow each other as a range."""
    # Plain language, which takes its names from another, writes the days out.
    names = get_day_names("wide" if language.names_from else "abbreviated", "stand-alone", locale)
    places = sorted(DAYS.index(day) for day in days)
    if len(places) == len(DAYS):
        return f"{names[0]}–{names[6]}"
    return ", ".join(_run(first, last, names) for first, last in runs_of(places))


def _run(first, last, names):
    if first == last:
        return names[first]
    return f"{names[first]}–{names[last]}" if last > first + 1 else f"{names[first]}, {names[last]}"


def _time(text, locale):
    """24:00 is the end of the day, which is written 24, not 0."""
    if text == "24:00":
        return _time("23:00", locale).replace("23", "24")
    return format_skeleton("Hm", datetime.combine(date.min, time.fromisoformat(text)), locale=locale)


def _dates(first, last, words, locale):
    start = format_date(date.fromisoformat(first), locale=locale)
    if not last or last == first:
        return start
    return words["range"].format(start=start, end=format_date(date.fromisoformat(last), locale=locale))


def _limits(entry, words, locale):
    first, last = entry.get("valid_from"), entry.get("valid_to")
    if first and last:
        return _dates(first, last, words, locale)
    if first:
        return words["from"].format(date=_dates(first, None, words, locale))
    return words["until"].format(date=_dates(last, None, words, locale)) if last else None
