"""The proof follows rules of every kind: parts, the highest of several, numbers, bands by an answer, what is required."""

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import pytest

from scoring import wire
from site_src.program.content import strict_yaml
from site_src.program.proof import scores
from site_src.program.proof.cases import Population
from tests import rules

INSTRUMENTS = Path(__file__).resolve().parents[1] / "scoring/instruments"


def proven(name, change=lambda scoring: None):
    """(problems, bands reached, all bands) of an instrument's scores."""
    asked, scoring = (strict_yaml.load(INSTRUMENTS / name / f"{file}.yml", file).data for file in ("questionnaire", "scoring"))
    change(scoring)
    content = wire.load(rules.files(asked, scoring).__getitem__)
    problems = []
    found = SimpleNamespace(
        content=content,
        population=Population(content),
        numbers=Counter(),
        counterexamples=SimpleNamespace(write=lambda *_: ""),
        problem=lambda file, path, message: problems.append(message),
        text=lambda *_: None,
        agree=lambda *_: None,
    )
    scores.prove(found)
    return problems, found.numbers["bands"], found.numbers["bands_all"]


@pytest.mark.parametrize(("name", "bands"), [("audit-c", 4), ("mna-sf", 3), ("spane", 0)])
def test_every_state_of_the_new_kinds_of_rule_gets_the_score_its_rule_says(name, bands):
    problems, reached, every = proven(name)

    assert problems == []
    assert (reached, every) == (bands, bands)


def test_a_band_that_one_answer_makes_unreachable_is_found():
    def change(scoring):
        scoring["bands"]["men"][-1]["to"] = 11

    problems, _, _ = proven("audit-c", change)

    assert ["The scores 12 of total lie in no band" in problem for problem in problems] == [True]
