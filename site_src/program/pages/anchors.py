"""Where on a page a link may lead: the ids of its headings, as MkDocs makes them, of its generated parts and of the frame, and
what its script reads in an address."""

import re
from functools import cache
from html import unescape

from jinja2 import UndefinedError

from site_src.program.content import strict_yaml
from site_src.program.content.content import SITE_NAME
from site_src.program.pages import cards, pages

ID = re.compile(r'\sid="([^"]+)"')
FRAME = ("content",)
# What the script of a page takes as another way to begin. Such a page shows one step at a time, and no link leads into it.
BEGINNINGS = {"assessment": ("quick", "areas")}


def has(page, name, content, language):
    """Whether a page, as a language of the content shows it, has the place that a link names after its #."""
    return any(name in several for several in _places(page, content, language))


def known(page, content, language):
    """All places of a page that a link may name, those of its own words first."""
    script, frame, own, *parts = _places(page, content, language)
    return list(dict.fromkeys([*own, *script, *(name for several in parts for name in several), *frame]))


def _places(page, content, language):
    """The places by where they come from, what costs least first."""
    yield BEGINNINGS.get(page.kind, ())
    yield FRAME
    yield _ids(_markdown(content.project.program).reset().convert(page.body.replace(SITE_NAME, content.site_name(language))))
    parts = pages.Parts(content.of(page), language, None)
    for name, _ in page.parts:
        if name == "services":
            yield _of_directory(content, language)
        elif name not in BEGINNINGS:
            yield _ids(_html(parts, name))


def _of_directory(content, language):
    """The directory is long to render, and its places are those of its needs and records."""
    needs = [need["id"] for need in content.guidance["needs"]]
    shown = [record.id for record in content.services if cards.shown_in(record, language)]
    return [*(f"need={need}" for need in needs), *(f"need-{need}" for need in needs), *shown, "filter-text"]


def _html(parts, name):
    try:
        return getattr(parts, pages.PARTS[name])()
    except (LookupError, UndefinedError):
        # A part that lacks words or is not known is told as such.
        return ""


def _ids(html):
    return [unescape(name) for name in ID.findall(html)]


@cache
def _markdown(root):
    """Markdown with the extensions of the build, which name the headings."""
    # It takes a while to load, and most links name no place.
    from markdown import Markdown

    return Markdown(extensions=strict_yaml.load(root / "mkdocs.yml", "mkdocs.yml").data["markdown_extensions"])
