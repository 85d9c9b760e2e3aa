"""The messages of the program, as Babel finds them. `python -m site_src.program.messages.extraction` brings `<language>.po` up
to date: new messages get an empty translation, those that are no more are left out."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from site_src.program.messages import FOLDER

PROGRAM = Path(__file__).resolve().parents[1]
# Where messages are made: the program's rooms by their names alone, and the scoring.
ROOTS = {PROGRAM: "", PROGRAM.parents[1] / "scoring": "scoring/"}
KEYWORDS = {"msg": None, "form": None}


def templates() -> dict[str, list[tuple[str, int]]]:
    """Every English template of the program, with the places (file, line) that use it."""
    found: dict[str, list[tuple[str, int]]] = {}
    for root, under in ROOTS.items():
        for file, line, template, _, _ in extract_from_dir(str(root), method_map=[("**.py", "python")], keywords=KEYWORDS):
            found.setdefault(str(template), []).append((under + file, line))
    return found


def bring_up_to_date(path: Path) -> None:
    """Writes the catalogue of a language anew, with what was translated before."""
    with path.open("rb") as stream:
        before = read_po(stream, locale=path.stem)
    fresh = Catalog(locale=path.stem)
    for template in templates():
        old = before.get(template)
        fresh.add(template, old.string if old else "")
    with path.open("wb") as stream:
        write_po(stream, fresh, omit_header=True, width=0, sort_output=False)


if __name__ == "__main__":
    for path in sorted(FOLDER.glob("*.po")):
        bring_up_to_date(path)
