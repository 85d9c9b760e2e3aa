"""A draft tells what is wrong with the content before it takes the program for the cause, and shows what was good."""

import pytest

from site_src.program.content import project
from site_src.program.watch.draft import Draft
from tests.content import copies


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return copies.copy(tmp_path_factory.mktemp("draft"))


@pytest.fixture
def reported():
    """What the terminal is told."""
    return []


@pytest.fixture
def draft(root, reported, tmp_path):
    made = Draft(project.Project(roots=(root,)), tmp_path, reported.extend)
    made.refresh(None)
    return made


@pytest.fixture
def change(root, draft):
    """Changes a file as a writer does, and takes it back at the end."""
    done = []

    def change(file, old, new):
        path = root / file
        done.append((path, path.read_bytes()))
        copies.change(root, file, old, new)
        draft.refresh([path])

    yield change
    for path, before in done:
        path.write_bytes(before)


def test_a_page_that_a_wrong_id_stops_stays_good_and_its_cause_is_told_once_in_the_page_and_the_terminal(draft, reported, change):
    good = draft.page("/fi/services/")
    change("site_src/services/business.yml", "organisation: employment-services", "organisation: employment-service")

    assert good == draft.page("/fi/services/") == draft.page("/fi/services/")
    assert ["site_src/services/business.yml"] == [problem.file for problem in reported]
    assert reported == draft.told


def test_a_link_that_leads_nowhere_is_told_in_the_terminal_too(draft, reported, change):
    change("site_src/pages/fi/privacy.md", "\n## ", "\n[x](nowhere.md)\n\n## ")
    draft.page("/fi/privacy/")

    assert ["site_src/pages/fi/privacy.md"] == [problem.file for problem in [*reported, *draft.told]][:1]
