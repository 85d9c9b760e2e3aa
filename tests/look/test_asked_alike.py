"""The page and the scoring ask the same questions, for anybody's answers and at every depth."""

import json
import random
import subprocess
from pathlib import Path

from scoring import engine
from site_src.program.setup import tools
from tests import residents

ROOT = Path(__file__).resolve().parents[2]
COUNT = 300


def test_the_page_and_the_scoring_ask_the_same(content):
    draw = random.Random(1)
    steps = [step.id for step in content.steps]
    cases, expected = [], []
    for seed in range(COUNT):
        given = residents.answers(content, seed)
        answers = {key: list(value) if isinstance(value, list) else [value] for key, value in given.items()}
        answers = {key: value for key, value in answers.items() if value}
        depth = {"default": draw.choice(engine.DEPTHS), "whole": draw.sample(steps, draw.randint(0, 4))}
        cases.append({"answers": answers, "depth": depth})
        told = {key: tuple(value) for key, value in answers.items()}
        asked = engine.ask(told, content, engine.Depth(depth["default"], frozenset(depth["whole"])))
        expected.append({"route": asked.route, "items": list(asked.visible)})

    told = subprocess.run(
        [tools.node(), "tests/look/asked.mjs"],
        cwd=ROOT,
        input=json.dumps({"questionnaire": as_the_page_has_it(content), "cases": cases}),
        capture_output=True,
        text=True,
        check=True,
    )

    assert expected == json.loads(told.stdout)


def as_the_page_has_it(content):
    """The questionnaire as look/assessment/fields.mjs reads it from the page."""
    return {
        "routes": [{"id": route.id, "when": route.when} for route in content.routes],
        "steps": [
            {
                "id": step.id,
                "askedIf": step.asked_if,
                "scored": step.id in content.scored_steps,
                "items": [{"id": item.id, "askedIf": item.asked_if, "quick": item.quick} for item in step.items],
            }
            for step in content.steps
        ],
    }
