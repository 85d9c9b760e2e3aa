"""`new-municipality` writes a copy that can be read, or nothing, and says why."""

from types import SimpleNamespace

import pytest

from site_src.program.content import content, project
from site_src.program.host import municipalities
from tests.content import copies


@pytest.fixture
def start(tmp_path):
    """A function: what is said to some answers, and the folder of the copies."""
    here = project.of(copies.copy(tmp_path / "copy"))

    def start(**given):
        options = {"code": "Raahe", "id": None, "name": None, "languages": None, "address": None, **given}
        said = []
        municipalities.start(here, SimpleNamespace(**options), lambda _, offered: offered, said.append, said.append)
        return said[0], here.roots[0] / project.MUNICIPALITIES

    return start


def test_a_copy_holds_what_was_answered(start):
    said, folder = start(name="Raahen # 'polku'", address="https://example.org/x/", languages=["sv", "fi", "sv"])
    read = content.read(project.of(folder.parents[1], "raahe"))

    assert "Wrote site_src/municipalities/raahe/site.yml." in said
    assert {
        "name": "Raahen # 'polku'",
        "address": "https://example.org/x/",
        "languages": ["sv", "fi"],
    }.items() <= read.settings.items()
    assert "678" == read.settings["default_municipality"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"code": "Kajaani"}, "There is no municipality Kajaani."),
        ({"id": "../x"}, "'../x' cannot name a folder."),
        ({"languages": ["fi", "xx"]}, "There is no language xx."),
        ({"name": 'A "B" <x>'}, "does not have the right form. Write a name of at most 60 characters"),
        ({"address": "javascript:x"}, "does not have the right form. Write an address"),
    ],
)
def test_what_cannot_be_is_told_and_leaves_nothing(start, given, told):
    said, folder = start(**given)

    assert told in said
    assert not folder.exists() or not list(folder.iterdir())
