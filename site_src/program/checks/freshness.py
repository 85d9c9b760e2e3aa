"""Contacts that nobody has checked for too long: numbers and addresses change without telling anyone."""

from datetime import date, timedelta

from site_src.program.messages import msg
from site_src.program.pages import cards

LIMITS = {True: ("crisis_checked_within_days", 90), False: ("checked_within_days", 365)}


def problems(content, today=None):
    """A warning for each published record or contact whose check is older than the settings allow, a problem for one to come."""
    today = today or date.today()
    # Somewhere it is tomorrow already.
    tomorrow = (today + timedelta(days=1)).isoformat()
    for placed in content.placed_services:
        record = placed.record
        if not cards.published(record):
            continue
        limit = limit_of(record, content)
        for path, day in days_of(record):
            if day > tomorrow:
                yield placed.problem(path, msg("The day {day} is yet to come. Write the day on which someone looked.", day=day))
        if is_due(record, today):
            message = msg(
                "{record} was to be looked at again by {review_by}. Check it, and write a new day.",
                record=record.id,
                review_by=record.review_by,
            )
            yield placed.problem(("review_by",), message, warning=True)
        for path, day in checks_of(record):
            if is_old(day, limit, today):
                message = msg(
                    "{record} was last checked {day}, over {limit} days ago. Check it again, and write the day.",
                    record=record.id,
                    day=day,
                    limit=limit,
                )
                yield placed.problem(path, message, warning=True)


def days_of(record):
    """(path, day) of each day of a record on which something was done: checks, and when a source was seen."""
    yield from checks_of(record)
    sources = [((), record.source), *((("channels", place), channel.source) for place, channel in enumerate(record.channels))]
    for path, source in sources:
        if source and source.seen:
            yield (*path, "source", "seen"), source.seen


def checks_of(record):
    """(path, day) of each check of a record: its own, and those of single contacts."""
    yield ("checked",), record.checked
    for number, channel in enumerate(record.channels):
        if channel.checked:
            yield ("channels", number, "checked"), channel.checked


def is_due(record, today):
    """Whether the day by which someone was to look again has passed."""
    return bool(record.review_by) and record.review_by < today.isoformat()


def limit_of(record, content):
    """How many days a check of a record holds."""
    key, default = LIMITS[record.crisis]
    return content.settings.get(key, default)


def is_old(day, limit, today):
    """Whether a check on `day` no longer holds; a day in another form than 2026-11-24 does not hold either."""
    try:
        return today - date.fromisoformat(day) > timedelta(days=limit)
    except ValueError:
        return True
