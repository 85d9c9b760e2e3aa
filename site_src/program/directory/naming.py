"""Readable ids of names."""

import re
import unicodedata


def first(texts):
    """The Finnish text, or the first there is."""
    return texts.get("fi") or next(iter(texts.values()), "")


def slug(name):
    """A readable address of a name: lower case, no accents, hyphens; at most 60 characters, cut at a hyphen."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return words if len(words) <= 60 else words[:60].rsplit("-", 1)[0]
