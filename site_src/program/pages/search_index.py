"""What the directory's search needs to know of a language's words: made here, read by look/directory/search.mjs.

Marks over letters are dropped, as people drop them. A word is a line: its base form, then how it is inflected (a number of
`paradigms`) and, of a compound, the base forms of its parts. A compound inflects like its last part.
"""

import hashlib
import unicodedata
from os.path import commonprefix
from pathlib import Path

from site_src.program.pages import word_forms

# Copies with services of their own have words of their own.
KEPT = 10


def make(lang, texts, keywords, ignored, places, cache=None):
    """The index as plain data.

    `texts` are all texts that are searched, `keywords` the everyday words of each need (comma between them), `ignored` the
    words that say nothing, `places` the municipalities by code. The folder `cache` keeps what was worked out.
    """
    forms = {form for text in [*texts, *keywords.values(), *places.values()] for form in word_forms.split(text)} - set(
        word_forms.split(ignored)
    )
    return {
        **_words(lang, forms, cache),
        "keywords": {need: fold(text) for need, text in keywords.items()},
        "ignored": fold(ignored),
        "places": places,
    }


def _words(lang, forms, cache):
    """What is known of the words, as it was worked out last for the same ones by the same program."""
    program = Path(word_forms.__file__).read_bytes() + Path(__file__).read_bytes()
    memory = word_forms.Memory(cache and cache / f"search.{lang}.json")
    key = hashlib.sha256(program + "\n".join(sorted(forms)).encode()).hexdigest()[:32]
    made = memory.of(key, lambda: _index(lang, forms, cache and cache / f"words.{lang}.json"))
    memory.known = dict(list(memory.known.items())[-KEPT:])
    memory.keep()
    return made


def _index(lang, forms, file):
    of, words = word_forms.lexicon(lang, forms, file)
    paradigms, endings, lines, reached = {}, {}, [], {}
    for word in sorted(words.values(), key=lambda word: (len(word.parts), word.base)):
        last = word.parts[-1] if word.parts else ""
        parts = [fold(part) for part in word.parts]
        for stem, ends in word.stems:
            for end in ends:
                reached.setdefault(fold(stem + end), set()).add(word.base)
        inherited = last and word.base.endswith(last) and lang == "fi"
        number = [] if inherited else [str(paradigms.setdefault(_paradigm(word, endings), len(paradigms)))]
        lines.append(" ".join([fold(word.base), *number, *parts]))
    odd = {fold(form): bases for form, bases in of.items() if not reached.get(fold(form), set()).issuperset(bases)}
    return {
        "endings": list(endings),
        "paradigms": list(paradigms),
        "words": "\n".join(lines),
        "forms": "\n".join(f"{form} {' '.join(map(fold, bases))}" for form, bases in sorted(odd.items())),
    }


def fold(text):
    """Small letters without marks."""
    plain = unicodedata.normalize("NFD", text.lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _paradigm(word, endings):
    """How a word differs from form to form: how many letters of the base form go, then each stem's rest with its endings."""
    base = fold(word.base)
    stems = {}
    for stem, ends in word.stems:
        stems.setdefault(fold(stem), set()).update(map(fold, ends))
    kept = len(commonprefix([base, *stems]))
    rest = []
    for stem, ends in sorted(stems.items()):
        number = endings.setdefault(" ".join(sorted(ends)), len(endings))
        rest.append(f"{stem[kept:]}:{number}")
    return f"{len(base) - kept} {' '.join(rest)}"
