"""A municipality's content over the county's: keys of settings and words one by one, services record by record, pages whole.

The rest (what is asked, how it is scored, regions, languages, rules) is the county's alone, so that results of two copies
mean the same.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from site_src.program.content.problems import Keys
from site_src.program.content.strict_yaml import Document

# What a copy's settings may say; whatever else the settings hold is the county's alone.
OWN_SETTINGS = (
    "name",
    "address",
    "languages",
    "default_municipality",
    "nav",
    "colours",
    "hidden_services",
    "leave_to",
    "host",
    "accept_documented_crisis",
)
# What another host must say anew: who it is, and what it has accepted.
NOT_INHERITED = ("host", "accept_documented_crisis")


@dataclass(frozen=True, eq=False)
class Layered(Document):
    """Two documents as one: `data` of the lower with that of the `upper` over it; each value is placed where it was written."""

    upper: Document

    def place(self, path: Keys) -> tuple[str, int, int]:
        """(file, line, column) of the value under `path`, in the file that says it; or of its nearest parent."""
        path = tuple(path)
        below = next(length for length in range(len(path), -1, -1) if path[:length] in self.marks or not length)
        above = next(length for length in range(len(path), -1, -1) if path[:length] in self.upper.marks or not length)
        return self.upper.place(path) if above and above >= below else super().place(path)


def over(lower: Document, upper: Document, apart: Collection[str] = ()) -> Layered:
    """The document `upper` over `lower`, key by key; a list or a text replaces what was there. The keys `apart` are the
    upper one's or nobody's."""
    kept = {key: value for key, value in lower.data.items() if key not in apart}
    return Layered(lower.file, _merged(kept, upper.data), lower.marks, upper)


def _merged(lower: Any, upper: Any) -> Any:
    if not (isinstance(lower, dict) and isinstance(upper, dict)):
        return upper
    return {**lower, **{key: _merged(lower.get(key), value) for key, value in upper.items()}}


def without(document: Document, ids: Collection[str]) -> Document:
    """A file of services without the records whose id is among `ids`; what stays keeps its place."""
    records = document.data.get("services", ())
    kept = [place for place, record in enumerate(records) if record["id"] not in ids]
    if len(kept) == len(records):
        return document
    new: dict[str | int, int] = {old: place for place, old in enumerate(kept)}
    marks = {
        path if len(path) < 2 or path[0] != "services" else ("services", new[path[1]], *path[2:]): mark
        for path, mark in document.marks.items()
        if len(path) < 2 or path[0] != "services" or path[1] in new
    }
    return replace(document, data={**document.data, "services": [records[place] for place in kept]}, marks=marks)


def service_files(documents: Mapping[str, Document], own: Mapping[str, Document], hidden: Collection[str]) -> dict[str, Document]:
    """The county's files of services without the records that a municipality hides or writes anew, and then `own`."""
    there = {record["id"] for document in own.values() for record in document.data.get("services", ())} | set(hidden)
    return {**{file: without(document, there) for file, document in documents.items()}, **own}
