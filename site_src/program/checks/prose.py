"""The words a reader sees, piece by piece with their place: what the checks of language read.

A piece is one text of words/<lang>.yml or texts/<lang>.yml, one text of a published service, or one block (paragraph, list
entry, heading, table cell) of a page.
"""

import re
from dataclasses import dataclass

from site_src.program.checks.texts import PLACEHOLDER
from site_src.program.content.imported import followed
from site_src.program.content.problems import Problem
from site_src.program.content.translations import flatten
from site_src.program.pages import cards

RULES = "site_src/language-rules.yml"
SERVICE_FIELDS = ("name", "summary", "how")
FRONT_KEYS = ("title", "description")
SEARCHED = "search"

SKIPPED = re.compile(r"<!--.*?-->|^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"#{1,6}\s+(.*)")
MARKER = re.compile(r"\A\s*(?:[-*+]|\d+[.)]|>|!!!\s+\w+)\s+")
BREAK = re.compile(r"(?:  |\\|<br ?/?>)\Z")
MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?|\{\s*[.:#][^}]*\}|<[^>]+>|\*+|`|(?<!\w)_+|_+(?!\w)")

# A full stop after these doesn't end a sentence.
ABBREVIATIONS = ("esim", "ks", "mm", "ym", "ns", "n", "s", "klo", "t.ex", "bl.a", "m.m", "kl", "e.g", "i.e")
END = re.compile(r"[.!?…:][\"”’)»]*\s+(?=[\"“”‘’(«]*[A-ZÅÄÖ0-9])|[.!?…][\"”’)»]*\s*\Z")
WORD = re.compile(r"\d[\d\s.,:–/-]*\d|\d|[^\W\d_]+(?:[-’'.@:][^\W\d_]+)*")


@dataclass(frozen=True)
class Piece:
    """A text with its place. `at` names it in the rules: a text id, `service/field`, or the heading it stands under.

    `group` is what is measured together: a kind of texts, the services of one file, a page. An `official` name is what
    its organisation calls a service.
    """

    file: str
    line: int
    column: int
    group: str
    at: str
    text: str
    official: bool = False

    def problem(self, message, offset=0, warning=False):
        """A problem at `offset` in the text; a text in YAML is found at its key."""
        return Problem(self.file, self.line + self.text.count("\n", 0, offset), self.column, message, warning)


@dataclass(frozen=True)
class Sentence:
    """A sentence in a piece. A label, such as a button's, isn't `whole`: nothing ends it."""

    offset: int
    text: str
    words: tuple
    whole: bool


def pieces(content, language):
    """Every piece of one language."""
    yield from _texts(content, language)
    yield from _services(content, language)
    for page in content.pages_in(language).values():
        yield from page_pieces(page)


def sentences(text):
    """The sentences of a text. Placeholders count as one word."""
    text = PLACEHOLDER.sub(lambda match: "0" * len(match.group()), text)
    begin = 0
    ends = [match for match in END.finditer(text) if not _abbreviates(text, match)]
    for end in [*(match.end() for match in ends), len(text)]:
        part = text[begin:end]
        words = tuple(WORD.findall(part))
        if words:
            yield Sentence(begin, " ".join(part.split()), words, any(match.end() == end for match in ends))
        begin = end


def _abbreviates(text, match):
    before = text[: match.start()].rsplit(None, 1)
    return text[match.start()] == "." and bool(before) and before[-1].strip('(“"').lower() in ABBREVIATIONS


def _texts(content, language):
    for document in content.text_documents(language.code):
        for path, text in flatten(document.data["texts"]):
            # What people type into the search is data: nobody reads it.
            if path[0] == SEARCHED:
                continue
            group, at = f"{document.file} {path[0]}", "/".join(path)
            yield Piece(*document.place(("texts", *path)), group, at, " ".join(text.split()))


def _services(content, language):
    for placed in content.placed_services:
        record, file = placed.record, placed.document.file
        # What was imported is another's words; ours are measured, theirs are shown as they are.
        if placed.imported or not cards.published(record):
            continue
        shown = [(field, getattr(record, field), (field,)) for field in SERVICE_FIELDS]
        notes = [(place, channel.note) for place, channel in enumerate(record.channels) if not followed(record, channel)]
        shown += [("note", note, ("channels", place, "note")) for place, note in notes]
        for field, texts, path in shown:
            if language.code in texts:
                text = " ".join(texts[language.code].split())
                at, official = f"{record.id}/{field}", field == "name"
                yield Piece(*placed.place((*path, language.code)), file, at, text, official)


def page_pieces(page):
    """The blocks of a page's Markdown, marks taken out, each at the line where it begins."""
    file, line = page.file, page.first_line
    for key in FRONT_KEYS:
        if key in page.meta:
            yield Piece(*page.heading.place((key,)), file, key, page.meta[key])
    # What is skipped keeps its lines, so that those below keep their numbers.
    text = SKIPPED.sub(lambda match: "\n" * match.group().count("\n"), page.body)
    heading, block, begin = "", [], line
    for number, row in enumerate([*text.split("\n"), ""], line):
        title = HEADING.match(row)
        table = row.lstrip().startswith("|")
        if block and (not row.strip() or title or table or MARKER.match(row)):
            yield Piece(file, begin, 1, file, heading, "\n".join(block))
            block = []
        if title:
            heading = _plain(title.group(1))
            yield Piece(file, number, 1, file, heading, heading)
        elif table:
            for cell in row.strip().strip("|").split("|"):
                if cell.strip(" :-"):
                    yield Piece(file, number, 1, file, heading, _plain(cell))
        elif plain := _plain(MARKER.sub("", row, count=1)):
            begin = begin if block else number
            block.append(plain)
            if BREAK.search(row):
                yield Piece(file, begin, 1, file, heading, "\n".join(block))
                block = []


def _plain(row):
    return MARKUP.sub(lambda match: match.group(1) or "", row).strip()
