"""How answers become domain scores, on a questionnaire small enough to follow by hand."""

import pytest

from scoring import engine
from scoring.errors import Problems
from scoring.model import Content, Guidance, Route, rules_from, steps_from

SCALE = ["never", "seldom", "sometimes", "often", "always"]
BANDS = [{"id": "low", "from": 0, "below": 50}, {"id": "high", "from": 50, "to": 100}]
DOMAIN = {
    "items": ["a", "b", "c"],
    "method": "mean",
    "spread": [0, 100],
    "complete": {"at_least": "2/3"},
    "bands": "two",
}


def make(scoring=None, **rule):
    questionnaire = {
        "scales": {"often": SCALE},
        "steps": [
            {"id": "first", "items": [{"id": "situation", "type": "choice", "options": ["work", "home"]}]},
            {
                "id": "second",
                "items": [
                    {"id": "a", "type": "scale", "scale": "often"},
                    {"id": "b", "type": "scale", "scale": "often"},
                    {"id": "c", "type": "scale", "scale": "often", "asked_if": {"route": ["work"]}},
                    {"id": "r", "type": "rating"},
                    {"id": "words", "type": "text"},
                    {"id": "many", "type": "choices", "options": ["x", "y", "z"]},
                ],
            },
        ],
    }
    domain = {**DOMAIN, **rule}
    rules = rules_from(scoring or {"bands": {"two": BANDS}, "domains": {"d": domain}})
    routes = (Route("work", {"situation": ["work"]}), Route("other", {}))
    guidance = Guidance({}, (), {}, (), (), 5, 25)
    return Content("t", "1", "unvalidated", routes, steps_from(questionnaire), rules, guidance, (), {}, {}, {})


def score(content, **answers):
    raw = {key.replace("_", "."): value for key, value in answers.items()}
    return engine.score_domains(engine.ask(engine.check_answers(raw, content), content), content)[0]


def test_a_domain_is_the_mean_of_its_answered_items():
    assert score(make(), situation="work", a="never", b="sometimes", c="always").score == 50


def test_a_reverse_item_is_turned_before_it_counts():
    content = make(items=[{"id": "a", "reverse": True}, "b"])

    assert score(content, a="never", b="always").score == 100


def test_a_skipped_item_is_left_out_and_not_zero():
    content = make(items=["a", "b", "c"])

    assert score(content, situation="work", a="always", b="always").score == 100


def test_an_item_that_does_not_apply_leaves_the_denominator():
    result = score(make(), situation="work", a="always", b="does-not-apply", c="does-not-apply")

    assert (result.score, result.answered, result.applicable) == (100, 1, 1)


def test_a_domain_below_its_completeness_has_neither_score_nor_band():
    result = score(make(), situation="work", a="always")

    assert (result.score, result.band, result.answered, result.applicable) == (None, None, 1, 3)


def test_exactly_the_required_share_is_enough():
    assert score(make(), situation="work", a="always", b="never").score == 50


def test_a_hidden_items_answer_never_counts():
    result = score(make(), situation="home", a="always", b="always", c="never")

    assert (result.score, result.applicable) == (100, 2)


def test_nothing_answered_gives_no_score_even_when_nothing_is_required():
    assert score(make(complete={"missing_at_most": 9})).score is None


def test_at_most_one_missing_is_counted_among_applicable_items():
    content = make(complete={"missing_at_most": 1})

    assert score(content, situation="work", a="often", b="often").score == 75
    assert score(content, situation="work", a="often").score is None


def test_a_sum_adds_values_and_is_scaled_up_only_when_told():
    plain = make(method="sum", spread=None, complete={"missing_at_most": 1}, bands=None)
    prorated = make(method="sum", spread=None, complete={"missing_at_most": 1}, bands=None, prorate=True)

    assert score(plain, situation="work", a="always", b="sometimes").score == 6
    assert score(prorated, situation="work", a="always", b="sometimes").score == 9


def test_weights_and_own_values_replace_places_on_the_scale():
    values = dict(zip(SCALE, (0, 0, 1, 1, 2), strict=True))
    content = make(items=[{"id": "a", "values": values, "weight": 3}, "b"], method="sum", spread=None, bands=None)

    assert score(content, a="always", b="seldom").score == 7


def test_transform_maps_the_finished_score():
    content = make(items=["a", "b"], method="sum", spread=None, transform={"from": [0, 8], "to": [0, 100]})

    assert score(content, a="always", b="never").score == 50


def test_items_of_different_length_count_alike_when_spread():
    content = make(items=["a", "r"])

    assert score(content, a="always", r="0").score == 50


def test_a_score_on_a_cut_off_belongs_to_the_band_above():
    bands = make().rules[0].bands

    assert [engine.band_of(value, bands) for value in (0, 49, 50, 100)] == ["low", "low", "high", "high"]


def test_the_band_is_read_from_the_rounded_score_that_is_shown():
    bands = [{"id": "low", "from": 0, "below": 42}, {"id": "high", "from": 42, "to": 100}]
    content = make({"bands": {"two": bands}, "domains": {"d": {**DOMAIN, "decimals": 0}}})
    result = score(content, situation="work", a="never", b="sometimes", c="often")

    assert (result.score, result.band) == (42, "high")


BAD = [
    ("a list", ["a"], "one JSON object"),
    ("an unknown item", {"zzz": "never"}, "no such item"),
    ("an unknown option", {"a": "perhaps"}, "not one of its options"),
    ("a number for a rating", {"r": 5}, "not one of its options"),
    ("nothing at all as a value", {"a": None}, "not one of its options"),
    ("a list where one option is due", {"a": ["never"]}, "not one of its options"),
    ("one option where a list is due", {"many": "x"}, "given as a list"),
    ("an option twice", {"many": ["x", "x"]}, "given twice"),
    ("a number as own words", {"words": 7}, "must be text"),
    ("own words without end", {"words": "a" * 100_000}, "Shorten it"),
    ("ten thousand keys", {f"k{number}": "never" for number in range(10_000)}, "more than any questionnaire"),
]


@pytest.mark.parametrize(("what", "raw", "message"), BAD, ids=[case[0] for case in BAD])
def test_answers_that_are_not_answers_are_refused_with_a_reason(what, raw, message):
    with pytest.raises(Problems, match=message):
        engine.check_answers(raw, make())


def test_every_problem_is_told_at_once():
    with pytest.raises(Problems) as caught:
        engine.check_answers({"a": "perhaps", "zzz": "never", "words": 7}, make())

    assert len(caught.value.problems) == 3


def test_empty_own_words_and_empty_lists_are_skipped():
    assert engine.check_answers({"words": "  \n", "many": []}, make()) == {}


def test_a_reverse_item_with_values_of_its_own_is_turned_between_them():
    values = {"never": 1, "seldom": 2, "sometimes": 3, "often": 4, "always": 5}
    content = make(items=[{"id": "a", "reverse": True, "values": values}], method="sum", spread=None)

    assert score(content, a="never").score == 5
