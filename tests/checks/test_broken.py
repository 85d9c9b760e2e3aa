"""Each message about content is told of a file that deserves it, in English and in Finnish: the cases stand in messages.yml."""

from pathlib import Path

import pytest
import yaml

from site_src.program.messages import extraction, told
from tests.checks.broken import Broken, templates
from tests.content import copies

HERE = Path(__file__).parent
WRITTEN = yaml.safe_load((HERE / "messages.yml").read_text(encoding="utf-8"))
CASES = WRITTEN["cases"]
ROOMS = ("checks/", "content/")


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    return Broken(copies.copy(tmp_path_factory.mktemp("content")))


@pytest.fixture(scope="module")
def seen():
    """The templates that each case has shown."""
    return []


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['en'][:60]}")
def test_a_broken_file_is_told_in_both_languages(case, broken, seen):
    here = [problem for problem in broken.told(case) if problem.file == case.get("at", case["file"])]
    seen.append(set().union(*(templates(problem.message) for problem in here)))

    said = [(problem.message, told(problem.message, "fi")) for problem in here]
    assert any(_is(case["en"], english) and _is(case["fi"], finnish) for english, finnish in said), said
    assert all(problem.line and problem.column for problem in here)


def _is(expected, said):
    """A list of all that may stand somewhere, and how many they are, changes with the content."""
    if expected.startswith("…"):
        return said.endswith(expected[1:])
    return said.startswith(expected[:-1]) if expected.endswith("…") else said == expected


def test_every_message_about_content_has_a_case_or_a_reason_to_have_none(seen):
    if len(seen) < len(CASES):
        pytest.skip("only some of the cases were tried here")
    of_content = {
        template for template, places in extraction.templates().items() if any(file.startswith(ROOMS) for file, _ in places)
    }
    without = {template for entry in WRITTEN["without"] for template in entry["messages"]}

    assert set() == of_content - set().union(*seen) - without
    assert set() == without - of_content, "these messages are no more"
