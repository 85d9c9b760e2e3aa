"""Everything that export files hold, by id, one file after another."""

import re
from collections import defaultdict
from pathlib import Path

from site_src.program.directory.ptv import reading, v11, v12
from site_src.program.directory.ptv.fields import Fields
from site_src.program.directory.ptv.report import Log
from site_src.program.messages import msg

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
READERS = {
    ("service", 11): v11.service,
    ("channel", 11): v11.channel,
    ("organisation", 11): v11.organisation,
    ("service", 12): v12.service,
    ("channel", 12): v12.channel,
    ("organisation", 12): v12.organisation,
    ("connection", 12): v12.connection,
    ("general", 12): v12.general,
}


class Gathered:
    """Everything that the files held, by id."""

    def __init__(self):
        self.log = Log()
        self.services, self.channels, self.organisations, self.generals = {}, {}, {}, {}
        self.connections, self.mirrored = [], defaultdict(list)
        self.pages = defaultdict(set)
        self.seen = {}

    @property
    def complete(self):
        return all(set(range(1, pages + 1)) <= found for (_, pages), found in self.pages.items())


def gather(paths):
    """Reads the files one after another, so that only one of them is in memory in full."""
    gathered = Gathered()
    for path in paths:
        found = reading.read(Path(path))
        gathered.log.problems += found.problems
        gathered.log.refused += found.refused
        for warning in found.warnings:
            gathered.log.warn(warning.place, warning.message)
        if found.page:
            kind, page, pages = found.page
            gathered.pages[kind, pages].add(page)
        for item in found.items:
            _take(item, gathered)
    for (kind, pages), seen in gathered.pages.items():
        missing = sorted(set(range(1, pages + 1)) - seen)
        if missing:
            numbers = ", ".join(map(str, missing[:10]))
            gathered.log.warn(
                "import",
                msg(
                    "of {pages} pages of {kind}s, these are missing: {numbers}. Import them too.",
                    pages=pages,
                    kind=kind,
                    numbers=numbers,
                ),
            )
    for connection in gathered.connections:
        service = gathered.services.get(connection.service)
        if service is not None:
            service.connections.append(connection)
    return gathered


def _take(item, gathered):
    log = gathered.log
    fields = Fields(item.data, log, item.place)
    refused = len(log.refused)
    value = READERS[item.kind, item.version](fields)
    if value is None or len(log.refused) > refused:
        return
    if item.kind == "connection":
        gathered.connections.append(value)
        return
    first, changed = gathered.seen.get(value.id), _changed(item.data)
    if first is not None:
        if first[1] == item.data:
            log.warn(item.place, msg("it repeats {first} and was counted once", first=first[0]), msg("items are repeated"))
            return
        if not (first[2] and changed) or first[2] == changed:
            message = msg(
                "The id {value} stands twice with different contents, first at {first}. Remove the older one.",
                value=value.id,
                first=first[0],
            )
            log.refuse(item.place, message)
            return
        # Two answers of different days: the register itself says which is the newer.
        places = (first[0], item.place) if first[2] < changed else (item.place, first[0])
        log.warn(places[0], msg("it was changed since, as {newer} has it: that was taken", newer=places[1]))
        if changed < first[2]:
            return
        gathered.mirrored.pop(value.id, None)
    # The contents of repeated items are compared by hash: keeping every item would double the memory.
    gathered.seen[value.id] = (item.place, _Same(item.data), changed)
    {
        "service": gathered.services,
        "channel": gathered.channels,
        "organisation": gathered.organisations,
        "general": gathered.generals,
    }[item.kind][value.id] = value
    if item.kind == "channel" and item.version == 11:
        for connection in v11.mirrored(Fields(item.data, Log(), item.place)):
            gathered.mirrored[value.id].append(connection)


def _changed(data):
    """When the register last changed an object, as text that sorts by time; None where it does not say."""
    told = data.get("modified") or data.get("publishedAt")
    return told if isinstance(told, str) and MOMENT.match(told) else None


class _Same:
    """Equal to objects with the same contents."""

    __slots__ = ("mark",)

    def __init__(self, data):
        self.mark = hash(repr(data))

    def __eq__(self, data):
        return self.mark == hash(repr(data))
