"""Checks of the written pages: every language has each page, of the same kind, with its generated parts and no others."""

from urllib.parse import unquote, urlsplit

from site_src.program.content.problems import Problem, among
from site_src.program.content.project import LANGUAGES, PAGES, SETTINGS
from site_src.program.content.translations import FREE_KIND
from site_src.program.messages import msg
from site_src.program.pages import anchors
from site_src.program.pages.pages import KINDS, LINKED, OF_A_QUESTIONNAIRE, PARTS, SCRIPTS, shown_pages


def problems(content):
    """Every problem of the pages in the languages of the site."""
    known = {entry["code"] for entry in content.data(LANGUAGES)["languages"]}
    for page in content.pages:
        if page.language not in known:
            yield page.problem(
                1,
                msg(
                    "The language {language} is not in languages.yml. Add it there, or remove its pages.", language=page.language
                ),
            )
    yield from _navigation(content)
    by_language = {language.code: content.pages_in(language) for language in content.languages}
    yield from _help_now(content)
    yield from _missing(by_language, content.source)
    # Of these every language has one, or is told to (`_missing`).
    expected = {page.slug for page in content.pages if page.kind != FREE_KIND}
    kinds = {}
    folders = [each.folder for each in content.questionnaires]
    shown = shown_pages(content)
    for language in content.languages:
        pages = by_language[language.code]
        for page in pages.values():
            yield from _page(page, kinds)
            yield from _links(page, expected.union(pages))
            yield from _anchors(page, shown[language.code], content, language)
            yield from _questionnaire(page, folders, kinds.get(page.slug, page))
    for place, each in enumerate(content.questionnaires):
        yield from _own_pages(each, place)


def _navigation(content):
    """Pages that the menu or the footer names and no language has."""
    there = sorted({page.slug for page in content.pages})
    for part, slugs in content.settings.get("nav", {}).items():
        for place, slug in enumerate(slugs):
            if slug not in there:
                message = among(msg("There is no page {page} for the menu.", page=slug), slug, there)
                yield content.documents[SETTINGS].problem(("nav", part, place), message)


def _help_now(content):
    """What a matter of the help page names and is not there. A municipality may hide some of the county's services."""
    settings = content.documents[SETTINGS]
    texts = content.text_documents(content.source)[0].data["texts"]
    titles = texts.get("page", {}).get("help", {}) if isinstance(texts.get("page", {}), dict) else {}
    needs = [need["id"] for need in content.guidance["needs"]]
    services = sorted(record.id for record in content.services)
    for place, matter in enumerate(content.settings.get("help_now", ()) if not content.project.overlay else ()):
        here = ("help_now", place)
        if matter["id"] not in titles:
            message = msg("The text {path} is missing. Write it.", path=f"page/help/{matter['id']}")
            yield settings.problem((*here, "id"), message)
        for index, need in enumerate(matter.get("needs", ())):
            if need not in needs:
                message = among(msg("There is no need {need}.", need=need), need, needs)
                yield settings.problem((*here, "needs", index), message)
        for index, name in enumerate(matter.get("services", ())):
            if name not in services:
                message = among(msg("There is no service {name}.", name=name), name, services)
                yield settings.problem((*here, "services", index), message)


def _missing(by_language, source):
    """Pages that menus link to or that a translation has, and the source has not. What is only not translated is told with
    all other texts (see `texts`)."""
    wanted = {slug: msg("the menus link to it") for slug in LINKED.values()}
    for code, pages in by_language.items():
        wanted |= {
            slug: msg("{code} has it", code=code) for slug, page in pages.items() if slug not in wanted and page.kind != FREE_KIND
        }
    for slug, why in wanted.items():
        if slug not in by_language.get(source, wanted):
            message = msg("The page is missing in {source}, but {why}. Write it, or put it back.", source=source, why=why)
            yield Problem(f"{PAGES}/{source}/{slug}.md", 1, 1, message)


def _links(page, there):
    """Links to a page that is not in the language: `check` tells what would stop a build."""
    for target, line in page.links:
        parts = urlsplit(target)
        known = sorted(f"{slug}.md" for slug in there)
        # Without a page it may lead to a place on this one.
        if not parts.scheme and parts.path not in known and (parts.path or not parts.fragment):
            yield page.problem(line, among(msg("The link {target} leads to no page.", target=target), parts.path, known))


def _anchors(page, pages, content, language):
    """Links to a place that its page does not have: a browser would stay at the top without a word."""
    for target, line in page.links:
        parts = urlsplit(target)
        led = pages.get(parts.path.removesuffix(".md") if parts.path else page.slug)
        name = unquote(parts.fragment)
        if parts.scheme or not name or not led or led.kind not in KINDS or anchors.has(led, name, content, language):
            continue
        message = msg("The link {target} leads to no place on the page {page}.", target=target, page=f"{led.slug}.md")
        known = [f"#{each}" for each in anchors.known(led, content, language)]
        yield page.problem(line, among(message, f"#{name}", known))


def _questionnaire(page, folders, first):
    """What is wrong with the questionnaire that a page names."""
    if page.questionnaire not in (None, *folders):
        message = msg(
            "The site has no questionnaire {questionnaire}. Use one of: {folders} (site.yml).",
            questionnaire=page.questionnaire,
            folders=", ".join(folders),
        )
        yield page.heading.problem(("questionnaire",), message)
    elif page.questionnaire and page.kind not in OF_A_QUESTIONNAIRE:
        message = msg("A page of the kind {kind} is for all questionnaires. Remove the line.", kind=page.kind)
        yield page.heading.problem(("questionnaire",), message)
    elif page.slug in LINKED.values() and page.questionnaire not in (None, folders[0]):
        message = msg("The menus expect the questionnaire {folders} here. Give this page another name.", folders=folders[0])
        yield page.heading.problem(("questionnaire",), message)
    elif first.questionnaire != page.questionnaire:
        message = msg("This page is about another questionnaire than {file}. Make them agree.", file=first.file)
        yield page.heading.problem(("questionnaire",), message)


def _own_pages(content, place):
    """A further questionnaire has one page of each kind that is about one; the menus lead to those of the first."""
    own = [page for page in content.pages if page.language == content.source and page.questionnaire == content.folder]
    for kind in OF_A_QUESTIONNAIRE if place else ():
        first, *others = [page for page in own if page.kind == kind] or [None]
        if first is None:
            then = msg("Write one with questionnaire: {folder} in its heading block.", folder=content.folder)
            message = msg(
                "The questionnaire {folder} has no page of the kind {kind} in {source}. {then}",
                folder=content.folder,
                kind=kind,
                source=content.source,
                then=then,
            )
            yield content.documents[SETTINGS].problem(("questionnaires", place), message)
        for page in others:
            message = msg(
                "{file} is the {kind} page of the questionnaire {folder} already. Keep one.",
                file=first.file,
                kind=kind,
                folder=content.folder,
            )
            yield page.heading.problem(("kind",), message)


def _page(page, kinds):
    if page.kind not in KINDS:
        yield page.heading.problem(("kind",), among(msg("There is no kind of page {kind}.", kind=page.kind), page.kind, KINDS))
        return
    first = kinds.setdefault(page.slug, page)
    if first.kind != page.kind:
        message = msg(
            "The kind is {kind} here and {kind_2} in {file}. Make them agree.", kind=page.kind, kind_2=first.kind, file=first.file
        )
        yield page.heading.problem(("kind",), message)
    for kind, slug in LINKED.items():
        if page.slug == slug and page.kind != kind:
            yield page.heading.problem(
                ("kind",), msg("The menus expect a page of the kind {kind} here. Write kind: {kind}.", kind=kind)
            )
    seen = set()
    for part, line in page.parts:
        owner = next((kind for kind, own in KINDS.items() if own == part and kind in SCRIPTS), page.kind)
        if part not in PARTS:
            yield page.problem(line, among(msg("There is no part {part}.", part=part), part, PARTS))
        elif part in seen:
            yield page.problem(line, msg("The part {part} stands twice. Keep one.", part=part))
        elif owner != page.kind:
            yield page.problem(
                line,
                msg(
                    "The part {part} works on a page of the kind {owner} alone. Write kind: {owner}, or remove it.",
                    part=part,
                    owner=owner,
                ),
            )
        seen.add(part)
    needed = KINDS[page.kind]
    if needed and needed not in seen:
        message = msg(
            "A page of the kind {kind} needs its part. Write <!-- here: {needed} --> on a line of its own.",
            kind=page.kind,
            needed=needed,
        )
        yield page.problem(page.first_line, message)
