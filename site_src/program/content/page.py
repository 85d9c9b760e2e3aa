"""A written page: Markdown below a heading block, with markers where generated parts go."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from site_src.program.content import reader, strict_yaml
from site_src.program.content.problems import ContentError, Problem, shown

FRONT = re.compile(r"\A---\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
MARKER = re.compile(r"^<!-- here: ([a-z-]+) -->$", re.MULTILINE)
# What was meant as a marker, whatever else is wrong with it.
MEANT = re.compile(r"<!--\s*here\b[^>]*-?-?>", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """One page in one language. `slug` names it in addresses; `heading` is its block of keys, with their places."""

    slug: str
    language: str
    heading: strict_yaml.Document
    body: str
    first_line: int

    @property
    def file(self) -> str:
        return self.heading.file

    @property
    def meta(self) -> dict:
        """The keys of the heading block."""
        return self.heading.data if isinstance(self.heading.data, dict) else {}

    @property
    def kind(self) -> str:
        """What the page is for; the look and the scripts go by it."""
        return self.meta["kind"]

    @cached_property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The generated parts that the page asks for, each with its line."""
        return tuple((marker[1], self.line_of(marker.start())) for marker in MARKER.finditer(self.body))

    def line_of(self, offset: int) -> int:
        """The line of the file on which a place in the body stands."""
        return self.first_line + self.body.count("\n", 0, offset)

    def problem(self, line: int, message: str, warning: bool = False) -> Problem:
        """A problem on a line of the page."""
        return Problem(self.file, line, 1, message, warning)


def read(path: Path, name: str, slug: str, language: str) -> Page:
    """The page in a file, called `name` in messages. Raises `ContentError` with every problem of its form."""
    text = reader.text(path, name)
    front = FRONT.match(text)
    if not front:
        message = "The page has no heading block. Begin it with ---, title:, description: and kind:, and --- again."
        raise ContentError([Problem(name, 1, 1, message)])
    heading = strict_yaml.parse(front[1], name, first_line=2)
    page = Page(slug, language, heading, text[front.end() :], front[0].count("\n") + 1)
    if found := list(_markers(page)):
        raise ContentError(found)
    return page


def _markers(page):
    """A marker that is not one would be a comment that nobody sees."""
    exact = {marker.start() for marker in MARKER.finditer(page.body)}
    for meant in MEANT.finditer(page.body):
        if meant.start() not in exact:
            message = f"{shown(meant[0])} is no marker. Write it on a line of its own, as <!-- here: services -->."
            yield page.problem(page.line_of(meant.start()), message)
