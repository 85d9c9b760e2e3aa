"""What people wrote beside an imported record, and the record that comes of both."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from site_src.program.content.problems import Keys
from site_src.program.content.records import CHANNEL_TYPES, TEXTS, Channel, Service, names
from site_src.program.content.strict_yaml import Document

# A record as a file says it.
Written = dict[str, Any]

# What a record of ours takes from the entry of the register that it follows; its pages, forms and chats stay our own.
FOLLOWED = ("phone", "location", "email")


def flatten(record: Written) -> Written:
    """One record of the ordinary schema: the imported fields, with what people wrote in front of them.

    Texts are joined by language: a local Swedish summary stands beside the imported Finnish one.
    """
    if "imported" not in record:
        return dict(record)
    imported = record["imported"] or {}
    result = {"id": record["id"], **imported}
    for key, value in record.items():
        if key in ("id", "imported"):
            continue
        if key in TEXTS and isinstance(value, dict) and isinstance(imported.get(key), dict):
            result[key] = {**imported[key], **value}
        else:
            result[key] = value
    return result


def flattened(document: Document, select: Callable[[Written], Written | None] = lambda record: record) -> Document:
    """A loaded YAML file (see strict_yaml.Document) with its records flattened, so that schema, checks and messages see one
    ordinary record at the line of each value. `select` may reduce a record (see `core`) or drop it with None."""
    if not isinstance(document.data, dict):
        return document
    data, marks = dict(document.data), dict(document.marks)
    by_record: dict[Keys, list[tuple[Keys, tuple[int, int]]]] = {}
    for path, mark in document.marks.items():
        if len(path) > 1:
            by_record.setdefault(path[:2], []).append((path[2:], mark))
    for section in ("organisations", "services"):
        kept: list[Any] = []
        for place, record in enumerate(data.get(section) or ()):
            imported = isinstance(record, dict) and "imported" in record
            chosen = select(flatten(record)) if imported and section == "services" else flatten(record) if imported else record
            if chosen is None:
                continue
            here = (section, len(kept))
            for below, mark in by_record.get((section, place), ()):
                # A local value stands in front, so its place does too.
                if below[:1] != ("imported",):
                    marks[(*here, *below)] = mark
                elif (section, place, *below[1:]) not in document.marks:
                    marks[(*here, *below[1:])] = mark
            kept.append(_without_ptv(chosen) if imported and section == "organisations" else chosen)
        if section in data:
            data[section] = kept
    return replace(document, data=data, marks=marks)


def _without_ptv(record: Written) -> Written:
    return {key: value for key, value in record.items() if key != "ptv"}


def split(edited: Written, imported: Written) -> Written:
    """The local fields that turn `imported` into `edited`: what to write above `imported:` after an edit elsewhere."""
    local = {}
    for key, value in edited.items():
        if key in ("id", "ptv") or imported.get(key) == value:
            continue
        if key in TEXTS and isinstance(value, dict) and isinstance(imported.get(key), dict):
            own = {language: words for language, words in value.items() if imported[key].get(language) != words}
            if own:
                local[key] = own
        elif value not in (None, "", [], {}) or key in imported:
            local[key] = value
    return local


def core(record: Written) -> Written | None:
    """A flattened record with the keys of the hand-written files alone, or None when it has no needs and no page yet."""
    if not record.get("needs") or record.get("hidden"):
        return None
    result = {key: record[key] for key in names(Service) if key in record}
    result["channels"] = [
        {key: channel[key] for key in names(Channel) if key in channel}
        for channel in record.get("channels", ())
        if keeps(channel)
    ]
    return result


def followed(record: Service, channel: Channel) -> bool:
    """Whether a record of ours has a channel from the entry of the register that it follows: its words are another's."""
    return bool(record.follows and channel.source) and channel.type in FOLLOWED


def keeps(channel: Mapping[str, Any]) -> bool:
    """Whether a page shows a channel: postal addresses, faxes and places without an address are for other directories."""
    if channel["type"] not in CHANNEL_TYPES or channel.get("kind") == "fax":
        return False
    return channel["type"] != "location" or bool(channel.get("address"))
