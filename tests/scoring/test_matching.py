"""Which services are shown, and in which order."""

from dataclasses import replace

import pytest

from scoring.guidance import FoundNeed
from scoring.matching import match_services
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
        ({"contacts": ("1",)}, {"area": "municipality", **OULU}),
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


def test_a_service_without_the_answer_it_asks_for_is_never_shown(content):
    services = (service("gated", only_if={"sensitive.home": ["no"]}),)
    shown = replace(content, services=services)

    assert () == match_services(NEEDS, {}, shown, "fi")
    assert ["gated"] == [found.id for found in match_services(NEEDS, {"sensitive.home": ("no",)}, shown, "fi")]


def test_a_service_is_not_shown_to_those_it_is_not_for(content):
    shown = replace(content, services=(service("closed", not_for={"situation": ["employed"]}),))

    assert () == match_services(NEEDS, {"situation": ("employed",)}, shown, "fi")
    assert ["closed"] == [found.id for found in match_services(NEEDS, {"situation": ("jobseeker",)}, shown, "fi")]


def test_someone_in_two_situations_meets_what_is_made_for_either(content):
    services = (service("workers", situations=("employed",)), service("away", situations=("sick-leave",)))
    facts = {"situation": ("employed", "sick-leave")}

    assert ["workers", "away"] == [found.id for found in match_services(NEEDS, facts, replace(content, services=services), "fi")]


WISH = (FoundNeed("money", "social", 1000, ("wish",), ()), FoundNeed("mind", "health", 50, ("answer",), ()))


def first_five(services, content, needs=WISH):
    return [found.id for found in match_services(needs, {}, replace(content, services=tuple(services)), "fi")][:5]


def many(need, count, **more):
    names = [f"{need}-{place}" for place in range(count)]
    return [service(name, needs=(need,), organisation=name, contacts=(name,), **more) for name in names]


def test_the_wish_has_three_of_the_first_five_places(content):
    assert ["money-0", "money-1", "mind-0", "money-2", "mind-1"] == first_five([*many("mind", 9), *many("money", 9)], content)


def test_a_need_that_only_varies_takes_no_place_from_the_wish(content):
    needs = (WISH[0], FoundNeed("mind", "health", 5, ("varies",), ()))

    assert all(name.startswith("money") for name in first_five([*many("mind", 9), *many("money", 9)], content, needs))


def test_what_nobody_can_act_on_waits_until_what_somebody_can_is_shown(content):
    silent = [service(f"silent-{place}", organisation=f"silent-{place}") for place in range(3)]

    assert ["money-0", "money-1", "silent-0"] == first_five([*silent, *many("money", 2)], content, NEEDS)[:3]


def test_one_organisation_has_two_places_while_there_are_others(content):
    same = [service(f"same-{place}", organisation="one", contacts=(f"same-{place}",)) for place in range(5)]

    assert ["same-0", "same-1", "money-0", "money-1"] == first_five([*same, *many("money", 2)], content, NEEDS)[:4]


def test_the_same_number_is_not_given_twice_while_there_are_others(content):
    same = [service(name, organisation=name, contacts=("116 117",)) for name in ("one", "two")]

    assert ["one", "money-0", "money-1", "two"] == first_five([*same, *many("money", 2)], content, NEEDS)


def test_what_is_made_for_the_situation_has_a_place_though_much_is_nearer(content):
    made = service("made", situations=("jobseeker",), area="nation", contacts=("made",), organisation="made")
    facts = {"situation": ("jobseeker",), "municipality": ("564",)}
    services = (*many("money", 9, area="municipality", municipalities=("564",)), made)
    matched = match_services(NEEDS, facts, replace(content, services=services), "fi")

    assert "made" in [found.id for found in matched[:5]]


def test_of_equally_fitting_services_what_the_step_leads_to_comes_first(content):
    step = next(need.steps[-1] for need in content.guidance.needs if need.id == "money")
    services = (service("near", area="municipality", **OULU), service(step.leads_to[0]))
    matched = match_services(NEEDS, {"municipality": ("564",)}, replace(content, services=services), "fi")

    assert [step.leads_to[0], "near"] == [found.id for found in matched]


def test_what_stands_above_the_list_takes_no_place_from_others_in_it(content):
    above = content.guidance.round_the_clock.services[0]
    services = (
        service(above, needs=("safety",), contacts=("1",)),
        service("other", needs=("safety",), area="nation", contacts=("2",)),
    )
    needs, facts = (FoundNeed("safety", "social", 30, ("answer",), ()),), {"sensitive.safe": ("no",)}

    assert ["other", above] == [found.id for found in match_services(needs, facts, replace(content, services=services), "fi")]


def test_what_only_varies_adds_little_beside_a_heavier_need(content):
    many = tuple(service(f"direction-{number}", needs=("direction",)) for number in range(6))
    varies = FoundNeed("direction", "work", 5, ("varies",), ())
    shown = replace(content, services=(service("money"), *many))

    assert 3 == len(match_services((*NEEDS, varies), {}, shown, "fi"))
    assert 6 == len(match_services((varies,), {}, shown, "fi"))
