"""Words a reader must not meet: a verdict, an illness, a danger, a foretelling, or a name that is no longer in use.

language-rules.yml lists the words of each language, with `*` for any letters, and every place where one is allowed.
"""

import re

from site_src.program.checks.prose import RULES, pieces
from site_src.program.content.project import MUNICIPALITIES, SITE
from site_src.program.messages import msg

LETTERS = r"[^\W_]*"


def problems(content):
    """Every forbidden word that no exception allows, and every exception that allows nothing."""
    document = content.documents[RULES]
    for language in content.languages:
        yield from _language(content, document, language)


def _language(content, document, language):
    search = _search(document, language)
    allowed, met = {}, set()
    for place, entry in enumerate(document.data["exceptions"].get(language.code, ())):
        key = (entry["file"], entry["at"], entry["word"].lower())
        if key in allowed:
            yield document.problem(
                ("exceptions", language.code, place), msg("This exception for {key} stands twice. Keep one.", key=key[2])
            )
        allowed.setdefault(key, place)
    for piece in pieces(content, language):
        for start, word, why in search(piece.text):
            key = (_place(content, piece.file), piece.at, word.lower())
            if key in allowed:
                met.add(key)
            else:
                remedy = msg("Say it otherwise, or list the exception in language-rules.yml.")
                yield piece.problem(
                    msg(
                        '{at} ({language}) says "{word}": {why} {remedy}',
                        at=piece.at,
                        language=language.code,
                        word=word,
                        why=why,
                        remedy=remedy,
                    ),
                    start,
                )
    if content.project.overlay:
        # The list of exceptions is the county's, whose text may have given way here.
        return
    there = {piece.file for piece in pieces(content, language)}
    for (file, at, word), place in allowed.items():
        if (file, at, word) in met:
            continue
        what = msg('Nothing at {at} in {file} says "{word}". Remove the exception.', at=at, file=file, word=word)
        if file not in there:
            what = msg(
                "There is no {file} with words in {language}. Put it back, or name here where its words are now.",
                file=file,
                language=language.code,
            )
        yield document.problem(("exceptions", language.code, place), what)


def _place(content, file):
    """The county's file that a municipality's lies over: what is allowed there is allowed here."""
    overlay = content.project.overlay
    return file.replace(f"{MUNICIPALITIES}/{overlay.name}/", f"{SITE}/", 1) if overlay else file


def _search(document, language):
    """A function from a text to its forbidden words, each with its offset and why it is forbidden."""
    reasons, patterns, phrases = {}, [], []
    for code in dict.fromkeys((language.spoken, language.code)):
        for entry in document.data["words"].get(code, ()):
            phrases.extend(entry.get("unless", ()))
            for word in entry["words"]:
                name = f"w{len(reasons)}"
                reasons[name] = entry["why"]
                patterns.append(f"(?P<{name}>{_pattern(word)})")
    if not patterns:
        return lambda text: ()
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])")
    harmless = any_of(phrases) if phrases else None

    def found(text):
        spans = [match.span() for match in harmless.finditer(text)] if harmless else ()
        for match in pattern.finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in spans):
                yield match.start(), match.group(), reasons[match.lastgroup]

    return found


def any_of(words):
    """A compiled pattern that finds any of some words, written as the rules write them."""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_pattern, words))})(?![^\W_])")


def _pattern(word):
    """A word of the list as a pattern. Written small it is found in any case, with a capital only as it stands."""
    pattern = r"\s+".join(LETTERS.join(map(re.escape, part.split("*"))) for part in word.split())
    return pattern if word != word.lower() else f"(?i:{pattern})"
