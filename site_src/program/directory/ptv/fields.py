"""Reading one item's fields: null, missing and empty are the same; what is odd is noted, never lost and never a crash."""

import json
import re
from datetime import date, datetime

from site_src.program.content import schema
from site_src.program.directory import coordinates, sanitize
from site_src.program.directory.ptv.model import Email, Page
from site_src.program.directory.ptv.reading import GUID
from site_src.program.messages import msg

LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
MUNICIPALITY = re.compile(r"[0-9]{3}")


class Fields:
    """One object's values by key, cleaned, with notes on what was odd kept in `log`."""

    def __init__(self, data, log, place):
        self.data, self.log, self.place = data, log, place

    def inner(self, data):
        return Fields(data if isinstance(data, dict) else {}, self.log, self.place)

    def warn(self, message, group=None):
        self.log.warn(self.place, message, group)

    def value(self, key):
        return self.data.get(key)

    def items(self, key):
        """The objects of a list; what is not an object is noted."""
        if not self.data.get(key):
            return []
        log, place = self.log, self.place
        return [Fields(value, log, place) for value in self.list(key) if isinstance(value, dict) or self._is(key, value, dict)]

    def strings(self, key):
        return [value.strip() for value in self.list(key) if self._is(key, value, str) and value.strip()]

    def list(self, key):
        value = self.data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.warn(
                msg("{key} should be a list and is {name}", key=key, name=schema.kind_of(value)),
                msg("{key} is not a list", key=key),
            )
            value = [value]
        if None not in value:
            return value
        return [child for child in value if child is not None]

    def _is(self, key, value, kind):
        if isinstance(value, kind):
            return True
        self.warn(
            msg("{key} holds {value}, which was left out", key=key, value=_short(value)),
            msg("{key} holds what it should not", key=key),
        )
        return False

    def raw(self, key):
        """A text as it stands, trimmed; numbers as text."""
        value = self.data.get(key)
        if isinstance(value, str):
            return value.strip()
        if value is None:
            return ""
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return str(value)
        self._is(key, value, str)
        return ""

    def text(self, key, single=True, clean=None):
        return self.clean(self.raw(key), key, single, clean)

    def clean(self, value, key, single=True, clean=None):
        if not value:
            return ""
        if sanitize.has_markup(value):
            self.warn(msg("HTML was removed from {key}", key=key), msg("HTML was removed from {key}", key=key))
        result = (clean or sanitize.text)(value)
        return " ".join(result.split()) if single else result

    def guid(self, key):
        value = self.raw(key)
        return value.lower() if GUID.fullmatch(value) else None

    def flag(self, key):
        return self.data.get(key) is True

    def object(self, key):
        value = self.data.get(key)
        return self.inner(value if value is None or self._is(key, value, dict) else {})

    def has(self, key):
        return self.data.get(key) not in (None, "", [], {})

    def choice(self, key, known, fallback=None):
        """The known meaning of an enumerated value; an unknown one is noted and kept as it is."""
        value = self.raw(key)
        if not value:
            return fallback
        if value in known:
            return known[value]
        value = sanitize.line(value)[:60]
        self.warn(
            msg('{key} is "{value}", which is not a known value', key=key, value=value),
            msg('{key} has an unknown value "{value}"', key=key, value=value),
        )
        return value

    def charge(self, key, known):
        """free, paid or varies; what is none of them is left open, with a warning."""
        value = self.choice(key, known)
        return value if value in known.values() else None

    def language(self, key="language"):
        value = self.raw(key).lower()
        if LANGUAGE.fullmatch(value):
            return value
        if value:
            self.warn(msg('"{value}" is not a language code', value=value))
        return None

    def translations(self, key, kinds=None, single=True, value="value"):
        """{language: text} of v11's list of {language, value, type}; `kinds` picks by type."""
        items = self.items(key)
        if kinds is not None:
            items = [item for item in items if item.raw("type") in kinds]
        return self.joined(items, key, single, value)

    def joined(self, items, key, single=True, value="value"):
        """{language: text} of items; several texts in one language are paragraphs, or with `single` the first."""
        result = {}
        for item in items:
            words = item.text(value, single)
            if not words:
                continue
            language = item.language()
            if language is None:
                self.warn(msg("{key} holds a text without a language: it was left out", key=key))
            elif language in result and not single:
                result[language] = f"{result[language]}\n\n{words}"
            elif language in result:
                if result[language] != words:
                    self.warn(msg("{key} holds two texts in {language}; the first is kept", key=key, language=language))
            else:
                result[language] = words
        return result

    def codes(self, key):
        """Codes of classes: v11 gives objects, v12 bare codes; an old URI ends in the code or in its old number."""
        codes = []
        for value in self.list(key):
            if isinstance(value, str):
                code = value.strip()
            elif self._is(key, value, dict):
                item = self.inner(value)
                code = item.raw("code") or item.raw("uri")
            else:
                continue
            code = sanitize.line(re.split(r"/code/|ptvl:|/koko/", code)[-1])[:80]
            if code and code not in codes:
                codes.append(code)
        return tuple(codes)

    def municipalities(self, key):
        codes = []
        values = [self.value(key)] if isinstance(self.value(key), dict) else self.list(key)
        for value in values:
            code = value if isinstance(value, str) else self.inner(value).raw("code")
            code = code.zfill(3) if code.isdecimal() else code
            if MUNICIPALITY.fullmatch(code):
                codes.append(code)
            else:
                self.warn(msg("the municipality {value} has no code of three digits; it was left out", value=_short(value)))
        return codes

    def languages(self, key):
        codes = []
        for value in self.strings(key):
            if LANGUAGE.fullmatch(value.lower()):
                codes.append(value.lower())
            else:
                self.warn(msg('"{value}" is not a language code', value=value))
        return tuple(dict.fromkeys(codes))

    def page(self, url, language=None, name="", note=""):
        """A Page, or None for an address that a page must not link to."""
        if not url:
            return None
        link = sanitize.link(url)
        if link is None:
            self.warn(msg("the address {url} is not http, https, tel or mailto: it was left out", url=_short(url)))
            return None
        return Page(link, language, name, note)

    def email(self, value, language=None):
        address = sanitize.email(value) if value else None
        if value and address is None:
            self.warn(msg("{value} is not an e-mail address: it was left out", value=_short(value)))
        return Email(address, language) if address else None

    def position(self, northing, easting):
        if northing in (None, "", 0, "0") and easting in (None, "", 0, "0"):
            return None
        try:
            return coordinates.degrees(northing, easting)
        except ValueError as error:
            self.warn(msg("{error}: they were left out", error=error))
            return None

    def moment(self, key):
        """A time as `YYYY-MM-DDTHH:MM:SSZ`: PTV writes UTC without its Z."""
        value = self.raw(key)
        match = re.match(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})", value)
        try:
            return f"{datetime.fromisoformat(match[1]).isoformat()}Z" if match else None
        except ValueError:
            self.warn(msg("{key} {value} is not a time", key=key, value=_short(value)))
            return None

    def day(self, key):
        """A date as text; what follows it in PTV is always midnight."""
        value = self.raw(key)[:10]
        try:
            return date.fromisoformat(value).isoformat() if value else None
        except ValueError:
            self.warn(msg("{key} {value} is not a date: it was left out", key=key, value=_short(value)))
            return None

    def clock(self, key):
        """`HH:MM` of `HH:mm:ss`, or None."""
        value = self.raw(key)
        match = re.fullmatch(r"([01]\d|2[0-4]):([0-5]\d)(:[0-5]\d)?(\.\d+)?", value)
        if match and (match[1] != "24" or match[2] == "00"):
            return f"{match[1]}:{match[2]}"
        if value:
            self.warn(msg("{key} {value} is not a time of day", key=key, value=_short(value)))
        return None

    def unknown(self, known, what, kept):
        """Notes and keeps the fields that neither version documents."""
        for key in sorted(self.data.keys() - known):
            if self.has(key):
                self.warn(
                    msg('{what} has an unknown field "{key}"; it is kept', what=what, key=key),
                    msg('{what} has an unknown field "{key}"', what=what, key=key),
                )
                kept.append(f"{sanitize.line(key)[:60]}: {_short(self.data[key], 400)}")


def _short(value, length=80):
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    words = sanitize.line(words)
    return words if len(words) <= length else f"{words[:length]}…"
