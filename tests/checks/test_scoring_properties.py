"""Whatever passes the check scores; whatever does not is told at its place. Over made-up rules, whole and damaged."""

import copy
import json
import math
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring import wire
from site_src.program import checks
from site_src.program.content import content as content_module
from site_src.program.content import schema
from site_src.program.content.strict_yaml import Document
from tests import rules

SETTINGS = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SEEDS = st.integers(min_value=0, max_value=2**32)
ODD = (None, True, 0, -1, 1, 3, 1e9, 0.1, "", "zzz", "i0", "d0", "kind", "large", "3/2", "1/1", "mean", "sum", "highest")


def damaged(data, draw):
    """The same data with something taken away, doubled, swapped or replaced, a few times."""
    data = copy.deepcopy(data)
    for _ in range(draw.choice((1, 1, 2, 4))):
        places = list(_places(data))
        holder, key = draw.choice(places)
        how = draw.random()
        if how < 0.25:
            del holder[key]
        elif how < 0.5:
            other, other_key = draw.choice(places)
            holder[key] = copy.deepcopy(other[other_key])
        elif how < 0.6 and isinstance(holder, list):
            holder.insert(key, copy.deepcopy(holder[key]))
        else:
            holder[key] = draw.choice(ODD)
    return data


def _places(data):
    for key in range(len(data)) if isinstance(data, list) else list(data):
        yield data, key
        if isinstance(data[key], list | dict):
            yield from _places(data[key])


@pytest.fixture(scope="module")
def said(site_content):
    """A function: (what `check` says of a questionnaire, its content or None); every problem has a place."""
    kept = {file: document for file, document in site_content.documents.items() if not file.startswith("questionnaire/")}

    def of(asked, scoring):
        data = {"questionnaire": asked, "scoring": scoring}
        marks = {path: (number + 1, 1) for number, path in enumerate(_paths(data))}
        documents = {f"questionnaire/{name}.yml": Document(f"{name}.yml", data[name], _under(marks, name)) for name in data}
        found = [problem for name in data for problem in schema.problems(documents[f"questionnaire/{name}.yml"], name)]
        if found:
            return found, None
        content = content_module.SiteContent(site_content.project, {**kept, **documents})
        return checks.questionnaire(content), content

    return of


def _paths(data, path=()):
    yield path
    if isinstance(data, list | dict):
        for key in range(len(data)) if isinstance(data, list) else data:
            yield from _paths(data[key], (*path, key))


def _under(marks, name):
    return {path[1:]: mark for path, mark in marks.items() if path[:1] == (name,)}


def score(content, draw):
    """Some people's answers to it, scored by the door that browsers use."""
    read = rules.files(content.questionnaire, content.scoring).__getitem__
    door, model = wire.responder(read), wire.load(read)
    for answers in rules.answers(draw, model, people=6):
        yield json.loads(door(json.dumps({"answers": answers, "language": "fi"})))


@SETTINGS
@given(seed=SEEDS)
def test_what_passes_the_check_scores_and_what_does_not_is_told_at_its_place(seed, said):
    draw = random.Random(seed)
    asked, scoring, _ = rules.made_up(seed)
    whole = damaged({"questionnaire": asked, "scoring": scoring}, draw)
    found, content = said(whole.get("questionnaire"), whole.get("scoring"))
    if found:
        assert all(problem.line > 0 and problem.message.endswith(".") for problem in found)
        return
    for reply in score(content, draw):
        assert "error" not in reply
        assert all(domain["score"] is None or math.isfinite(domain["score"]) for domain in reply["domains"])


@SETTINGS
@given(seed=SEEDS)
def test_whole_rules_pass_but_for_bands_and_steps_that_nobody_reaches(seed, said):
    asked, scoring, draw = rules.made_up(seed)
    found, content = said(asked, scoring)

    told = [problem.message for problem in found]
    assert [
        message for message in told if "No answers lead to the band" not in message and "No score reaches" not in message
    ] == []
    assert all("error" not in reply for reply in score(content, draw))


@SETTINGS
@given(seed=SEEDS)
def test_bands_that_pass_take_every_score_that_everybody_s_answers_can_give(seed, said):
    asked, scoring, draw = rules.made_up(seed)
    # One domain of one kind, its bands cut to less than all.
    rule = {**next(iter(scoring["domains"].values())), "method": "mean", "bands": "some"}
    rule.pop("prorate", None), rule.pop("bands_if", None)
    rule["items"] = [{**part, "weight": abs(part.get("weight", 1))} for part in rule["items"]]
    low, high = sorted(draw.sample(range(-20, 120), 2))
    bands = [{"id": "only", "from": low, "to": high, "reason": "made up for a test"}]
    found, content = said(asked, {"bands": {"some": bands}, "domains": {"d": rule}})
    if found:
        return
    for reply in score(content, draw):
        assert all((domain["score"] is None) == (domain["band"] is None) for domain in reply["domains"])
