"""Whoever follows the documents, command by command and edit by edit, in a fresh clone, gets what they say."""

import pytest

from site_src.program.release import ReleaseError, remote
from tests.documents import authoring, hosting, publishing, reader


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Where the pictures of what was seen are kept."""
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A clone in which a site is made and hosted."""
    return reader.clone(tmp_path_factory.mktemp("published") / "clone")


def followed(script, folder, chromium, shown):
    """What a document has left to follow after its script."""
    its = reader.Reader(script.DOCUMENT, folder, chromium, shown)
    script.follow(its)
    for seconds, command in its.took:
        print(f"{seconds:6.1f} s  {command}")
    return set(its.left) - set(script.NOT_FOLLOWED)


pytestmark = pytest.mark.skipif(not (reader.ROOT / ".git").exists(), reason="this copy of the project cannot be cloned")


def test_authoring_is_true_from_its_first_command_to_its_last(tmp_path, chromium, shown):
    assert set() == followed(authoring, reader.clone(tmp_path / "clone"), chromium, shown)


def test_publishing_leads_from_the_repository_as_it_is_to_a_site_on_a_host_and_back(published, chromium, shown):
    try:
        remote.rclone()
    except ReleaseError as error:
        pytest.skip(f"NOT TESTED: publishing. {error}")

    assert set() == followed(publishing, published, chromium, shown)


def test_hosting_leads_to_a_site_that_a_web_server_sends_as_it_should(published, chromium, shown):
    if not hosting.recipe() or not (published / "site").exists():
        pytest.skip(
            "NOT TESTED: hosting needs a published site and nginx, Apache or Caddy. Install one, such as apt-get install nginx."
        )

    assert set() == followed(hosting, published, chromium, shown)
