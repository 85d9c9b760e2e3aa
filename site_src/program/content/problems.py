"""Problems in content and in imports: where, what is wrong, what to do. Gathered all, then reported at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from site_src.program.messages import Message, msg

# A message is read as one; the lists of ids in it are cut before they get this long.
LONGEST = 1200
# The way to a value in a file: the keys and places in lists that lead there.
Keys = tuple[str | int, ...]
# Of what may stand somewhere, so many are named.
LISTED = 40


def shown(text: str, longest: int = 60, keep_end: bool = False) -> str:
    """A text as a message quotes it: on one line, and cut when it is long, in the middle when its end matters."""
    text = " ".join(text[: 2 * longest].split()) + text[2 * longest :] if "\n" in text[: 2 * longest] else text
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]} … {text[-longest // 3 :]}" if keep_end else f"{text[: longest - 1]}…"


def listed(names: Sequence[str], longest: int = LISTED) -> str:
    """Names in a row; of a long list the first, and how many more there are."""
    if len(names) <= longest:
        return ", ".join(names)
    return msg("{names} and {count} more", names=", ".join(names[:longest]), count=len(names) - longest)


def among(what: str, word: object, allowed: Iterable[object], remedy: str | None = None) -> Message:
    """What is wrong with a word, then the one that was probably meant, then what to do: to use one that is `allowed`, or the
    `remedy`."""
    known = [str(each) for each in allowed]
    if remedy is None:
        remedy = msg("Use one of: {listed}.", listed=listed(known)) if known else msg("Remove it.")
    by_name = {each.lower(): each for each in reversed(known)}
    if near := get_close_matches(str(word).lower(), by_name, n=1, cutoff=0.7):
        return msg("{what} Did you mean {near}? {remedy}", what=what, near=by_name[near[0]], remedy=remedy)
    return msg("{what} {remedy}", what=what, remedy=remedy)


@dataclass(frozen=True, order=True)
class Problem:
    """One problem at a place in a file; line and column count from 1, and a place without lines has none (0).

    `part` names a place in words: "services, row 5" of a workbook, "item 3" of an export. A warning doesn't stop a build.
    """

    file: str
    line: int
    column: int
    message: str
    warning: bool = field(default=False, compare=False)
    part: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        # A mistake may quote what stands there, and that may be a megabyte on one line.
        object.__setattr__(self, "message", shown(self.message, LONGEST, keep_end=True))

    @classmethod
    def at(cls, place: str, message: str, warning: bool = False) -> "Problem":
        """A problem of a place without lines: `services.xlsx: services, row 5`."""
        file, _, part = place.partition(": ")
        return cls(file, 0, 0, message, warning, part)

    @property
    def place(self) -> str:
        """Where it is, as people read it."""
        return self.file + (f":{self.line}:{self.column}" if self.line else "") + (f": {self.part}" if self.part else "")

    @property
    def told(self) -> Message:
        """All of it as one message, for a person who reads another language than English."""
        if self.warning:
            return msg("{place}: warning: {message}", place=self.place, message=self.message)
        return msg("{place}: {message}", place=self.place, message=self.message)

    def __str__(self) -> str:
        return self.told


class ContentError(Exception):
    """The content cannot be built, or the import not be taken, as it is; `problems` says why, by their place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        # Places without lines stay in the order of what was read: item 2 comes before item 10.
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column))
        super().__init__("\n".join(map(str, self.problems)))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if not problem.warning]
