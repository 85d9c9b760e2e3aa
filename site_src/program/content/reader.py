"""The text of a content file, whatever lies in its place: a problem, never a traceback and never an endless wait."""

import os
import re
import stat
from pathlib import Path

from site_src.program.content.problems import ContentError, Problem
from site_src.program.messages import msg, of_system

# Far above any file of ours (a county's import has 6 MB), far below what would hold up a check.
MAX_BYTES = 50_000_000
# Of the same mistake in one file, more than a person would read are cut.
MOST = 20
# What no reader sees and no format of ours carries: controls, spaces without width, marks that turn the writing direction of
# all that follows, half characters, and those of private use, of which the program uses two as marks of its own.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\ufeff\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]"
)


def text(path: Path, name: str) -> str:
    """The text of a file, called `name` in messages; its lines end in a line feed. Raises `ContentError`."""
    try:
        with open(path, "rb", opener=_without_waiting) as stream:
            kind = os.fstat(stream.fileno())
            if not stat.S_ISREG(kind.st_mode):
                raise _refused(name, msg("This is no ordinary file. Put the file itself there."))
            if kind.st_size > MAX_BYTES:
                raise _refused(name, msg("The file has over {megabytes} MB. Divide it.", megabytes=MAX_BYTES // 1_000_000))
            raw = stream.read()
    except IsADirectoryError:
        raise _refused(name, msg("A folder lies in the place of a file. Move the folder, and put the file there.")) from None
    except FileNotFoundError:
        what = (
            msg("This link leads nowhere. Put the file itself there.")
            if path.is_symlink()
            else msg("The file is missing. Put it back.")
        )
        raise _refused(name, what) from None
    except OSError as error:
        reason = of_system(error)
        raise _refused(
            name, msg("The file cannot be read: {reason}. Mend that, or put the file there anew.", reason=reason)
        ) from None
    return _decoded(raw, name)


def _without_waiting(path: str, flags: int) -> int:
    """Opens also a pipe that nobody writes to at once."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decoded(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in raw[:1000]:
        raise _refused(name, msg("The file is not UTF-8 but UTF-16 or no text. Save it as UTF-8."))
    try:
        found = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = msg("Byte {start} is not UTF-8. Save the file as UTF-8.", start=error.start)
        raise ContentError([Problem(name, *_place(raw[: error.start].decode("utf-8")), message)]) from None
    found = found.replace("\r\n", "\n").replace("\r", "\n")
    if unseen := [Problem(name, *_place(found[: each.start()]), unseen_message(each[0])) for each in UNSEEN.finditer(found)]:
        raise ContentError(unseen[:MOST])
    return found


def _place(before: str) -> tuple[int, int]:
    """The line and column that follow a text."""
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def unseen_message(character: str) -> str:
    """What is said of a character that nobody sees."""
    return msg("The character {character!r} has no place in a text. Remove it.", character=character)


def _refused(name: str, message: str) -> ContentError:
    return ContentError([Problem(name, 1, 1, message)])
