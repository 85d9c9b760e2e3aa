"""A written page: Markdown below a heading block, with markers where generated parts go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from site_src.program.content import reader, strict_yaml
from site_src.program.content.problems import ContentError, Problem, shown
from site_src.program.messages import msg

FRONT = re.compile(r"\A---\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
MARKER = re.compile(r"^<!-- here: ([a-z-]+) -->$", re.MULTILINE)
# What was meant as a marker, whatever else is wrong with it.
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
# Markdown says all that a page needs; the rest of HTML would look otherwise here than in the site, or be blocked.
FENCE = re.compile(r"^(`{3,}|~{3,})[\w-]*\n(?:.*?\n)??\1 *$|(?<![\\`])(`+)(?!`)[^\n]*?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
TAG = re.compile(r"</?([a-zA-Z?!][^\s<>/]*)|</")
# What may stand in < >: a break of a line, and an address that Markdown makes a link of.
OPEN = re.compile(r"<br ?/?>|<https?://[^\s<>/?#]+[^\s<>]*>|<(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+>", re.IGNORECASE)
LINK = re.compile(r"((?<!!)\[\s*)?\]\(\s*([^)]*)|^[ \t]*\[[^\]]+\]:\s*(\S+)", re.MULTILINE)
TITLE = re.compile(r"\s+[\"'].*", re.DOTALL)
START = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//?")
# How an address goes on after its scheme.
NUMBER = re.compile(r"\+?\d[\d-]*(\?\S*)?")
SITE = re.compile(r"//[^/?#]\S*")
SCHEMES = {
    "http:": SITE,
    "https:": SITE,
    "mailto:": re.compile(r"[^@\s?]+@[^@\s?]+\.[^@\s?]+(\?\S*)?"),
    "tel:": NUMBER,
    "sms:": NUMBER,
}
TITLES = re.compile(r"^#(?!#)|^[^\n]*\S[^\n]*\n=+ *$", re.MULTILINE)
PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?\s*(?:[a-z]+:)?//", re.IGNORECASE)
# What may stand in braces: the site's name, and classes and ids where Markdown takes them for what goes before: a link or
# emphasis, a heading, or a block under which they stand alone.
NAMED = r"\{:?(?: *[.#][a-zA-Z][\w-]*)+ *\}"
BRACES = re.compile(
    rf"\{{site\}}|\]\([^()\n]*\){NAMED}|(?<=\S)(?<![\\*_])[*_]+{NAMED}|^ {{0,3}}#{{1,6}} [^{{}}\n]*{NAMED}[ \t]*$", re.MULTILINE
)
BELOW = re.compile(rf"^(?! {{0,3}}#)[^{{}}\n]*\S[ \t]*\n[ \t]*{NAMED}[ \t]*(?=\n[ \t]*\n|\s*\Z)", re.MULTILINE)
BRACE = re.compile(r"[{}]")
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
    def meta(self) -> dict[str, Any]:
        """The keys of the heading block."""
        return self.heading.data if isinstance(self.heading.data, dict) else {}

    @property
    def kind(self) -> str:
        """What the page is for; the look and the scripts go by it."""
        return str(self.meta["kind"])

    @property
    def questionnaire(self) -> str | None:
        """The folder of the questionnaire that the page is about; None for the site's first."""
        return self.meta.get("questionnaire")

    @cached_property
    def links(self) -> tuple[tuple[str, int], ...]:
        """What the page's links lead to, as written, each with its line."""
        text = _unquoted(self.body)
        return tuple((_address(link), self.line_of(link.start())) for link in LINK.finditer(text))

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
        message = msg("The page has no heading block. Begin it with ---, title:, description: and kind:, and --- again.")
        raise ContentError([Problem(name, 1, 1, message)])
    heading = strict_yaml.parse(front[1], name, first_line=2)
    page = Page(slug, language, heading, text[front.end() :], front[0].count("\n") + 1)
    if found := [*_stray(page), *_markers(page), *_refused(page), *_braces(page)]:
        raise ContentError(found)
    return page


def _stray(page: Page) -> Iterator[Problem]:
    """A copy that a program left beside the page, and what a merge left in it."""
    if not NAME.fullmatch(page.slug):
        message = msg(
            "{slug}.md is no name of a page, but perhaps a stray copy. Remove it, or name it as privacy.md is.", slug=page.slug
        )
        yield page.problem(1, message)
    for mark in CONFLICT.finditer(page.body):
        # A row of = is also how some people underline a heading.
        if mark[1] != "=" * 7:
            message = msg(
                "{mark} is left over from two edits of this page at once. Keep one of both texts, and remove the marks.",
                mark=mark[1],
            )
            yield page.problem(page.line_of(mark.start()), message)


def _unquoted(body: str) -> str:
    """The Markdown without what is quoted as code, which is shown and does nothing, and without markers; it keeps its lines."""
    return _blank(MARKER, _blank(FENCE, body))


def _blank(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _address(link: re.Match[str]) -> str:
    """Where a link leads, without the title that may follow."""
    return TITLE.sub("", link[2] or link[3] or "").strip()


def _html(page: Page) -> Iterator[Problem]:
    """HTML, and comments that are no markers, which would go out with the page."""
    text = _blank(MEANT, _unquoted(page.body))
    for comment in COMMENT.finditer(text):
        message = msg("A comment would go out with the page, where everybody can read it. Remove it.")
        yield page.problem(page.line_of(comment.start()), message)
    text = _blank(OPEN, _blank(COMMENT, text))
    for tag in TAG.finditer(text):
        # An address in < > is told as a link (`_linked`).
        if not re.search(r"(\]\(|\]:)\s*\Z", text[: tag.start()]):
            message = msg(
                "<{tag}> is HTML. Write it in Markdown: **bold**, [text](page.md), - for a list, # for a heading.",
                tag=shown(tag[1] or "/"),
            )
            yield page.problem(page.line_of(tag.start()), message)


def _linked(page: Page) -> Iterator[Problem]:
    """Links that no browser could follow or no reader could see."""
    for link in LINK.finditer(_unquoted(page.body)):
        address, line = _address(link), page.line_of(link.start())
        start = START.match(address)
        form = SCHEMES.get(start[0].lower()) if start else re.compile(r"[^\s<>]+")
        if start and not form:
            message = msg(
                "A link cannot begin with {start}. Write a page (privacy.md), https://…, mailto:… or tel:….", start=start[0]
            )
            yield page.problem(line, message)
        elif link[1] or not (form and form.fullmatch(address, start.end() if start else 0)):
            message = msg(
                "The link to {address} lacks words or a whole address. Write [words](privacy.md), without < > and spaces in (…).",
                address=shown(address) or "()",
            )
            yield page.problem(line, message)


def _refused(page: Page) -> Iterator[Problem]:
    """What Markdown would pass on to the browser and no page may hold, each on its line."""
    yield from _html(page)
    yield from _linked(page)
    text = _unquoted(page.body)
    for title in list(TITLES.finditer(text))[1:]:
        message = msg("A page has one heading with #, its title. Write this one with ##.")
        yield page.problem(page.line_of(title.start()), message)
    for picture in PICTURE.finditer(text):
        message = msg("A picture from another site would tell it who reads this page, and is blocked. Leave it out.")
        yield page.problem(page.line_of(picture.start()), message)
    for right in (BRACES, BELOW):
        text = right.sub(lambda found: BRACE.sub(" ", found[0]), text)
    for line in dict.fromkeys(page.line_of(found.start()) for found in BRACE.finditer(text)):
        message = msg("A brace would be shown as it stands. Use {{site}} and {{ .class }} alone, or quote it as `code`.")
        yield page.problem(line, message)


def _braces(page: Page) -> Iterator[Problem]:
    """Braces in the heading block, where the name of the site alone is put in."""
    for key, value in page.meta.items():
        if isinstance(value, str) and BRACE.search(value.replace("{site}", "")):
            yield page.heading.problem(
                (key,), msg("A brace in {key} would be shown as it stands. Use {{site}} alone, or take it away.", key=key)
            )


def _markers(page: Page) -> Iterator[Problem]:
    """A marker that is not one would be a comment that nobody sees."""
    exact = {marker.start() for marker in MARKER.finditer(page.body)}
    for meant in MEANT.finditer(page.body):
        if meant.start() not in exact:
            message = msg(
                "{meant} is no marker. Write it on a line of its own, as <!-- here: services -->.", meant=shown(meant[0])
            )
            yield page.problem(page.line_of(meant.start()), message)
