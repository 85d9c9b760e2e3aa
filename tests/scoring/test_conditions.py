import pytest

from scoring.conditions import holds, names, supporting

FACTS = {"situation": ("employed",), "barriers": ("health", "money"), "rating": ("4",), "route": ()}

HOLDING = [
    {},
    {"situation": ["employed", "entrepreneur"]},
    {"barriers": ["money"]},
    {"situation": ["*"]},
    {"rating": {"at_most": 4}},
    {"rating": {"at_least": 2, "at_most": 4}},
    {"not": {"situation": ["jobseeker"]}},
    {"not": {"route": ["*"]}},
    {"any": [{"situation": ["jobseeker"]}, {"barriers": ["health"]}]},
    {"all": [{"situation": ["employed"]}, {"rating": {"at_least": 4}}]},
    {"situation": ["employed"], "barriers": ["health"]},
]
NOT_HOLDING = [
    {"situation": ["jobseeker"]},
    {"missing": ["*"]},
    {"missing": {"at_most": 4}},
    {"rating": {"at_least": 5}},
    {"situation": {"at_least": 0}},
    {"not": {}},
    {"any": [{"situation": ["jobseeker"]}]},
    {"situation": ["employed"], "barriers": ["skills"]},
]


@pytest.mark.parametrize("condition", HOLDING)
def test_a_condition_holds_when_all_its_keys_do(condition):
    assert holds(condition, FACTS)


@pytest.mark.parametrize("condition", NOT_HOLDING)
def test_a_condition_fails_when_one_key_does(condition):
    assert not holds(condition, FACTS)


def test_names_lists_every_fact_a_condition_reads_once():
    condition = {"all": [{"a": ["x"]}, {"not": {"b": ["y"]}}], "a": ["z"]}

    assert names(condition) == ("a", "b")


def test_supporting_names_only_the_facts_that_made_it_hold():
    condition = {"any": [{"situation": ["employed"]}, {"barriers": ["skills"]}, {"rating": {"at_most": 5}}]}

    assert supporting(condition, FACTS) == ("situation", "rating")


def test_supporting_is_empty_when_the_condition_does_not_hold():
    assert supporting({"situation": ["employed"], "barriers": ["skills"]}, FACTS) == ()
