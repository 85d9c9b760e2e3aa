"""How hard the texts are to read: lengths of sentences and words, subordinate clauses, negatives, passives, LIX.

The limits, their reasons and the word lists are content: language-rules.yml. Whatever is above a limit is a warning,
since only a person can say whether a text is clear.
"""

import re
from collections import defaultdict

from site_src.program.checks import passives
from site_src.program.checks.prose import RULES, pieces, sentences
from site_src.program.content.problems import Problem
from site_src.program.messages import form, msg

# Björnsson's LIX counts words of more than six letters as long.
LONG = 6
# A mean over fewer words than this says more about chance than about the text.
GROUP_WORDS = 100
QUOTED = 48

IN_SENTENCE = {
    "sentence_words": form("has {value} words; the limit is {limit}. Split the sentence"),
    "sentence_clauses": form("has {value} subordinate clauses; the limit is {limit}. Say one thing in a sentence"),
    "sentence_negations": form("has {value} negatives; the limit is {limit}. Say what is, rather than what is not"),
    "sentence_passives": form("has {value} passives ({found}); the limit is {limit}. Say who does it"),
    "word_letters": form("has a word of {value} letters ({found}); the limit is {limit}. Use a shorter word, or several"),
}
IN_GROUP = {
    "mean_words": form("{at}: its sentences have {value} words on average; the limit is {limit}. Split the longest."),
    "long_words_percent": form(
        "{at}: {value} % of its words have more than six letters; the limit is {limit} %. Use shorter words."
    ),
    "passives_percent": form("{at}: {value} % of its sentences are passive; the limit is {limit} %. Say who does it."),
    "lix": form("{at}: its LIX is {value}; the limit is {limit}. Use shorter sentences and words."),
}


def problems(content):
    """A warning for each sentence and each group of texts above a limit of its language, unless a person accepted it.

    What was accepted and is no longer above its limit is warned of too.
    """
    for language in content.languages:
        if language.code in content.data(RULES)["limits"]:
            accepted = {(each["at"], each["measure"]): place for place, each in enumerate(_accepted(content, language))}
            met = set()
            for at, measure, problem in _above(content, language):
                met.add((at, measure))
                if (at, measure) not in accepted:
                    yield problem
            if content.project.overlay or passives.tool(language.spoken) is None:
                continue
            for (at, measure), place in accepted.items():
                if (at, measure) not in met:
                    said = msg("{at} is no longer above the limit of {measure}. Remove it here.", at=at, measure=measure)
                    yield content.documents[RULES].problem(("accepted", language.code, place), said, warning=True)
        else:
            yield content.documents[RULES].problem(
                ("limits",), msg("There are no limits of reading for {language}. Add them.", language=language.code), warning=True
            )


def summary(content):
    """The measures of each language by its code, and how many warnings it has."""
    limits = content.data(RULES)["limits"]
    return {
        language.code: {
            **Measures.of(piece for piece in _measured(content, language)).as_dict(),
            "passives_by": passives.tool(language.spoken),
            "above": sum(1 for _ in _above(content, language)) if language.code in limits else None,
        }
        for language in content.languages
    }


def _accepted(content, language):
    return content.data(RULES).get("accepted", {}).get(language.code, ())


class Measures:
    """Sums over sentences. Labels, which nothing ends, count as texts and words but not as sentences."""

    def __init__(self):
        self.texts = self.sentences = self.words = self.long = self.letters = self.passive = self.negative = 0
        self.sentence_words = 0

    @classmethod
    def of(cls, measured):
        """The measures of pieces that come with their sentences' facts."""
        made = cls()
        for _, facts in measured:
            made.add(facts)
        return made

    def add(self, facts):
        """Counts one piece by the facts of its sentences."""
        self.texts += 1
        for sentence, values, _ in facts:
            lengths = [_letters(word) for word in sentence.words]
            self.words += len(lengths)
            self.letters += sum(lengths)
            self.long += sum(length > LONG for length in lengths)
            if sentence.whole:
                self.sentences += 1
                self.sentence_words += len(lengths)
                self.passive += bool(values.get("sentence_passives"))
                self.negative += bool(values["sentence_negations"])

    def as_dict(self):
        """The measures as rounded numbers; those that are a mean of nothing are None."""
        mean = _ratio(self.sentence_words, self.sentences)
        long = _ratio(100 * self.long, self.words)
        return {
            "texts": self.texts,
            "sentences": self.sentences,
            "words": self.words,
            "mean_words": mean,
            "mean_letters": _ratio(self.letters, self.words),
            "long_words_percent": long,
            "passives_percent": _ratio(100 * self.passive, self.sentences),
            "negations_percent": _ratio(100 * self.negative, self.sentences),
            "lix": round(mean + long) if mean is not None else None,
        }


def _above(content, language):
    """(at, measure, warning) of each sentence and group above a limit."""
    limits = content.data(RULES)["limits"][language.code]
    groups, first = defaultdict(Measures), {}
    for piece, facts in _measured(content, language):
        groups[piece.group].add(facts)
        first.setdefault(piece.group, piece)
        for sentence, values, found in facts:
            for measure, message in IN_SENTENCE.items():
                value = values.get(measure)
                if measure in limits and value is not None and value > limits[measure]["at_most"]:
                    said = message(value=value, limit=limits[measure]["at_most"], found=", ".join(found.get(measure, ())))
                    start = sentence.text if len(sentence.text) <= QUOTED else sentence.text[:QUOTED].rstrip() + "…"
                    said = msg(
                        "A sentence of {at} ({language}) {said}: “{start}”",
                        at=piece.at,
                        language=language.code,
                        said=said,
                        start=start,
                    )
                    yield piece.at, measure, piece.problem(said, sentence.offset, warning=True)
    for name, measures in groups.items():
        values = measures.as_dict()
        for measure, message in IN_GROUP.items():
            value = values[measure]
            if measure in limits and measures.words >= GROUP_WORDS and value is not None and value > limits[measure]["at_most"]:
                said = message(value=value, limit=limits[measure]["at_most"], at=f"{name} ({language.code})")
                at = first[name]
                yield name, measure, Problem(at.file, at.line, at.column, said, True)


def _measured(content, language):
    """Each piece with its sentences, their values by measure, and the words behind a value."""
    grammar = content.data(RULES)["grammar"].get(language.spoken, {})
    negations = frozenset(grammar.get("negations", ()))
    clause = _clause_pattern(grammar)
    for piece in pieces(content, language):
        if piece.official:
            continue
        facts = []
        for sentence in sentences(piece.text):
            passive = passives.find(language.spoken, sentence.words, grammar)
            longest = max(sentence.words, key=_part_letters)
            values = {
                "sentence_words": len(sentence.words),
                "sentence_clauses": len(clause.findall(sentence.text)) if clause else None,
                "sentence_negations": sum(word.lower() in negations for word in sentence.words),
                "sentence_passives": None if passive is None else len(passive),
                "word_letters": _part_letters(longest),
            }
            facts.append((sentence, values, {"sentence_passives": passive, "word_letters": [longest]}))
        yield piece, facts


def _clause_pattern(grammar):
    """Subordinate clauses by the word that begins them, at the beginning of a sentence or after a comma."""
    anywhere, later = grammar.get("clauses", ()), grammar.get("clauses_after_comma", ())
    if not anywhere and not later:
        return None
    first, after = ("|".join(map(re.escape, words)) or "(?!)" for words in (anywhere, [*anywhere, *later]))
    join = "|".join(map(re.escape, grammar.get("joining", ()))) or "(?!)"
    # A mark of quotation or a bracket may stand before the word.
    return re.compile(rf"(?:\A[\"“”(]*(?:{first})|[,:–(]\s*[\"“”]*(?:(?:{join})\s+)?(?:{after}))(?!\w)", re.IGNORECASE)


def _letters(word):
    return sum(map(str.isalpha, word))


def _part_letters(word):
    """The letters of a word's longest part: a hyphen shows where a word may be taken apart. An address has none."""
    return 0 if "." in word or "@" in word else max(map(_letters, word.split("-")))


def _ratio(part, whole):
    return round(part / whole, 1) if whole else None
