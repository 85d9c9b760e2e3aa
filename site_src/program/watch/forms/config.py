"""What the forms look like, made of the records' form: the collections of Decap CMS, with a widget for each kind of field."""

from functools import cache
from pathlib import Path

from site_src.program import messages
from site_src.program.content import strict_yaml
from site_src.program.content.project import IMPORTED, SERVICES
from site_src.program.content.records import AREA_KEYS, BY_LANGUAGE, PARTS, SECTIONS, Channel
from site_src.program.watch.forms import records

FOLDER = Path(__file__).parent
# Fields of more than a line.
LONG = frozenset(("summary", "description", "how", "requirements", "note"))
# Open from the start, where the others by language are opened by a click.
OPEN = frozenset(("name", "summary", "how"))


def config(content, api):
    """The configuration of Decap CMS, whose backend answers at `api`."""
    return {
        "load_config_file": False,
        "locale": messages.chosen(),
        "backend": {"name": "proxy", "proxy_url": api, "branch": "main"},
        "media_folder": "media",
        "slug": {"encoding": "ascii", "clean_accents": True},
        "editor": {"preview": False},
        "collections": [_texts(content), *(_section(content, section) for section in reversed(SECTIONS))],
    }


def files(content):
    """The files that a record may stand in, with a name for each."""
    places = (document.file for document in content.service_documents if not document.file.startswith(IMPORTED))
    return {place: place.removeprefix(f"{SERVICES}/").removesuffix(".yml") for place in places}


def phrases():
    """The words of Decap's own frame in the chosen language, as it names them; what is not here it says in English."""
    return _said("frame")


def name_of(record, field):
    """What people call a field of a form."""
    return _labelled(f"{record.__name__.lower()}.{field}")["label"]


def _said(part):
    return _file(messages.chosen()).get(part, {})


@cache
def _file(language):
    path = FOLDER / f"{language}.yml"
    return strict_yaml.load(path, path.name).data if path.exists() else {}


def _labelled(key, about=""):
    """A label and a hint: a field goes by `record.name`, then by its name, then by what the records say of it."""
    words, name = _said("words"), key.rpartition(".")[2]
    label, hint = words.get(key) or words.get(name) or (name.replace("_", " ").capitalize(), about)
    return {"label": label, "hint": hint}


def _texts(content):
    fields = [
        {"name": language.code, "label": language.name, "widget": "text", "required": language.code == content.source}
        for language in content.languages
    ]
    look = {"identifier_field": content.source, "summary": f"{{{{fields.{content.source}}}}}"}
    return {"name": "texts", **_labelled("texts"), **_entries("texts", create=False), **look, "fields": fields}


def _entries(folder, create):
    return {"folder": folder, "extension": "json", "create": create, "delete": False}


def _section(content, section):
    record, name = SECTIONS[section], f"{{{{fields.name.{content.source}}}}}"
    file = {"name": "file", **_labelled("file"), "widget": "select", "options": _options(files(content))}
    return {
        "name": section,
        **_labelled(section),
        "label_singular": _labelled(record.__name__)["label"],
        **_entries(section, create=True),
        # Decap makes the id of a new record of its name.
        "slug": name,
        "identifier_field": f"name.{content.source}",
        "summary": f"{name} · {{{{fields.file_name}}}}",
        "view_groups": [{"label": file["label"], "field": "file_name"}],
        "fields": [file, *_fields(content, record), {"name": "file_name", "widget": "hidden"}],
    }


def _fields(content, record):
    return [_field(content, record, each) for each in records.fields(record) if each.name != "id"]


def _field(content, record, each):
    labelled = _labelled(f"{record.__name__.lower()}.{each.name}", each.about)
    return {"name": each.name, **labelled, "required": each.needed, **_widget(content, each)}


def _widget(content, each):
    """How a field is filled in, by its kind."""
    if each.kind == "channels":
        fields = [*_fields(content, Channel), {"name": "at", "widget": "hidden"}]
        return {"widget": "list", "label_singular": _labelled("Channel")["label"], "collapsed": False, "fields": fields}
    if each.kind in PARTS:
        return {"widget": "object", "fields": _fields(content, PARTS[each.kind])}
    if each.kind in BY_LANGUAGE:
        widget = {"widget": "text" if each.name in LONG else "string", "required": False}
        fields = [{"name": language.code, "label": language.name, **widget} for language in content.languages]
        return {"widget": "object", "collapsed": each.name not in OPEN, "fields": fields}
    if options := _choices(content, each):
        return {"widget": "select", "multiple": each.kind in ("area", "needs", "slugs"), "options": options}
    if each.kind == "languages":
        return {"widget": "list"}
    if each.kind == "integer":
        return {"widget": "number", "value_type": "int"}
    return {"widget": "text" if each.kind == "hours" or each.name in LONG else "string"}


def _choices(content, each):
    """What a field is chosen from; nothing for one that is written."""
    if each.kind in ("choice", "flag"):
        return _options({choice: _labelled(choice)["label"] for choice in each.choices or records.FLAGS})
    if each.name == "organisation":
        return _options({id_: content.named(organisation.name) for id_, organisation in content.organisations.items()})
    if each.name in ("situations", "ages"):
        return _options(content.option_labels(each.name.removesuffix("s"), content.source))
    if each.kind == "needs":
        return _options({id_: text["name"] for id_, text in content.texts[content.source]["need"].items()})
    if each.kind == "area":
        whole = {"county": content.named(content.regions["county"]["name"]), "nation": _labelled("nation")["label"]}
        parts = {
            f"{key}:{code}": f"{content.named(entry['name'])} ({_labelled(key)['label']})"
            for key in AREA_KEYS.values()
            for code, entry in content.regions[key].items()
        }
        return _options({**whole, **parts})
    return []


def _options(names):
    return [{"label": name, "value": value} for value, name in names.items()]
