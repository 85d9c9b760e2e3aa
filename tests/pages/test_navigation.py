"""The menu and the footer are content: which pages, in which order; and a page that nobody names is found all the same."""

import pytest

from site_src.program.content import content, project
from site_src.program.pages import pages
from tests.content import copies

PAGE = "---\ntitle: Tule käymään\ndescription: Missä olemme\nkind: page\n---\n\n# Tule käymään\n"


@pytest.fixture
def root(tmp_path):
    return copies.copy(tmp_path)


def menus(root, code, municipality=""):
    read = content.read(project.of(root, municipality=municipality))
    language = next(each for each in read.languages if each.code == code)
    made = pages.navigation(read, language, read.texts[code]["nav"])
    return {part: [entry["page"] for entry in found] for part, found in made.items()}, made


def test_the_settings_say_which_pages_stand_in_the_menu_and_in_which_order(root):
    copies.change(root, "site_src/site.yml", "header: [assessment, services, professionals]", "header: [services, partners]")

    named, made = menus(root, "en")
    assert ["services", "partners"] == named["header"]
    assert "Services" in made["header"][0]["title"]


def test_a_new_page_stands_in_the_footer_of_the_languages_that_have_it_under_its_title(root):
    (root / "site_src/pages/fi/kaynti.md").write_text(PAGE, encoding="utf-8")

    named, made = menus(root, "fi")
    assert "kaynti" == named["footer"][-1]
    assert "Tule käymään" == made["footer"][-1]["title"]
    assert "kaynti" not in menus(root, "sv")[0]["footer"]


def test_a_municipality_has_its_own_page_and_menu(root):
    copies.municipality(
        root,
        "village",
        {"site.yml": "name: Kylän polku\nnav: {header: [services]}\n", "pages/fi/kaynti.md": PAGE},
    )

    named, _ = menus(root, "fi", "village")
    assert ["services"] == named["header"]
    assert "kaynti" == named["footer"][-1]
