"""A site with two questionnaires: each has its pages, words and result, and none sees the other's."""

import pytest

from tests.content import copies
from tests.site import second


@pytest.fixture
def root(tmp_path):
    return second.add(copies.copy(tmp_path / "copy"))


def test_a_second_questionnaire_added_by_the_recipe_has_no_problems(root):
    assert [] == copies.found(root)
