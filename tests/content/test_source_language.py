"""Which language comes first is content: no code names Finnish, so it can be left out of a site, or have another code."""

import re

import pytest

from site_src.program.content import content, project
from site_src.program.pages import pages
from tests.content import copies

CODE = "suomi"
KEY = re.compile(r"(?<![\w-])fi:(?=\s)")


@pytest.fixture
def root(tmp_path):
    return copies.copy(tmp_path / "copy")


def cards(read, language):
    """All that a result and a directory can show of the services in a language."""
    parts = pages.Parts(read, language, None)
    return [parts.result_cards(), parts.services(), parts.help_now()]


def rename(root):
    """Gives the source language another code wherever the content names it."""
    for file in ("site_src/languages.yml", "site_src/site.yml"):
        path = root / file
        text = path.read_text("utf-8").replace("code: fi,", f"code: {CODE},").replace("[fi,", f"[{CODE},")
        path.write_text(text.replace("names_from: fi,", f"names_from: {CODE},"), "utf-8")
    rules = root / "site_src/language-rules.yml"
    for path in set((root / "site_src").rglob("*.yml")) - {rules}:
        path.write_text(KEY.sub(f"{CODE}:", path.read_text("utf-8")), "utf-8")
    for folder in ("site_src/words", "questionnaire/texts"):
        path = root / folder / "fi.yml"
        text = path.read_text("utf-8").replace("language: fi\n", f"language: {CODE}\n")
        path.with_stem(CODE).write_text(text, "utf-8")
        path.unlink()
    # Words and grammar there are a spoken language's, the rest is the code's.
    sections = re.split(r"^(?=\w+:)", rules.read_text("utf-8"), flags=re.MULTILINE)
    named = [KEY.sub(f"{CODE}:", each) if each.startswith(("limits", "accepted", "exceptions")) else each for each in sections]
    rules.write_text(re.sub(r"(pages|words|texts)/fi([/.])", rf"\1/{CODE}\2", "".join(named)), "utf-8")
    (root / "site_src/pages/fi").rename(root / "site_src/pages" / CODE)


def test_finnish_can_be_left_out_of_the_languages_of_a_site(root, site_content):
    copies.change(root, "site_src/site.yml", "languages: [fi, sv, en, fi-simple]", "languages: [sv, en]")
    read = content.read(project.Project(roots=(root,)))
    swedish = read.languages[0]

    assert [] == copies.found(root)
    assert "sv" == swedish.code
    assert cards(site_content, site_content.languages[1])[0] == cards(read, swedish)[0]


def test_the_source_language_can_have_another_code(root, site_content):
    rename(root)
    read = content.read(project.Project(roots=(root,)))

    assert [] == copies.found(root)
    assert CODE == read.source
    for before, after in zip(site_content.languages, read.languages, strict=True):
        assert cards(site_content, before) == cards(read, after), before.code
