"""Builds of one checkout at the same time are each right, and the same content gives the same bytes."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = """
import sys
from pathlib import Path
from site_src.program import site
from site_src.program.content import project
site.build(project.of('.'), Path(sys.argv[1]), [sys.argv[2]], say=lambda text: None, compressed=False)
"""


def content(folder):
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def languages_in(made):
    """The folders of a built site that hold pages."""
    return {name.split("/")[0] for name in made if name.endswith("/index.html")}


def test_three_builds_at_once_are_each_right_and_equal_where_their_content_is(tmp_path):
    wanted = {"one": "fi", "other": "fi", "swedish": "sv"}
    running = [subprocess.Popen([sys.executable, "-c", BUILD, tmp_path / name, code], cwd=ROOT) for name, code in wanted.items()]

    assert [0, 0, 0] == [build.wait(120) for build in running]
    one, other, swedish = (content(tmp_path / name) for name in wanted)
    assert one == other
    assert ({"fi"}, {"sv"}) == (languages_in(one), languages_in(swedish))
