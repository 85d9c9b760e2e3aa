"""What staff decided of the register's entries, remembered for the next sync, and the review they read.

postponed: out of the list until the register changes the entry again. ignored: never asked about again, until someone asks
for it (`--again`).
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from site_src.program.content import strict_yaml
from site_src.program.content.problems import ContentError, Problem
from site_src.program.content.project import PTV_REVIEW
from site_src.program.directory import yaml_out
from site_src.program.messages import msg, told

KINDS = ("new", "changed", "gone", "unmapped")
DECISIONS = ("accept", "postpone", "ignore", "again")
HEADER = """\
# yaml-language-server: $schema=../program/content/schemas/ptv-review.schema.json
# What was decided of entries of Suomi.fi's Finnish Service Catalogue (PTV); `build.py services review` writes this file.
# ignored: never asked about. postponed: asked about again when the register changes the entry (`mark`).
"""
TITLES = {
    "new": msg("New in the register"),
    "changed": msg("Changed in the register"),
    "gone": msg("Gone from the register"),
    "unmapped": msg("New, and no need is known: not shown to residents until someone adds needs"),
}
SHOWN = 30
LINES = 12


@dataclass
class Decisions:
    """The decisions of former reviews, {GUID: {name, day, mark}}, and those of this one."""

    root: Path
    day: str
    postponed: dict = field(default_factory=dict)
    ignored: dict = field(default_factory=dict)
    ids: dict = field(default_factory=dict)  # decision -> ids or GUIDs
    kinds: dict = field(default_factory=dict)  # decision -> kinds
    found: set = field(default_factory=set)
    taken: int = 0
    all_services: bool = False  # the files hold all that is known here: what they lack is gone

    def __call__(self, entry):
        """Whether an entry is written, as `import_files` asks; remembers what is decided of it now."""
        if entry.kind == "same":
            return bool(self.ids or self.kinds)
        decision = self._decision(entry)
        if decision == "accept":
            self.ignored.pop(entry.guid, None)
            self.postponed.pop(entry.guid, None)
            self.taken += 1
            return True
        for name, kept in (("postpone", self.postponed), ("ignore", self.ignored)):
            if decision == name:
                self.ignored.pop(entry.guid, None)
                self.postponed.pop(entry.guid, None)
                kept[entry.guid] = {"name": entry.name, "day": self.day, "mark": entry.mark}
        if decision == "again":
            self.ignored.pop(entry.guid, None)
            self.postponed.pop(entry.guid, None)
        return False

    def _decision(self, entry):
        for decision, ids in self.ids.items():
            if mine := {entry.id, entry.guid} & set(ids):
                self.found |= mine
                return decision
        if self.aside(entry):
            return None
        return next((decision for decision, kinds in self.kinds.items() if entry.kind in kinds), None)

    def aside(self, entry):
        """Which earlier decision keeps an entry out of the list: ignored, postponed or None."""
        if entry.guid in self.ignored:
            return "ignored"
        before = self.postponed.get(entry.guid)
        return "postponed" if before and before["mark"] == entry.mark else None

    def unknown(self):
        """A problem for each id that no entry has."""
        asked = dict.fromkeys(id_ for ids in self.ids.values() for id_ in ids)
        return [
            Problem.at(id_, msg("Nothing in this review has this id. Copy it from the list of `services review`."))
            for id_ in asked
            if id_ not in self.found
        ]

    def text(self):
        """The file as it should be; empty without decisions."""
        data = {
            name: dict(sorted(kept.items())) for name, kept in (("ignored", self.ignored), ("postponed", self.postponed)) if kept
        }
        return HEADER + yaml_out.dump(data, 0) if data else ""


def _decided_twice(asked, word):
    """A problem for each id or kind that two decisions name."""
    named = Counter(each for found in (asked or {}).values() for each in dict.fromkeys(found))
    message = msg("Two decisions of one command name it. Name it in one.")
    return [Problem.at(f"{word}{each}", message) for each, count in named.items() if count > 1]


def load(root, day, ids=None, kinds=None):
    """The Decisions of a project's folder. Raises `ContentError`."""
    if problems := [*_decided_twice(ids, ""), *_decided_twice(kinds, "all ")]:
        raise ContentError(problems)
    path = Path(root) / PTV_REVIEW
    data = {}
    if path.exists():
        document = strict_yaml.load(path, PTV_REVIEW)
        data = document.data or {}
        whole = isinstance(data, dict) and all(
            isinstance(kept, dict) and all(isinstance(each, dict) and "mark" in each for each in kept.values())
            for kept in data.values()
        )
        if not whole:
            message = msg("This is not a file as `services review` writes it. Delete it, or take it back from the history.")
            raise ContentError([Problem(PTV_REVIEW, 1, 1, message)])
    return Decisions(Path(root), day, dict(data.get("postponed", {})), dict(data.get("ignored", {})), ids or {}, kinds or {})


def lines(report, decisions, everything=False):
    """The review as lines: what is still to decide, by kind, each with old → new."""
    aside, shown = {"postponed": 0, "ignored": 0}, {kind: [] for kind in KINDS}
    for entry in report.entries:
        if entry.taken or entry.kind == "same":
            continue
        if kept := decisions.aside(entry):
            aside[kept] += 1
        else:
            shown[entry.kind].append(entry)
    for kind, entries in shown.items():
        yield msg("{title}: {count}", title=TITLES[kind], count=len(entries))
        for entry in entries if everything else entries[:SHOWN]:
            yield f"  {entry.id}: {entry.name}" + "".join(f" · {told(more)}" for more in (entry.organisation, entry.note) if more)
            yield from (f"      {line}" for line in (entry.lines if everything else entry.lines[:LINES]))
            if not everything and len(entry.lines) > LINES:
                yield msg("      … and {count} more", count=len(entry.lines) - LINES)
        if not everything and len(entries) > SHOWN:
            yield msg("  … and {count} more; --everything shows all", count=len(entries) - SHOWN)
    yield msg("Unchanged: {unchanged}. Postponed: {postponed}. Ignored: {ignored}.", unchanged=report.unchanged, **aside)
