"""What the sites of all municipalities cost together: from nothing, site by site, and after one changed sentence."""

import shutil
import time
from pathlib import Path

from site_src.program import site
from site_src.program.content import content, copies
from site_src.program.content import project as project_module
from site_src.program.content.project import MUNICIPALITIES, PAGES, SERVICES, SITE, TRANSLATIONS, WORDS
from site_src.program.host import place

SIZES = (1, 8, 31)
SENTENCE = "\nTämä lause on uusi.\n"
SETTINGS = "name: '{name}n oma sivu'\naddress: https://{id}.example/\ndefault_municipality: '{code}'\n"


def measure(project, say):
    """Builds the county's site and a made-up copy for each municipality, in a folder of work that is removed."""
    with place.work_folder(project.work) as folder:
        here, ids = _made_up(project, folder / "content")
        took = {count: _seconds(here, ids[:count], folder) for count in SIZES}
        first, last = took[SIZES[0]], took[SIZES[-1]]
        # Those of a size before are built already, and are looked at again.
        further = (last - took[SIZES[1]]) / (SIZES[-1] - SIZES[1])
        told = ", ".join(f"{count} in {seconds:.1f} s" for count, seconds in took.items())
        say(f"sites in every language, from nothing, those before kept: {told}; together {sum(took.values()):.1f} s")
        say(f"a further site: {further:.2f} s; ratio to the first {further / first:.3f}")
        same = _seconds(here, ids, folder)
        _write_on(here.roots[0] / PAGES / "fi/index.md")
        county = _seconds(here, ids, folder)
        own = here.roots[0] / MUNICIPALITIES / ids[-1] / "site.yml"
        own.write_text(own.read_text(encoding="utf-8").replace("oma sivu", "uusi sivu"), encoding="utf-8")
        copy = _seconds(here, ids, folder)
        say(
            f"all {len(ids)} sites again: {same:.1f} s with nothing changed, {county:.1f} s after a sentence of the county's, "
            f"{copy:.1f} s after a copy's new name"
        )


def _made_up(project, root):
    """A copy of the content in `root` with a municipality's copy for each municipality, and the ids of all sites."""
    for name in (*content.folders(project, content.read(project).settings), PAGES, WORDS, SERVICES, TRANSLATIONS):
        shutil.copytree(project.roots[0] / name, root / name)
    for path in (project.roots[0] / SITE).glob("*.yml"):
        shutil.copy(path, root / SITE)
    here = project_module.of(root)
    version, county = copies.version(project.program), content.read(here)
    for code, entry in county.regions["municipalities"].items():
        folder = root / MUNICIPALITIES / f"m{code}"
        folder.mkdir(parents=True)
        settings = SETTINGS.format(name=county.named(entry["name"]), id=folder.name, code=code)
        (folder / "site.yml").write_text(settings, encoding="utf-8")
        copies.accept(content.read(project_module.of(root, folder.name), county), version)
    return here, ["", *copies.ids(here)]


def _write_on(path: Path):
    path.write_text(path.read_text(encoding="utf-8") + SENTENCE, encoding="utf-8")


def _seconds(here, ids, folder):
    began = time.perf_counter()
    site.build_all(here, folder / "sites", ids, say=lambda text: None)
    return time.perf_counter() - began
