"""Checks of the written pages: every language has each page, of the same kind, with its generated parts and no others."""

from site_src.program.content.problems import Problem
from site_src.program.content.project import LANGUAGES, PAGES
from site_src.program.content.translations import FREE_KIND
from site_src.program.pages.pages import KINDS, LINKED, PARTS, SCRIPTS


def problems(content):
    """Every problem of the pages in the languages of the site."""
    known = {entry["code"] for entry in content.data(LANGUAGES)["languages"]}
    for page in content.pages:
        if page.language not in known:
            yield page.problem(1, f"The language {page.language} is not in languages.yml. Add it there, or remove its pages.")
    by_language = {language.code: content.pages_in(language) for language in content.languages}
    yield from _missing(by_language, content.source)
    kinds = {}
    for pages in by_language.values():
        for page in pages.values():
            yield from _page(page, kinds)


def _missing(by_language, source):
    """Pages that menus link to or that a translation has, and the source has not. What is only not translated is told with
    all other texts (see `texts`)."""
    wanted = {slug: "the menus link to it" for slug in LINKED.values()}
    for code, pages in by_language.items():
        wanted |= {slug: f"{code} has it" for slug, page in pages.items() if slug not in wanted and page.kind != FREE_KIND}
    for slug, why in wanted.items():
        if slug not in by_language.get(source, wanted):
            message = f"The page is missing in {source}, but {why}. Write it, or put it back."
            yield Problem(f"{PAGES}/{source}/{slug}.md", 1, 1, message)


def _page(page, kinds):
    if page.kind not in KINDS:
        yield page.heading.problem(("kind",), f"There is no kind of page {page.kind}. Use one of: {', '.join(KINDS)}.")
        return
    first = kinds.setdefault(page.slug, page)
    if first.kind != page.kind:
        message = f"The kind is {page.kind} here and {first.kind} in {first.file}. Make them agree."
        yield page.heading.problem(("kind",), message)
    for kind, slug in LINKED.items():
        if page.slug == slug and page.kind != kind:
            yield page.heading.problem(("kind",), f"The menus expect a page of the kind {kind} here. Write kind: {kind}.")
    seen = set()
    for part, line in page.parts:
        owner = next((kind for kind, own in KINDS.items() if own == part and kind in SCRIPTS), page.kind)
        if part not in PARTS:
            yield page.problem(line, f"There is no part {part}. Use one of: {', '.join(PARTS)}.")
        elif part in seen:
            yield page.problem(line, f"The part {part} stands twice. Keep one.")
        elif owner != page.kind:
            yield page.problem(
                line, f"The part {part} works on a page of the kind {owner} alone. Write kind: {owner}, or remove it."
            )
        seen.add(part)
    needed = KINDS[page.kind]
    if needed and needed not in seen:
        message = f"A page of the kind {page.kind} needs its part. Write <!-- here: {needed} --> on a line of its own."
        yield page.problem(page.first_line, message)
