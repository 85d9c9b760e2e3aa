"""Checks of the words: every id has its texts, every language has every text, made from the current source."""

import re

from scoring.item_types import ITEM_TYPES
from scoring.model import DOES_NOT_APPLY, MUNICIPALITIES, scored_items
from site_src.program.checks.instrument import bands_of
from site_src.program.content import placeholders
from site_src.program.content.problems import Problem
from site_src.program.content.translations import MISSING, STALE, Translations, flatten
from site_src.program.messages import form, msg

PLACEHOLDER = re.compile(r"{([a-z_]*)}")
# What a domain says by the kind of its band: what goes well gets no homework.
FEEDBACK = {"strength": ("means", "ask"), "varies": ("means", "try", "ask"), "attention": ("means", "try", "ask")}
# From this many of a kind in one file on, one sentence says it better than a list.
MANY = 5
MANY_OF = {
    MISSING: form("{count} texts are missing in {language}. To see which, run {command}."),
    STALE: form("{count} texts are out of date in {language}: their source has changed. To see which, run {command}."),
}
ONE_OF = {
    MISSING: form("The text {key} is missing in {language}. Translate it, then run {command}."),
    STALE: form("The source of {key} has changed ({language}). Translate it anew, then run {command}."),
    None: form("{key} ({language}) does not say what it was made from. Read it against the source, then run {command}."),
}


def problems(content):
    """Every problem in the text files, of the site and of each questionnaire. A translation that is missing or older than its
    source is a warning: it stops no one who writes, only the publication of its language (see `untranslated`)."""
    sources = content.text_documents(content.source)
    for each in content.questionnaires:
        yield from _required(each, each.document(f"texts/{content.source}"))
    yield from _asked(sources[0])
    yield from _searched(content, sources[0])
    for place, document in enumerate(sources):
        reference = dict(flatten(document.data["texts"]))
        for language in content.languages:
            if language.code != content.source:
                yield from _translation(content.text_documents(language.code)[place], reference, document.file)
    for language in content.languages:
        for document in content.text_documents(language.code):
            for path, text in flatten(document.data["texts"]):
                if message := placeholders.raw("/".join(path), text):
                    yield document.problem(("texts", *path), message)
        if language.code != content.source:
            yield from untranslated(content, language, warning=True)


def untranslated(content, language, warning):
    """What is missing in a language or older than its source, text by text; many of a kind in one file as one problem."""
    gathered = {}
    for unit in Translations(content, language.code).units:
        if unit.state in (MISSING, STALE):
            gathered.setdefault((unit.place[0], unit.state), []).append(unit)
    overlay = content.project.overlay
    code = f"{language.code} --municipality {overlay.name}" if overlay else language.code
    for (_, state), units in gathered.items():
        if len(units) > MANY:
            message = MANY_OF[state](count=len(units), language=language.code, command=f"build.py texts status {code}")
            yield Problem(*units[0].place, message, warning)
            continue
        for unit in units:
            form_of = ONE_OF[state if unit.was is not None or state == MISSING else None]
            command = f"build.py texts stamp {code} {unit.key}"
            yield Problem(*unit.place, form_of(key=unit.key, language=language.code, command=command), warning)


def required(content):
    """The paths of all texts that the content's ids call for."""
    questionnaire, guidance = content.questionnaire, content.guidance
    scored = scored_items(content.scoring)
    for migration in questionnaire.get("migrations", ()):
        yield from (("former", item) for item in migration.get("dropped", ()))
    for step in questionnaire["steps"]:
        yield from (("step", step["id"], "title"), ("step", step["id"], "intro"))
        for item in step["items"]:
            yield ("item", item["id"], "question")
            traits = ITEM_TYPES[item["type"]]
            if item["id"] in scored:
                yield ("item", item["id"], "short")
            yield from (("item", item["id"], part) for part in traits.words)
            if "unit" in item:
                yield ("unit", item["unit"])
            if traits.labelled and not traits.on_scale and item.get("options") != MUNICIPALITIES:
                yield from (("option", item["id"], option) for option in content.option_ids(item))
    for scale, options in questionnaire.get("scales", {}).items():
        yield from (("option", scale, option) for option in options)
    for domain, bands in bands_of(content.scoring).items():
        yield ("domain", domain, "name")
        for band in bands:
            yield from (("band", band["id"]), ("band-reason", band["id"]))
            yield from (("domain", domain, band["id"], part) for part in FEEDBACK.get(band.get("kind", ""), ("means", "ask")))
    for need in guidance["needs"]:
        yield ("need", need["id"], "name")
        yield from (("need", need["id"], "steps", step["id"]) for step in need["steps"])
    for entry in guidance["overall"]:
        yield ("overall", entry["id"])
    # Every question offers it.
    yield ("option", DOES_NOT_APPLY)


def _required(content, source):
    texts = source.data["texts"]
    wanted = list(dict.fromkeys(required(content)))
    for path in wanted:
        found = texts
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if not isinstance(found, str):
            yield source.problem(("texts", *path), msg("The text {path} is missing. Write it.", path="/".join(path)))
    # Any question may have a help.
    shown = {*wanted, *(("item", path[1], "help") for path in wanted if path[0] == "item")}
    ids = {path[:2] for path in wanted}
    unknown = (path if path[:2] in ids else path[:2] for path, _ in flatten(texts) if path not in shown)
    for path in dict.fromkeys(unknown):
        yield source.problem(("texts", *path), msg("Nothing shows the text {path}. Remove it.", path="/".join(path)))


def _asked(source):
    """The words that the program asks for by their keys; no id of the content calls for them."""
    there = {"/".join(path) for path, _ in flatten(source.data["texts"])}
    for key in placeholders.asked():
        if key not in there:
            yield source.problem(("texts", *key.split("/")), msg("The text {path} is missing. Write it.", path=key))


def _searched(content, source):
    """The search knows everyday words for each need, and for nothing else."""
    words = source.data["texts"].get("search", {})
    needs = {need["id"] for need in content.guidance["needs"]}
    for need in sorted(needs - words.keys()):
        yield source.problem(
            ("texts",), msg("The need {need} has no everyday words for the search. Write search/{need}.", need=need)
        )
    for key in words.keys() - needs - {"ignored"}:
        yield source.problem(("texts", "search", key), msg("There is no need {key}. Remove its words.", key=key))


def _translation(document, reference, source_file):
    mine = dict(flatten(document.data["texts"]))
    for path, text in mine.items():
        name, here = "/".join(path), ("texts", *path)
        if path not in reference:
            yield document.problem(
                here,
                msg("The source has no text {name}. Remove it, or add it to {source_file}.", name=name, source_file=source_file),
            )
            continue
        wanted, given = (sorted(PLACEHOLDER.findall(each)) for each in (reference[path], text))
        if wanted != given:
            yield document.problem(
                here,
                msg(
                    "{name} has the placeholders {given}, the source {wanted}. Make them agree.",
                    name=name,
                    given=", ".join(given) or msg("none"),
                    wanted=", ".join(wanted) or msg("none"),
                ),
            )
