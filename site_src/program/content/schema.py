"""Checks a document against the JSON Schema of its kind and says in plain words what is wrong.

The same schema files serve an editor (through the modeline at the top of each content file).
"""

import json
import sys
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from pathlib import Path

# No schema of ours asks for an IRI. Its grammar, where a tool for publishing has brought it, takes a second to load.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from jsonschema import Draft202012Validator, ValidationError  # noqa: E402
from jsonschema.exceptions import best_match  # noqa: E402
from jsonschema.validators import extend  # noqa: E402

from site_src.program.content.problems import shown  # noqa: E402

SCHEMAS = Path(__file__).parent / "schemas"
KINDS = tuple(sorted(path.name.removesuffix(".schema.json") for path in SCHEMAS.glob("*.schema.json")))
# How values are written that a pattern describes. An editor shows the description of the key instead.
FORMS = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "small letters a-z and numbers with - between words, as help-now",
    r"^\d{4}-\d{2}-\d{2}$": "a day as 2026-11-24",
    r"^(\d{4}(-\d{2}(-\d{2})?)?|unknown)$": "a day as 2026-11-24, a month as 2026-11, a year, or unknown",
    r"^https?://[^\s]+$": "an address that begins with https://",
    "^https://": "an address that begins with https://",
    r"^https://[^\s]+/$": "an address that begins with https:// and ends with /",
    r"^\d{3}$": 'the three digits of a municipality, in quotes, as "564"',
    r"^\d{2}$": "the two digits of an employment area, in quotes",
    r"^[^@\s]+@[^@\s]+$": "an e-mail address as name@example.fi",
    r"^[a-z][a-z0-9]*([.-][a-z0-9]+)*$": "small letters a-z and numbers with . or - between words, as work.coping",
    r"^\d+\.\d+\.\d+$": "a version as 1.2.0",
    "^[bdes][0-9]{1,5}$": "a code of the ICF as d850",
    '^[^"<>&\\\\{}\\u0000-\\u001f]{1,60}$': "a name of at most 60 characters, without quotation marks, < > & and braces",
    "^[1-9][0-9]*/[1-9][0-9]*$": "a part of the whole as 2/3",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": "a month and a day as 12-24",
    "^https?://": "an address that begins with https://",
    r"^https://\S*\{id\}\S*$": "an address that begins with https:// and holds {id}",
    "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$": "an id of the register, as it stands there",
    "^(questionnaire|site_src)/": "a file of the content, as site_src/words/fi.yml",
    "^#[0-9a-fA-F]{6}$": "a colour as #1a5f5a, in quotes",
}
TYPES = {
    "string": "text",
    "object": "a group of keys",
    "array": "a list",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
}


def _calendar(_validator, rule, value, _schema):
    """Our own keyword: `calendar: past` wants a day, month or year that there is and that has come."""
    parts = value.split("-") if isinstance(value, str) else ()
    if not parts or not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return
    try:
        day = date(*(int(part) for part in (*parts, "1", "1")[:3]))
    except (ValueError, OverflowError):
        yield ValidationError("has no such day. Correct the date.")
        return
    # It is tomorrow in Finland before it is where a server stands.
    if rule == "past" and day > date.today() + timedelta(days=1):
        yield ValidationError("lies in the future. Correct the date.")


Validator = extend(Draft202012Validator, {"calendar": _calendar})


@cache
def validator(kind, partial=False):
    """The validator of one kind of content file; a `partial` one may leave out what another file says."""
    read = json.loads((SCHEMAS / f"{kind}.schema.json").read_text(encoding="utf-8"))
    if partial:
        read["required"] = [key for key in read.get("required", ()) if key == "language"]
    return Validator(read)


def problems(document, kind, partial=False):
    """Every problem the schema finds in a document, at the place of the value."""
    found = []
    for error in validator(kind, partial).iter_errors(document.data):
        if error.validator in ("oneOf", "anyOf") and error.context:
            deeper = best_match(error.context)
            if deeper is not None and deeper.absolute_path != error.absolute_path:
                error = deeper
        found.extend(document.problem(path, message) for path, message in _explain(error))
    return found


def _explain(error):
    path = list(error.absolute_path)
    rule, value = error.validator_value, error.instance
    name = f'"{path[-1]}"' if path and isinstance(path[-1], str) else "This entry" if path else "The file"
    kind = error.validator
    if kind == "additionalProperties":
        allowed = sorted(error.schema.get("properties", {}))
        for key in value:
            if key not in allowed:
                yield [*path, key], f'The key "{key}" is not used here. {_meant(key, allowed)}Use one of: {", ".join(allowed)}.'
    elif kind == "required":
        missing = [key for key in rule if key not in value]
        yield path, f"{name} has no {', '.join(missing)}. Add it."
    elif kind == "type":
        wanted = " or ".join(TYPES.get(each, each) for each in ([rule] if isinstance(rule, str) else rule))
        yield path, f"{name} should be {wanted}, not {_quoted(value)}. Change it."
    elif kind in ("enum", "const"):
        allowed = rule if kind == "enum" else [rule]
        allowed = [str(each) for each in allowed]
        yield path, f"{_quoted(value)} is not allowed. {_meant(value, allowed)}Use one of: {', '.join(allowed)}."
    elif kind == "pattern":
        yield path, f"{_quoted(value)} does not have the right form. Write {_form(rule, error.schema)}."
    elif kind in ("minLength", "minItems", "minProperties"):
        yield path, f"{name} is empty or too short. Write something there."
    elif kind == "calendar":
        yield path, f"{_quoted(value)} {error.message}"
    elif kind == "uniqueItems":
        yield path, f"{name} has the same value twice. Keep one."
    elif kind in ("oneOf", "anyOf"):
        choices = [" and ".join(option["required"]) for option in rule if isinstance(option, dict) and "required" in option]
        if choices:
            yield path, f"{name} needs exactly one of: {', '.join(choices)}. Give one."
        else:
            yield path, f"{name} has a value of the wrong form: {_quoted(value)}. See the schema in the file's first line."
    else:
        yield path, f"{name}: {error.message}. Change it."


def _meant(word, allowed):
    """The allowed word that was probably meant."""
    near = get_close_matches(str(word).lower(), allowed, n=1, cutoff=0.7)
    return f"Did you mean {near[0]}? " if near else ""


def _form(pattern, schema):
    """How a value of a pattern is written, in words."""
    return FORMS.get(pattern) or schema.get("description") or "it as the other entries of this file do"


def _quoted(value):
    if value is None:
        return "nothing"
    return shown(json.dumps(value, ensure_ascii=False))
