"""Problems in content: where, what is wrong, what to do. Gathered all, then reported at once."""

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """One problem at a place in a file; line and column count from 1. A warning doesn't stop a build."""

    file: str
    line: int
    column: int
    message: str
    warning: bool = field(default=False, compare=False)

    def __str__(self):
        mark = "warning: " if self.warning else ""
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.message}"


class ContentError(Exception):
    """The content cannot be built as it is; `problems` says why."""

    def __init__(self, problems):
        self.problems = sorted(problems)
        super().__init__("\n".join(map(str, self.problems)))


def errors(problems):
    """The problems that stop a build."""
    return [problem for problem in problems if not problem.warning]
