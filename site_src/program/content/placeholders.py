"""What the program asks of texts: which there must be, in words.txt, and which may use which values, in placeholders.yml."""

import re
from functools import cache
from pathlib import Path
from string import Formatter

from site_src.program.content import strict_yaml
from site_src.program.content.problems import shown
from site_src.program.messages import msg

MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\]\(")


@cache
def allowed() -> dict[str, list[str]]:
    """The names that each text may use, by its key or by its kind; a text that is not named may use none."""
    known: dict[str, list[str]] = strict_yaml.load(Path(__file__).with_name("placeholders.yml"), "placeholders.yml").data
    return known


@cache
def asked() -> tuple[str, ...]:
    """The keys of the site's words that the program names itself, such as `report/title`."""
    lines = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))


def names(text: str) -> list[str]:
    """The placeholders of a text, in order. Raises `ValueError` where a brace is none."""
    found = []
    for words, name, form, conversion in Formatter().parse(text):
        # Two braces stand for one only where a text is filled in, so a reader would meet both.
        if "{" in words or "}" in words:
            raise ValueError("a brace")
        if name is not None:
            if form or conversion or not name.isidentifier():
                raise ValueError(name)
            found.append(name)
    return found


def problem(key: str, text: str) -> str | None:
    """What is wrong with the braces of a text, or None."""
    known = [*allowed().get(key, []), *allowed().get(key.split("/")[0], [])]
    use = (
        msg("Use only {known}.", known=", ".join(f"{{{name}}}" for name in known))
        if known
        else msg("Write it without {{ and }}.")
    )
    try:
        unknown = [name for name in names(text) if name not in known]
    except ValueError:
        return msg("A brace in {key} is no placeholder, and a reader would see it. {use}", key=key, use=use)
    return (
        msg("The program has no value for {{{unknown}}} in {key}. {use}", unknown=unknown[0], key=key, use=use)
        if unknown
        else None
    )


def raw(key: str, text: str) -> str | None:
    """What a reader would see of how a text is written, a brace or markup, or None."""
    braces = problem(key, text) if "{" in text or "}" in text else None
    return braces or markup(text)


def markup(text: str) -> str | None:
    """What is wrong with a text in which a reader would see HTML, or a link of Markdown, or None."""
    found = MARKUP.search(text)
    return msg("{markup} would be shown as it stands. Write plain text.", markup=shown(found[0])) if found else None
