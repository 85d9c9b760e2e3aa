"""What `check` says of scoring rules: each mistake at its place, with what to do; nothing of rules that are right."""

import json
from pathlib import Path

import pytest

from site_src.program import checks, cli
from site_src.program.content import content as content_module
from site_src.program.content import project
from site_src.program.content.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]
QUESTIONNAIRE = {
    "id": "small",
    "version": "1.0.0",
    "status": "unvalidated",
    "scales": {"four": ["0", "1", "2", "3"], "words": ["never", "always"]},
    "steps": [
        {"id": "first", "items": [{"id": "sex", "type": "choice", "options": ["female", "male"]}]},
        {
            "id": "second",
            "items": [
                {"id": "a", "type": "scale", "scale": "four"},
                {"id": "b", "type": "scale", "scale": "four"},
                {"id": "w", "type": "scale", "scale": "words"},
                {"id": "num", "type": "number", "from": 10, "to": 50, "step": 0.5},
                {"id": "own", "type": "text"},
            ],
        },
    ],
}
BANDS = [
    {"id": "low", "from": 0, "below": 50, "reason": "for the test"},
    {"id": "high", "from": 50, "to": 100, "reason": "for the test"},
]
SCORING = {
    "bands": {"two": BANDS},
    "domains": {
        "d": {
            "method": "mean",
            "spread": [0, 100],
            "decimals": 0,
            "complete": {"at_least": "2/3"},
            "bands": "two",
            "items": ["a", "b"],
        }
    },
}


def read(folder, scoring, questionnaire=QUESTIONNAIRE):
    """The content of a questionnaire that is scored alone."""
    for name, data in (("questionnaire", questionnaire), ("scoring", scoring)):
        (folder / f"{name}.yml").write_text(json.dumps(data, indent=1), encoding="utf-8")
    return content_module.read(project.of(ROOT, questionnaire=folder))


def said(folder, scoring=None, questionnaire=None, **rule):
    """What is said of the small questionnaire with one thing changed; a None takes a key away."""
    scoring = scoring or {**SCORING, "domains": {"d": {**SCORING["domains"]["d"], **rule}}}
    domains = {
        name: {key: value for key, value in each.items() if value is not None} for name, each in scoring["domains"].items()
    }
    try:
        content = read(folder, {**scoring, "domains": domains}, questionnaire or QUESTIONNAIRE)
    except ContentError as error:
        return [str(problem) for problem in error.problems]
    return [str(problem) for problem in checks.questionnaire(content)]


def banded(*bands):
    return {"bands": {"two": [{**band, "reason": "for the test"} for band in bands]}, "domains": SCORING["domains"]}


def test_nothing_is_said_of_rules_that_are_right(tmp_path):
    assert said(tmp_path) == []


LOW, HIGH = ({key: value for key, value in band.items() if key != "reason"} for band in BANDS)
WRONG_BANDS = [
    ("the highest score in no band", [LOW, {**HIGH, "to": 90}], "as high as 100, which lies in no band"),
    ("the lowest score in no band", [{**LOW, "from": 1}, HIGH], "as low as 0, which lies in no band"),
    ("a gap", [LOW, {**HIGH, "from": 51}], "from 50 to 51 lie in no band"),
    ("an overlap", [LOW, {**HIGH, "from": 49}], "from 49 to 50 lie in two bands"),
    ("a band that ends before it begins", [{**LOW, "below": 0}, {**HIGH, "from": 0}], "ends before it begins"),
    ("a last band without an end", [LOW, {"id": "high", "from": 50, "below": 101}], "The last band has no `to`"),
    (
        "a band above every score",
        [LOW, {"id": "high", "from": 50, "below": 101}, {"id": "top", "from": 101, "to": 120}],
        "band top",
    ),
    ("a band below every score", [{"id": "less", "from": -9, "below": 0}, LOW, HIGH], "No answers lead to the band less"),
]


@pytest.mark.parametrize(("what", "bands", "message"), WRONG_BANDS, ids=[case[0] for case in WRONG_BANDS])
def test_bands_that_leave_somebody_out_or_that_nobody_reaches_are_said(what, bands, message, tmp_path):
    found = said(tmp_path, banded(*bands))

    assert any(message in line for line in found), found
    assert all(line.startswith(str(tmp_path)) or line.startswith("scoring.yml") for line in found)


WRONG_RULES = [
    ("more than the whole", {"complete": {"at_least": "3/2"}}, "Nobody can answer 3/2 of the items"),
    ("a spread without width", {"spread": [0, 0]}, "spread from 0 to 0 has no width"),
    ("a transform from no width", {"transform": {"from": [5, 5], "to": [0, 100]}}, "transform from 5 to 5 has no width"),
    ("a transform to no width", {"transform": {"from": [0, 100], "to": [7, 7]}}, "transform from 7 to 7 has no width"),
    ("an unsorted lookup", {"lookup": [[0, 0], [60, 100], [40, 50]]}, "40 does not come after 60"),
    ("a lookup with a step twice", {"lookup": [[0, 0], [60, 50], [60, 100]]}, "60 does not come after 60"),
    ("a step no score reaches", {"lookup": [[0, 0], [60, 100], [101, 50]]}, "No score reaches 101"),
    ("bands that are not there", {"bands": "three"}, "There are no bands three"),
    ("no method", {"method": None}, "has no method"),
    ("an item that is not there", {"items": ["a", "zzz"]}, "There is no item zzz"),
    ("an item twice", {"items": ["a", "b", "a"]}, "a stands twice in d"),
    ("own words", {"items": ["a", "own"]}, "which is never scored"),
    ("a choice turned", {"items": ["a", {"id": "sex", "reverse": True}]}, "has no scale to turn"),
    ("a negative weight in a mean", {"items": ["a", {"id": "b", "weight": -1}]}, "which only a plain sum can do"),
    ("values of a number", {"items": [{"id": "num", "values": {"few": 0, "many": 1}}]}, "Use lookup instead of values"),
    ("values that are all alike", {"items": [{"id": "w", "values": {"never": 1, "always": 1}}]}, "counts the same"),
    ("an option without a value", {"items": [{"id": "a", "values": {"0": 0, "1": 1}}]}, "no value for 2, 3"),
    ("an unsorted lookup of an item", {"items": [{"id": "num", "lookup": [[20, 1], [10, 0]]}]}, "10 does not come after 20"),
    ("a domain required that is not there", {"requires": ["zzz"]}, "zzz is no domain above this one"),
    ("a domain that requires itself", {"requires": ["d"]}, "d is no domain above this one"),
    ("bands by an option that is not there", {"bands_if": [{"when": {"sex": ["x"]}, "bands": "two"}]}, "sex has no option x"),
    ("bands by a range of words", {"bands_if": [{"when": {"w": {"at_least": 1}}, "bands": "two"}]}, "No answer to w is a number"),
    (
        "bands by a number out of reach",
        {"bands_if": [{"when": {"num": {"at_most": 9}}, "bands": "two"}]},
        "num goes from 10 to 50",
    ),
    ("bands by a number by name", {"bands_if": [{"when": {"num": ["10"]}, "bands": "two"}]}, "Use at_least or at_most"),
    ("a number that lies in no band", {"items": ["num"], "spread": None, "lookup": [[0, 0], [20, 120]]}, "as high as 120"),
]


@pytest.mark.parametrize(("what", "rule", "message"), WRONG_RULES, ids=[case[0] for case in WRONG_RULES])
def test_a_rule_that_cannot_be_is_said_at_its_place(what, rule, message, tmp_path):
    found = said(tmp_path, **rule)

    assert any(message in line for line in found), found
    assert all(line.split(": ")[0].count(":") == 2 for line in found)


WRONG_ITEMS = [
    ({"type": "number", "from": 5, "to": 5}, "The highest number, 5, must lie above 5"),
    ({"type": "number", "from": 0, "to": 10, "step": 3}, "do not lead to 10"),
    ({"type": "number", "from": 0, "to": 10, "step": 0.0001}, "Take larger steps"),
    ({"type": "number", "from": 0}, "has no to"),
    ({"type": "scale", "scale": "four", "unit": "kg"}, "Only a number has unit"),
]


@pytest.mark.parametrize(("item", "message"), WRONG_ITEMS, ids=[case[1] for case in WRONG_ITEMS])
def test_a_number_that_nobody_can_answer_is_said(item, message, tmp_path):
    steps = [*QUESTIONNAIRE["steps"], {"id": "third", "items": [{"id": "x", **item}]}]
    found = said(tmp_path, questionnaire={**QUESTIONNAIRE, "steps": steps})

    assert len(found) == 1 and message in found[0], found


def test_items_that_are_never_asked_together_are_not_added_up(tmp_path):
    steps = [
        QUESTIONNAIRE["steps"][0],
        {"id": "women", "asked_if": {"sex": ["female"]}, "items": [{"id": "a", "type": "scale", "scale": "four"}]},
        {"id": "men", "asked_if": {"sex": ["male"]}, "items": [{"id": "b", "type": "scale", "scale": "four"}]},
    ]
    bands = [{"id": "all", "from": 0, "to": 3, "reason": "the highest of one item"}]
    domain = {"method": "sum", "complete": {"missing_at_most": 0}, "bands": "one", "items": ["a", "b"]}

    assert said(tmp_path, {"bands": {"one": bands}, "domains": {"d": domain}}, {**QUESTIONNAIRE, "steps": steps}) == []


def test_what_may_be_missing_from_a_sum_lowers_it(tmp_path):
    ones = {"0": 1, "1": 2, "2": 3, "3": 4}
    bands = [{"id": "all", "from": 2, "to": 8, "reason": "two items of 1 to 4"}]
    domain = {"method": "sum", "bands": "one", "items": [{"id": "a", "values": ones}, {"id": "b", "values": ones}]}

    def found(missing):
        rule = {**domain, "complete": {"missing_at_most": missing}}
        return said(tmp_path, {"bands": {"one": bands}, "domains": {"d": rule}})

    assert found(0) == []
    assert ["as low as 1" in line for line in found(1)] == [True]


def test_a_whole_is_held_to_what_its_parts_can_be(tmp_path):
    part = {"method": "highest", "complete": {"at_least": "1/2"}, "items": ["a", "b"]}
    whole = {"method": "sum", "complete": {"missing_at_most": 0}, "bands": "one", "items": ["part", {"id": "w", "weight": -2}]}
    bands = [{"id": "all", "from": -2, "to": 2, "reason": "3 is left out"}]
    found = said(tmp_path, {"bands": {"one": bands}, "domains": {"part": part, "whole": whole}})

    assert ["whole can be as high as 3" in line for line in found] == [True]


def score(folder, capsys, scoring):
    """What `build.py score --questionnaire` says, and its exit status."""
    read(folder, scoring)
    (folder / "answers.json").write_text("{}", encoding="utf-8")
    status = cli.main(["score", "--answers", str(folder / "answers.json"), "--questionnaire", str(folder)])
    return status, capsys.readouterr()


def test_the_score_command_checks_another_questionnaire_and_says_all_at_once(tmp_path, capsys):
    wrong = {"d": {**SCORING["domains"]["d"], "spread": [0, 0], "items": ["a", "zzz"]}}
    status, said = score(tmp_path, capsys, {**SCORING, "domains": wrong})

    assert (status, said.out) == (1, "")
    assert "has no width" in said.err and "There is no item zzz" in said.err


def test_the_score_command_scores_a_questionnaire_that_is_right(tmp_path, capsys):
    status, said = score(tmp_path, capsys, SCORING)

    assert status == 0
    assert [(domain["id"], domain["score"], domain["applicable"]) for domain in json.loads(said.out)["domains"]] == [
        ("d", None, 2)
    ]


def test_the_score_command_says_when_the_questionnaire_is_no_folder(tmp_path, capsys):
    (tmp_path / "answers.json").write_text("{}", encoding="utf-8")
    answers = str(tmp_path / "answers.json")

    assert cli.main(["score", "--answers", answers, "--questionnaire", answers]) == 1
    assert "this is no folder" in capsys.readouterr().err
