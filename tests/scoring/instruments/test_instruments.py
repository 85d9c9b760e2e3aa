"""Published scoring rules as content alone: structure and scoring, with placeholder ids instead of any item's words.

Every folder beside this file is one instrument. Its cases.yml says for each case where the expected value comes from:
a publication or an independent implementation, never our own engine.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scoring import wire
from scoring.engine import band_of
from scoring.exact import ZERO
from scoring.model import rules_from, steps_from
from site_src.program import checks
from site_src.program.content import content as content_module
from site_src.program.content import project, schema, strict_yaml
from site_src.program.content.problems import ContentError
from tests import rules

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
FOLDERS = sorted(path.parent for path in HERE.glob("*/cases.yml"))
CASE_KEYS = {"case", "answers", "expected", "origin"}


def load(folder, name):
    return strict_yaml.load(folder / f"{name}.yml", f"{folder.name}/{name}.yml")


DATA = {folder.name: {name: load(folder, name).data for name in ("questionnaire", "scoring", "cases")} for folder in FOLDERS}
CASES = [pytest.param(name, case, id=f"{name}: {case['case']}") for name, data in DATA.items() for case in data["cases"]["cases"]]
every_instrument = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@pytest.fixture(scope="module")
def doors():
    """Each instrument's scoring door, with what the browser would get of it."""
    return {name: wire.responder(rules.files(data["questionnaire"], data["scoring"]).__getitem__) for name, data in DATA.items()}


def test_seventeen_published_rules_are_described():
    assert len(FOLDERS) == 17


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_published_value_comes_out(name, case, doors):
    result = json.loads(doors[name](json.dumps({"answers": case["answers"], "language": "fi"})))
    found = {score["id"]: score for score in result["domains"]}

    assert set(case) == CASE_KEYS
    assert set(case["expected"]) == set(DATA[name]["scoring"]["domains"])
    for domain, expected in case["expected"].items():
        if expected == "absent":
            assert domain not in found
            continue
        score = expected["score"]
        assert found[domain]["score"] == (score if score is None else pytest.approx(score, abs=0.00005))
        assert found[domain]["band"] == expected["band"]


@every_instrument
def test_its_files_have_the_form_of_the_projects_own(folder):
    assert not schema.problems(load(folder, "questionnaire"), "questionnaire")
    assert not schema.problems(load(folder, "scoring"), "scoring")
    assert DATA[folder.name]["cases"]["source"]
    assert {path.name for path in folder.iterdir()} == {"questionnaire.yml", "scoring.yml", "cases.yml"}


@every_instrument
def test_the_check_has_nothing_to_say_of_it(folder, site_content):
    kept = {file: document for file, document in site_content.documents.items() if not file.startswith("questionnaire/")}
    own = {f"questionnaire/{name}.yml": load(folder, name) for name in ("questionnaire", "scoring")}
    content = content_module.SiteContent(site_content.project, {**kept, **own})

    assert checks.questionnaire(content) == []


@every_instrument
def test_its_scoring_names_what_there_is(folder):
    data = DATA[folder.name]
    items = {item.id: item for step in steps_from(data["questionnaire"]) for item in step.items}
    known = set(items)
    for rule in rules_from(data["scoring"]):
        assert {scored.id for scored in rule.items} <= known
        for scored in rule.items:
            assert not scored.values or set(scored.values) == set(items[scored.id].options)
        known.add(rule.domain)


@every_instrument
def test_its_cases_reach_every_band_and_a_missing_score(folder):
    data = DATA[folder.name]
    expected = [entry for case in data["cases"]["cases"] for entry in case["expected"].values() if entry != "absent"]
    bands = {band["id"] for bands in data["scoring"].get("bands", {}).values() for band in bands}

    assert bands <= {entry["band"] for entry in expected}
    assert any(entry["score"] is None for entry in expected)


@every_instrument
def test_its_bands_leave_no_gap_and_no_overlap(folder):
    for rule in rules_from(DATA[folder.name]["scoring"]):
        for band, following in zip(rule.bands, rule.bands[1:], strict=False):
            assert band.end == following.start
            assert band_of(following.start, rule.bands) == following.id


@every_instrument
def test_without_guidance_it_has_domains_only(folder, doors):
    case = DATA[folder.name]["cases"]["cases"][0]
    result = json.loads(doors[folder.name](json.dumps({"answers": case["answers"], "language": "fi"})))

    assert result["questionnaire"]["id"] == folder.name
    assert result["domains"]
    assert (result["needs"], result["services"], result["report"]) == ([], [], None)


def test_ten_ratings_have_no_total():
    rules = rules_from(DATA["ten-ratings"]["scoring"])

    assert len(rules) == 10
    assert all(len(rule.items) == 1 for rule in rules)


def test_a_part_that_does_not_apply_leaves_the_whole(doors):
    answers = {f"i{place}": "does-not-apply" if place in (4, 5, 7, 8) else "2" for place in range(1, 11)}
    result = json.loads(doors["pss-10"](json.dumps({"answers": answers, "language": "fi"})))

    assert [(score["id"], score["score"]) for score in result["domains"]] == [
        ("helplessness", 12),
        ("self-efficacy", None),
        ("total", 12),
    ]


def test_the_command_scores_another_questionnaire(tmp_path):
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"i1": "3", "i2": "3", "i3": "2", "i4": "1", "i5": "4"}), encoding="utf-8")
    command = [sys.executable, "build.py", "score", "--answers", str(answers), "--questionnaire", str(HERE / "who-5")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert json.loads(done.stdout)["domains"] == [
        {
            **{"id": "well-being", "score": 52, "band": "higher", "answered": 5, "applicable": 5},
            **{"worst": [], "best": [], "quick": False},
        }
    ]


def test_the_projects_own_questionnaire_needs_its_guidance_and_texts(tmp_path):
    for name in ("questionnaire", "scoring", "guidance"):
        (tmp_path / f"{name}.yml").write_bytes((ROOT / "questionnaire" / f"{name}.yml").read_bytes())

    with pytest.raises(ContentError, match="texts of fi are missing"):
        content_module.read(project.of(ROOT, questionnaire=tmp_path))


def test_every_way_to_score_is_proven_by_a_published_rule():
    """What a description can say stands in one, with values that somebody else has worked out."""
    rules_of = [rule for data in DATA.values() for rule in rules_from(data["scoring"])]
    items = [item for data in DATA.values() for step in steps_from(data["questionnaire"]) for item in step.items]

    assert {"mean", "sum", "highest", "lowest"} == {rule.method for rule in rules_of}
    for setting in ("prorate", "spread", "transform", "lookup", "bands_if", "requires"):
        assert any(getattr(rule, setting) for rule in rules_of), setting
    assert any(part.weight < ZERO for rule in rules_of for part in rule.items)
    assert any(part.lookup for rule in rules_of for part in rule.items)
    assert any(item.traits.measured and item.unit and item.step.under > 1 for item in items)
