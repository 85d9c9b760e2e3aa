"""A number is answered by hand and by keyboard, with its unit and range; what cannot be an answer is told and not taken."""

import pytest

from site_src.program import site
from site_src.program.content import project
from tests.content import copies
from tests.ports import served

QUESTIONNAIRE, TEXTS = "questionnaire/questionnaire.yml", "questionnaire/texts/fi.yml"
ITEM = "{id: body.walk, type: number, from: 0, to: 10, step: 0.5, unit: km, icf: [d450]}"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A site in Finnish whose questionnaire asks for one number more."""
    root = copies.copy(tmp_path_factory.mktemp("number") / "copy")
    copies.change(root, QUESTIONNAIRE, "- id: body\n    items:\n", f"- id: body\n    items:\n      - {ITEM}\n")
    copies.change(root, "questionnaire/scoring.yml", "body: {items: [", "body: {items: [body.walk, ")
    copies.change(
        root,
        TEXTS,
        "  item:\n",
        "  unit: {km: kilometriä}\n  item:\n    body.walk: {question: Paljonko kävelet?, short: kävely}\n",
    )
    out = root / "built"
    site.build(project.Project(roots=(root,)), out, ["fi"], say=lambda _: None, compressed=False)
    with served(out) as at:
        yield at


@pytest.fixture
def page(visit):
    """The assessment at the step that asks for the number."""
    visited = visit("/fi/assessment/#body")
    visited.wait_until_ready()
    page = visited.page
    page.locator(".bar [data-menu] summary").click()
    page.locator("[data-step-list] [data-go=body]").click()
    return page


def field(page):
    return page.get_by_role("spinbutton", name="Paljonko kävelet? kilometriä")


def status(page):
    return page.locator("[data-item='body.walk'] [data-status]").inner_text()


def test_a_number_says_its_unit_and_range_and_its_answer_reaches_the_result(page):
    field(page).click()
    page.keyboard.type("2.5")

    assert "Anna luku väliltä 0–10, tarkkuus 0,5." in page.locator("[data-item='body.walk']").inner_text()
    assert field(page).get_attribute("aria-describedby") == "range-body.walk"
    page.keyboard.press("ArrowUp")
    assert field(page).input_value() == "3"
    page.locator("[data-step-buttons] [data-action=next]").click()
    page.locator(".bar [data-menu] summary").click()
    page.locator(".bar [data-action=check]").click()
    page.locator("[data-main-finish]").click()
    page.locator("[data-result] h2").first.wait_for()
    assert "3 kilometriä" in page.locator("[data-result]").text_content()


@pytest.mark.parametrize("wrong", ["11", "-1", "2.3"])
def test_a_number_that_cannot_be_is_told_and_not_taken_and_next_leads_back_to_it(page, wrong):
    field(page).fill(wrong)
    page.keyboard.press("Tab")

    assert status(page) == "Tätä emme voineet ottaa vastaukseksi. Anna luku väliltä 0–10, tarkkuus 0,5."
    assert field(page).get_attribute("aria-invalid") == "true"
    page.locator("[data-step-buttons] [data-action=next]").click()
    assert page.locator(":focus").get_attribute("name") == "body.walk"

    field(page).fill("7")
    assert (field(page).get_attribute("aria-invalid"), status(page)) == (None, "")
    page.locator("[data-step-buttons] [data-action=next]").click()
    assert not field(page).is_visible()


def test_does_not_apply_and_an_emptied_field_are_answers_and_no_mistakes(page):
    field(page).fill("11")
    page.locator("[data-item='body.walk'] label", has_text="Ei koske minua").click()

    assert field(page).input_value() == ""
    page.locator("[data-step-buttons] [data-action=next]").click()
    assert not field(page).is_visible()
