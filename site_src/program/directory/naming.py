"""Readable ids of names."""

import re
import unicodedata


def first(texts):
    """The Finnish text, or the nearest there is."""
    return next((texts[language] for language in ("fi", "sv", "en") if texts.get(language)), next(iter(texts.values()), ""))


def slug(name):
    """A readable address of a name: lower case, no accents, hyphens; at most 60 characters, cut at a hyphen."""
    letters = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
    return words if len(words) <= 60 else words[:60].rsplit("-", 1)[0]
