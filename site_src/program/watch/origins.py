"""Where the texts of a page come from: what the author's bar looks up when somebody asks."""

from scoring.item_types import ITEM_TYPES
from scoring.model import roles_from
from site_src.program.checks import prose
from site_src.program.content import translations


def about(content, language, project):
    """The texts of a language with file, line and state; the records and items by id; and whom the questionnaire asks."""
    files = {}

    def file(name):
        return files.setdefault(name, len(files))

    units = (
        {}
        if language.code == content.source
        else {unit.key: unit for unit in translations.Translations(content, language.code).units}
    )
    texts = [
        [text.words, file(text.place[0]), text.place[1], text.key, units[text.key].state if text.key in units else "source"]
        for text in _texts(content, language)
    ]
    texts += [[words, file(place[0]), place[1], key, "fact"] for words, place, key in _facts(content, language)]
    things = {f"{kind}/{id_}": [file(place[0]), place[1]] for kind, id_, place in (*_records(content), *_items(content))}
    roots = {name: str(_path(project, name)) for name in files}
    return {
        "files": [[name, roots[name]] for name in files],
        "texts": texts,
        "things": things,
        "page": {page.slug: [file(page.file), page.first_line] for page in content.pages_in(language).values()},
        "asked": _asked(content, language),
    }


def _path(project, name):
    """The file that messages call `name`."""
    return next(
        (root / name for root in reversed((project.program, *project.roots)) if (root / name).exists()), project.program / name
    )


def _texts(content, language):
    """Every text as the reader meets it; a page block by block."""
    for text in translations.texts_in(content, language.code):
        if not text.key.startswith("pages/") or not text.key.endswith("/body"):
            yield text
    for page in content.pages_in(language).values():
        for piece in prose.page_pieces(page):
            yield translations.Text(f"pages/{page.slug}/body", piece.text, (piece.file, piece.line, piece.column))


def _facts(content, language):
    """Names, numbers and addresses, which no language translates."""
    for name, document in content.documents.items():
        if "regions" in name:
            for kind, entries in document.data.items():
                for id_, entry in entries.items() if isinstance(entries, dict) else ():
                    if isinstance(entry, dict) and isinstance(entry.get("name"), dict):
                        yield content.name(entry["name"], language), document.place((kind, id_)), f"{kind}/{id_}/name"
    for placed in content.placed_organisations:
        yield content.name(placed.record.name, language), placed.place(), f"organisations/{placed.record.id}/name"
    for placed in content.placed_services:
        record, key = placed.record, f"services/{placed.record.id}"
        if language.code not in record.name or placed.imported:
            yield content.name(record.name, language), placed.place(("name",)), f"{key}/name"
        yield record.source.title, placed.place(("source", "title")), f"{key}/source"
        for number, channel in enumerate(record.channels):
            for field in ("number", "address"):
                if value := getattr(channel, field):
                    yield value, placed.place(("channels", number, field)), f"{key}/channels/{number + 1}"


def _records(content):
    for placed in content.placed_services:
        yield "service", placed.record.id, placed.place()


def _items(content):
    document = content.document("questionnaire")
    for step_at, step in enumerate(document.data["steps"]):
        yield "step", step["id"], document.place(("steps", step_at))
        for at, item in enumerate(step["items"]):
            yield "item", item["id"], document.place(("steps", step_at, "items", at))


def _asked(content, language):
    """The items by which a person is chosen (life situation, municipality), with their options; and all others' ids."""
    roles = roles_from(content.questionnaire)
    chosen = [roles[role] for role in ("situation", "municipality") if roles.get(role)]
    items = {item["id"]: item for step in content.questionnaire["steps"] for item in step["items"]}
    texts = content.texts[language.code]
    return {
        "choose": [{"item": id_, "label": texts["item"][id_]["question"]} for id_ in chosen],
        "scored": [id_ for id_, item in items.items() if id_ not in chosen and ITEM_TYPES[item["type"]].scored],
        "steps": [{"id": step["id"], "title": texts["step"][step["id"]]["title"]} for step in content.questionnaire["steps"]],
    }
