"""Why an import was refused: every reason at once, each with its place and the remedy."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing to know, and where: `file` or `file:line:column`, and the item of an export when there is one."""

    place: str
    message: str

    def __str__(self):
        return f"{self.place}: {self.message}"


class ExchangeError(Exception):
    """Nothing was written; `problems` says why, in the order of the files."""

    def __init__(self, problems):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
