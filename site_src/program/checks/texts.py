"""Checks of the words: every id has its texts, every language has every text, made from the current source."""

import re

from scoring.item_types import ITEM_TYPES
from scoring.model import DOES_NOT_APPLY, MUNICIPALITIES, scored_items
from site_src.program.checks.instrument import bands_of
from site_src.program.content import placeholders
from site_src.program.content.translations import SOURCE, flatten, stamp_key, text_hash

PLACEHOLDER = re.compile(r"{([a-z_]*)}")
# What a domain says by the kind of its band: what goes well gets no homework.
FEEDBACK = {"strength": ("means", "ask"), "varies": ("means", "try", "ask"), "attention": ("means", "try", "ask")}


def problems(content):
    """Every problem in the text files."""
    sources = content.text_documents(SOURCE)
    yield from _required(content, sources[-1])
    yield from _searched(content, sources[0])
    for place, source in enumerate(sources):
        reference = dict(flatten(source.data["texts"]))
        for language in content.languages:
            if language.code != SOURCE:
                yield from _translation(content.text_documents(language.code)[place], reference)
    for language in content.languages:
        for document in content.text_documents(language.code):
            for path, text in flatten(document.data["texts"]):
                if ("{" in text or "}" in text) and (message := placeholders.problem("/".join(path), text)):
                    yield document.problem(("texts", *path), message)


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
            if traits.labelled and not traits.on_scale and item.get("options") != MUNICIPALITIES:
                yield from (("option", item["id"], option) for option in content.option_ids(item))
    for scale, options in questionnaire.get("scales", {}).items():
        yield from (("option", scale, option) for option in options)
    for domain, bands in bands_of(content.scoring).items():
        yield ("domain", domain, "name")
        for band in bands:
            yield ("band", band["id"])
            yield from (("domain", domain, band["id"], part) for part in FEEDBACK.get(band.get("kind", ""), ("means", "ask")))
    for need in guidance["needs"]:
        yield ("need", need["id"], "name")
        yield from (("need", need["id"], "steps", step["id"]) for step in need["steps"])
    for entry in guidance["overall"]:
        yield ("overall", entry["id"])


# Kinds whose second key is an id of the content, so that a text without its id is a text nobody shows.
BY_ID = ("step", "item", "domain", "need", "overall", "band", "option", "former")


def _required(content, source):
    texts = source.data["texts"]
    wanted = list(dict.fromkeys(required(content)))
    for path in wanted:
        found = texts
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if not found:
            yield source.problem(("texts", *path), f"The text {'/'.join(path)} is missing. Write it.")
    known = {path[:2] for path in wanted}
    for kind in BY_ID:
        for key in texts.get(kind, {}):
            if (kind, key) not in known and (kind, key) != ("option", DOES_NOT_APPLY):
                yield source.problem(("texts", kind, key), f"Nothing shows the text {kind}/{key}. Remove it.")


def _searched(content, source):
    """The search knows everyday words for each need, and for nothing else."""
    words = source.data["texts"].get("search", {})
    needs = {need["id"] for need in content.guidance["needs"]}
    for need in sorted(needs - words.keys()):
        yield source.problem(("texts",), f"The need {need} has no everyday words for the search. Write search/{need}.")
    for key in words.keys() - needs - {"ignored"}:
        yield source.problem(("texts", "search", key), f"There is no need {key}. Remove its words.")


def _translation(document, reference):
    mine = dict(flatten(document.data["texts"]))
    made_from = document.data.get("made_from", {})
    for path, text in reference.items():
        name = "/".join(path)
        if path not in mine:
            yield document.problem(("texts", *path[:-1]), f"The text {name} is missing. Translate it.")
            continue
        here = ("texts", *path)
        wanted, given = (sorted(PLACEHOLDER.findall(each)) for each in (text, mine[path]))
        if wanted != given:
            yield document.problem(here, f"{name} has the placeholders {given}, the source {wanted}. Make them agree.")
        stamp = made_from.get(stamp_key(path))
        then = f"then run build.py texts stamp {document.data['language']}."
        if stamp is None:
            yield document.problem(here, f"{name} does not say what it was made from. Read it against the source, {then}")
        elif stamp != text_hash(text):
            yield document.problem(here, f"The source of {name} has changed. Translate it anew, {then}")
    for path in mine:
        if path not in reference:
            message = f"The source has no text {'/'.join(path)}. Remove it, or add it to {SOURCE}.yml."
            yield document.problem(("texts", *path), message)
