"""The alphabetical order of a language: in Finnish and Swedish å, ä and ö are letters of their own, after z."""

import unicodedata

# As in the Unicode collation of these languages (CLDR). Elsewhere a letter with a mark stands with the plain one.
AFTER_Z = {"fi": "åäö", "sv": "åäö"}
# No letter of ours comes after it.
LAST = "\U0010fffe"


def key(lang):
    """A sort key for names in a language such as `fi`."""
    own = {letter: f"{LAST}{place}" for place, letter in enumerate(AFTER_Z.get(lang, ""))}

    def of(name):
        small = unicodedata.normalize("NFC", name.casefold())
        return "".join(own.get(letter) or unicodedata.normalize("NFD", letter)[0] for letter in small), name

    return of
