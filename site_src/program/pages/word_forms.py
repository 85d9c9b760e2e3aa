"""The words of a language as people type them: base forms, parts of compounds, and the stems and endings of each word.

Finnish asks Voikko, which `check` uses too: its analysis gives base forms and the borders in a compound, and it confirms
every stem that the rules below propose. Swedish and English ask Snowball; Swedish compounds are taken apart into words that
are known by themselves.
"""

import json
import os
import re
from dataclasses import dataclass
from functools import cache

import snowballstemmer

WORD = re.compile(r"[^\W\d_]+|\d+")
# A shorter part of a compound is more likely chance than a word.
SHORTEST_PART = 4


@dataclass(frozen=True)
class Word:
    """A base form, its stems with the endings each takes, and the base forms a compound is made of (itself left out)."""

    base: str
    stems: tuple  # (stem, endings) each
    parts: tuple = ()


def split(text):
    """The words of a text, small; numbers too."""
    return WORD.findall(text.lower().replace("\u00ad", ""))


def lexicon(lang, forms, file=None):
    """Which base forms each form has, and every `Word` by its base form.

    `forms` are the words met in texts. What is worked out is remembered in `file`, since asking for thousands of words
    takes seconds. A language without a morphology has its words as they stand.
    """
    memory = Memory(file)
    found = LANGUAGES.get(lang, Plain)(memory).lexicon(forms)
    memory.keep()
    return found


class Memory:
    """What was found out about words, kept between builds where there is a file to keep it in."""

    def __init__(self, file=None):
        self.file, self.grown = file, False
        try:
            self.known = json.loads(file.read_text(encoding="utf-8")) if file else {}
        except (OSError, ValueError):
            self.known = {}

    def of(self, key, find):
        """What is known of a key, found when it is not known yet."""
        if key not in self.known:
            self.known[key] = find()
            self.grown = True
        return self.known[key]

    def keep(self):
        """Writes what is new; the file appears whole, since other builds may read it."""
        if self.file and self.grown:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.file.with_name(f"{self.file.name}.{os.getpid()}")
            fresh.write_text(json.dumps(self.known, ensure_ascii=False), encoding="utf-8")
            fresh.replace(self.file)


class Plain:
    """A language we know nothing of: each form is a word of its own."""

    def __init__(self, memory):
        self.memory = memory

    def lexicon(self, forms):
        """Each form as its own base form."""
        return {form: (form,) for form in forms}, {form: Word(form, ((form, ("",)),)) for form in forms}


class Stemmed(Plain):
    """A language whose words Snowball brings to one stem."""

    algorithm = ""
    endings = ()
    joints = ()

    def __init__(self, memory):
        super().__init__(memory)
        self.stem = cache(snowballstemmer.stemmer(self.algorithm).stemWord)

    def lexicon(self, forms):
        """A stem stands for all words that have it; each form a text has takes the endings that keep its stem."""
        families, of, words = {}, {}, {}
        for form in sorted(forms):
            families.setdefault(self.stem(form), []).append(form)
        known = {form for form in forms if len(form) >= SHORTEST_PART and form.isalpha()}
        for base, family in families.items():
            parts = next((found for form in family if (found := self._parts(form, known))), ())
            words[base] = Word(base, self._stems(base, family), tuple(part for part in dict.fromkeys(parts) if part != base))
            of |= dict.fromkeys(family, (base,))
        return of, words

    def _stems(self, base, family):
        found, said = [], set()
        for head in sorted({base, *family}, key=len):
            if head in said:
                continue
            ends = self.memory.of(head, lambda head=head: self._endings(head, base))
            said |= {head + end for end in ends}
            found.append((head, tuple(ends)))
        return tuple(found)

    def _endings(self, head, base):
        return [end for end in self.endings if self.stem(head + end) == base]

    def _parts(self, form, known):
        """The stems of a compound's parts, which are words by themselves; else none."""
        for border in range(SHORTEST_PART, len(form) - SHORTEST_PART + 1) if self.joints else ():
            for joint in self.joints if form[border:] in known else ():
                if form[:border].endswith(joint) and (head := form[: border - len(joint)]) in known:
                    return self.stem(head), self.stem(form[border:])
        return ()


class Swedish(Stemmed):
    """Swedish, with an s or nothing between the parts of a compound."""

    algorithm = "swedish"
    # Snowball leaves the article on many words: barnet, hälsan, hemmet.
    article = re.compile(r"(?<=\w{3})(?:et|an)\Z")
    doubled = re.compile(r"([mn])\1\Z")
    joints = ("", "s")
    # fmt: off
    endings = ("", "a", "ar", "are", "arna", "as", "at", "ade", "d", "de", "e", "en", "ens", "er", "erna", "ernas", "es", "et",
               "ets", "n", "na", "nas", "or", "orna", "r", "re", "s", "t", "ande", "het", "heten")
    # fmt: on

    def __init__(self, memory):
        super().__init__(memory)
        snowball = self.stem
        self.stem = cache(lambda word: self._bare(snowball(word)))

    def _bare(self, stem):
        while (bare := self.article.sub("", stem)) != stem:
            stem = bare
        return self.doubled.sub(r"\1", stem)


class English(Stemmed):
    """English, whose compounds are written apart."""

    algorithm = "english"
    endings = tuple(["", "s", "es", "e", "ed", "d", "ing", "ings", "y", "ies", "ly"])


class Finnish(Plain):
    """Finnish by Voikko."""

    def lexicon(self, forms):
        """Base forms by analysis; a word that Voikko does not know takes the endings of a name."""
        of, words = {}, {}
        for form in sorted(forms):
            found = self.memory.of(form, lambda form=form: _analyses(form))
            of[form] = tuple(dict.fromkeys(base for base, _ in found)) or (form,)
            for base, parts in found:
                self._add(words, base, parts)
            if not found:
                words[form] = Word(form, _unknown(form))
        return of, words

    def _add(self, words, base, parts):
        if base in words:
            return
        if len(parts) < 2:
            words[base] = Word(base, self._stems(base))
            return
        for part in parts:
            self._add(words, part, ())
        # The last part is inflected, and what stands before it stays as it is.
        *_, last = parts
        before = base[: len(base) - len(last)] if base.endswith(last) else None
        own = tuple((before + stem, ends) for stem, ends in words[last].stems) if before else self._stems(base)
        words[base] = Word(base, own, tuple(part for part in dict.fromkeys(parts) if part != base))

    def _stems(self, base):
        return tuple((stem, tuple(ends)) for stem, ends in self.memory.of(f"{base}=", lambda: _stems(base)))


@cache
def _voikko():
    import pyvoikko

    return pyvoikko.analyse


@cache
def _analyses(form):
    """(base form, base forms of the parts) of each reading of a form, names small like the rest."""
    found = []
    for each in _voikko()(form) or _voikko()(form.capitalize()):
        *before, last = each.COMPOUND_PARTS or (each,)
        base = "".join(part.FORM for part in before) + last.BASEFORM
        base = base.lower().replace("=", "").replace("-", "")
        parts = [piece for part in each.COMPOUND_PARTS or () for piece in part.BASEFORM.lower().strip("-").split("=")]
        found.append((base, tuple(part for part in parts if len(part) >= SHORTEST_PART - 1)))
    return tuple(dict.fromkeys(found))


# What may follow a stem. Of one that the genitive shows (velan), the essive (velkana), the same in the plural (veloissa,
# velkoina, velkoja), the stem that ends in a consonant (lasta, unta) and a verb's (nukun). Some of what comes of it is no
# word; nobody types that either.
OWN = ("ni", "si", "nsa", "mme", "nne")
WEAK = ("n", "t", "ssa", "sta", "lla", "lta", "lle", "ksi", "tta")
ILLATIVE = ("an", "en", "in", "on", "un", "yn", "hin", "han", "hon", "hun", "hen", "hyn", "seen")
STRONG = ("na", "a", "ta", *ILLATIVE, *OWN)
PLURAL_WEAK = ("ssa", "sta", "lla", "lta", "lle", "ksi", "tta")
PLURAL_STRONG = ("na", "a", "ta", "in", "hin", "siin", "en", "den", "tten")
PLURAL_J = ("ja", "jen", "ihin")
CONSONANT = ("ta", "ten", "tta")
VERB = ("", "n", "t", "mme", "tte", "vat", "a", "i", "in", "nut", "minen", "misen", "mista", "vat", "isin", "taan", "tu")
# Strong and weak grade of the consonants before the last vowel.
GRADES = (
    *(("kk", "k"), ("pp", "p"), ("tt", "t"), ("nk", "ng"), ("nt", "nn"), ("mp", "mm"), ("lt", "ll"), ("rt", "rr")),
    *(("k", ""), ("k", "v"), ("k", "j"), ("p", "v"), ("t", "d")),
)
GRADED = re.compile(r"(.*?)([^aeiouyäö]*)([aeiouyäö]*)\Z")
HARMONY = re.compile("[aouäöy]")
FRONT = str.maketrans("aou", "äöy")


@cache
def _stems(base):
    """The stems of a base form that Voikko confirms, each with its endings; the base form stands by itself."""
    # The vowels of the endings follow the last vowel that has a pair.
    back = HARMONY.findall(base)[-1:] in (["a"], ["o"], ["u"])
    turn = (lambda text: text) if back else (lambda text: text.translate(FRONT))
    shown = lambda stem, end: any(base == each for each, _ in _analyses(stem + turn(end)))  # noqa: E731
    found = {base: {"", *map(turn, OWN)}}

    def offer(candidates, probe, endings):
        for stem in dict.fromkeys(candidates):
            if shown(stem, probe):
                found.setdefault(stem, set()).update(map(turn, endings))

    if base[-1:] in "aä" and any(each.CLASS == "teonsana" for each in _voikko()(base)):
        short = [base[:-1], *_weak(base[:-1]), base[:-2], base[:-2] + base[-1]]
        offer(short, "n", VERB)
    singular, plural, consonant = _candidates(base)
    offer([weak for stem in singular for weak in (stem, *_weak(stem))], "n", WEAK)
    offer(singular, "na", STRONG)
    offer([weak for stem in plural for weak in (stem, *_weak(stem))], "ssa", PLURAL_WEAK)
    for stem in plural:
        if shown(stem, "na"):
            found.setdefault(stem, set()).update(map(turn, PLURAL_STRONG))
            found.setdefault(stem[:-1], set()).update(map(turn, PLURAL_J))
    offer(consonant, "ta", CONSONANT)
    return tuple((stem, tuple(sorted(ends))) for stem, ends in sorted(found.items()))


def _candidates(base):
    """What the stems of the singular, of the plural and before a consonant may be, by how a word ends."""
    one, two, three = base[:-1], base[:-2], base[:-3]
    if base.endswith("nen"):
        return [three + "se"], [three + "si"], [three + "s"]
    if base.endswith(("ton", "tön")):
        stem = two + base[-3] + ("oma" if base[-2] == "o" else "ömä")
        return [stem], [stem[:-1] + "i"], [base]
    if base.endswith("s"):
        strong = _strong(one)
        return (
            [one + "kse", one + "te", *(stem + stem[-1] for stem in strong), one + "de"],
            [one + "ksi", *(stem + "i" for stem in strong)],
            [base, one + "t"],
        )
    if base.endswith("in"):
        return [stem + "me" for stem in _strong(one)], [stem + "mi" for stem in _strong(one)], [base]
    if base.endswith("e"):
        return (
            [stem + "e" for stem in _strong(base)] + [base],
            [stem + "i" for stem in _strong(base)] + [base + "i"],
            [base, base + "t"],
        )
    if base.endswith("si"):
        return (
            [two + "te", one + "e", base, two + "de"],
            [base, one + "ei"],
            [two + "t", *([three + "s"] if base[-3:-2] not in "aeiouyäö" else ())],
        )
    if base.endswith("i"):
        return [base, one + "e"], [base, one + "ei"], [one, base]
    if base[-2:-1] and base[-2] in "aeiouyäö" and base[-1] in "aäoöuye":
        return [base], [base + "i", one + "i", two + base[-1] + "i"], [base]
    if base[-1] in "aä":
        return [base], [one + "oi", one + "öi", one + "i"], []
    if base[-1] in "oöuy":
        return [base], [base + "i"], []
    return [base + "e", base + "i"], [base + "i", base + "ei"], [base]


def _weak(stem):
    """A stem with its last consonants in the weak grade: velka, vela."""
    return _graded(stem, GRADES)


def _strong(stem):
    """A stem with its last consonants in the strong grade, and as it is: asiaka, asiakka."""
    return [stem, *_graded(stem, [(weak, strong) for strong, weak in GRADES])]


def _graded(stem, grades):
    before, consonants, vowels = GRADED.match(stem).groups()
    return [
        before + consonants[: len(consonants) - len(old)] + new + vowels
        for old, new in grades
        if before and consonants.endswith(old)
    ]


def _unknown(form):
    """A name that Voikko does not know, with the endings of a name."""
    ends = {"", *WEAK, *(ending.translate(FRONT) for ending in WEAK)}
    plain = (form, tuple(sorted(ends | {"a", "ta", "on", "an", "in", "en", "hen", "iin", "ään", "öön"})))
    return (plain,) if form[-1:] in "aeiouyäö" or form.isdigit() else (plain, (form + "i", tuple(sorted(ends))))


LANGUAGES = {"fi": Finnish, "sv": Swedish, "en": English}
