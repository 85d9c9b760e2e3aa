"""Checks a document against the JSON Schema of its kind and says in plain words what is wrong.

The same schema files serve an editor (through the modeline at the top of each content file).
"""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

# No schema of ours asks for an IRI. Its grammar, where a tool for publishing has brought it, takes a second to load.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from jsonschema import Draft202012Validator, ValidationError  # noqa: E402
from jsonschema.validators import extend  # noqa: E402

from site_src.program.content.problems import Keys, Problem, among, shown  # noqa: E402
from site_src.program.content.strict_yaml import Document  # noqa: E402
from site_src.program.messages import msg  # noqa: E402

SCHEMAS = Path(__file__).parent / "schemas"
KINDS = tuple(sorted(path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json")))
# How values are written that a pattern describes. An editor shows the description of the key instead.
FORMS = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": msg("small letters a-z and numbers with - between words, as help-now"),
    r"^\d{4}-\d{2}-\d{2}$": msg("a day as 2026-11-24"),
    r"^(\d{4}(-\d{2}(-\d{2})?)?|unknown)$": msg("a day as 2026-11-24, a month as 2026-11, a year, or unknown"),
    r"^https?://[^\s]+$": msg("an address that begins with https://"),
    "^https://": msg("an address that begins with https://"),
    r"^https://[^\s]+/$": msg("an address that begins with https:// and ends with /"),
    r"^\d{3}$": msg('the three digits of a municipality, in quotes, as "564"'),
    r"^\d{2}$": msg("the two digits of an employment area, in quotes"),
    r"^[^@\s]+@[^@\s]+$": msg("an e-mail address as name@example.fi"),
    r"^[a-z][a-z0-9]*([.-][a-z0-9]+)*$": msg("small letters a-z and numbers with . or - between words, as work.coping"),
    r"^\d+\.\d+\.\d+$": msg("a version as 1.2.0"),
    r"\S": msg("some words"),
    "^[bdes][0-9]{1,5}$": msg("a code of the ICF as d850"),
    '^[^"<>&\\\\{}\\u0000-\\u001f]{1,60}$': msg("a name of at most 60 characters, without quotation marks, < > & and braces"),
    "^[1-9][0-9]*/[1-9][0-9]*$": msg("a part of the whole as 2/3"),
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": msg("a month and a day as 12-24"),
    "^https?://": msg("an address that begins with https://"),
    r"^https://\S*\{id\}\S*$": msg("an address that begins with https:// and holds {{id}}"),
    "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$": msg("an id of the register, as it stands there"),
    "^(questionnaire|site_src)/": msg("a file of the content, as site_src/words/fi.yml"),
    "^#[0-9a-fA-F]{6}$": msg("a colour as #1a5f5a, in quotes"),
}
TYPES = {
    "string": msg("text"),
    "object": msg("a group of keys"),
    "array": msg("a list"),
    "integer": msg("a whole number"),
    "number": msg("a number"),
    "boolean": msg("true or false"),
}


def _calendar(_validator: Any, rule: str, value: Any, _schema: Any) -> Iterator[ValidationError]:
    """Our own keyword: `calendar: past` wants a day, month or year that there is and that has come."""
    parts = value.split("-") if isinstance(value, str) else ()
    if not parts or not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return
    try:
        day = date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except (ValueError, OverflowError):
        yield ValidationError(msg("has no such day. Correct the date."))
        return
    # It is tomorrow in Finland before it is where a server stands.
    if rule == "past" and day > date.today() + timedelta(days=1):
        yield ValidationError(msg("lies in the future. Correct the date."))


Validator = extend(Draft202012Validator, {"calendar": _calendar})


@cache
def validator(kind: str | None, partial: bool = False) -> Any:
    """The validator of one kind of content file; a `partial` one may leave out what another file says."""
    read = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    if partial:
        read["required"] = [key for key in read.get("required", ()) if key == "language"]
    return Validator(read)


def problems(document: Document, kind: str | None, partial: bool = False) -> list[Problem]:
    """Every problem the schema finds in a document, at the place of the value."""
    found: list[Problem] = []
    for error in validator(kind, partial).iter_errors(document.data):
        for each in _meant(error):
            found.extend(document.problem(path, message) for path, message in _explain(each))
    # The validator tells each missing key by itself, and one problem tells them all.
    return list(dict.fromkeys(found))


def _meant(error: Any) -> list[Any]:
    """The errors of the one form that a value was meant to have, where a schema allows several; else the error itself."""
    forms: dict[object, list[Any]] = {}
    for each in error.context or ():
        forms.setdefault(each.schema_path[0], []).append(each)
    # A form of another type was not meant.
    meant = [errors for errors in forms.values() if not any(_of_another_type(each, error) for each in errors)]
    if error.validator in ("oneOf", "anyOf") and len(meant) == 1:
        return [deeper for each in meant[0] for deeper in _meant(each)]
    return [error]


def _of_another_type(each: Any, error: Any) -> bool:
    same = bool(each.absolute_path == error.absolute_path)
    return same and each.validator in ("type", "enum", "const", "not", "required")


def _explain(error: Any) -> Iterator[tuple[Keys, str]]:
    path: Keys = tuple(error.absolute_path)
    rule, value = error.validator_value, error.instance
    name = f'"{path[-1]}"' if path and isinstance(path[-1], str) else msg("This entry") if path else msg("The file")
    kind = error.validator
    if kind == "additionalProperties":
        allowed = sorted(error.schema.get("properties", {}))
        for key in value:
            if key not in allowed:
                yield (*path, key), among(msg('The key "{key}" is not used here.', key=key), key, allowed)
    elif kind == "required":
        missing = [key for key in rule if key not in value]
        yield path, msg("{name} has no {missing}. Add it.", name=name, missing=", ".join(missing))
    elif kind == "type":
        wanted = _either([TYPES.get(each, each) for each in ([rule] if isinstance(rule, str) else rule)])
        yield path, msg("{name} should be {wanted}, not {value}. Change it.", name=name, wanted=wanted, value=_quoted(value))
    elif kind in ("enum", "const"):
        allowed = [str(each) for each in (rule if kind == "enum" else [rule])]
        yield path, among(msg("{value} is not allowed.", value=_quoted(value)), value, allowed)
    elif kind == "pattern" and rule != r"\S":
        wanted = FORMS.get(rule) or msg("it as the other entries of this file do")
        yield path, msg("{value} does not have the right form. Write {wanted}.", value=_quoted(value), wanted=wanted)
    elif kind in ("minLength", "minItems", "minProperties") or kind == "pattern":
        yield path, msg("{name} is empty or too short. Write something there.", name=name)
    elif kind in ("maxItems", "maxProperties", "maxLength"):
        yield path, msg("{name} holds more than {limit}. Leave out what is too much.", name=name, limit=rule)
    elif kind == "minimum":
        yield path, msg("{name} is {value}; the least is {limit}. Change it.", name=name, value=_quoted(value), limit=rule)
    elif kind == "exclusiveMinimum":
        yield (
            path,
            msg("{name} is {value}, and must be more than {limit}. Change it.", name=name, value=_quoted(value), limit=rule),
        )
    elif kind == "maximum":
        yield path, msg("{name} is {value}; the most is {limit}. Change it.", name=name, value=_quoted(value), limit=rule)
    elif kind == "calendar":
        yield path, msg("{value} {what}", value=_quoted(value), what=error.message)
    elif kind == "uniqueItems":
        yield path, msg("{name} has the same value twice. Keep one.", name=name)
    elif kind in ("oneOf", "anyOf") and (choices := _choices(rule)):
        yield path, msg("{name} needs exactly one of: {choices}. Give one.", name=name, choices=choices)
    else:
        yield (
            path,
            msg("{name} has a value of the wrong form: {value}. Look how others are written.", name=name, value=_quoted(value)),
        )


def _choices(options: list[Any]) -> str:
    """The keys of which a schema wants one, as a list to read."""
    named = [option["required"] for option in options if isinstance(option, dict) and "required" in option]
    return ", ".join(" + ".join(keys) for keys in named)


def _either(kinds: Sequence[str]) -> str:
    first, *others = kinds
    for other in others:
        first = msg("{first} or {other}", first=first, other=other)
    return first


def kind_of(value: object) -> str:
    """What a value is, in words: text, a list, a number."""
    kinds = {str: "string", dict: "object", list: "array", bool: "boolean", int: "integer", float: "number"}
    return TYPES[kinds[type(value)]] if type(value) in kinds else msg("nothing")


def _quoted(value: object) -> str:
    if value is None:
        return msg("nothing")
    return shown(json.dumps(value, ensure_ascii=False))
