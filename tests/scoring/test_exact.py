"""The engine, and a reckoning written apart from it in the standard library's fractions, agree on rules of every kind."""

import json
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import engine, wire
from scoring.conditions import holds
from scoring.model import DOES_NOT_APPLY
from site_src.program.proof.exact import NOTHING, ExactRule, State
from tests import rules

SETTINGS = settings(max_examples=40, deadline=None)
SEEDS = st.integers(min_value=0, max_value=2**32)


def reckoned(exact_rules, asked):
    """(score, band) of every domain that has something asked, by the proof's own arithmetic."""
    found, parts = {}, {}
    for own in exact_rules:
        rule, state, there = own.rule, NOTHING, False
        for name in own.scored:
            if name in asked.visible:
                there = True
                option = asked.facts.get(name, (None,))[0]
                state = state if option == DOES_NOT_APPLY else own.count(state, name, option)
        for name in own.parts:
            if name in parts:
                there = True
                state = own.take(state, name, *parts[name])
        if not there:
            continue
        bands = next(place for place, (when, _) in enumerate(own.bands) if holds(when, asked.facts))
        required = all(parts.get(name, (False, None))[1] is not None for name in rule.requires)
        outcome = own.outcome(State(*state), bands, required)
        parts[rule.domain] = (state[0] > 0, outcome.score)
        found[rule.domain] = (outcome.score, outcome.band)
    return found


@SETTINGS
@given(seed=SEEDS)
def test_every_score_and_band_is_the_one_worked_out_apart(seed):
    documents, draw = rules.documents(seed)
    content = wire.load(documents.__getitem__)
    exact_rules = [ExactRule(rule, content.items) for rule in content.rules]
    for answers in rules.answers(draw, content, people=8):
        asked = engine.ask(engine.check_answers(answers, content), content)
        scores = engine.score_domains(asked, content)

        assert reckoned(exact_rules, asked) == {
            score.id: (None if score.exact is None else Fraction(str(score.exact)), score.band) for score in scores
        }


@SETTINGS
@given(seed=SEEDS)
def test_the_order_of_the_items_changes_no_score(seed):
    documents, draw = rules.documents(seed)
    content = wire.load(documents.__getitem__)
    (answers,) = rules.answers(draw, content)
    asked, scoring, _ = rules.made_up(seed)
    for rule in scoring["domains"].values():
        draw.shuffle(rule["items"])

    assert scored(wire.load(rules.files(asked, scoring).__getitem__), answers) == scored(content, answers)


def scored(content, answers):
    asked = engine.ask(engine.check_answers(answers, content), content)
    return engine.score_domains(asked, content)


@SETTINGS
@given(seed=SEEDS)
def test_a_score_is_a_number_that_json_can_hold(seed):
    documents, draw = rules.documents(seed)
    door = wire.responder(documents.__getitem__)
    (answers,) = rules.answers(draw, wire.load(documents.__getitem__))
    reply = json.loads(door(json.dumps({"answers": answers, "language": "fi"})))

    for domain in reply["domains"]:
        assert domain["score"] is None or isinstance(domain["score"], int | float)
