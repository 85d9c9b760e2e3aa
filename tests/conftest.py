"""What every test may use: the real content, the scoring door, and the built site behind the production headers."""

import json
import os
from pathlib import Path

import pytest

from scoring import wire
from site_src.program.browser import bundle
from site_src.program.content import content as content_module
from site_src.program.content import project
from tests.ports import served

# One driver of browsers for a whole process: a second one in it refuses to start.
pytest_plugins = ["tests.visits"]

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def site_content():
    """All content files, read and checked for form."""
    return content_module.read(project.of(ROOT))


@pytest.fixture(scope="session")
def documents(site_content):
    """The content as the browser gets it: JSON texts by name."""
    return bundle.documents(site_content)


@pytest.fixture(scope="session")
def content(documents):
    """The content as the scoring reads it."""
    return wire.load(documents.__getitem__)


@pytest.fixture(scope="session")
def respond(documents):
    """The scoring door: answers in, result out, both as plain data."""
    door = wire.responder(documents.__getitem__)

    def ask(answers, language="fi", **more):
        return json.loads(door(json.dumps({"answers": answers, "language": language, **more})))

    return ask


@pytest.fixture(scope="session")
def built_site(tmp_path_factory):
    """The folder of the built site; `build.py test` has built it already and says where."""
    ready = os.environ.get("KYKYPOLKU_SITE")
    if ready:
        return Path(ready)
    from site_src.program import site

    out = tmp_path_factory.mktemp("built") / "site"
    site.build(project.of(ROOT), out, say=lambda text: None)
    return out


@pytest.fixture(scope="session")
def address(built_site):
    """Where the built site is served with the production headers."""
    with served(built_site) as at:
        yield at
