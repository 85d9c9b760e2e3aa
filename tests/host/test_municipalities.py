"""`new-municipality` writes a copy that can be read, or nothing, and says why."""

from types import SimpleNamespace

import pytest

from site_src.program import checks
from site_src.program.content import content, project
from site_src.program.content.problems import errors
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
        ({"id": "../x"}, '"../x" cannot name a folder.'),
        ({"id": "county"}, "county is the name of the county's own site."),
        ({"languages": ["fi", "xx"]}, "There is no language xx."),
        ({"name": 'A "B" <x>'}, "does not have the right form. Write a name of at most 60 characters"),
        ({"address": "javascript:x"}, "does not have the right form. Write an address"),
    ],
)
def test_what_cannot_be_is_told_and_leaves_nothing(start, given, told):
    said, folder = start(**given)

    assert told in said
    assert not folder.exists() or not list(folder.iterdir())


def test_the_check_of_the_county_tells_what_is_wrong_with_its_copies_once_and_nothing_of_its_own_again(tmp_path):
    root = copies.copy(tmp_path)
    copies.municipality(root, "raahe", {"site.yml": "default_municipality: '999'\n"})
    copies.municipality(root, "oulu", {"site.yml": "nme: Polku\n"})
    copies.change(root, "site_src/services/money.yml", "needs: [money]", "needs: [mony]")
    county = content.read(project.of(root))
    told = checks.check(county)

    assert ["There is no need mony."] == [problem.message[:22] for problem in errors(told)]
    assert [
        ("site_src/municipalities/oulu/site.yml", 'The key "nme" is not used here. Did you mean name?'),
        ("site_src/municipalities/raahe/site.yml", "There is no municipality 999."),
    ] == [(problem.file, problem.message.partition(" Use one of")[0]) for problem in errors(checks.copies(county, told))]
