"""Problems in content and in imports: where, what is wrong, what to do. Gathered all, then reported at once."""

from dataclasses import dataclass, field

# A message is read as one; the lists of ids in it are cut before they get this long.
LONGEST = 1200


def shown(text, longest=60, keep_end=False):
    """A text as a message quotes it: on one line, and cut when it is long, in the middle when its end matters."""
    text = " ".join(text[: 2 * longest].split()) + text[2 * longest :] if "\n" in text[: 2 * longest] else text
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]} … {text[-longest // 3 :]}" if keep_end else f"{text[: longest - 1]}…"


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

    def __post_init__(self):
        # A mistake may quote what stands there, and that may be a megabyte on one line.
        object.__setattr__(self, "message", shown(self.message, LONGEST, keep_end=True))

    @classmethod
    def at(cls, place, message, warning=False):
        """A problem of a place without lines: `services.xlsx: services, row 5`."""
        file, _, part = place.partition(": ")
        return cls(file, 0, 0, message, warning, part)

    @property
    def place(self):
        """Where it is, as people read it."""
        return self.file + (f":{self.line}:{self.column}" if self.line else "") + (f": {self.part}" if self.part else "")

    def __str__(self):
        mark = "warning: " if self.warning else ""
        return f"{self.place}: {mark}{self.message}"


class ContentError(Exception):
    """The content cannot be built, or the import not be taken, as it is; `problems` says why, by their place."""

    def __init__(self, problems):
        # Places without lines stay in the order of what was read: item 2 comes before item 10.
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column))
        super().__init__("\n".join(map(str, self.problems)))


def errors(problems):
    """The problems that stop a build."""
    return [problem for problem in problems if not problem.warning]
