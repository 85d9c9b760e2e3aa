"""Messages for people, in English and in other languages: a message is English text that remembers how it was made.

`msg("There is no scale {scale}.", scale=name)` is a `Message`. What it says elsewhere stands in `<language>.po` beside
this file, by the English template, as gettext has it. Whatever shows a message to a person calls `told`.
"""

import errno
import os
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path

from scoring import errors

FOLDER = Path(__file__).parent
ENGLISH = "en"
LANGUAGES = (ENGLISH, *sorted(path.stem for path in FOLDER.glob("*.po")))
# Where machines say what language their user reads, the strongest first, as gettext looks.
VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

# A value in a template; two braces are one that is shown.
PLACEHOLDER = re.compile(r"(?<!{){[^{}]+}(?!})")

_chosen = ENGLISH


class Message(errors.Message):
    """English text that keeps its `template` and `values`; these may be messages themselves, or texts by language."""

    __slots__ = ()

    def __new__(cls, template: str, values: dict[str, object]) -> "Message":
        made = str.__new__(cls, template.format(**{name: _in(value, ENGLISH) for name, value in values.items()}))
        made.template, made.values = template, values
        return made

    def __str__(self) -> str:
        # An exception that carries a message gives it back whole.
        return self

    def __reduce__(self) -> tuple[type, tuple[str, dict[str, object]]]:
        return Message, (self.template, self.values)


def msg(template: str, /, **values: object) -> Message:
    """A message: `template` names its values in braces. Babel finds the templates by this name."""
    return Message(template, values)


def form(template: str, /) -> Callable[..., Message]:
    """A message whose values are given later. Babel finds its template as that of `msg`."""
    return partial(msg, template)


def kind(message: str) -> str:
    """What messages of one kind have in common, told with dots for their values."""
    template = message.template if isinstance(message, Message) else message
    return PLACEHOLDER.sub("…", catalogue(_chosen).get(template, template)).replace("{{", "{").replace("}}", "}")


def told(text: str, language: str | None = None) -> str:
    """A message in a language, or in the one chosen with `use`; text that is no message is told as it is."""
    if not isinstance(text, errors.Message):
        return text
    language = language or _chosen
    values = {name: _in(value, language) for name, value in text.values.items()}
    return catalogue(language).get(text.template, text.template).format(**values)


def _in(value: object, language: str) -> object:
    """A value of a message as a language has it: another message, or content that stands there by language."""
    # What someone wrote wrongly may be a dict too; it is shown as it is.
    if isinstance(value, dict) and ENGLISH in value:
        return value.get(language) or value[ENGLISH]
    return told(value, language) if isinstance(value, errors.Message) else value


@cache
def catalogue(language: str) -> dict[str, str]:
    """What each English template says in a language; nothing for English, and for templates that nobody has translated."""
    if language == ENGLISH:
        return {}
    # Babel takes a while to load, and who reads English does without.
    from babel.messages.pofile import read_po

    with (FOLDER / f"{language}.po").open("rb") as stream:
        return {str(entry.id): str(entry.string) for entry in read_po(stream, locale=language) if entry.id and entry.string}


def say(text: str) -> None:
    """Shows a message to the person at the terminal, in their language."""
    print(told(text), file=sys.stderr, flush=True)


# What a machine says when it refuses, in words that tell what is the matter.
SYSTEM = {
    errno.ENOENT: msg("it is not there"),
    errno.EACCES: msg("you have no right to it"),
    errno.EPERM: msg("you have no right to it"),
    errno.EISDIR: msg("it is a folder"),
    errno.ENOTDIR: msg("what should be a folder is a file"),
    errno.EEXIST: msg("it is there already"),
    errno.ENOSPC: msg("the disk is full"),
    errno.EDQUOT: msg("your share of the disk is full"),
    errno.EROFS: msg("nothing can be written there"),
    errno.EADDRINUSE: msg("another program uses it"),
    errno.EMFILE: msg("too many files are open"),
    errno.ENOMEM: msg("the memory is full"),
    errno.ELOOP: msg("its link leads in a circle"),
    errno.ENAMETOOLONG: msg("its name is too long"),
    errno.EIO: msg("the disk does not answer"),
}


def of_system(error: OSError) -> str:
    """Why the machine refused something, in words that follow a colon."""
    return SYSTEM.get(error.errno or 0, (error.strerror or "").lower() or msg("the machine does not say why"))


def use(language: str | None) -> None:
    """Chooses the language in which messages are told from now on: the one named, or the machine's."""
    global _chosen
    _chosen = language or of_machine(os.environ)


def chosen() -> str:
    """The code of the language in which messages are told."""
    return _chosen


def translated(text: str) -> str:
    """What a text says in the chosen language: for libraries that ask as they would ask gettext."""
    return catalogue(_chosen).get(text, text)


def of_machine(environment: Mapping[str, str]) -> str:
    """The language of LANGUAGES that a machine's environment asks for; English where it asks for another."""
    asked = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    codes = [code.split("_")[0].split(".")[0].lower() for code in asked.split(":")]
    return next((code for code in codes if code in LANGUAGES), ENGLISH)
