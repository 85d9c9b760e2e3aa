"""Errors that a person can cause and can mend."""


class Message(str):
    """A sentence in English that keeps its `template` and `values`, so that who shows it may say it in another language."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, values: dict[str, object]) -> "Message":
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made


def msg(template: str, /, **values: object) -> Message:
    """A message: `template` names its values in braces, which may be messages themselves."""
    return Message(template, values)


class Problems(ValueError):
    """One or more problems, each a whole sentence that says what is wrong and what to do."""

    def __init__(self, problems: list[Message]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
