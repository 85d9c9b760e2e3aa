"""A directory of 1,000 services stays light, and does what a small one does."""

import brotli
import pytest

from scoring.wire import RULES
from site_src.program.bench import directory as large_directory
from site_src.program.browser import bundle, fragments
from site_src.program.host import server
from site_src.program.pages import pages
from tests.visits import PHONE

LIMIT = 300_000
# Of their cards in one language and of what decides for whom they are.
COST = 150_000


@pytest.fixture(scope="module")
def large_page(site_content, built_site):
    """The built page with the large directory in place of ours."""
    return large_directory.page(built_site, large_directory.services(site_content))


def test_its_page_is_light(large_page):
    assert large_directory.COUNT == large_page.count("data-service=")
    assert len(brotli.compress(large_page.encode(), quality=11, lgwin=24)) < LIMIT


def test_its_services_cost_a_phone_little_and_only_in_its_own_language(site_content):
    large = large_directory.content(site_content)
    cards = pages.Parts(large, site_content.languages[0], None).result_cards()
    size = wire_size(cards)

    assert large_directory.COUNT == cards.count("data-service=")
    assert size + wire_size(bundle.documents(large)[RULES]) < COST
    assert ["fi"] == list(fragments.read_by("fi", {"fi": fragments.Fragment("", size), "sv": fragments.Fragment("", 3 * size)}))


def wire_size(text):
    return len(brotli.compress(text.encode(), quality=11, lgwin=24))


@pytest.fixture
def directory(large_page, built_site, tmp_path, chromium):
    """Opens the large directory, at a moment if one is named."""
    large_directory.write(built_site, large_page, tmp_path)
    running = server.start(tmp_path)
    context = chromium.new_context(viewport=PHONE, timezone_id="America/New_York")

    def directory(moment=None, place=""):
        page = context.new_page()
        if moment:
            page.clock.set_fixed_time(moment)
        page.goto(f"http://127.0.0.1:{running.server_port}/fi/services/{place}")
        page.wait_for_function(large_directory.COUNTED)
        return page

    yield directory
    context.close()
    running.shutdown()


def test_each_choice_leaves_some_of_all(directory):
    page = directory()

    for field, before, value in large_directory.choices(page):
        if value:
            page.evaluate(large_directory.CHOOSE, [field, before, value])

            shown = page.locator("[data-service]:not([hidden])").count()
            assert 0 < shown < large_directory.COUNT, (field, value)
            assert str(shown) in page.locator("[data-count]").text_content()

            page.evaluate(large_directory.CHOOSE, [field, value, ""])


@pytest.mark.parametrize(
    ("moment", "told"),
    [("2026-11-24T09:00:00+02:00", "Auki nyt"), ("2026-11-24T19:00:00+02:00", "Suljettu nyt"),
     ("2026-12-24T09:00:00+02:00", "Suljettu nyt"), ("2026-12-25T09:00:00+02:00", None)],
)  # fmt: skip
def test_a_reader_anywhere_sees_whether_a_phone_is_answered_now(directory, moment, told):
    page = directory(moment)
    phone = page.locator(".channel--phone[data-times]", has_text="Jouluaatto").first

    assert ["Ma–pe 8.00–16.00", "24.12.2026 suljettu. Jouluaatto"] == phone.locator(".channel__note").all_text_contents()
    if told:
        assert told == phone.locator(".channel__open").text_content()
    assert phone.locator(".channel__open").evaluate("mark => mark.hidden") == (told is None)


def test_a_link_may_name_the_need(directory):
    page = directory(place="#need=money")

    assert "money" == page.locator("#filter-need").input_value()
    shown = page.locator("[data-service]:not([hidden])")
    assert shown.count() and all(
        "money" in needs.split() for needs in shown.evaluate_all("all => all.map(each => each.dataset.needs)")
    )


def test_what_a_person_chooses_stays_in_memory(directory):
    page = directory()
    page.locator("#filter-municipality").select_option("564")
    page.locator("#filter-text").fill("velan")

    assert page.url.endswith("/fi/services/")
    assert {"local": 0, "session": 0, "cookies": ""} == page.evaluate(
        "() => ({local: localStorage.length, session: sessionStorage.length, cookies: document.cookie})"
    )
