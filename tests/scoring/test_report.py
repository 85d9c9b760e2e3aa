"""What a result says, and in which order."""

import pytest

MIXED = {
    **dict.fromkeys(("energy.sleep", "energy.day", "energy.exercise"), "never"),
    **dict.fromkeys(("security.money", "security.benefits"), "always"),
    **dict.fromkeys(("security.bills", "security.home"), "fully"),
    **dict.fromkeys(("thinking.focus", "thinking.learning", "thinking.reading"), "sometimes"),
}


def rows(report):
    """The rows of the picture by domain, and the kind of group each stands in."""
    groups = report["picture"]["groups"]
    return {row["domain"]: (group["kind"], row) for group in groups for row in group["rows"]}


def test_strengths_are_told_first_and_what_wants_attention_last(respond):
    kinds = [group["kind"] for group in respond(MIXED)["report"]["picture"]["groups"]]

    assert ["strength", "varies", "attention"] == kinds


def test_who_does_not_recognise_a_result_finds_it_in_a_group_of_their_own_and_is_offered_nothing_for_it(respond):
    result = respond(MIXED, disagree=["energy"])

    assert "own" == rows(result["report"])["energy"][0]
    assert not any("attention" in need["reasons"] for need in result["needs"] if need["id"] == "energy")


def test_what_goes_well_gets_no_homework(respond, site_content):
    texts = site_content.texts["fi"]["domain"]
    told = rows(respond(MIXED)["report"])

    assert texts["security"]["strength"]["means"] == told["security"][1]["means"]
    assert told["security"][1]["try"] is None
    assert texts["energy"]["attention"]["try"] == told["energy"][1]["try"]


@pytest.mark.parametrize(
    ("answers", "stop"),
    [
        (("never", "never", "never"), 1),
        (("seldom", "seldom", "seldom"), 2),
        (("sometimes", "sometimes", "sometimes"), 3),
        (("often", "often", "often"), 4),
        (("always", "always", "always"), 5),
        (("always", "always", "never"), 3),
    ],
)
def test_the_place_in_the_picture_follows_from_the_bands(answers, stop, respond):
    given = dict(zip(("energy.sleep", "energy.day", "energy.exercise"), answers, strict=True))

    assert stop == rows(respond(given)["report"])["energy"][1]["stop"]


def test_a_domain_in_which_some_things_go_well_and_others_do_not_is_not_said_to_change_from_day_to_day(respond):
    given = {"everyday.rhythm": "always", "everyday.selfcare": "always", "everyday.travel": "never", "everyday.digital": "seldom"}
    row = rows(respond(given)["report"])["everyday"][1]

    assert "varies" == row["kind"]
    assert "päivärytmi" in row["means"] and "kulkeminen" in row["means"]
    assert "Kulkeminen: ei koskaan" in row["worst"]


def test_with_everything_at_its_best_but_one_the_whole_names_it(respond):
    items = ("body.moving", "body.sight", "body.hearing", "energy.sleep", "energy.day", "energy.exercise")
    given = {**dict.fromkeys(items, "always"), "body.health": "fully", "body.pain": "always"}
    more = dict.fromkeys(("thinking.focus", "thinking.learning", "thinking.reading"), "always")

    assert "kipu" in respond({**given, **more})["report"]["lead"]


def test_a_step_names_no_supervisor_to_those_without_work(respond):
    steps = respond({"situation": ["jobseeker"], "energy.day": "never"})["report"]["steps"]["first"]

    assert not any("esihenkilö" in step["text"] or "työterveys" in step["text"] for step in steps)


def test_never_more_than_three_steps_are_shown_at_first_and_each_leads_somewhere(respond):
    steps = respond({**MIXED, "situation": ["jobseeker"], "help.first": "money", "people.lonely": "always"})["report"]["steps"]

    assert 3 == len(steps["first"]) and steps["more"]["items"]
    assert "money" == steps["first"][0]["need"]
    assert all(step["service"] or step["page"] for step in [*steps["first"], *steps["more"]["items"]])


def test_what_comes_from_the_sensitive_step_is_marked(respond):
    report = respond({"sensitive.substances": "often", "help.first": "people"})["report"]
    steps = {step["need"]: step["sensitive"] for step in report["steps"]["first"]}

    assert {"people": False, "substances": True} == steps
    assert [True] == [told["sensitive"] for told in report["answers"]["items"] if told["item"] == "sensitive.substances"]


def test_wish_and_own_words_are_said_back(respond):
    said = respond({"own.well": "Koira", "help.first": "money", "hopes.next": "study"})["report"]["said"]

    assert ["Koira"] == [quote["answer"] for quote in said["quotes"]]
    assert "Raha-asioihin ja tukiin" == said["wish"]["answer"]
    assert ["Haluan opiskella"] == [hope["answer"] for hope in said["hopes"]]


def test_a_quick_look_shows_a_domain_by_its_quick_questions_and_says_so(respond):
    result = respond({"energy.day": "always", "mood.joy": "often"}, depth={"default": "quick", "whole": []})
    shown = rows(result["report"])

    assert shown["energy"][1]["quick"]
    assert "mood" not in shown, "both of its quick questions must be answered"
    assert {"energy": True} == {domain["id"]: domain["quick"] for domain in result["domains"] if domain["band"]}


def test_a_domain_answered_more_of_is_shown_by_its_whole_rule(respond):
    result = respond({"energy.day": "always"}, depth={"default": "quick", "whole": ["energy"]})

    assert [None] == [domain["band"] for domain in result["domains"] if domain["id"] == "energy"]


def test_only_the_chosen_areas_are_told_of(respond):
    result = respond({"energy.day": "always"}, depth={"default": "none", "whole": ["body"]})

    assert ["body"] == [domain["id"] for domain in result["domains"]]


def test_a_domain_of_which_nothing_applies_is_not_said_to_lack_answers(respond, content):
    (body,) = (rule for rule in content.rules if rule.domain == "body")
    picture = respond({part.id: "does-not-apply" for part in body.items} | {"mood.joy": "often"})["report"]["picture"]
    few = [row["domain"] for row in picture["few"]["rows"]]

    assert "mood" in few and "body" not in few
