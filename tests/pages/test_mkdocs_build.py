"""A broken link in a written page is told at its line, and never as a traceback or in silence."""

import pytest

from site_src.program.pages import mkdocs_build


@pytest.fixture
def language(tmp_path):
    """A language folder with one page, staged as the build stages it; build(text) gives the problems."""

    def build(text):
        written, staged = tmp_path / "pages/fi", tmp_path / "stage/docs"
        for folder in (written, staged):
            folder.mkdir(parents=True)
            (folder / "index.md").write_text(text, encoding="utf-8")
        config = tmp_path / "stage/mkdocs.yml"
        config.write_text("site_name: test\nplugins: []\n", encoding="utf-8")
        return mkdocs_build.build(config, written, tmp_path)

    return build


def test_a_sound_page_has_no_problem(language):
    assert [] == language("# Page\n")


def test_a_broken_link_is_told_at_its_file_and_line(language):
    [problem] = language("# Page\n\nText.\n\nA [link](nowhere.md).\n")

    assert ("pages/fi/index.md", 5) == (problem.file, problem.line)
    assert "nowhere.md" in problem.message
    assert problem.message.endswith("Correct the link or the page.")
