"""Builds of one checkout at the same time are each right, and the same content gives the same bytes."""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import sys
from dataclasses import replace
from pathlib import Path
from site_src.program import site
from site_src.program.content import project
here = replace(project.of(Path.cwd()), work=Path(sys.argv[3]))
site.build(here, Path(sys.argv[1]), [sys.argv[2]], say=lambda text: None, compressed=False)
"""


def start(checkout, out, code):
    """A build of one language of a checkout, which shares what earlier builds made."""
    return subprocess.Popen([sys.executable, "-c", BUILD, out, code, ROOT / "build"], cwd=checkout)


def with_turned_endings(folder):
    """A copy of the checkout as an editor or an archive of another system leaves it: lines end in CR LF."""
    for name in ("scoring", "site_src", "questionnaire"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("mkdocs.yml", "package.json", "LICENSE", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    for path in folder.rglob("*"):
        data = path.read_bytes() if path.is_file() else b"\0"
        if b"\0" not in data:
            path.write_bytes(data.replace(b"\n", b"\r\n"))
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def content(folder):
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def languages_in(made):
    """The folders of a built site that hold pages."""
    return {name.split("/")[0] for name in made if name.endswith("/index.html")}


def test_three_builds_at_once_are_each_right_and_equal_where_their_content_is(tmp_path):
    wanted = {"one": "fi", "other": "fi", "swedish": "sv"}
    running = [start(ROOT, tmp_path / name, code) for name, code in wanted.items()]

    assert [0, 0, 0] == [build.wait(120) for build in running]
    one, other, swedish = (content(tmp_path / name) for name in wanted)
    assert one == other
    assert ({"fi"}, {"sv"}) == (languages_in(one), languages_in(swedish))

    turned = with_turned_endings(tmp_path / "turned")
    assert 0 == start(turned, tmp_path / "again", "fi").wait(120)
    again = content(tmp_path / "again")
    assert [] == [name for name in one.keys() | again.keys() if one.get(name) != again.get(name)], "depends on line endings"
