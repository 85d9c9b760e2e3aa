"""Checks of the written pages: every language has each page, of the same kind, with its generated parts and no others."""

from site_src.program.content.problems import Problem
from site_src.program.content.project import LANGUAGES, PAGES, SETTINGS
from site_src.program.content.translations import FREE_KIND
from site_src.program.pages.pages import KINDS, LINKED, OF_A_QUESTIONNAIRE, PARTS, SCRIPTS


def problems(content):
    """Every problem of the pages in the languages of the site."""
    known = {entry["code"] for entry in content.data(LANGUAGES)["languages"]}
    for page in content.pages:
        if page.language not in known:
            yield page.problem(1, f"The language {page.language} is not in languages.yml. Add it there, or remove its pages.")
    by_language = {language.code: content.pages_in(language) for language in content.languages}
    yield from _missing(by_language, content.source)
    kinds = {}
    folders = [each.folder for each in content.questionnaires]
    for pages in by_language.values():
        for page in pages.values():
            yield from _page(page, kinds)
            yield from _questionnaire(page, folders, kinds.get(page.slug, page))
    for place, each in enumerate(content.questionnaires):
        yield from _own_pages(each, place)


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


def _questionnaire(page, folders, first):
    """What is wrong with the questionnaire that a page names."""
    if page.questionnaire not in (None, *folders):
        message = f"The site has no questionnaire {page.questionnaire}. Use one of: {', '.join(folders)} (site.yml)."
        yield page.heading.problem(("questionnaire",), message)
    elif page.questionnaire and page.kind not in OF_A_QUESTIONNAIRE:
        message = f"A page of the kind {page.kind} is for all questionnaires. Remove the line."
        yield page.heading.problem(("questionnaire",), message)
    elif page.slug in LINKED.values() and page.questionnaire not in (None, folders[0]):
        message = f"The menus expect the questionnaire {folders[0]} here. Give this page another name."
        yield page.heading.problem(("questionnaire",), message)
    elif first.questionnaire != page.questionnaire:
        message = f"This page is about another questionnaire than {first.file}. Make them agree."
        yield page.heading.problem(("questionnaire",), message)


def _own_pages(content, place):
    """A further questionnaire has one page of each kind that is about one; the menus lead to those of the first."""
    own = [page for page in content.pages if page.language == content.source and page.questionnaire == content.folder]
    for kind in OF_A_QUESTIONNAIRE if place else ():
        first, *others = [page for page in own if page.kind == kind] or [None]
        if first is None:
            then = f"Write one with questionnaire: {content.folder} in its heading block."
            message = f"The questionnaire {content.folder} has no page of the kind {kind} in {content.source}. {then}"
            yield content.documents[SETTINGS].problem(("questionnaires", place), message)
        for page in others:
            message = f"{first.file} is the {kind} page of the questionnaire {content.folder} already. Keep one."
            yield page.heading.problem(("kind",), message)


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
