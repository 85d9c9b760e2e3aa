"""Whether a person can act on what the directory says: for each need, municipality and language how many services, and how.

A service counts where a resident can call, chat, fill a form in, write, go to an address whose hours are told, or read a
page about this very service. A front page does not count, nor a page that several services share.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from scoring.conditions import names
from site_src.program.checks.prose import RULES
from site_src.program.checks.words import any_of
from site_src.program.content.actions import MET, action, channels_of
from site_src.program.content.problems import listed
from site_src.program.messages import form, msg
from site_src.program.pages import cards

# A page that more services name is about none of them.
SHARE = 2
LISTED = 6
SENTENCE = re.compile(r"(?<=[.!?…])\s+")
NUMBER = re.compile(r"\d{3}")


@dataclass(frozen=True)
class Count:
    """Services of one cell: those one can act on, of these by a phone, chat or place, and by phone."""

    acted: int = 0
    met: int = 0
    called: int = 0


class Coverage:
    """The grid and what is missing in it, reckoned once."""

    def __init__(self, content):
        self.content = content
        self.codes = tuple(content.regions["municipalities"])
        self.needs = tuple(need["id"] for need in content.guidance["needs"])
        self.records = [record for record in content.services if cards.published(record) and record.suggested]
        pages = Counter(url for record in self.records for url in _pages(record))
        self.shared = {url for url, count in pages.items() if count > SHARE}
        self.actions = {record.id: self._actions(record) for record in self.records}

    def _actions(self, record):
        found = set()
        for channel in channels_of(record):
            does = action(channel)
            if does == "go" and not channel.hours:
                continue
            if does == "read" and not self.shared.isdisjoint(channel.url.values()):
                continue
            found.add(does)
        return found - {None}

    @cached_property
    def grid(self):
        """{(need, municipality, language code): Count}"""
        totals = defaultdict(lambda: [0, 0, 0])
        for record in self.records:
            found = self.actions[record.id]
            read_in = [language.code for language in self.content.languages if cards.written_in(record, language)]
            step = (bool(found), not MET.isdisjoint(found), "call" in found)
            for need in record.needs:
                for municipality in self.serves(record):
                    for language in read_in:
                        total = totals[need, municipality, language]
                        for place, one in enumerate(step):
                            total[place] += one
        keys = ((n, m, each.code) for n in self.needs for m in self.codes for each in self.content.languages)
        return {key: Count(*totals[key]) for key in keys}

    def serves(self, record):
        """The codes of the municipalities whose residents a record is for."""
        if record.area.everywhere:
            return self.codes
        return tuple(code for code in cards.municipalities_of(record, self.content) if code in self.codes)

    def least(self, need, municipality):
        """The Count of the language that has the fewest."""
        counts = [self.grid[need, municipality, each.code] for each in self.content.languages]
        return Count(*(min(getattr(count, name) for count in counts) for name in ("acted", "met", "called")))

    def missing(self, name):
        """{need: the municipalities where a language has no service of a kind}: `acted`, `met` or `called`."""
        found = {need: [code for code in self.codes if not getattr(self.least(need, code), name)] for need in self.needs}
        return {need: codes for need, codes in found.items() if codes}

    def to_ask(self, need, codes):
        """The organisations that could fill a gap, those of the places first: they have a record there that lacks a contact."""
        found = {}
        for record in self.content.services:
            there = not record.retired and need in record.needs and not set(codes).isdisjoint(self.serves(record))
            if there and "call" not in self.actions.get(record.id, ()):
                found.setdefault(record.organisation, not record.area.everywhere)
        return sorted(found, key=lambda id_: not found[id_])

    @cached_property
    def lacking(self):
        """{organisation: records that nobody can call}, those that nobody can act on at all first."""
        found = defaultdict(list)
        for record in self.content.services:
            if not record.retired and "call" not in self.actions.get(record.id, ()):
                found[record.organisation].append(record)
        for records in found.values():
            records.sort(key=lambda record: bool(self.actions.get(record.id)))
        return dict(found)


def _pages(record):
    return {url for channel in channels_of(record) for url in channel.url.values()}


def problems(content):
    """A warning for each need that has no service to act on somewhere, and texts that tell to call without a number."""
    coverage = Coverage(content)
    document, vital = content.document("guidance"), vital_needs(content)
    municipalities = content.regions["municipalities"]
    for name, what in (("acted", msg("that a person can act on")), ("met", msg("with a telephone, chat or place"))):
        for need, codes in coverage.missing(name).items():
            if name == "met" and need in coverage.missing("acted"):
                continue
            where = listed([content.named(municipalities[code]["name"]) for code in codes], LISTED)
            if len(codes) == len(coverage.codes):
                where = msg("any municipality")
            asked = ", ".join(coverage.to_ask(need, codes)[:LISTED])
            # Where a translation alone is open, another language stands in and says so.
            open_alone = all(getattr(coverage.grid[need, code, content.source], name) for code in codes)
            ask = form("Ask {asked}; `build.py services coverage` writes the letters.") if asked else form("Find who gives it.")
            yield document.problem(
                ("needs", coverage.needs.index(need)),
                msg(
                    "The need {need} has no service {what} in {where}. {ask}",
                    need=need,
                    what=what,
                    where=where,
                    ask=ask(asked=asked),
                ),
                warning=need not in vital or name == "met" or open_alone,
            )
    yield from _calls(content)


def vital_needs(content):
    """The needs that follow from the answers to which help round the clock is shown."""
    shown = content.guidance.get("round_the_clock")
    if not shown:
        return frozenset()
    read = set(names(shown["when"]))
    found = {need["id"] for need in content.guidance["needs"] if not read.isdisjoint(names(need.get("answer", {})))}
    return frozenset(found | {shown["need"]})


def _calls(content):
    """Texts that tell to call, or that a number stands somewhere, in records without a number."""
    rules = content.documents[RULES].data["calls"]
    searches = {language.code: any_of(rules[language.spoken]) for language in content.languages if language.spoken in rules}
    for placed in content.placed_services:
        record = placed.record
        shown = channels_of(record)
        if not cards.published(record) or any(channel.type == "phone" for channel in shown):
            continue
        yield from _told(placed, ("how",), record.how, searches)
        for number, channel in enumerate(record.channels):
            if channel in shown:
                yield from _told(placed, ("channels", number, "note"), channel.note, searches)


def _told(placed, path, texts, searches):
    found = {code: said for code in texts.keys() & searches.keys() if (said := _says(texts[code], searches[code]))}
    for code in sorted(found):
        message = msg(
            'This says "{found}", but the record has no telephone number. Add the number, or say what else to do.',
            found=found[code],
        )
        yield placed.problem((*path, code), message)


def _says(text, search):
    """What a sentence of a text says that the search finds, where the number doesn't stand beside it."""
    for sentence in SENTENCE.split(text):
        found = search.search(sentence)
        if found and not NUMBER.search(sentence):
            return found.group()
    return None
