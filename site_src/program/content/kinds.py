"""What the schema's patterns can't say of a value in the directory: whether a number can be dialled, …"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from site_src.program.content import hours, phones
from site_src.program.content.problems import Keys, Problem
from site_src.program.content.records import PARTS, SECTIONS, Channel, form
from site_src.program.content.strict_yaml import Document
from site_src.program.messages import msg

EMAIL = re.compile(r"[\w.!#$%&*+/=?^{|}~-]{1,64}@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}\.?")
POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
# Codes that people write for another language than they mean.
MEANT = {
    "se": (msg("Northern Sami"), "sv", msg("Swedish")),
    "ee": (msg("Ewe"), "et", msg("Estonian")),
    "ua": (msg("no language"), "uk", msg("Ukrainian")),
}

# The sign languages of Finland, which babel does not name.
SIGNED = ("fse", "fss")


def problems(document: Document) -> Iterator[Problem]:
    """Every value of a loaded service file that is not what its kind asks for, each at its place."""
    for section, record in SECTIONS.items():
        for place, entry in enumerate(document.data.get(section) or ()):
            for path, message in _record(record, entry):
                yield document.problem((section, place, *path), message)


def canonical(document: Document) -> Document:
    """A document without problems, with its hours in the form that the pages read."""
    services = [_with_hours(record) for record in document.data.get("services") or ()]
    return replace(document, data={**document.data, "services": services}) if "services" in document.data else document


def _with_hours(record: dict[str, Any]) -> dict[str, Any]:
    channels = record.get("channels", ())
    if not any("hours" in channel for channel in channels):
        return record
    read = [{**channel, "hours": hours.canonical(channel["hours"])} if "hours" in channel else channel for channel in channels]
    return {**record, "channels": read}


def _record(record: type, entry: Mapping[str, Any]) -> Iterator[tuple[Keys, str]]:
    """(path, message) of each wrong value of a record, a channel or a source."""
    for each in form(record):
        value = entry.get(each.name)
        if value is None:
            continue
        if each.kind == "channels":
            for place, channel in enumerate(value):
                for path, message in _record(Channel, channel):
                    yield (each.name, place, *path), message
        elif each.kind in PARTS:
            for path, message in _record(PARTS[each.kind], value):
                yield (each.name, *path), message
        elif each.kind == "hours":
            for path, message in hours.problems(value):
                yield (each.name, *path), message
        elif each.kind == "links":
            yield from (((each.name, language), wrong) for language, link in value.items() if (wrong := link_problem(link)))
        elif each.kind == "languages":
            yield from (((each.name, place), wrong) for place, code in enumerate(value) if (wrong := language_problem(code)))
        elif each.kind == "address":
            if wrong := address_problem(value, entry.get("type")):
                yield (each.name,), wrong
        elif each.kind in CHECKS and (wrong := CHECKS[each.kind](value)):
            yield (each.name,), wrong


def link_problem(text: str) -> str | None:
    """What is wrong with an http or https address."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if "@" in text.split("/")[2]:
        return msg(
            "{text} is an e-mail address, not a page. Write a channel of type email, or the address of the page.", text=text
        )
    return None if HOST.fullmatch(host) else msg("{text} names no host. Copy the address from the browser.", text=text)


def mistaken_language(code: str, others: Collection[str]) -> str | None:
    """What a code that is in use was probably meant for, or None; `others` are the codes beside it."""
    if code not in MEANT or code not in _known_languages() or MEANT[code][1] in others:
        return None
    is_now, other, meant = MEANT[code]
    return msg(
        "{code} is {is_now}; {meant} is {other}. Write {other} if you mean it.",
        code=code,
        is_now=is_now,
        meant=meant,
        other=other,
    )


@cache
def locale(tag: str) -> Locale:
    """How a language is written, by its tag, as en-GB. Raises ValueError where nothing is known of it."""
    try:
        return Locale.parse(tag, sep="-")
    except UnknownLocaleError as error:
        raise ValueError(tag) from error


def language_problem(code: str) -> str | None:
    """What is wrong with the code of a language that a service is given in."""
    if code.split("-")[0] in _known_languages() and re.fullmatch(r"[a-z]{2,3}(-[a-z]+)?", code):
        return None
    hint = MEANT.get(code, (None, _two_letters(code)))[1]
    return msg("{code} is no code of a language. Write {hint}.", code=code, hint=hint or msg("its code, as fi, sv, en or ar"))


def address_problem(text: str, kind: str | None) -> str | None:
    """What is wrong with an e-mail address, or with a place's postcode."""
    if kind == "email":
        return None if email(text) else msg("{text} is not an e-mail address. Write it as name@example.fi.", text=text)
    wrong = re.search(r"(?<![\d-])(\d{4}|\d{6})(?=\s+[^\W\d])", text.rsplit(",", 1)[-1]) if "," in text else None
    if wrong:
        return msg("{wrong} is not a postcode, which has five digits. Write the place as Street 1, 90100 Oulu.", wrong=wrong[1])
    return None


def email(text: str) -> bool:
    """Whether a text is one e-mail address."""
    return bool(len(text) <= 254 and EMAIL.fullmatch(text) and ".." not in text)


@cache
def _known_languages() -> frozenset[str]:
    # What has three letters though it has two (fin) is not in use on the web; babel lists what is.
    return frozenset({*Locale("en").languages, *SIGNED} - {"und", "zxx", "mul", "mis"})


@cache
def _two_letters(code: str) -> str | None:
    found = get_global("language_aliases").get(code)
    return found if isinstance(found, str) else None


CHECKS = {"phone": phones.problem, "link": link_problem}
