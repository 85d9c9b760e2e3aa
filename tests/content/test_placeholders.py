"""A stray brace never reaches a reader: a text uses the values that the program has for it, and no other braces."""

import pytest

from site_src.program.content import placeholders
from tests.content import copies


@pytest.mark.parametrize("text", ["{{date}}", "{%", "{a", "a}", "{}", "{date!r}", "{date:>9}", "{0}", "{other}", "{ date }"])
def test_a_brace_that_is_no_placeholder_of_the_text_is_refused(text):
    assert "Use only {date}." in placeholders.problem("report/checked", text)


def test_a_placeholder_of_the_text_is_right():
    assert placeholders.problem("report/checked", "Tarkistettu: {date}.") is None


def test_a_text_without_values_may_have_no_brace():
    assert "Write it without { and }." in placeholders.problem("report/title", "Seuraava {step}")


def test_check_tells_what_only_a_reader_would_have_met(tmp_path):
    root = copies.copy(tmp_path / "copy")
    copies.change(root, "questionnaire/texts/sv.yml", "Du litar på", "Du {litar på")
    for path in root.glob("site_src/services/**/*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace("crisis: true", "crisis: false"), encoding="utf-8")
    copies.change(root, "site_src/services/employment.yml", "services:\n  - id: ", "services:\n  - id: index\n    # ")

    found = copies.found(root, "texts", "directory")
    assert [problem for problem in found if "A brace in domain/work/strength/means is no placeholder" in problem]
    assert [problem for problem in found if "No published service is for a crisis in fi" in problem]
    assert [problem for problem in found if "The page of a service cannot be called index" in problem]
