"""What a record of the directory holds: every field once, with its kind and meaning.

The schema of the service files, the columns of the workbook, and what imports and HSDS may carry are made of these classes,
and records travel as them: `read` makes one of what a file says, and from there on nobody asks a record for a key. Only what
writes files (directory/edit and the imports that feed it) holds records as the mappings they are in YAML, where a key that is
absent, one that is empty and the order of the keys mean something. `python -m site_src.program.content.records` writes the
schema anew.
"""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

# A text or a link by language.
Texts = Mapping[str, str]

SCHEMA = Path(__file__).parent / "schemas/services.schema.json"
SLUG = "^[a-z0-9]+(-[a-z0-9]+)*$"
LINK = r"^https?://[^\s]+$"
WORDS: dict[str, Any] = {"type": "string", "pattern": r"\S"}
# What a value of each kind looks like in YAML. What a pattern can't say, `kinds` checks.
KINDS: dict[str, dict[str, Any]] = {
    # A page's file has the name of its record, and a disk takes 255 letters with what is added to it.
    "slug": {"type": "string", "maxLength": 200, "pattern": SLUG},
    "text": {"type": "string"},
    "title": {"type": "string", "minLength": 3},
    "texts": {"type": "object", "minProperties": 1, "additionalProperties": WORDS},
    "link": {"type": "string", "pattern": LINK},
    "links": {"type": "object", "additionalProperties": {"type": "string", "pattern": LINK}},
    "slugs": {"type": "array", "items": {"type": "string", "pattern": SLUG}, "minItems": 1, "uniqueItems": True},
    "needs": {"type": "array", "items": {"type": "string", "pattern": SLUG}, "uniqueItems": True},
    "languages": {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True},
    "area": {
        "oneOf": [
            {"enum": ["county", "nation"]},
            {
                "type": "object",
                "properties": {
                    "municipalities": {
                        "description": "Their codes, as 564",
                        "type": "array",
                        "items": {"type": "string", "pattern": r"^\d{3}$"},
                        "minItems": 1,
                    },
                    "employment_areas": {
                        "description": "Their codes, as 24",
                        "type": "array",
                        "items": {"type": "string", "pattern": r"^\d{2}$"},
                        "minItems": 1,
                    },
                },
                "additionalProperties": False,
                "minProperties": 1,
                "maxProperties": 1,
            },
        ]
    },
    "phone": WORDS,
    "code": {"type": "string", "pattern": r"^\d{3}$"},
    "address": {"type": "string", "minLength": 3},
    "hours": {},
    "date": {"type": "string", "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?|unknown)$", "calendar": "past"},
    "day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "calendar": "past"},
    "coming": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "calendar": "any"},
    "season": {
        "type": "object",
        "properties": {
            each: {"description": about, "type": "string", "pattern": r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"}
            for each, about in (("from", "The first day, as 06-01"), ("to", "The last day, as 08-31"))
        },
        "additionalProperties": False,
        "required": ["from", "to"],
    },
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "flag": {"type": "boolean"},
    "follows": {
        "type": "object",
        "properties": {
            "ptv": {
                "description": "Its id in the register",
                "type": "string",
                "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
            }
        },
        "additionalProperties": False,
        "required": ["ptv"],
    },
    "condition": {"$ref": "#/$defs/condition", "minProperties": 1},
    "other": {},
}
# Values by language.
BY_LANGUAGE = frozenset(("texts", "links"))


# What stands for a value that a record does not have; nothing (None) for all other kinds.
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("texts", "links", "season", "condition"), {}),
    **dict.fromkeys(("slugs", "needs", "languages", "channels"), ()),
    "flag": False,
    "integer": 0,
}


def _field(
    kind: str,
    about: str,
    *,
    needed: bool = False,
    choices: tuple[str, ...] = (),
    width: int = 18,
    register: bool = False,
    empty: object = None,
) -> Any:
    """A field of a record. `register`: only imports write it, below `imported:`; hand-written files do not have it.
    `empty`: what stands for it in a record that does not have it, where that is not the kind's (`EMPTY`)."""
    form = {"kind": kind, "about": about, "needed": needed, "choices": choices, "width": width, "register": register}
    if needed:
        return dataclasses.field(metadata=form)
    # The mappings among them are shared by all records, which nobody changes.
    return dataclasses.field(default_factory=lambda: EMPTY.get(kind) if empty is None else empty, metadata=form)


STATES = ("documented", "confirmed", "unconfirmed")
COSTS = ("free", "paid", "varies")
# What the codes of an area stand below, in a record and in regions.yml, by the area's kind.
AREA_KEYS = {"municipality": "municipalities", "employment-area": "employment_areas"}


@dataclass(frozen=True)
class Area:
    """Where a service is given: `kind` is municipality, employment-area, county or nation; the first two have `codes`."""

    kind: str
    codes: tuple[str, ...] = ()

    @property
    def everywhere(self) -> bool:
        """Whether it is for the whole county or nation."""
        return not self.codes

    @classmethod
    def of(cls, value: Any) -> "Area":
        """The area as a file says it: county, nation, or a mapping to codes."""
        if isinstance(value, str):
            return cls(value)
        return next(cls(kind, tuple(value[key])) for kind, key in AREA_KEYS.items() if key in value)

    @property
    def key(self) -> str:
        """What the codes stand below."""
        return AREA_KEYS[self.kind]

    @property
    def data(self) -> str | dict[str, list[str]]:
        """The area as a file says it."""
        return self.kind if self.everywhere else {self.key: list(self.codes)}


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a fact was seen."""

    title: str = _field("title", "The page or document, by name, so that a person can find it again", needed=True, width=30)
    url: str | None = _field("link", "Its address", width=30)
    date: str = _field("date", "The date the source gives itself, 2026-11-24, 2026-11 or 2026, or unknown", needed=True)
    seen: str | None = _field("day", "The day someone saw it; needed where date is unknown")
    lang: str | None = _field("text", "The language of the source, as en; Finnish where nothing is said")


@dataclass(frozen=True, kw_only=True)
class Retired:
    """Why a service is no longer shown. Its page stays at its address, says so, and points on."""

    date: str = _field("day", "The day from which the service is no longer shown", needed=True)
    reason: str = _field("title", "Why, for staff: what happened to the service, and how it is known", needed=True)
    see: str | None = _field("slug", "The id of the service that its page points to instead")


@dataclass(frozen=True, kw_only=True)
class Channel:
    """One way to reach a service."""

    type: str = _field(
        "choice",
        "The kind of the channel",
        needed=True,
        choices=("web", "phone", "email", "location", "chat", "e-service", "form"),
    )
    name: Texts = _field("texts", "Whose channel it is: Kempele, reception; by language", width=26)
    url: Texts = _field("links", "The address of a page, by language", width=34)
    number: str | None = _field("phone", "A number as one dials it in Finland: 040 123 4567, 116 117, or +46 … abroad")
    kind: str | None = _field("text", "sms or fax where it is not for calls", register=True)
    support: bool = _field("flag", "true where it helps with an online service itself, not with the matter")
    address: str | None = _field("address", "An e-mail address, or a place: Street 1, 90100 Oulu", width=34)
    street: Texts = _field("texts", "The street in each language", register=True)
    country: str | None = _field("text", "The country where it is not FI", register=True)
    municipality: str | None = _field("code", "The code of the place's municipality, as 564")
    label: Texts = _field("texts", "What the register calls a page", register=True)
    form: str | None = _field("text", "The mark of a form", register=True)
    note: Texts = _field("texts", "What to know before one uses the channel, by language", width=30)
    hours: Any = _field("hours", "When it is open; see docs/authoring.md", width=34)
    languages: tuple[str, ...] = _field("languages", "The languages spoken here, where they differ from the service's")
    cost: str | None = _field("choice", "What it costs", choices=COSTS)
    cost_note: Texts = _field("texts", "More about the cost, by language")
    source: Source | None = _field("source", "Where the channel was seen, where it is not the record's source")
    checked: str | None = _field("day", "The day someone checked the channel, where it is not the record's")
    state: str | None = _field("choice", "The state of the channel, where it is not the record's", choices=STATES)
    confirmed_by: str | None = _field("text", "Who in the organisation confirmed the channel")
    latitude: float | None = _field("number", "Degrees north")
    longitude: float | None = _field("number", "Degrees east")
    ptv: str | None = _field("text", "The channel's id in the register", register=True)


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """Who gives services."""

    id: str = _field("slug", "Never changes; records name the organisation by it", needed=True, width=24)
    name: Texts = _field("texts", "The name by language", needed=True, width=34)
    website: Texts = _field("links", "The front page by language", width=34)
    note: str | None = _field("text", "For staff alone", width=30)
    ptv: Any = _field("other", "What the register knows it by", register=True)


@dataclass(frozen=True, kw_only=True)
class Service:
    """Help that residents may turn to."""

    id: str = _field("slug", "Never changes; addresses and other records know the service by it", needed=True, width=34)
    organisation: str = _field("slug", "The id of the organisation that gives it", needed=True, width=20)
    crisis: bool = _field("flag", "Shown to everybody on the help page")
    name: Texts = _field("texts", "The name by language", needed=True, width=34)
    alternative_name: Texts = _field("texts", "Another name", register=True)
    summary: Texts = _field("texts", "What it is and for whom, in two or three sentences, by language", width=50)
    description: Texts = _field("texts", "More about it, for its own page, by language", width=34)
    how: Texts = _field("texts", "What to do first, by language", width=40)
    requirements: Texts = _field("texts", "What is asked of the person, for its own page, by language", width=34)
    times: Texts = _field("texts", "How long things take", register=True)
    keywords: Any = _field("other", "Search words of the register", register=True)
    needs: tuple[str, ...] = _field("needs", "What it helps with, the foremost first", width=26)
    situations: tuple[str, ...] = _field("slugs", "The life situations it is limited to; none for everybody")
    ages: tuple[str, ...] = _field("slugs", "The age groups it is limited to; none for everybody")
    only_if: Mapping[str, Any] = _field("condition", "The answers without which no result shows it, as {sensitive.home: [no]}")
    not_for: Mapping[str, Any] = _field("condition", "The answers with which no result shows it, as {situation: [employed]}")
    suggested: bool = _field("flag", "false: listed in the directory, never suggested from answers", empty=True)
    area: Area = _field(
        "area", "nation, county, or codes: {municipalities: [564]} or {employment_areas: [24]}", needed=True, width=26
    )
    languages: tuple[str, ...] = _field("languages", "The languages it is given in, as fi, sv, en")
    cost: str | None = _field("choice", "What it costs", choices=COSTS)
    cost_note: Texts = _field("texts", "More about the cost", register=True)
    referral: str | None = _field("choice", "Whether a referral is needed", choices=("none", "needed", "varies"))
    channels: tuple[Channel, ...] = _field("channels", "The ways to reach it, the best first")
    source: Source = _field("source", "Where this was seen", needed=True)
    checked: str = _field("day", "The day someone last checked all of this", needed=True)
    state: str = _field(
        "choice",
        "documented: seen in the source; confirmed: the organisation itself said so; unconfirmed: for staff, never shown",
        needed=True,
        choices=STATES,
    )
    confirmed_by: str | None = _field("text", "Who in the organisation confirmed it; needed where state is confirmed")
    review_by: str | None = _field(
        "coming", "The day by which someone must look again, where that is sooner than the settings say"
    )
    season: Texts = _field("season", "The part of each year in which it is given, as {from: 06-01, to: 08-31}")
    retired: Retired | None = _field("retired", "The service is no longer given: its page says so and points on")
    note: str | None = _field("text", "For staff alone", width=30)
    order: int = _field("integer", "Lower comes first among equals; 0 where none stands")
    follows: Texts | None = _field(
        "follows", "The entry of the register whose phones, places, hours and e-mails it takes over: {ptv: its id}"
    )
    hidden: bool = _field("flag", "Kept out of the pages", register=True)
    ptv: Any = _field("other", "What the register says of the record", register=True)


@dataclass(frozen=True)
class Field:
    """One field of a record's form; `kind` is a key of KINDS, or choice, source or channels."""

    name: str
    kind: str
    about: str
    needed: bool
    choices: tuple[str, ...]
    width: int
    register: bool


FORMS: dict[type, tuple[Field, ...]] = {
    record: tuple(Field(each.name, **each.metadata) for each in dataclasses.fields(record))
    for record in (Service, Channel, Organisation, Source, Retired)
}


def form(record: type) -> tuple[Field, ...]:
    """The Fields of Service, Channel, Organisation, Source or Retired, in the order in which they are written."""
    return FORMS[record]


def names(record: type, *, register: bool = False) -> tuple[str, ...]:
    """The names of a form's fields in order; those that only imports write with `register`."""
    return tuple(each.name for each in form(record) if register or not each.register)


Record = TypeVar("Record", Service, Channel, Organisation, Source, Retired)


def read(record: type[Record], data: Mapping[str, Any]) -> Record:
    """The record that a mapping of the form says; what no field names is left out. The schema has been asked before:
    raises `TypeError` where a needed field is missing."""
    given = ((each, data.get(each.name)) for each in form(record))
    return record(**{each.name: _typed(each.kind, value) for each, value in given if value is not None})


def _typed(kind: str, value: Any) -> Any:
    if kind == "channels":
        return tuple(read(Channel, each) for each in value)
    if kind in PARTS:
        return read(PARTS[kind], value)
    if kind == "area":
        return Area.of(value)
    return tuple(value) if EMPTY.get(kind) == () else value


# The texts of a record that stand side by side by language.
TEXTS = tuple(each.name for each in form(Service) if each.kind == "texts")
SECTIONS: dict[str, type] = {"organisations": Organisation, "services": Service}
# The kinds whose values are records of their own.
PARTS: dict[str, Any] = {"source": Source, "retired": Retired}
CHANNEL_TYPES = frozenset(next(each.choices for each in form(Channel) if each.name == "type"))


def schema() -> dict[str, Any]:
    """The JSON Schema of the service files."""
    properties: dict[str, Any] = {
        section: {"description": f"{record.__doc__}", "type": "array", "items": _object(record)}
        for section, record in SECTIONS.items()
    }
    service: Any = properties["services"]["items"]
    service["allOf"] = [
        _when(["confirmed"], {"required": ["confirmed_by"]}),
        _when(["confirmed", "documented"], {"required": ["summary", "how", "needs"], "properties": {"needs": {"minItems": 1}}}),
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Organisations and their services, each with source, date and state",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        # Conditions look alike wherever they stand.
        "$defs": json.loads((SCHEMA.parent / "guidance.schema.json").read_text("utf-8"))["$defs"],
    }


def _object(record: type) -> dict[str, Any]:
    chosen = [each for each in form(record) if not each.register]
    return {
        "type": "object",
        "description": record.__doc__,
        "properties": {each.name: {"description": each.about, **_values(each)} for each in chosen},
        "additionalProperties": False,
        "required": [each.name for each in chosen if each.needed],
    }


def _values(each: Field) -> dict[str, Any]:
    if each.kind == "choice":
        return {"enum": list(each.choices)}
    if each.kind in PARTS:
        return _object(PARTS[each.kind])
    if each.kind == "channels":
        return {"type": "array", "items": _object(Channel)}
    return KINDS[each.kind]


def _when(states: list[str], then: dict[str, Any]) -> dict[str, Any]:
    """What holds in some states; a record without a state is told that alone."""
    return {"if": {"required": ["state"], "properties": {"state": {"enum": states}}}, "then": then}


def rendered() -> str:
    """The schema as its file holds it."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(rendered(), encoding="utf-8", newline="\n")
