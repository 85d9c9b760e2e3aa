"""A link leads to a place that its page has: a heading by the id that the build gives it, a generated part, a beginning."""

import re
from pathlib import Path

import pytest

from site_src.program.checks import pages as page_checks
from site_src.program.content import content, project
from site_src.program.pages import anchors, mkdocs_build
from tests.content import copies

ROOT = Path(__file__).resolve().parents[2]
WORDS = """
# Näin se käy {site}

## Väli otsikko

## Väli otsikko

### Oma { #oma-paikka }
"""


RIGHT = (
    "#nain-se-kay-kykypolku",
    "#vali-otsikko_1",
    "#oma-paikka",
    "#content",
    "privacy.md#content",
    "assessment.md#quick",
    "services.md#need=workplace",
    "help-now.md#emergency-112",
    "https://example.fi/#x",
)
# Each with the place that was probably meant.
WRONG = {
    "#vali-otsiko": "#vali-otsikko",
    "#väli-otsikko": "#vali-otsikko",
    "assessment.md#quik": "#quick",
    "services.md#ned=workplace": "#need=workplace",
    "help-now.md#emergncy-112": "#emergency-112",
}


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """The problems of the pages when one of them has these links, each on a line of its own."""
    root = copies.copy(tmp_path_factory.mktemp("anchors"))
    heading = "---\ntitle: Käynti\ndescription: Missä\nkind: page\n---\n"
    lines = [f"[täällä]({link})" for link in (*RIGHT, *WRONG)]
    (root / "site_src/pages/fi/kaynti.md").write_text("\n\n".join([heading + WORDS, *lines]), encoding="utf-8")
    return list(page_checks.problems(content.read(project.of(root))))


def test_a_link_to_no_place_is_told_at_its_line_with_the_nearest_place_and_no_other_is(told):
    first = WORDS.count("\n") + 8 + 2 * len(RIGHT)
    said = [(problem.place, problem.message.partition(" Use one of")[0]) for problem in told]

    assert said == [
        (
            f"site_src/pages/fi/kaynti.md:{first + 2 * place}:1",
            f"The link {link} leads to no place on the page {link.partition('#')[0] or 'kaynti.md'}. Did you mean {near}?",
        )
        for place, (link, near) in enumerate(WRONG.items())
    ]


def test_the_ids_of_the_words_are_those_that_the_build_writes(tmp_path):
    written, staged = tmp_path / "pages/fi", tmp_path / "stage/docs"
    written.mkdir(parents=True)
    staged.mkdir(parents=True)
    (staged / "kaynti.md").write_text(WORDS, encoding="utf-8")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("theme:")
    extensions = config[2].partition("markdown_extensions:")[2]
    text = f"site_name: x\nmarkdown_extensions:{extensions}"
    (tmp_path / "stage/mkdocs.yml").write_text(text, encoding="utf-8")
    assert [] == mkdocs_build.build(tmp_path / "stage/mkdocs.yml", written, tmp_path)

    html = (tmp_path / "stage/site/kaynti/index.html").read_text(encoding="utf-8")
    ids = re.findall(r'<h\d id="([^"]+)"', html)
    assert ["vali-otsikko", "vali-otsikko_1", "oma-paikka"] == ids[-3:]


def test_the_script_of_the_assessment_begins_in_the_ways_that_links_may_ask_for():
    script = (ROOT / "site_src/look/assessment/assessment.mjs").read_text(encoding="utf-8")
    listed = script.split("const BEGINNINGS = {")[1].split("\n}\n")[0]

    assert list(anchors.BEGINNINGS["assessment"]) == re.findall(r"'#(\w+)':", listed)
