"""Which service comes first, and in which order a result is told."""

from dataclasses import replace

import pytest

from scoring.guidance import FoundNeed, match_services
from scoring.model import Service

NEEDS = (FoundNeed("money", "social", 30, ("answer",), ()),)


def service(name, **more):
    given = {"needs": ("money",), "area": "county", "municipalities": (), "situations": (), "ages": (), "languages": (), **more}
    return Service(id=name, read_in=("fi",), **given)


OULU = {"municipalities": ("564",)}


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"ages": ("16-17",), "area": "municipality", **OULU}),
        ({}, {"needs": ("debt", "money"), "area": "municipality", **OULU}),
        ({"languages": ("sv", "fi")}, {"languages": ("en",), "area": "municipality", **OULU}),
        ({"area": "municipality", **OULU}, {"area": "employment-area", **OULU}),
        ({"area": "employment-area", **OULU}, {"area": "county"}),
        ({"area": "county"}, {"area": "nation"}),
    ],
)
def test_the_better_service_comes_first_wherever_it_is_listed(better, worse, content):
    facts = {"municipality": ("564",)}
    for services in (
        [service("better", **better), service("worse", **worse)],
        [service("worse", **worse), service("better", **better)],
    ):
        matched = match_services(NEEDS, facts, replace(content, services=tuple(services)), "fi")

        assert ["better", "worse"] == [found.id for found in matched]


def test_a_service_limited_to_a_situation_that_was_told_is_as_good_as_one_for_everyone(content):
    services = (service("limited", situations=("jobseeker",)), service("open"))

    assert ["limited", "open"] == [
        found.id for found in match_services(NEEDS, {"situation": ("jobseeker",)}, replace(content, services=services), "fi")
    ]


def test_a_service_that_cannot_be_read_in_the_language_is_not_shown(content):
    services = (service("finnish"),)

    assert () == match_services(NEEDS, {}, replace(content, services=services), "sv")


MIXED = {
    **dict.fromkeys(("energy.sleep", "energy.day", "energy.meals", "energy.exercise"), "never"),
    **dict.fromkeys(("security.money", "security.bills", "security.home", "security.benefits"), "always"),
    **dict.fromkeys(
        ("thinking.focus", "thinking.memory", "thinking.learning", "thinking.reading", "thinking.planning"), "sometimes"
    ),
}


def test_strengths_are_told_first_and_what_wants_attention_last(respond):
    order = [section["id"] for section in respond(MIXED)["report"] if section["id"] in ("strengths", "varies", "attention")]

    assert ["strengths", "varies", "attention"] == order


def test_who_does_not_recognise_a_result_is_told_so_and_offered_nothing_for_it(respond, site_content):
    result = respond(MIXED, disagree=["energy"])
    words = site_content.texts["fi"]["report"]
    block = next(block for section in result["report"] for block in section["blocks"] if block.get("domain") == "energy")

    assert [words["disagreed"]] == [part["text"] for part in block["parts"]]
    assert block["disagree"]["checked"]
    assert not any("attention" in need["reasons"] for need in result["needs"] if need["id"] == "energy")


def test_feedback_tells_what_it_means_what_to_try_and_what_to_ask(respond, site_content):
    texts = site_content.texts["fi"]["domain"]["security"]["strength"]
    block = next(
        block for section in respond(MIXED)["report"] for block in section["blocks"] if block.get("domain") == "security"
    )

    assert [texts["means"], texts["try"], texts["ask"]] == [part["text"] for part in block["parts"]]
