"""The way through the assessment: back, forward, reload, languages and files, and nothing lost that was not let go."""

import json

import pytest

from tests.look.test_assessment import visible_questions
from tests.visits import DESKTOP, PHONE

# A screen of a phone, less what the hand leaves of the last one.
SWIPE = 500
ELSEWHERE = "https://www.foreca.fi/**"
STEP = "section[data-step]:not([hidden])"


def step(page):
    """The id of the step on the screen."""
    return page.locator(STEP).get_attribute("data-step")


def tick(page, name, value):
    page.locator(f"input[name='{name}'][value='{value}']").check(force=True)


def go_to(page, name):
    """To a step by the menu."""
    page.locator(".bar [data-menu] summary").click()
    page.locator(f".bar [data-go='{name}']").click()


def ready(visit, path="/fi/assessment/", **options):
    visited = visit(path, **{"viewport": PHONE, **options})
    visited.wait_until_ready()
    return visited


def history(page):
    """Everything that the browser remembers of where the person was."""
    return page.evaluate("() => [location.href, document.title, JSON.stringify(history.state)]")


def test_back_and_forward_lead_through_the_steps_and_the_result(visit):
    visited = ready(visit)
    page = visited.page
    tick(page, "situation", "jobseeker")
    page.locator("[data-action=next]").click()
    page.locator("[data-action=next]").click()
    assert step(page) == "body"

    page.go_back()
    page.wait_for_function("() => !document.querySelector('[data-step=work]').hidden")
    page.go_forward()
    page.wait_for_function("() => !document.querySelector('[data-step=body]').hidden")
    visited.finish()
    page.go_back()
    page.locator("[data-check]").wait_for()
    page.go_forward()
    page.locator("[data-result] h2").wait_for()
    page.go_back()
    page.go_back()
    page.wait_for_function("() => !document.querySelector('[data-step=body]').hidden")
    assert page.locator("input[name=situation][value=jobseeker]").is_checked()


def test_the_pages_own_back_goes_back_in_the_browser_too(visit):
    page = ready(visit).page
    before = page.evaluate("history.length")
    page.locator("[data-action=next]").click()
    page.locator("[data-action=back]").click()
    page.wait_for_function("() => history.state.at === 0")
    page.locator("[data-action=next]").click()

    assert step(page) == "work"
    assert page.evaluate("history.length") == before + 1


def test_no_address_title_or_state_tells_an_answer(visit):
    """Two people with other answers leave the same trace, up to the number of steps."""
    traces = []
    for situation in ("employed", "entrepreneur"):
        visited = ready(visit)
        page = visited.page
        tick(page, "situation", situation)
        trace = []
        while not page.locator("[data-main-finish]").is_visible():
            page.locator("[data-step-buttons] [data-action=next]").click()
            trace.append(history(page))
        page.locator("[data-main-finish]").click()
        page.locator("[data-result] h2").wait_for()
        trace.append(history(page))
        traces.append([[address, title, json.loads(state)["at"]] for address, title, state in trace])

    assert traces[0] == traces[1]
    assert {address.split("/", 3)[3] for address, _, _ in traces[0]} == {"fi/assessment/"}
    assert not any("ehdot" in title.lower() for _, title, _ in traces[0])


def test_a_reload_asks_first_and_begins_anew(visit):
    page = ready(visit).page
    tick(page, "situation", "employed")
    page.locator("[data-action=next]").click()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.reload()

    assert asked == ["beforeunload"]
    assert step(page) == "situation"
    assert page.locator("input:checked").count() == 0
    page.wait_for_function("() => history.state.at === 0")
    page.go_forward()
    page.wait_for_timeout(300)
    assert step(page) == "situation"


@pytest.mark.parametrize("anew", ["reload", "clear"])
@pytest.mark.parametrize("out", ["back", "leave"])
def test_who_begins_anew_gets_out_in_one_step(anew, out, visit):
    """The steps gone through before lie behind nobody: neither Back nor the quick exit has to go over them."""
    visited = visit("/fi/")
    page = visited.page
    page.context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>weather</title>", content_type="text/html"))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(page.url + "assessment/")
    tick(page, "situation", "employed")
    for _ in range(3):
        page.locator("[data-action=next]").click()
    if anew == "reload":
        page.reload()
    else:
        page.locator("form [data-action=clear]").click()
        page.locator("[data-dialog-yes]").click()
    page.wait_for_function("() => history.state.at === 0")
    page.wait_for_timeout(300)

    if out == "leave":
        page.locator("[data-action=leave]").click()
        page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url.endswith("/fi/")


def test_two_tabs_know_nothing_of_each_other(visit):
    first = ready(visit)
    tick(first.page, "situation", "employed")
    second = first.page.context.new_page()
    second.goto(first.page.url)

    assert second.locator("input:checked").count() == 0
    assert first.page.locator("input[name=situation][value=employed]").is_checked()


def test_turning_the_phone_keeps_place_and_answers(visit):
    page = ready(visit).page
    tick(page, "situation", "employed")
    page.locator("[data-action=next]").click()
    tick(page, "work.ability", "7")

    page.set_viewport_size({"width": 740, "height": 360})

    assert step(page) == "work"
    assert page.locator("input[name='work.ability'][value='7']").is_checked()
    assert page.evaluate("document.documentElement.scrollWidth") <= 740


def test_turning_the_phone_on_the_result_keeps_it_and_what_is_open(visit):
    visited = ready(visit)
    page = visited.page
    for item in ("energy.sleep", "energy.day", "energy.exercise"):
        page.locator(f"input[name='{item}'][value=seldom]").evaluate("(input) => input.click()")
    visited.finish()
    page.locator("[data-domain=energy] summary").first.click()

    page.set_viewport_size({"width": 740, "height": 360})

    assert page.locator("[data-domain=energy][open]").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 740


@pytest.mark.parametrize("choice", ["no", "yes"])
def test_a_language_that_could_not_be_read_beforehand_asks_before_it_costs_the_answers(choice, visit):
    visited = visit("/fi/privacy/", viewport=PHONE)
    page = visited.page
    page.context.route("**/sv/assessment/", lambda route: route.fulfill(status=503))
    page.goto(page.url.replace("privacy", "assessment"))
    visited.wait_until_ready()
    tick(page, "situation", "jobseeker")
    visited.finish()
    page.context.unroute("**/sv/assessment/")

    page.evaluate("document.querySelector('[data-language-link=sv]').click()")
    page.locator("[data-dialog][open]").wait_for()
    page.locator(f"[data-dialog-{choice}]").click()

    if choice == "no":
        assert page.locator("html").get_attribute("lang") == "fi"
        assert page.locator("[data-result] h2").is_visible()
        assert page.locator("input[name=situation][value=jobseeker]").is_checked()
    else:
        page.wait_for_url("**/sv/assessment/")
        assert page.locator("input:checked").count() == 0
        assert page.locator("[data-report] *").count() == 0


def test_a_reload_of_the_result_asks_first_and_leaves_nothing_of_it(visit):
    visited = ready(visit)
    page = visited.page
    tick(page, "situation", "jobseeker")
    visited.finish()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.reload()

    assert asked == ["beforeunload"]
    assert step(page) == "situation"
    assert page.locator("[data-report] *").count() == 0
    page.wait_for_function("() => history.state.at === 0")
    page.go_forward()
    page.wait_for_timeout(300)
    assert step(page) == "situation"
    assert page.locator("[data-report] *").count() == 0


def test_two_tabs_have_a_result_each_and_clearing_one_leaves_the_other(visit):
    first = ready(visit)
    tick(first.page, "situation", "jobseeker")
    first.finish()
    other = first.page.context.new_page()
    other.goto(first.page.url)
    other.wait_for_function("() => document.documentElement.dataset.runtime === 'ready'", timeout=60_000)
    tick(other, "situation", "caring")
    other.locator("form [data-action=clear]").click()
    other.locator("[data-dialog-yes]").click()
    other.wait_for_function("() => document.querySelector('input:checked') === null")

    assert first.page.locator("[data-result] h2").is_visible()
    assert first.page.locator("input[name=situation][value=jobseeker]").is_checked()


def test_a_language_switch_on_the_result_stays_on_the_result_and_where_it_was(visit):
    visited = ready(visit)
    page = visited.page
    tick(page, "situation", "jobseeker")
    visited.finish()
    page.evaluate("() => document.querySelector('header .languages summary').click()")
    page.evaluate("window.scrollTo(0, 300)")
    page.evaluate("document.querySelector('[data-language-link=en]').click()")

    page.locator("html[lang=en-GB] [data-result] h2").wait_for()
    page.wait_for_timeout(300)
    assert abs(page.evaluate("scrollY") - 300) < 50
    page.go_back()
    page.locator("[data-check]").wait_for()
    assert page.url.endswith("/en/assessment/")
    assert visited.complaints == []


def test_links_that_lead_away_open_beside_the_answers(visit):
    visited = ready(visit)
    page = visited.page
    tick(page, "situation", "jobseeker")
    visited.finish()

    leading = page.evaluate(
        """() => [...document.querySelectorAll('a[href]')]
          .filter((a) => a.protocol.startsWith('http') && !a.dataset.action && a.dataset.languageLink === undefined)
          .filter((a) => a.pathname !== location.pathname || a.origin !== location.origin)
          .filter((a) => a.target !== '_blank').map((a) => a.href)"""
    )

    assert leading == []


def test_the_quick_exit_leaves_no_step_behind_to_go_back_to(visit):
    visited = visit("/fi/")
    page = visited.page
    page.context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>weather</title>", content_type="text/html"))
    page.goto(page.url + "assessment/")
    tick(page, "situation", "employed")
    page.locator("[data-action=next]").click()
    page.locator("[data-action=next]").click()

    page.locator("[data-action=leave]").click()

    page.wait_for_url(ELSEWHERE)
    page.go_back()
    assert page.url.endswith("/fi/")


@pytest.mark.parametrize("place", ["page", "menu", "dialog"])
def test_shift_three_times_leaves_from_anywhere_and_escape_only_closes(place, visit):
    page = ready(visit, viewport=DESKTOP).page
    page.context.route(ELSEWHERE, lambda route: route.fulfill(body="<title>weather</title>", content_type="text/html"))
    tick(page, "situation", "employed")
    open_it = {
        "page": lambda: None,
        "menu": lambda: page.locator(".bar [data-menu] summary").click(),
        "dialog": lambda: page.locator("form [data-action=clear]").click(),
    }[place]
    open_it()
    for _ in range(4):
        page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    assert page.locator("input[name=situation][value=employed]").is_checked()
    assert page.locator("dialog[open], .bar [data-menu][open]").count() == 0
    open_it()

    # Capitals are no call for the way out.
    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)
    assert "/assessment/" in page.url
    for _ in range(3):
        page.keyboard.press("Shift")

    page.wait_for_url(ELSEWHERE)


def test_answers_are_checked_before_the_summary_and_can_be_changed_from_there(visit):
    page = ready(visit).page
    tick(page, "situation", "jobseeker")
    page.locator(".bar [data-menu] summary").click()
    page.locator(".bar [data-action=check]").click()

    rows = page.locator("[data-check-list] li")
    assert "1/3" in rows.first.inner_text()
    page.wait_for_function("() => document.querySelector('[data-check-picture]').textContent.includes('0/')")
    rows.nth(1).locator("[data-go]").click()
    assert step(page) == "work"
    tick(page, "work.ability", "7")
    page.locator("[data-step-buttons] [data-action=check]").click()
    assert "1/2" in rows.nth(1).inner_text()


def test_an_option_that_stands_alone_unticks_the_others_and_says_so(visit):
    page = ready(visit).page
    go_to(page, "hopes")
    tick(page, "hopes.barriers", "money")
    tick(page, "hopes.barriers", "health")
    tick(page, "hopes.barriers", "nothing")
    item = page.locator("[data-item='hopes.barriers']")
    assert item.locator("input:checked").evaluate_all("all => all.map((one) => one.value)") == ["nothing"]
    assert item.locator("[data-status]").text_content()
    tick(page, "hopes.barriers", "money")
    assert item.locator("input:checked").evaluate_all("all => all.map((one) => one.value)") == ["money"]


def test_what_a_pasted_text_leaves_out_is_said(visit):
    page = ready(visit, viewport=DESKTOP).page
    go_to(page, "own")
    page.evaluate(
        """() => {
          const field = document.querySelector('textarea')
          const clipboardData = new DataTransfer()
          clipboardData.setData('text/plain', 'x'.repeat(field.maxLength + 30))
          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
        }"""
    )
    page.wait_for_function("() => document.querySelector('[data-item=\"own.well\"] [data-status]').textContent.includes('30')")


# A quick look, and areas of one's choice


def test_a_quick_look_asks_little_and_can_be_deepened(visit):
    visited = ready(visit, "/fi/assessment/#quick")
    page = visited.page
    assert "#" not in page.url
    tick(page, "situation", "employed")
    assert page.locator("fieldset[data-item]:not([hidden])").count() <= 16
    page.locator(".bar [data-menu] summary").click()
    page.locator(".bar [data-action=check]").click()
    page.locator("[data-deepen=body]").click()

    assert step(page) == "body"
    assert visible_questions(page).count() == 5
    visited.finish()
    assert visited.complaints == []


def test_only_the_chosen_areas_are_asked_about(visit):
    visited = ready(visit, "/fi/assessment/#areas")
    page = visited.page
    page.locator("[data-area][value=mood]").check(force=True)
    page.locator("[data-action=next]").click()
    tick(page, "situation", "employed")

    asked = page.locator("[data-step-list] [data-go]").evaluate_all("all => all.map((one) => one.dataset.go)")

    assert asked == ["situation", "mood", "own", "sensitive"]
    page.go_back()
    page.locator("[data-areas]").wait_for()


# Files


def saved(tmp_path, answers, version="1.1.0", **more):
    path = tmp_path / "answers.json"
    content = {"format": "kykypolku-answers", "questionnaire": "kykypolku", "version": version, "answers": answers, **more}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_opening_a_file_over_answers_asks_first_and_can_be_undone(visit, tmp_path):
    page = ready(visit).page
    tick(page, "situation", "employed")
    path = saved(tmp_path, {"situation": ["caring"], "work.ability": "3"})
    page.locator("[data-file]").set_input_files(path)
    page.locator("[data-dialog-no]").click()
    assert page.locator("input[name=situation][value=employed]").is_checked()

    page.locator("[data-file]").set_input_files(path)
    page.locator("[data-dialog-yes]").click()

    page.locator("[data-check]").wait_for()
    assert page.locator("input[name=situation][value=caring]").is_checked()
    assert "2" in page.locator("[data-news]").inner_text()
    page.locator("[data-action=undo]").click()
    assert page.locator("input[name=situation][value=employed]").is_checked()
    assert not page.locator("input[name=situation][value=caring]").is_checked()


def test_a_file_of_an_earlier_version_comes_with_an_account(visit, tmp_path, site_content):
    page = ready(visit).page
    old = {"situation": "caring", "security.bills": "seldom", "mood.calm": "often", "hopes.barriers": ["money", "nothing"]}

    page.locator("[data-file]").set_input_files(saved(tmp_path, old, "1.0.0"))

    page.locator("[data-check]").wait_for()
    assert page.locator("input[name=situation][value=caring]").is_checked()
    assert page.locator("input[name='security.bills'][value=little]").is_checked()
    assert not page.locator("input[name='hopes.barriers'][value=nothing]").is_checked()
    assert site_content.texts["fi"]["former"]["mood.calm"] in page.locator("[data-news]").inner_text()


def test_a_file_of_a_later_version_is_refused(visit, tmp_path):
    page = ready(visit).page
    tick(page, "situation", "employed")

    page.locator("[data-file]").set_input_files(saved(tmp_path, {"situation": ["caring"]}, "99.0.0"))

    wrong = page.locator("form [data-status][data-wrong]:not(:empty)")
    wrong.wait_for()
    border = "(one) => getComputedStyle(one).borderInlineStartWidth"
    assert wrong.evaluate(border) == "8px"
    assert page.locator("input[name=situation][value=employed]").is_checked()


# Fits in a hand


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_the_whole_assessment_takes_at_most_twenty_swipes_and_one_tap_a_question(language, visit):
    page = ready(visit, f"/{language}/assessment/", has_touch=True).page
    tick(page, "situation", "entrepreneur")
    far, taps, unanswered = 0, 0, []
    while not page.locator("[data-main-finish]").is_visible():
        far += page.evaluate(
            """() => {
              const bottom = document.querySelector('[data-step-buttons]').getBoundingClientRect().bottom
              return Math.max(0, bottom - innerHeight)
            }"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        for item in visible_questions(page).all():
            if item.locator("textarea, select").count():
                continue
            item.locator("label").first.tap()
            taps += 1
            unanswered += [] if item.locator("input:checked").count() else [item.get_attribute("data-item")]
        page.locator("[data-step-buttons] [data-action=next]").tap()

    assert far / SWIPE <= 20
    assert taps > 45
    assert unanswered == []


@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_the_options_of_a_scale_stand_five_across_on_a_phone_and_break_no_word(language, visit):
    page = ready(visit, f"/{language}/assessment/").page
    page.evaluate("() => document.querySelectorAll('[data-step], [data-item]').forEach((one) => { one.hidden = false })")

    rows = page.locator(".options--row").evaluate_all(
        "all => all.map((row) => [new Set([...row.children].map((one) => one.getBoundingClientRect().top)).size, "
        "row.scrollWidth - row.clientWidth, [...row.querySelectorAll('span')].some((one) => one.scrollWidth > one.clientWidth)])"
    )

    assert len(rows) > 30
    assert {tuple(row) for row in rows} == {(1, 0, False)}


@pytest.mark.parametrize("text", [16, 32])
@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["fi", "sv", "en", "fi-simple"])
def test_every_button_holds_its_words_on_the_steps_the_check_and_the_result(language, width, text, visit):
    visited = ready(visit, f"/{language}/assessment/", viewport={"width": width, "height": 740})
    page = visited.page
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": text, "fixed": text}})
    too_long = """() => [
      document.documentElement.scrollWidth - innerWidth,
      ...[...document.querySelectorAll('button, .button')].filter((one) => one.checkVisibility())
        .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent),
    ]"""
    found = [page.evaluate(too_long)]
    page.locator("[data-step-buttons] [data-action=next]").click()
    found.append(page.evaluate(too_long))
    page.locator(".bar [data-menu] summary").click()
    page.locator(".bar [data-action=check]").click()
    found.append(page.evaluate(too_long))
    page.locator("[data-main-finish]").click()
    page.locator("[data-result] h2").wait_for()
    found.append(page.evaluate(too_long))

    assert found == [[0]] * 4


@pytest.mark.parametrize("size", [(320, 256), (360, 740), (320, 640)])
def test_the_bar_never_covers_what_has_the_focus(size, visit):
    page = ready(visit, viewport={"width": size[0], "height": size[1]}).page
    page.locator("[data-action=next]").click()
    covered = []
    for key in ["Tab"] * 25 + ["Shift+Tab"] * 25:
        page.keyboard.press(key)
        covered += page.evaluate(
            """() => {
              const target = document.activeElement
              const bar = document.querySelector('.bar')
              if (target === document.body || bar.contains(target)) return []
              const box = (target.closest('label') ?? target).getBoundingClientRect()
              const { top, bottom } = bar.getBoundingClientRect()
              return box.height && box.top >= top && box.bottom <= bottom ? [target.outerHTML] : []
            }"""
        )
    assert covered == []


def test_each_step_says_where_it_is(visit):
    page = ready(visit).page
    page.locator("[data-action=next]").click()
    heading = page.locator("[data-step=work] h2")

    assert page.evaluate("document.activeElement.id") == "step-work"
    assert heading.inner_text().startswith("2/13")
    assert page.title().startswith("2/13")
    assert page.locator(f"#{heading.get_attribute('aria-describedby')}").inner_text()
