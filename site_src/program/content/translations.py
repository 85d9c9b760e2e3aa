"""What each translation was made from, and who has read it: kept by the program in `translations/<lang>.json`, key by key.

A key names a text wherever it stands: `ui/next` and `item/sleep/question` in the text files, `FOLDER:item/sleep/question` in
those of another questionnaire than the first, `pages/privacy/body` for a written page, `services/ID/summary` for a record.
The source is the language whose review state says so.
"""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_src.program.content import reader
from site_src.program.content.imported import followed
from site_src.program.content.problems import ContentError, Keys, Problem
from site_src.program.content.project import TRANSLATIONS
from site_src.program.messages import msg

if TYPE_CHECKING:
    from site_src.program.content.content import Placed, SiteContent
    from site_src.program.content.records import Service

FRONT_KEYS = ("title", "description")
FIELDS = ("name", "summary", "how")
# The kind of page that may be in one language alone.
FREE_KIND = "page"
MISSING, STALE, MADE, REVIEWED = "missing", "stale", "made", "reviewed"


@dataclass(frozen=True)
class Text:
    """One text of one language: its key, its words, and where they stand (file, line, column).

    A text that is `free` need not be in every language: a name, or a page that no other page leads to.
    """

    key: str
    words: str
    place: tuple[str, int, int]
    free: bool = False


@dataclass(frozen=True)
class Unit:
    """One text to translate: its source and what there is of it in the other language.

    `state` is missing, stale (the source has changed since, or nobody has said what the translation was made from), made,
    or reviewed (and then `by` and `date` say by whom and when). `was` is the source it was made from.
    """

    key: str
    source: Text
    target: Text | None
    state: str
    was: str | None = None
    by: str | None = None
    date: str | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """Where a person goes to mend it."""
        return (self.target or self.source).place


def flatten(texts: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text with its path, in order."""
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from flatten(value, (*path, key))
        else:
            yield (*path, key), value


def plain(text: str) -> str:
    """A text as it is compared: where its lines break means nothing."""
    return " ".join(text.split())


def source_of(table: list[dict[str, Any]]) -> str:
    """The code of the language that is written first, by languages.yml. Raises `ValueError` unless there is exactly one."""
    [code] = [str(entry["code"]) for entry in table if entry["review"]["state"] == "source"]
    return code


def texts_in(content: "SiteContent", code: str) -> Iterator[Text]:
    """Every text of a language that has a source or a translation: the text files, the written pages, the records."""
    for file, prefix in content.text_files(code).items():
        if document := content.documents.get(file):
            for path, words in flatten(document.data["texts"]):
                yield Text(f"{prefix}{'/'.join(path)}", words, document.place(("texts", *path)))
    for page in content.pages:
        if page.language == code:
            free = page.kind == FREE_KIND
            for name in FRONT_KEYS:
                if name in page.meta:
                    yield Text(f"pages/{page.slug}/{name}", page.meta[name], page.heading.place((name,)), free)
            yield Text(f"pages/{page.slug}/body", page.body, (page.file, page.first_line, 1), free)
    for placed in content.placed_services:
        # What was imported is another's to translate.
        if not placed.imported and placed.record.state != "unconfirmed":
            yield from _record(placed, code)


def _record(placed: "Placed[Service]", code: str) -> Iterator[Text]:
    record = placed.record
    shown: list[tuple[str, Mapping[str, str], Keys]] = [(name, getattr(record, name), (name,)) for name in FIELDS]
    notes = [(place, channel.note) for place, channel in enumerate(record.channels) if not followed(record, channel)]
    shown += [(f"note/{place + 1}", note, ("channels", place, "note")) for place, note in notes]
    for name, texts, path in shown:
        if code in texts:
            yield Text(f"services/{record.id}/{name}", texts[code], placed.place((*path, code)), name == "name")


@dataclass(frozen=True)
class Record:
    """What is kept about the translations into one language, by key: `from`, and after a review `by`, `date`, `read`."""

    code: str
    kept: dict[str, dict[str, str]] = field(default_factory=dict)

    def state(self, key: str, source: str, target: str | None) -> tuple[str, dict[str, str]]:
        """(state, entry) of a text."""
        entry = self.kept.get(key, {})
        if target is None:
            return MISSING, entry
        if entry.get("from") != plain(source):
            return STALE, entry
        # Who read it, read these words.
        read = entry.get("read") == plain(target)
        return (REVIEWED if read else MADE), entry


def record(content: "SiteContent", code: str) -> Record:
    """The record of one language; an absent file is an empty one. Raises `ContentError` where it is damaged."""
    kept: dict[str, dict[str, str]] = {}
    for path in content.project.paths(f"{TRANSLATIONS}/{code}.json"):
        kept |= _entries(content, path)
    return Record(code, kept)


def _entries(content: "SiteContent", path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    name = content.project.name(path)
    damaged = msg("This file is kept by build.py texts and is damaged. Take back its last change.")
    try:
        kept = json.loads(reader.text(path, name))
    except ValueError as error:
        raise ContentError([Problem(name, getattr(error, "lineno", 1), getattr(error, "colno", 1), damaged)]) from None
    if not isinstance(kept, dict) or not all(isinstance(entry, dict) for entry in kept.values()):
        raise ContentError(
            [Problem(name, 1, 1, msg("This file is kept by build.py texts and is damaged. Take back its last change."))]
        )
    return kept


def save(content: "SiteContent", kept: Record, keys: Collection[str]) -> None:
    """Writes a record; what is kept about texts that are no more, whose key is not in `keys`, is forgotten."""
    # A municipality's copy keeps what it says otherwise than the county.
    *below, path = content.project.paths(f"{TRANSLATIONS}/{kept.code}.json")
    theirs: dict[str, dict[str, str]] = {}
    for each in below:
        theirs |= _entries(content, each)
    path.parent.mkdir(exist_ok=True)
    entries = {key: kept.kept[key] for key in sorted(kept.kept) if key in keys and theirs.get(key) != kept.kept[key]}
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


@dataclass(frozen=True)
class Translations:
    """Every text to be translated into one language, with its state."""

    content: "SiteContent"
    code: str

    @cached_property
    def record(self) -> Record:
        return record(self.content, self.code)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """In the order of the source."""
        mine = {text.key: text for text in texts_in(self.content, self.code)}
        return tuple(
            self._unit(text, mine.get(text.key))
            for text in texts_in(self.content, self.content.source)
            if text.key in mine or not text.free
        )

    def _unit(self, source: Text, target: Text | None) -> Unit:
        state, entry = self.record.state(source.key, source.words, target.words if target else None)
        told = entry if state == REVIEWED else {}
        return Unit(source.key, source, target, state, entry.get("from"), told.get("by"), told.get("date"))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many texts are in each state."""
        return {state: sum(unit.state == state for unit in self.units) for state in (MISSING, STALE, MADE, REVIEWED)}


def stamp(translations: Translations, keys: Collection[str]) -> int:
    """Says that the translations under `keys` were made from the source as it is now. Returns how many there were."""
    return _keep(translations, keys, lambda words: {})


def review(translations: Translations, keys: Collection[str], by: str, date: str) -> int:
    """Says that `by` has read the translations under `keys` against the source, on `date`. Returns how many there were."""
    return _keep(translations, keys, lambda words: {"by": by, "date": date, "read": plain(words)})


def _keep(translations: Translations, keys: Collection[str], more: Callable[[str], dict[str, str]]) -> int:
    kept = dict(translations.record.kept)
    stamped = [(unit, unit.target) for unit in translations.units if unit.key in keys and unit.target]
    for unit, target in stamped:
        before = kept.get(unit.key, {}) if unit.state == REVIEWED else {}
        kept[unit.key] = {**before, "from": plain(unit.source.words), **more(target.words)}
    save(translations.content, Record(translations.code, kept), {unit.key for unit in translations.units})
    return len(stamped)
