"""Text from elsewhere becomes plain text, and an address only what a page may safely link to."""

import html
import re
import unicodedata
from urllib.parse import urlsplit

import nh3

from site_src.program.content import kinds, phones

# nh3 joins the words on both sides of a tag; these tags end a line.
LINE_ENDS = re.compile(r"<\s*(?:br|hr|/p|/li|/div|/h[1-6]|/tr|/ul|/ol|/td)\b[^>]*>[^\S\n]*\n?", re.I)
MARKUP = re.compile(r"<\s*[a-zA-Z/!?]")
# Controls, marks that turn the writing direction, and other characters that a reader can't see, also those of private use
# (bullets of one font). The joiners of Arabic and Persian (U+200C, U+200D) stay.
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\uf8ff]"
)
SPACES = re.compile(r"[^\S\n]+")
NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
MAX_ROUNDS = 12
NO_TAGS = frozenset()

HOST = re.compile(r"(?=.{1,253}$)[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)*\.?")
FORBIDDEN_IN_LINK = re.compile(r"[\s<>\"`\\^{|}\x00-\x20\x7f-\x9f]")


def has_markup(value):
    """Whether `value` holds what looks like HTML."""
    return bool(MARKUP.search(value))


def text(value):
    """`value` as plain text: no HTML, no invisible characters, at most one empty line between paragraphs."""
    if "<" in value or "&" in value:
        value = _without_markup(value)
    if value.isprintable() and "  " not in value:
        # Nothing below would change: no control or invisible character, no line feed, no odd space.
        return (value if value.isascii() else unicodedata.normalize("NFC", value)).strip()
    if not value.replace("\n", "").isprintable():
        value = INVISIBLE.sub("", NEWLINES.sub("\n", value))
    if not value.isascii():
        value = unicodedata.normalize("NFC", value)
    if "\n" not in value:
        return SPACES.sub(" ", value).strip()
    lines = [SPACES.sub(" ", line).strip() for line in value.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def line(value):
    """`value` as one line of plain text."""
    return " ".join(text(value).split())


def _without_markup(value):
    """Cleans until nothing changes: markup that was escaped once or more must not come back to life."""
    for _ in range(MAX_ROUNDS):
        # Invisible characters go first, or they would hide a tag from the cleaner.
        visible = value if value.replace("\n", "").isprintable() else INVISIBLE.sub("", value)
        cleaned = html.unescape(nh3.clean(LINE_ENDS.sub("\n", visible), tags=NO_TAGS))
        if cleaned == value:
            break
        value = cleaned
    # The cleaner leaves the beginning of a tag that has no end, such as "</", as text.
    return re.sub(r"<(?=\s*[a-zA-Z/!?])", "", value)


def link(value):
    """`value` as an http, https, tel or mailto address, or None when a page must not link to it."""
    value = value.strip()
    if re.match(r"www\.", value, re.I):
        value = f"https://{value}"
    if not value or FORBIDDEN_IN_LINK.search(value) or INVISIBLE.search(value):
        return None
    try:
        parts = urlsplit(value)
        scheme, host, _ = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        return None
    if scheme in ("http", "https"):
        return value if HOST.fullmatch(host) and parts.username is None else None
    if scheme == "mailto":
        return value if email(parts.path) else None
    if scheme == "tel":
        return value if phone(parts.path) else None
    return None


def email(value):
    """`value` as an e-mail address, or None."""
    value = value.strip()
    return value if kinds.email(value) else None


def phone(value):
    """`value` as a phone number that one can dial, without its extension, or None."""
    try:
        return phones.split(value)[0]
    except phones.NotDialled:
        return None
