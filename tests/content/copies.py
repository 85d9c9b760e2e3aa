"""A copy of the content with something broken in it, and what `check` says of it."""

import shutil
from pathlib import Path

from site_src.program import checks
from site_src.program.content import content, project
from site_src.program.content import copies as overlays
from site_src.program.content.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ("pages", "words", "services", "translations")


def copy(to):
    """The content alone, in the folder `to`, which is returned."""
    shutil.copytree(ROOT / "questionnaire", to / "questionnaire")
    for name in CONTENT:
        shutil.copytree(ROOT / "site_src" / name, to / "site_src" / name)
    for path in (ROOT / "site_src").glob("*.yml"):
        shutil.copy(path, to / "site_src")
    return to


def change(root, file, old, new):
    """Replaces a text that stands in a file, once."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def municipality(root, name, files):
    """Gives a copy a municipality's own content, and says where that is."""
    for file, text in files.items():
        path = root / "site_src/municipalities" / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root / "site_src/municipalities" / name


def accept(root, name):
    """Says that a municipality's content was made for the county's as it is."""
    overlays.accept(content.read(project.of(root, municipality=name)), "1.0.0")


def warnings(root, name):
    """What is told of a municipality's content that does not stop a build."""
    read = content.read(project.of(root, municipality=name))
    return [problem.message for problem in checks.municipality.problems(read) if problem.warning]


def found(root, *modules, municipality=""):
    """Every problem as text: of form, or of the checks named (as pages, texts, directory), or of all."""
    try:
        read = content.read(project.of(root, municipality=municipality))
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    if not modules:
        return [str(problem) for problem in checks.check(read) if not problem.warning]
    return [str(problem) for name in modules for problem in getattr(checks, name).problems(read) if not problem.warning]
