"""What holds for every resident, whatever they answer."""

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.model import DOES_NOT_APPLY
from tests import residents

SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SEEDS = st.integers(min_value=0, max_value=2**32)
BETTER = {"never": "seldom", "seldom": "sometimes", "sometimes": "often", "often": "always"}


@SETTINGS
@given(seed=SEEDS)
def test_every_shown_domain_lies_between_0_and_100_and_has_a_band(seed, content, respond):
    for domain in respond(residents.answers(content, seed))["domains"]:
        assert (domain["score"] is None) == (domain["band"] is None)
        assert domain["score"] is None or 0 <= domain["score"] <= 100
        assert 0 <= domain["answered"] <= domain["applicable"]


@SETTINGS
@given(seed=SEEDS)
def test_the_order_in_which_answers_are_given_changes_nothing(seed, content, respond):
    answers = residents.answers(content, seed)

    assert respond(answers) == respond(dict(reversed(answers.items())))


@SETTINGS
@given(seed=SEEDS)
def test_a_hidden_items_answer_changes_nothing(seed, content, respond):
    answers = {**residents.answers(content, seed), "situation": "jobseeker"}
    hidden = [key for key in answers if key.startswith("conditions.")]
    without = {key: value for key, value in answers.items() if key not in hidden}

    assert respond(answers) == respond(without)


@SETTINGS
@given(seed=SEEDS, data=st.data())
def test_a_better_answer_never_lowers_a_domain(seed, data, content, respond):
    answers = residents.answers(content, seed)
    plain = {scored.id: scored.reverse for rule in content.rules for scored in rule.items if content.items[scored.id].scale}
    candidates = [key for key in plain if answers.get(key) in BETTER]
    if not candidates:
        return
    item = data.draw(st.sampled_from(candidates))
    moved = {**answers, item: BETTER[answers[item]]}
    before, after = ({domain["id"]: domain["score"] for domain in respond(each)["domains"]} for each in (answers, moved))
    domain = next(rule.domain for rule in content.rules if any(scored.id == item for scored in rule.items))
    if before.get(domain) is not None:
        first, second = (before[domain], after[domain]) if not plain[item] else (after[domain], before[domain])
        assert first <= second
    assert {key: value for key, value in before.items() if key != domain} == {
        key: value for key, value in after.items() if key != domain
    }


@SETTINGS
@given(seed=SEEDS)
def test_the_residents_wish_is_always_the_first_need(seed, content, respond):
    answers = residents.answers(content, seed)
    wish = answers.get("help.first")
    needs = respond(answers)["needs"]
    if wish in (None, "nothing"):
        return
    first = next(need for need in content.guidance.needs if need.id == needs[0]["id"])

    assert first.wish == wish


@SETTINGS
@given(seed=SEEDS)
def test_every_need_has_a_service_and_every_service_meets_a_need(seed, content, respond):
    result = respond(residents.answers(content, seed))
    needs = {need["id"] for need in result["needs"]}
    met = {reason["need"] for service in result["services"] for reason in service["reasons"]}

    assert needs == met


@SETTINGS
@given(seed=SEEDS)
def test_a_local_service_is_only_shown_in_its_own_municipality(seed, content, respond):
    answers = residents.answers(content, seed)
    shown = {service["id"] for service in respond(answers)["services"]}
    for service in content.services:
        if service.id in shown and service.municipalities:
            assert answers.get("municipality") in service.municipalities


@SETTINGS
@given(seed=SEEDS)
def test_no_placeholder_is_left_in_what_a_resident_reads(seed, content, respond):
    for language in content.languages:
        report = respond(
            {key: value for key, value in residents.answers(content, seed).items() if not key.startswith("own.")}, language
        )["report"]

        assert report and not re.search(r"{[a-z_]*}", json.dumps([section for section in report], ensure_ascii=False))


@SETTINGS
@given(seed=SEEDS)
def test_own_words_come_back_as_they_were_written(seed, content, respond):
    answers = residents.answers(content, seed)
    written = [answers[key] for key in ("own.well", "own.change") if answers.get(key)]
    said = respond(answers)["report"]["said"] or {"quotes": ()}

    assert written == [quote["answer"] for quote in said["quotes"]]


@SETTINGS
@given(
    answers=st.dictionaries(
        st.text(max_size=30),
        st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=50), st.lists, max_leaves=5),
        max_size=8,
    )
)
def test_garbage_is_refused_in_words_and_never_scored(answers, documents):
    from scoring import wire

    reply = json.loads(wire.responder(documents.__getitem__)(json.dumps({"answers": answers, "language": "fi"})))

    assert not answers or reply["error"]["problems"]


@SETTINGS
@given(text=st.text(max_size=200))
def test_any_text_at_all_as_a_request_gets_a_reply(text, documents):
    from scoring import wire

    assert "problems" in wire.responder(documents.__getitem__)(text)


@SETTINGS
@given(seed=SEEDS)
def test_what_does_not_apply_is_never_counted(seed, content, respond):
    answers = residents.answers(content, seed)
    for rule in content.rules:
        everything = {scored.id: DOES_NOT_APPLY for scored in rule.items}
        domains = {domain["id"]: domain for domain in respond({**answers, **everything})["domains"]}
        if rule.domain in domains:
            assert domains[rule.domain]["score"] is None
        break
