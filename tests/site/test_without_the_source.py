"""A site without the language that its texts are written in first: the others stand alone, in pages, menus and results."""

import re

import pytest

from site_src.program import site
from site_src.program.content import content, project
from site_src.program.host import place
from tests.content import copies
from tests.ports import served

SERVICES = "site_src/services"
# The records of one file are enough to look at; the pages of all would take ten times as long.
SHOWN = "crisis.yml"
STATE = re.compile("state: (documented|confirmed)")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    root = copies.copy(tmp_path_factory.mktemp("translated"))
    copies.change(root, "site_src/site.yml", "languages: [fi, sv, en, fi-simple]", "languages: [sv, en]")
    for path in (root / SERVICES).rglob("*.yml"):
        if path.name != SHOWN:
            path.write_text(STATE.sub("state: unconfirmed", path.read_text("utf-8")), "utf-8")
    return content.read(project.Project(roots=(root,)))


@pytest.fixture(scope="module")
def built_site(read, tmp_path_factory):
    """The site as a build writes it, in the place of the usual one."""
    out = tmp_path_factory.mktemp("sites") / "site"
    with place.work_folder(place.base(read.project.work)) as folder:
        common = site.Common(read.project, folder, site.cache_of(read.project), False, lambda text: None)
        site.write(common, read, out, compressed=False)
    return out


@pytest.fixture(scope="module")
def address(built_site):
    with served(built_site) as where:
        yield where


def test_its_pages_and_menus_know_the_languages_of_the_site_alone(built_site):
    written = {path.relative_to(built_site).parts[0] for path in built_site.rglob("index.html")} - {"index.html"}
    pages = [path.read_text(encoding="utf-8") for path in built_site.rglob("*.html")]
    links = {link for text in pages for link in re.findall(r'href="((?:\.\./)*(?:\./)?fi(?:-simple)?/[^"]*)"', text)}

    assert {"sv", "en"} == written
    assert {"sv", "en-GB"} == {code for text in pages for code in re.findall(r'hreflang="([^"]+)"', text)}
    assert set() == links
    assert '<html lang="sv"' in (built_site / "index.html").read_text(encoding="utf-8")


def test_a_person_comes_to_a_result_in_the_first_of_them_and_changes_to_the_other(visit, address, read):
    opened = visit("/sv/assessment/")
    page = opened.page
    opened.wait_until_ready()
    for name, option in {"situation": "employed", "sensitive.safe": "not-always"}.items():
        page.locator(f"[name='{name}'][value='{option}']").evaluate("control => control.click()")
    opened.finish()

    for code in ("sv", "en"):
        if code == "en":
            page.locator("[data-language-link=en]").evaluate("link => link.click()")
        page.locator("[data-result]", has_text=read.texts[code]["need"]["safety"]["name"]).wait_for()
        assert read.lang_of(code) == page.locator("html").get_attribute("lang")
        assert page.locator("[data-result] [data-service]").count()
    assert [] == opened.complaints
