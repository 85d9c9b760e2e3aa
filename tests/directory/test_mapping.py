"""The mapping file that staff may change is content: its form is checked as all content is, and what it leads to exists."""

import pytest

from site_src.program.content.project import Project
from site_src.program.directory.ptv import mapping
from tests.content import copies

FILE = "site_src/services/ptv-mapping.yml"


@pytest.fixture
def root(tmp_path):
    return copies.copy(tmp_path / "copy")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "service_classes:\n",
            "service_classes:\n  P1: {needs: [jobb]}\n",
            "needs has no jobb. Use one of: work-ability, ",
        ),
        ("service_classes:\n", "service_classes:\n  P1: {ages: [99]}\n", "should be text, not 99. Change it."),
        ("service_classes:\n", "service_classes:\n  P1: {situations: [x]}\n", "situations has no x. Use one of: employed, "),
        (
            "organisations: {}",
            "organisations: {x: nobody}",
            "There is no organisation nobody. Use the id of one in the directory.",
        ),
        ("how:\n", "how:\n  xx: Moi\n", "There is no language xx. Use one of: fi, sv, en, fi-simple."),
        ('region: "17"', 'region: "17"\ncolour: red', 'The key "colour" is not used here.'),
        ("needs: [job]}", "need: [job]}", 'The key "need" is not used here. Use one of: ages, label, needs, old, situations.'),
        ("needs: [job]}", "needs: job}", '"needs" should be a list, not "job". Change it.'),
        ("{id}", "", "does not have the right form"),
    ],
)
def test_a_mistake_in_the_mapping_is_named(root, old, new, message):
    copies.change(root, FILE, old, new)

    (problem,) = copies.found(root, "mapping")
    assert problem.startswith(f"{FILE}:") and message in problem


def test_an_empty_mapping_is_named(root):
    (root / FILE).write_text("", encoding="utf-8")

    assert [f"{FILE}:1:1: The file should be a group of keys, not nothing. Change it."] == copies.found(root)


def test_a_missing_mapping_is_named(root):
    (root / FILE).unlink()

    assert [f"{FILE}:1:1: The file is missing. Put it back."] == copies.found(root)


def test_the_municipalities_are_those_of_the_regions(site_content):
    assert mapping.load(Project()).municipalities == set(site_content.regions["municipalities"])


def test_a_code_and_its_older_form_lead_to_the_same():
    events = mapping.load(Project()).tables["life_events"]

    assert events["KE8"] == events["v3018"]
