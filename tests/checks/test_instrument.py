"""The check of roles, bands and item types says what is missing, what is wrong, and what to do."""

import json
from dataclasses import replace

import pytest

from site_src.program import checks
from site_src.program.content import strict_yaml

QUESTIONNAIRE = "questionnaire/questionnaire.yml"
SCORING = "questionnaire/scoring.yml"
GUIDANCE = "questionnaire/guidance.yml"


@pytest.fixture
def found(site_content):
    """The problems of the real questionnaire with something changed in one file."""

    def check(file, change):
        document = site_content.documents[file]
        data = json.loads(json.dumps(document.data))
        change(data)
        documents = {**site_content.documents, file: strict_yaml.Document(file, data, document.marks)}
        problems = checks.questionnaire(replace(site_content, documents=documents))
        return [str(problem) for problem in problems if not problem.warning]

    return check


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ({"age": "years"}, "There is no item years, so none has the role age."),
        ({"age": "own.well"}, "The item own.well is of type text, and the role age needs one of several options."),
        ({"age": "hopes.barriers"}, "The item hopes.barriers is of type choices"),
        ({"municipality": "age"}, "The item with the role municipality must have the municipalities as its options."),
        ({"age": "municipality"}, "The item with the role age can't have the municipalities as its options."),
        ({"municipality": None}, "municipality asks for a municipality without being the item for it."),
        ({"wish": None}, "No item has the role wish. Give one that role in questionnaire.yml"),
        ({"wish": "hopes.next"}, "hopes.next has no option work-ability."),
    ],
)
def test_a_role_of_a_wrong_item_is_told(roles, said, found):
    assert any(said in problem for problem in found(QUESTIONNAIRE, lambda data: data["roles"].update(roles)))


def test_a_missing_role_is_told_and_a_role_that_no_item_has_is_not(found):
    said = found(QUESTIONNAIRE, lambda data: data["roles"].pop("age"))

    assert any("The role age is missing. Name its item, or null where none asks it." in problem for problem in said)
    assert [] == found(QUESTIONNAIRE, lambda data: data["roles"].update(age=None))


def test_a_band_must_say_what_it_means_and_mean_one_thing(found):
    def other(data):
        data["bands"]["second"] = [{**data["bands"]["resident"][0], "kind": "strength"}, *data["bands"]["resident"][1:]]

    without = found(SCORING, lambda data: data["bands"]["resident"][1].pop("kind"))
    assert any("The band varies does not say what it means. Give it a kind" in problem for problem in without)
    assert any("The band attention means attention elsewhere." in problem for problem in found(SCORING, other))


def test_a_route_may_read_only_what_the_first_step_asks(found):
    said = found(QUESTIONNAIRE, lambda data: data["routes"].insert(0, {"id": "early", "when": {"mood.joy": ["never"]}}))

    assert any("The route early reads mood.joy, which the first step does not ask." in problem for problem in said)


def test_a_wish_without_a_need_must_be_meant(found):
    said = found(GUIDANCE, lambda data: data.pop("no_need"))
    both = found(GUIDANCE, lambda data: data["no_need"].extend(["body", "flying"]))

    assert any("The wish nothing leads to no need." in problem for problem in said)
    assert any("body leads to the need body. Remove it here." in problem for problem in both)
    assert any("flying is no option of help.first. Remove it here." in problem for problem in both)


def test_an_item_whose_type_is_not_ordered_can_not_be_turned_and_own_words_never_count(found):
    def turned(data):
        data["domains"]["work"]["items"] += [{"id": "hopes.next", "reverse": True}, "own.well"]

    said = found(SCORING, turned)

    assert any("The item hopes.next has no scale to turn." in problem for problem in said)
    assert any("The item own.well is of type text, which is never scored." in problem for problem in said)
