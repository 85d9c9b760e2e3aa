"""Records of the directory as a form shows them, and back. What a form does not show stays as it is in the file."""

from site_src.program.content import hours
from site_src.program.content.problems import ContentError, Problem
from site_src.program.content.records import AREA_KEYS, BY_LANGUAGE, PARTS, Channel, form

# Groups of keys that few records have, and what a machine finds out; and what only some contacts say for themselves.
NO_FORM = frozenset(("season", "condition", "follows", "retired", "number", "other"))
SELDOM = {Channel: ("support", "municipality", "languages", "cost", "cost_note", "source", "checked", "state", "confirmed_by")}
FLAGS = {"true": True, "false": False}


def fields(record):
    """The fields of a record's form that are shown."""
    seldom = SELDOM.get(record, ())
    return [each for each in form(record) if not each.register and each.kind not in NO_FORM and each.name not in seldom]


def shown(record, data):
    """What the form holds of a record, given as its file says it."""
    return {each.name: _shown(each.kind, data[each.name]) for each in fields(record) if each.name in data}


def _shown(kind, value):
    if kind == "channels":
        # The place in the list tells which contact it was, when others are taken away or put before it.
        return [{**shown(Channel, channel), "at": place} for place, channel in enumerate(value)]
    if kind in PARTS:
        return shown(PARTS[kind], value)
    if kind == "area":
        return [value] if isinstance(value, str) else [f"{key}:{code}" for key, codes in value.items() for code in codes]
    if kind == "hours":
        return hours.to_text(value)
    return str(value).lower() if kind == "flag" else value


def merged(record, before, given, label):
    """The record as its file is to say it: `before` with what the form gives. `label(path)` names a value for people.

    Raises ContentError for hours that are none.
    """
    after, present = dict(before), shown(record, before)
    for each in fields(record):
        value = given.get(each.name)
        if each.name == "id" or value == present.get(each.name):
            continue
        value = _merged(each, before.get(each.name), value, lambda path, name=each.name: label((name, *path)))
        after[each.name] = value
        if value in (None, "", [], {}):
            del after[each.name]
    order = [each.name for each in form(record)]
    return after if after.keys() <= before.keys() else {name: after[name] for name in order if name in after}


def _merged(each, before, value, label):
    if each.kind == "channels":
        old = dict(enumerate(before or ()))
        return [
            merged(Channel, old.get(channel.get("at"), {}), channel, lambda path, place=place: label((place, *path)))
            for place, channel in enumerate(value or ())
        ]
    if each.kind in PARTS:
        return merged(PARTS[each.kind], before or {}, value or {}, label)
    if each.kind in BY_LANGUAGE:
        # A language that the form does not show keeps its words.
        return {code: words for code, words in {**(before or {}), **(value or {})}.items() if words}
    if each.kind == "area" and value:
        pairs = [code.rpartition(":")[::2] for code in value]
        found = {key: [code for kind, code in pairs if kind == key] for key in AREA_KEYS.values()}
        # Whoever chooses the whole county has chosen all that lies in it.
        return next((code for kind, code in pairs if not kind), {key: codes for key, codes in found.items() if codes})
    if each.kind == "hours" and value:
        try:
            return hours.from_text(value)
        except hours.NotHours as error:
            raise ContentError([Problem.at(label(()), error.args[0])]) from None
    if each.kind == "flag":
        return FLAGS.get(value)
    return value.strip() if isinstance(value, str) else value
