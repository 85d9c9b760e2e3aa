"""The result as a resident meets it: a path that opens, what to do first, whom to contact, and two pages of paper."""

import io
import json
import re
from pathlib import Path

import pypdf
import pytest

from scoring.model import DOES_NOT_APPLY
from tests.visits import LOOKS, PHONE

LANGUAGES = ("fi", "sv", "en", "fi-simple")
A4 = {"format": "A4", "prefer_css_page_size": True, "print_background": True}
WORDS = {"own.well": "Lenkki koiran kanssa.", "own.change": "Nukkua paremmin."}
SAFE = {"sensitive.safe": "not-always", "sensitive.substances": "often"}
FILL = """(answers) => {
  for (const [name, given] of Object.entries(answers)) {
    for (const value of [given].flat()) {
      for (const control of document.querySelectorAll(`[name="${name}"]`)) {
        if (['TEXTAREA', 'SELECT'].includes(control.tagName)) control.value = value
        else if (control.value === value) control.checked = true
        else continue
        control.dispatchEvent(new Event('input', { bubbles: true }))
      }
    }
  }
}"""


@pytest.fixture
def person(content):
    """A made-up resident: person({"mood": 0.25}, default=0.75) -> answers; 0 is the worst end of an area, 1 the best."""

    def answers(levels, default=None, **more):
        given = {"situation": ["employed"], "municipality": "564", **more}
        for rule in content.rules:
            level = levels.get(rule.domain, default)
            for scored in rule.items if level is not None else ():
                options = [option for option in content.items[scored.id].options if option != DOES_NOT_APPLY]
                place = round((1 - level if scored.reverse else level) * (len(options) - 1))
                given.setdefault(scored.id, options[place])
        return given

    return answers


@pytest.fixture
def mixed(person):
    """Some of everything, with a wish and own words."""
    levels = {"work": 0.5, "skills": 0.5, "energy": 0.25, "mood": 0.25, "security": 0.25}
    return person(levels, 0.75, **WORDS, **{"help.first": "mood"})


@pytest.fixture
def show(visit):
    """Answers all at once and asks for the result: show(answers) -> Visit."""

    def show(answers, language="fi", **options):
        visited = visit(f"/{language}/assessment/", **{"viewport": PHONE, **options})
        visited.wait_until_ready()
        visited.page.evaluate(FILL, answers)
        finish(visited.page)
        return visited

    return show


def finish(page):
    page.evaluate("() => document.querySelector('[data-main-finish]').click()")
    page.locator("[data-report] h2").wait_for()


def rows(page, kind):
    return page.locator(f".path [data-kind={kind}] [data-domain]").evaluate_all("all => all.map((row) => row.dataset.domain)")


def paper(page):
    """The text of each page as it prints."""
    data = page.pdf(**A4)
    return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(data)).pages]


def spoken(text):
    """Letters and digits alone: a PDF breaks words where lines end."""
    return re.sub(r"[\W_]+", "", text.replace("ﬁ", "fi")).lower()


def test_the_picture_gathers_the_areas_by_what_they_mean_highest_first(show, mixed):
    page = show(mixed).page

    assert rows(page, "varies") == ["work", "skills"]
    assert rows(page, "attention") == ["energy", "mood", "security"]
    assert len(rows(page, "strength")) == 5
    assert page.locator("[data-report] > *").nth(1).get_attribute("class") == "report path"


def test_a_row_says_its_place_in_words_to_who_does_not_see_the_picture(show, mixed, site_content):
    page = show(mixed, viewport=PHONE).page
    texts = site_content.texts["fi"]
    heard = page.locator("[data-domain=mood] summary").first.evaluate(
        "(summary) => [...summary.children].filter((part) => part.ariaHidden !== 'true').map((part) => part.textContent).join('')"
    )

    assert heard == f"{texts['domain']['mood']['name']}: {texts['report']['place-2']} ({texts['band']['attention']})"
    assert page.locator(".path svg:not([aria-hidden=true]):not([aria-hidden=true] svg)").count() == 0


def test_a_row_opens_to_its_words_and_a_strength_gets_no_homework(show, mixed, site_content):
    page = show(mixed).page
    texts = site_content.texts["fi"]
    for domain in ("mood", "body"):
        page.locator(f"[data-domain={domain}] summary").first.click()
    weak, strong = (page.locator(f"[data-domain={domain}]").inner_text() for domain in ("mood", "body"))

    assert texts["report"]["try"] in weak
    assert texts["report"]["try"] not in strong
    assert texts["report"]["ask"] in strong
    page.locator("[data-domain=mood] .told summary").click()
    assert texts["item"]["mood.joy"]["question"] in page.locator("[data-domain=mood]").inner_text()


def test_what_does_not_describe_me_moves_to_a_group_of_its_own_and_back_with_all_that_is_open(show, mixed):
    page = show(mixed).page
    for domain in ("energy", "body"):
        page.locator(f"[data-domain={domain}] summary").first.click()
    page.locator("[data-disagree=energy]").check()

    assert rows(page, "own") == ["energy"]
    assert rows(page, "attention") == ["mood", "security"]
    assert page.locator("[data-domain][open]").count() == 2
    assert page.evaluate("() => document.activeElement.dataset.disagree") == "energy"
    assert not page.locator("[data-domain=energy] .row__place").is_visible()

    page.locator("[data-disagree=energy]").uncheck()
    assert rows(page, "own") == []
    assert rows(page, "attention") == ["energy", "mood", "security"]
    assert not page.locator(".path [data-kind=own]").is_visible()


def test_the_next_result_keeps_the_own_view_and_leads_to_no_step_from_it(show, mixed):
    page = show(mixed).page
    for domain in ("energy", "mood", "security"):
        page.locator(f"[data-domain={domain}] summary").first.click()
        page.locator(f"[data-disagree={domain}]").check()
    page.locator("[data-result] [data-action=edit]").first.click()
    finish(page)

    assert sorted(rows(page, "own")) == ["energy", "mood", "security"]
    page.locator("[data-domain=mood] summary").first.click()
    page.locator("[data-disagree=mood]").uncheck()
    assert rows(page, "attention") == ["mood"]


def test_what_lacks_answers_leads_back_to_its_questions(show, person):
    page = show(person({"body": 0.75, "energy": 0.25})).page
    page.locator(".path__few [data-go=mood]").click()

    assert page.locator("section[data-step=mood]").is_visible()
    assert not page.locator("[data-result]").is_visible()


def test_nothing_answered_makes_no_empty_picture(show):
    page = show({}).page

    assert page.locator(".path, .path__ground").count() == 0
    assert page.locator("[data-report] [data-go]").count() > 5
    assert page.locator(".report--steps li").count() == 1


def test_a_first_look_says_so_and_leads_to_all_questions_of_an_area(visit, site_content):
    visited = visit("/fi/assessment/#quick", viewport=PHONE)
    page = visited.page
    visited.wait_until_ready()
    page.evaluate(FILL, {"situation": ["employed"], "mood.joy": "seldom", "mood.strain": "often"})
    finish(page)

    assert site_content.texts["fi"]["report"]["quick"] in page.locator("[data-domain=mood]").inner_text()
    page.locator("[data-domain=mood] summary").first.click()
    page.locator("[data-domain=mood] [data-deepen]").click()
    assert page.locator("section[data-step=mood] fieldset:not([hidden])").count() > 2


def test_a_step_leads_to_its_service_without_a_trace_in_the_address(show, mixed):
    page = show(mixed).page
    before = page.url
    steps = page.locator(".report--steps > ul > li")
    link = steps.locator("[data-to-service]").first
    service = link.get_attribute("data-to-service")
    link.click()

    assert 1 <= steps.count() <= 3
    assert page.locator(f".report--services [data-service={service}]").is_visible()
    assert page.evaluate("() => document.activeElement.dataset.service") == service
    assert page.url == before


def test_three_services_have_one_button_each_and_the_others_are_rows_that_open(show, mixed, respond):
    page = show(mixed).page
    cards = page.locator(".report--services > .services > .service")
    expected = [service["id"] for service in respond(mixed)["services"]]
    shown = page.locator(".report--services [data-service]").evaluate_all("all => all.map((one) => one.dataset.service)")

    assert shown == expected
    assert cards.count() == 3
    for card in cards.all():
        assert card.locator(".button").count() <= 1
        assert card.locator("h4 a").get_attribute("target") == "_blank"
    assert cards.locator(".button").first.get_attribute("href").startswith(("tel:", "https:", "mailto:"))
    page.locator(".report--services .more > summary").click()
    row = page.locator(".service-row").first
    row.locator("summary").first.click()
    assert row.locator("h4").is_visible()


def test_who_is_not_safe_sees_whom_to_call_before_anything_to_do(show, person):
    page = show(person({"mood": 0.25}, **SAFE)).page
    order = page.locator("[data-report] > *").evaluate_all("all => all.map((one) => one.className)")
    names = [name.split("--")[-1] for name in order]

    assert names.index("round-the-clock") < names.index("steps") < names.index("services")
    assert page.locator(".report--round-the-clock a[href^='tel:']").count() >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mixed_result_is_short_and_its_picture_stands_on_one_screen(language, show, mixed):
    page = show(mixed, language).page
    height = PHONE["height"]
    foot = "(selector) => document.querySelector(selector).getBoundingClientRect().bottom + scrollY"

    assert page.locator(".path").bounding_box()["height"] <= height
    assert page.evaluate("() => document.documentElement.scrollHeight") <= 5 * height
    assert page.evaluate(foot, ".report--steps li") <= 2.5 * height
    assert page.evaluate(foot, ".report--services .service__do") <= 2.5 * height


@pytest.mark.parametrize("look", [{}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_the_result_fits_320_pixels_with_every_row_open(look, show, mixed):
    page = show(mixed, "sv", viewport={"width": 320, "height": 640}, **look).page
    page.evaluate("() => document.querySelectorAll('[data-report] details').forEach((one) => { one.open = true })")

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    assert page.locator(".row__name").first.evaluate("(name) => parseFloat(getComputedStyle(name).fontSize)") >= 16


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_an_opened_result(look, show, person, mixed):
    visited = show({**mixed, **SAFE}, bypass_csp=True, **LOOKS[look])
    visited.page.evaluate("() => document.querySelectorAll('[data-report] details').forEach((one) => { one.open = true })")

    assert [] == visited.axe()
    assert visited.complaints == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_says_unfolded_what_it_is_not_and_what_has_not_been_studied(language, show, mixed, respond):
    page = show(mixed, language).page
    notes = respond(mixed, language)["report"]["notes"]

    assert [page.get_by_text(notes[name], exact=True).is_visible() for name in ("unvalidated", "purpose")] == [True, True]


@pytest.mark.parametrize("level", ["mixed", "attention"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_result_prints_on_two_pages_with_nothing_cut(language, level, show, person, mixed, respond, site_content):
    answers = mixed if level == "mixed" else person({}, 0, **WORDS, **{"help.first": "mood"})
    page = show(answers, language).page
    pages = paper(page)
    report = respond(answers, language)["report"]
    said = spoken(" ".join(pages))
    numbers = page.locator(".report--services > .services .channel--phone a").evaluate_all(
        "all => all.map((one) => one.textContent)"
    )

    assert len(pages) == 2
    assert [number for number in range(2) if f"{number + 1} / 2" not in pages[number]] == []
    for text in (
        site_content.texts[language]["ui"]["own-name"],
        report["lead"],
        *(row["name"] for group in report["picture"]["groups"] for row in group["rows"]),
        *WORDS.values(),
        *(step["text"] for step in report["steps"]["first"]),
        site_content.texts[language]["ui"]["my-questions"],
        *numbers,
        report["notes"]["purpose"],
        site_content.texts[language]["footer"]["emergency"],
    ):
        assert spoken(text) in said


def test_open_rows_and_long_own_words_leave_no_page_of_paper_nearly_empty(show, mixed):
    page = show({**mixed, "own.well": "Elintarviketurvallisuusviranomainen" * 56, "own.change": "niin " * 390}).page
    long = paper(page)
    page.evaluate("() => document.querySelectorAll('.path__row').forEach((row) => { row.open = true })")
    opened = paper(page)

    assert len(long) <= 3
    assert len(opened) <= 5
    assert [len(text) for text in (*long[:-1], *opened[:-1]) if len(text) < 700] == []
    assert [text for text in (long[-1], opened[-1]) if len(text) < 200] == []


def test_sensitive_things_and_full_answers_print_only_when_ticked(show, person, site_content):
    page = show(person({"mood": 0.25}, **SAFE)).page
    texts = site_content.texts["fi"]
    heading, question = texts["report"]["round-the-clock"], texts["item"]["sensitive.safe"]["question"]
    asked = texts["item"]["mood.joy"]["question"]

    plain = spoken(" ".join(paper(page)))
    page.locator("[data-with=answers]").check()
    with_answers = spoken(" ".join(paper(page)))
    page.locator("[data-with=sensitive]").check()
    with_all = spoken(" ".join(paper(page)))

    found = [[spoken(text) in printed for text in (heading, asked, question)] for printed in (plain, with_answers, with_all)]
    assert found == [[False, False, False], [False, True, False], [True, True, True]]


def test_sensitive_answers_are_saved_from_the_result_only_when_ticked(show, person):
    page = show(person({"mood": 0.25}, **SAFE)).page
    kept = []
    for _ in range(2):
        with page.expect_download() as download:
            page.locator(".tools--result [data-action=save]").click()
        saved = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["answers"]
        kept.append("sensitive.safe" in saved)
        page.locator("[data-with=sensitive]").check()

    assert kept == [False, True]


def saved_file(page):
    """What the result saves: the path of the file and its content."""
    with page.expect_download() as download:
        page.locator(".tools--result [data-action=save]").click()
    path = Path(download.value.path())
    return path, json.loads(path.read_text(encoding="utf-8"))


def test_the_own_view_is_kept_in_the_saved_file_and_comes_back_from_it(show, mixed, tmp_path):
    page = show(mixed).page
    page.locator("[data-domain=mood] summary").first.click()
    page.locator("[data-disagree=mood]").check()
    _, content = saved_file(page)
    file = tmp_path / "saved.json"
    file.write_text(json.dumps({**content, "disagree": [*content["disagree"], "nothing-of-ours"]}), encoding="utf-8")
    other = show({}).page
    other.locator("[data-file]").set_input_files(file)
    other.locator("[data-check]").wait_for()
    finish(other)

    assert content["disagree"] == ["mood"]
    assert rows(other, "own") == ["mood"]


@pytest.fixture
def earlier(show, mixed, tmp_path):
    """A file of some months ago: earlier(levels, **more) -> its path."""

    def write(given, /, **more):
        _, content = saved_file(show(given).page)
        file = tmp_path / "earlier.json"
        file.write_text(json.dumps({**content, "saved": "2026-06-03", **more}), encoding="utf-8")
        return file

    return write


def test_an_earlier_file_shows_beside_the_picture_what_goes_well_more_often_and_less_often_now(
    show, person, mixed, earlier, site_content
):
    words = site_content.texts["fi"]["ui"]
    visited = show(mixed)
    page = visited.page
    file = earlier(person({"energy": 0.0, "mood": 0.75, "security": 0.25}, 0.75))
    before = len(visited.requests)
    page.locator("[data-earlier]").set_input_files(file)
    page.locator(".path__compared").wait_for()
    moved = dict(
        page.locator(".path [data-domain]:has(.row__moved)").evaluate_all(
            "all => all.map((row) => [row.dataset.domain, row.querySelector('.row__moved').lastChild.textContent])"
        )
    )

    less, more = words["compare-less"], words["compare-more"]
    assert moved == {"energy": more, "mood": less, "work": less, "skills": less}
    assert page.locator("[data-domain=mood] .row__moved .then--strength").count() == 1
    assert page.locator("[data-domain=energy] .row__moved svg").count() == 0
    assert "3.6.2026" in page.locator(".path__compared").inner_text()
    assert visited.requests[before:] == []
    assert len(paper(page)) == 2

    page.locator("[data-action=compare-end]").click()
    page.locator(".path__compared").wait_for(state="detached")
    assert page.locator(".row__moved").count() == 0


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_in_a_compared_result(look, show, person, mixed, earlier):
    visited = show(mixed, bypass_csp=True, **LOOKS[look])
    visited.page.locator("[data-earlier]").set_input_files(earlier(person({"energy": 0.0, "mood": 0.75}, 0.75)))
    visited.page.locator(".path__compared").wait_for()

    assert [] == visited.axe()
    assert visited.complaints == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"depth": {"default": "quick", "whole": []}}, "compare-none"),
        ({"saved": "once"}, "compare-none"),
        ({"version": "1.0.0"}, "compare-changed"),
        ({"version": "99.0.0"}, "open-newer"),
        ({"answers": {}}, "open-empty"),
    ],
)
def test_what_cannot_be_compared_is_said_beside_the_button_and_changes_nothing(more, said, show, mixed, earlier, site_content):
    page = show(mixed).page
    page.locator("[data-earlier]").set_input_files(earlier(mixed, **more))

    text = " ".join(site_content.texts["fi"]["ui"][said].split())
    page.locator(".tools--result [data-status]", has_text=text).wait_for()
    assert page.locator(".path__compared").count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_prints_on_four_pages_with_every_question_and_a_button(language, visit, site_content):
    page = visit(f"/{language}/form/").page
    assert page.locator("[data-action=print]").is_visible()
    pages = paper(page)
    said = spoken(" ".join(pages))

    assert len(pages) <= 4
    missing = [name for name, item in site_content.texts[language]["item"].items() if spoken(item["question"]) not in said]
    assert missing == []
