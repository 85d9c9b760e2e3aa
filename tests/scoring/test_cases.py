"""The reviewed cases in cases/*.yml against the real questionnaire."""

from pathlib import Path

import pytest
import yaml

from scoring.engine import band_of
from scoring.exact import exact

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['case'][:70]}")
    for path in sorted((Path(__file__).parent / "cases").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
KEYS = {
    *("case", "answers", "domains", "needs", "without", "overall", "lead", "joint", "services", "steps", "always", "language"),
    "route",
}


@pytest.mark.parametrize("case", CASES)
def test_case(case, respond, site_content):
    """What the case expects is what the resident gets."""
    language = case.get("language", "fi")
    result = respond(case["answers"], language)
    texts = site_content.texts[language]
    report = result["report"]

    assert set(case) <= KEYS
    for domain, expected in case.get("domains", {}).items():
        found = {score["id"]: score for score in result["domains"]}.get(domain, "absent")
        assert expected == ({key: found[key] for key in expected} if isinstance(expected, dict) else found)
    needs = [need["id"] for need in result["needs"]]
    if "needs" in case:
        assert case["needs"] == needs
    assert not set(case.get("without", ())) & set(needs)
    if "route" in case:
        assert case["route"] == result["route"]
    if "overall" in case:
        # What a text names differs from person to person.
        assert report["lead"].startswith(texts["overall"][case["overall"]].partition("{")[0])
    if "lead" in case:
        assert texts["report"][case["lead"]] == report["lead"]
    if "joint" in case:
        assert case["joint"] == (report["joint"] is not None)
    if "steps" in case:
        assert case["steps"] == [step["need"] for step in report["steps"]["first"]]
    if "always" in case:
        assert case["always"] == (report["round_the_clock"] is not None)
    services = [service["id"] for service in result["services"]]
    if "services" in case:
        assert case["services"] == services[: len(case["services"])]


def test_the_cases_cover_every_domain_and_every_need(site_content):
    cases = [param.values[0] for param in CASES]
    domains = {domain for case in cases for domain in case.get("domains", {})}
    needs = {need for case in cases for need in case.get("needs", ())}

    assert set(site_content.scoring["domains"]) == domains
    assert {need["id"] for need in site_content.guidance["needs"]} - needs == {"everyday", "digital", "skills"} - needs


BOUNDARIES = [
    (0, "attention"),
    (39, "attention"),
    (39.9, "attention"),
    (40, "varies"),
    (69, "varies"),
    (69.9, "varies"),
    (70, "strength"),
    (100, "strength"),
]


@pytest.mark.parametrize(("score", "band"), BOUNDARIES)
def test_the_bands_begin_at_forty_and_at_seventy(score, band, content):
    assert {band} == {band_of(exact(score), rule.bands) for rule in content.rules}
