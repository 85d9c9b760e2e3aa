"""Errors that a person can cause and can mend."""


class Problems(ValueError):
    """One or more problems, each a whole sentence that says what is wrong and what to do."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
