"""Where everything is: the program, the content in order of precedence, and the folder for work. No other module names
a content path.

A content file is named by its *place*, the path it has in the county's content (`site_src/site.yml`). The first root is
laid out like the checkout, with `questionnaire/` beside `site_src/`; another root is an overlay, a municipality's own,
laid out like `site_src/` itself. What it holds goes over the county's: see content/overlay.py.
"""

from dataclasses import dataclass
from pathlib import Path

QUESTIONNAIRE = "questionnaire"
SITE = "site_src"
SETTINGS = f"{SITE}/site.yml"
LANGUAGES = f"{SITE}/languages.yml"
REGIONS = f"{SITE}/regions.yml"
RULES = f"{SITE}/language-rules.yml"
SERVICES = f"{SITE}/services"
PAGES = f"{SITE}/pages"
WORDS = f"{SITE}/words"
MUNICIPALITIES = f"{SITE}/municipalities"
# What translations were made from, and who read them: kept by the program.
TRANSLATIONS = f"{SITE}/translations"
# The name of the county's own site among those of the municipalities, so that no copy can have it.
COUNTY_SITE = "county"
PTV_MAPPING = f"{SERVICES}/ptv-mapping.yml"
# What imports wrote, one file an organisation.
IMPORTED = f"{SERVICES}/ptv/"
# What was decided in reviews of the register.
PTV_REVIEW = f"{IMPORTED}review.yml"
PROGRAM = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Project:
    """The folders one command works with.

    `program` holds the code, the look and the npm packages; `roots` are content, the later ones over the earlier; `work`
    is where builds and proofs write on the way. `questionnaire` is another folder to take the first questionnaire from;
    it may do without guidance.
    """

    program: Path = PROGRAM
    roots: tuple[Path, ...] = (PROGRAM,)
    work: Path = PROGRAM / "build"
    questionnaire: Path | None = None

    @property
    def look(self) -> Path:
        """All that a browser shows, a folder a component."""
        return self.program / SITE / "look"

    def path(self, place: str) -> Path:
        """The file at a place: that of the last root which has it, or where the first one would."""
        return next((path for path in reversed(self.paths(place)) if path.exists()), self.paths(place)[0])

    @property
    def overlay(self) -> Path | None:
        """The folder of the municipality's own content, if this is a municipality's copy."""
        return self.roots[1] if len(self.roots) > 1 else None

    def paths(self, place: str) -> tuple[Path, ...]:
        """Where each root has, or would have, the file of a place, the county's first."""
        folder, _, below = place.partition("/")
        if folder == QUESTIONNAIRE and self.questionnaire:
            return (self.questionnaire / below,)
        overlays = self.roots[1:] if folder == SITE else ()
        return (self.roots[0] / place, *(root / below for root in overlays))

    def listed(self, folder: str, ending: str) -> tuple[str, ...]:
        """The places of all files below a folder, of every root, in the order of their names."""
        found = set()
        for path in self.paths(folder):
            found |= {f"{folder}/{file.relative_to(path).as_posix()}" for file in path.rglob(f"*{ending}")}
        return tuple(sorted(found))

    def name(self, path: Path) -> str:
        """A file as messages name it: relative to the root it lies in or to the program, else by its name alone."""
        for folder in (*self.roots, self.program):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return path.name


def of(root: Path | str, municipality: str = "", questionnaire: Path | str | None = None) -> Project:
    """The project in a checkout, or in a copy of its content; with the overlay of a municipality when one is named."""
    root = Path(root).resolve()
    overlays = (root / MUNICIPALITIES / municipality,) if municipality else ()
    other = Path(questionnaire).resolve() if questionnaire else None
    return Project(roots=(root, *overlays), work=root / "build", questionnaire=other)
