"""Finds passives in a sentence. Each function would rather miss one than accuse an active sentence.

Finnish: Voikko's word analysis where the package `pyvoikko` is installed, endings that seldom mean anything else where
it isn't. Only words whose ending allows a passive are analysed, which keeps all texts well under a second. Swedish and
English: patterns.
"""

import re
from functools import cache

# haetaan, tehdäänkö; haettiin, syötiin, tehtäisiin. Many nouns (kuntaan, postiin) end alike.
FI_FINITE = re.compile(r"(?:[tdlnrs](?:aan|ään)|tiin|siin)(?:k[oö])?\Z")
# After a negative: ei lasketa, ei tehdä, ei tulla.
FI_NEGATED = re.compile(r"[tdlnr][aä]\Z")
# After a form of olla: on tehty, ei ole tutkittu, on tultu.
FI_PARTICIPLE = re.compile(r"t[uy]\Z")
FI_BE = {"on", "ovat", "oli", "olivat", "ole", "olisi", "ollut", "olla"}
FI_ENDING = re.compile(r"[a-zäö]{2,}(?:(?:[aeiouyäö]t|d|nn)(?:aan|ään)|[aeiouyäö]ttiin|t[aä]isiin)\Z")
# How far behind the helping verb or the negative its verb may stand.
BETWEEN = 3

SV_FORM = re.compile(r"[a-zåäö]{3,}(?:as|ades|ats)\Z|(?:ges|tas|görs|sägs|används|skrivs|förs|läses|betalts)\Z")
# The genitives of nouns: kommunernas, vännernas, tjänsternas, ögonens.
SV_NOUN = re.compile(r"(?:[aeo]r|e|a)nas\Z|plats\Z")
SV_BECOME = {"bli", "blir", "blev", "blivit"}
SV_PARTICIPLE = re.compile(r"[a-zåäö]{3,}(?:ad|ade|erat)\Z")

EN_BE = {"am", "is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't"}
EN_BETWEEN = re.compile(r"(?:not|also|now|only|always|never|still|yet|all|both|you|they|it|we|[a-z]+ly)\Z")
EN_PARTICIPLE = re.compile(
    r"[a-z]{2,}ed\Z|(?:given|taken|made|done|seen|known|written|shown|found|kept|sent|paid|told|held|built|chosen|put|read"
    r"|drawn|brought|taught|met|left|lost|cut|set|asked|heard)\Z"
)


def find(language, words, grammar):
    """The passives among a sentence's words, for a language such as `fi`; None where it can't be told."""
    finder = FINDERS.get(language)
    if finder is None:
        return None
    lower = [word.lower() for word in words]
    never = set(grammar.get("not_passive", ()))
    # A word with a capital within a sentence is a name.
    return [
        words[place] for place in finder(lower, grammar) if lower[place] not in never and (place == 0 or words[place].islower())
    ]


def tool(language):
    """How the passives of a language are found, in words."""
    if language == "fi":
        return "Voikko" if _analyser() else "endings"
    return "patterns" if language in FINDERS else None


@cache
def _analyser():
    try:
        import pyvoikko
    except ImportError:
        return None
    return pyvoikko.analyse


def _finnish(words, grammar):
    negations = set(grammar.get("negations", ()))
    for place, word in enumerate(words):
        before = words[max(0, place - BETWEEN) : place]
        if _analyser() is None:
            found = FI_ENDING.match(word)
        else:
            found = (
                (FI_FINITE.search(word) and _finite(word, "false"))
                or (FI_NEGATED.search(word) and negations.intersection(before) and _finite(word, "true"))
                or (FI_PARTICIPLE.search(word) and FI_BE.intersection(before) and _participle(word))
            )
        if found:
            yield place


@cache
def _finite(word, negative):
    """Whether a word is a passive verb and nothing else. Voikko calls the passive the fourth person."""
    analyses = _analyser()(word)
    return bool(analyses) and all(each.PERSON == "4" and each.NEGATIVE in (negative, "both") for each in analyses)


@cache
def _participle(word):
    analyses = _analyser()(word)
    return bool(analyses) and all(each.PARTICIPLE == "past_passive" and each.SIJAMUOTO == "nimento" for each in analyses)


def _swedish(words, grammar):
    for place, word in enumerate(words):
        s_form = SV_FORM.match(word) and not SV_NOUN.search(word)
        become = SV_PARTICIPLE.match(word) and SV_BECOME.intersection(words[max(0, place - 2) : place])
        if s_form or become:
            yield place


def _english(words, grammar):
    for place, word in enumerate(words):
        if not EN_PARTICIPLE.match(word):
            continue
        before = place - 1
        while before > 0 and EN_BETWEEN.match(words[before]):
            before -= 1
        if before >= 0 and words[before] in EN_BE:
            yield place


FINDERS = {"fi": _finnish, "sv": _swedish, "en": _english}
