"""What is said to a person reaches them on every terminal, also on one that knows no "…"."""

import codecs
import sys
import unicodedata

# What no decomposition leads to.
PLAIN = {"–": "-", "—": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "→": "->", "×": "x", "≥": ">=", "≤": "<="}
HANDLER = "kykypolku-plain"


def make_printable():
    """Lets standard output and standard error replace a character they do not have by a plain one, instead of failing."""
    codecs.register_error(HANDLER, _plain)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=HANDLER)


def _plain(error):
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_like, error.object[error.start : error.end])), error.end


def _like(character):
    plain = PLAIN.get(character) or unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return plain or "?"
