"""Checks of a municipality's own content: what it may have, and that what it names is there."""

import re

from site_src.program.browser import contrast
from site_src.program.content import copies
from site_src.program.content.content import OWN_SERVICES
from site_src.program.content.problems import Problem, among
from site_src.program.content.project import COUNTY_SITE, SETTINGS, WORDS
from site_src.program.content.translations import flatten
from site_src.program.messages import msg

ALLOWED = re.compile(
    r"site\.yml|made-for\.yml|logo\.svg|README\.md|words/[a-z0-9-]+\.yml|pages/[a-z0-9-]+/[a-z0-9-]+\.md|services/[\w/-]+\.yml"
    r"|translations/[a-z0-9-]+\.json"
)
# What could run, or be asked for from elsewhere.
UNSAFE = re.compile(
    r"<\s*(script|foreignObject|iframe|image|style)\b|\son\w+\s*=|(href|src)\s*=\s*[\"'](?!#)|url\((?!#)|<!", re.I
)


def problems(content):
    """Every problem of the overlay; none where the site is the county's."""
    folder = content.project.overlay
    if not folder:
        return
    crisis = _crisis(content.county)
    yield from _name(content, folder)
    yield from _files(content, folder)
    yield from _settings(content, crisis)
    yield from _services(content, crisis)
    yield from _pages(content, folder)
    yield from _words(content)
    yield from _logo(content, folder)
    yield from copies.changes(content)


def _crisis(county):
    """The ids of the county's services that every copy shows as they are."""
    always = [(each.guidance or {}).get("round_the_clock") or {} for each in county.questionnaires]
    return {record.id for record in county.services if record.crisis}.union(*(each.get("services", ()) for each in always))


def _name(content, folder):
    # Some file systems take small and capital letters for the same.
    if folder.name.lower() == COUNTY_SITE:
        message = msg("{id} is the name of the county's own site. Give the copy's folder another name.", id=folder.name)
        yield Problem(content.project.name(folder / "site.yml"), 1, 1, message)


def _files(content, folder):
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        below = path.relative_to(folder).as_posix()
        if not ALLOWED.fullmatch(below):
            message = msg(
                "A municipality's copy has no such file. It may have site.yml, logo.svg, words, pages and "
                "services; what is asked and how it is scored is the same everywhere. Remove it."
            )
            yield Problem(content.project.name(path), 1, 1, message)


def _settings(content, crisis):
    settings = content.documents[SETTINGS]
    known = content.regions["municipalities"]
    code = settings.data.get("default_municipality")
    if code and code not in known:
        names = [f"{code} ({entry['name']['fi']})" for code, entry in known.items()]
        yield settings.problem(
            ("default_municipality",), among(msg("There is no municipality {given}.", given=code), code, names)
        )
    county = [record.id for record in content.county.services]
    for place, id_ in enumerate(settings.data.get("hidden_services", ())):
        if id_ not in county:
            yield settings.problem(
                ("hidden_services", place),
                among(msg("The county has no service {id}.", id=id_), id_, county, msg("Remove it here.")),
            )
        elif id_ in crisis:
            message = msg("{id} is help in a crisis, which every copy shows. Remove it here.", id=id_)
            yield settings.problem(("hidden_services", place), message)
    for scheme, role, other, ratio, least in contrast.problems(content.project.look, settings.data.get("colours", {})):
        yield settings.problem(
            ("colours", scheme, role),
            msg(
                "{role} and {other} have a contrast of {ratio:.1f} in the {scheme}; at least {least} can be "
                "read. Choose a {darker} or a {lighter} one.",
                role=role,
                other=other,
                ratio=ratio,
                scheme=scheme,
                least=least,
                darker=msg("darker") if scheme == "light" else msg("lighter"),
                lighter=msg("lighter") if scheme == "light" else msg("darker"),
            ),
        )


def _services(content, crisis):
    """Records that would stand in the place of a crisis contact, and so could hide or change it."""
    for placed in content.placed_services:
        if placed.record.id in crisis and OWN_SERVICES.match(placed.document.file):
            message = msg(
                "{id} is help in a crisis, which every copy shows as the county has it. Remove this record, or give a contact of "
                "your own another id.",
                id=placed.record.id,
            )
            yield placed.problem(("id",), message)


def _pages(content, folder):
    """Pages in a language that the copy is not built in."""
    built = [language.code for language in content.languages]
    own = content.project.name(folder)
    for page in content.pages:
        if page.file.startswith(f"{own}/") and page.language in content.known_languages and page.language not in built:
            message = msg(
                "The copy has no language {language}, so nobody sees this page. Add {language} to languages in its site.yml, or "
                "remove the page.",
                language=page.language,
            )
            yield Problem(page.file, 1, 1, message, warning=True)


def _words(content):
    """Texts that the county does not have, so that nothing shows them."""
    county = content.county
    for language in content.known_languages:
        file = f"{WORDS}/{language}.yml"
        upper = getattr(content.documents.get(file), "upper", None)
        if not upper:
            continue
        there = dict(flatten(county.documents[file].data["texts"]))
        for path, _ in flatten(upper.data["texts"]):
            if path not in there:
                yield upper.problem(
                    ("texts", *path), msg("The county has no text {path}, so nothing shows it. Remove it.", path="/".join(path))
                )


def _logo(content, folder):
    logo = folder / copies.LOGO
    if not logo.exists():
        return
    name, text = content.project.name(logo), logo.read_text(encoding="utf-8", errors="replace")
    if "<svg" not in text or "viewBox" not in text:
        yield Problem(name, 1, 1, msg("The logo is no SVG picture with a viewBox. Save it as plain SVG."))
    for found in UNSAFE.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Problem(
            name, line, 1, msg('A logo may only draw, and this has "{strip}". Save it as plain SVG.', strip=found[0].strip())
        )
