"""How answers become domain scores, on a questionnaire small enough to follow by hand."""

import pytest

from scoring import engine
from scoring.errors import Problems
from scoring.exact import exact
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
                    {"id": "many", "type": "choices", "options": ["x", "y", "z", "none"], "exclusive": ["none"]},
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

    assert [engine.band_of(exact(value), bands) for value in (0, 49, 50, 100)] == ["low", "low", "high", "high"]


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
    ("an option that stands alone beside another", {"many": ["x", "none"]}, "beside others"),
    ("what does not apply beside an answer", {"many": ["x", "does-not-apply"]}, "beside others"),
    ("an option twice", {"many": ["x", "x"]}, "given twice"),
    ("a number as own words", {"words": 7}, "must be text"),
    ("own words without end", {"words": "a" * 100_000}, "Shorten it"),
    ("ten thousand keys", {f"k{number}": "never" for number in range(10_000)}, "more than any questionnaire"),
]


@pytest.mark.parametrize(("what", "raw", "message"), BAD, ids=[case[0] for case in BAD])
def test_answers_that_are_not_answers_are_refused_with_a_reason(what, raw, message):
    with pytest.raises(Problems, match=message):
        engine.check_answers(raw, make())


def test_what_was_given_is_shown_as_it_stands_in_the_answers():
    with pytest.raises(Problems, match='a: "i,ä" is not one') as caught:
        engine.check_answers({"a": "i,ä", "r": None}, make())

    assert "r: null is not" in str(caught.value)


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


def test_half_a_point_is_rounded_up_whatever_the_order_of_the_answers():
    answers = ("3", "3", "3", "3", "1", "1", "1", "0")
    scores = set()
    for given in (answers, answers[::-1], answers[4:] + answers[:4]):
        scores.add(
            score(of_four(len(given), spread=[0, 100]), **{f"i{place}": option for place, option in enumerate(given)}).score
        )

    assert scores == {63}


def of_four(count, **rule):
    """`count` items of four options, their mean rounded."""
    names = [f"i{place}" for place in range(count)]
    questionnaire = {
        "scales": {"four": ["0", "1", "2", "3"]},
        "steps": [{"id": "only", "items": [{"id": name, "type": "scale", "scale": "four"} for name in names]}],
    }
    rules = rules_from(
        {"domains": {"d": {"method": "mean", "decimals": 0, "complete": {"at_least": "1/1"}, **rule, "items": names}}}
    )
    return Content("t", "1", "unvalidated", (), steps_from(questionnaire), rules, None, (), {}, {}, {})


def test_a_decimal_counts_as_it_is_written():
    content = make(items=[{"id": "a", "values": dict.fromkeys(SCALE, 1.005) | {"never": 0}}], spread=None, decimals=2)

    assert score(content, a="always").score == 1.01


@pytest.mark.parametrize(
    ("written", "expected"),
    [(0, "0/1"), (-3, "-3/1"), (0.1, "1/10"), (-1.25, "-5/4"), (1e-05, "1/100000"), (1e22, f"{10**22}/1"), ("21.50", "43/2")],
)
def test_a_number_is_exactly_what_is_written(written, expected):
    assert str(exact(written)) == expected


@pytest.mark.parametrize("written", ["", "-", "1.", ".5", "+1", "1,5", "١", "nan", "1/2", " 1", "--1", "1.-5"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ValueError, match="not a number"):
        exact(written)


def test_the_highest_and_the_lowest_of_several_items_can_be_the_score():
    highest = make(method="highest", spread=None, complete={"at_least": "1/3"}, bands=None)
    lowest = make(method="lowest", spread=None, complete={"at_least": "1/3"}, bands=None)

    assert score(highest, situation="work", a="seldom", b="always").score == 4
    assert score(lowest, situation="work", a="seldom", b="always").score == 1


def test_a_negative_weight_takes_away():
    content = make(items=["a", {"id": "b", "weight": -1}], method="sum", spread=None, bands=None)

    assert score(content, a="seldom", b="always").score == -3


NUMBERS = {
    "steps": [
        {"id": "first", "items": [{"id": "sex", "type": "choice", "options": ["female", "male"]}]},
        {"id": "second", "items": [{"id": "grip", "type": "number", "unit": "kg", "from": 0, "to": 90, "step": 0.5}]},
    ]
}


def of_numbers(scoring):
    return Content("t", "1", "unvalidated", (), steps_from(NUMBERS), rules_from(scoring), None, (), {}, {}, {})


def of_grip(**rule):
    """A number scored as it is, low in bands that depend on the sex."""

    def bands(cut):
        return [{"id": "low", "from": 0, "below": cut}, {"id": "usual", "from": cut, "to": 90}]

    own = {"method": "sum", "complete": {"missing_at_most": 0}, "items": ["grip"], **rule}
    return of_numbers({"bands": {"women": bands(16), "men": bands(27)}, "domains": {"strength": own}})


def test_a_number_counts_as_itself():
    assert score(of_grip(), grip="16.5").score == 16.5


def test_a_number_can_be_turned_spread_and_looked_up():
    def first(entry, **rule):
        return score(of_grip(items=[{"id": "grip", **entry}], **rule), grip="22.5").score

    assert first({"reverse": True}) == 67.5
    assert first({}, spread=[0, 100]) == 25
    assert first({"lookup": [[0, 0], [20, 1], [30, 2]]}) == 1
    assert first({"lookup": [[0, 0], [20, 1], [30, 2]], "reverse": True}) == 1
    assert first({"lookup": [[0, 0], [20, 1], [30, 4]]}, spread=[0, 100]) == 25


@pytest.mark.parametrize("number", ["", "90.5", "-1", "16.4", "16,5", "sixteen", "1e1", 16, None, ["16"], "9" * 50])
def test_a_number_that_cannot_be_is_refused_with_the_range(number):
    with pytest.raises(Problems, match="from 0 to 90 in steps of 0.5"):
        engine.check_answers({"grip": number}, of_grip())


def test_a_number_may_not_apply():
    assert score(of_grip(), grip="does-not-apply").applicable == 0


def test_bands_can_depend_on_another_answer():
    content = of_grip(bands="men", bands_if=[{"when": {"sex": ["female"]}, "bands": "women"}])

    assert score(content, sex="female", grip="20").band == "usual"
    assert score(content, sex="male", grip="20").band == "low"
    assert score(content, grip="20").band == "low"


def test_without_bands_of_their_own_others_get_a_score_and_no_band():
    content = of_grip(bands_if=[{"when": {"sex": ["female"]}, "bands": "women"}])

    assert (score(content, grip="20").score, score(content, grip="20").band) == (20, None)


def test_a_score_can_require_another():
    domains = {
        "first": {**DOMAIN, "items": ["a", "b"], "complete": {"missing_at_most": 0}},
        "second": {**DOMAIN, "items": ["c"], "requires": ["first"]},
    }
    content = make({"bands": {"two": BANDS}, "domains": domains})

    def second(**answers):
        asked = engine.ask(engine.check_answers(answers, content), content)
        return engine.score_domains(asked, content)[1].score

    assert second(situation="work", a="never", b="never", c="always") == 100
    assert second(situation="work", a="never", c="always") is None
