"""Content with one broken file: the cases of messages.yml, and what is told of each."""

import itertools
from contextlib import contextmanager
from pathlib import Path

from site_src.program import checks
from site_src.program.content import content, project
from site_src.program.content.problems import ContentError
from site_src.program.messages import Message

NAME = "village"
# Reading every word takes a while, and says nothing about anything but words.
OF_LANGUAGE = ("words", "reading")
OTHERS = ("languages", "together", "directory", "coverage", "mapping", "pages", "freshness", "names", "municipality")
SETTINGS = 'name: Kylän polku\ndefault_municipality: "564"\n'


class Broken:
    """A copy of the content in `root`, in which a case breaks one file for a moment."""

    def __init__(self, root: Path):
        self.root, self.kept = root, {}
        self.overlay = root / "site_src/municipalities" / NAME

    def told(self, case: dict) -> list:
        """The problems of a case, of its file alone where it says nothing else."""
        with self._broken(case):
            return self._found(case)

    def _found(self, case):
        copy = project.of(self.root, municipality=NAME if case.get("municipality") else "")
        names = (*OTHERS, *(OF_LANGUAGE if case.get("language") else ()))
        try:
            read = content.read(copy, kept=self.kept)
            if case.get("production"):
                return checks.production(read)
            return [*checks.questionnaire(read), *itertools.chain(*(getattr(checks, name).problems(read) for name in names))]
        except ContentError as error:
            return error.problems

    @contextmanager
    def _broken(self, case):
        path = self.root / case["file"]
        before = path.read_bytes() if path.is_file() else None
        if case.get("municipality") and not self.overlay.exists():
            self.overlay.mkdir(parents=True)
            (self.overlay / "site.yml").write_text(SETTINGS, encoding="utf-8")
        try:
            _break(path, case)
            yield
        finally:
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink(missing_ok=True)
            if before is not None:
                path.write_bytes(before)


def _break(path, case):
    if "write" in case:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(case["write"], encoding="utf-8")
    elif "bytes" in case:
        path.write_bytes(bytes.fromhex(case["bytes"]))
    elif "old" in case:
        text = path.read_text(encoding="utf-8")
        assert case["old"] in text, f"{case['file']} has no {case['old']!r}"
        path.write_text(text.replace(case["old"], case["new"], 1), encoding="utf-8")
    else:
        path.unlink()
        if case.get("folder"):
            path.mkdir()
        if "link" in case:
            path.symlink_to(case["link"])


def templates(message) -> set:
    """The templates that a message is made of."""
    if not isinstance(message, Message):
        return set()
    return {message.template}.union(*(templates(value) for value in message.values.values()))
