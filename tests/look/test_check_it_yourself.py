"""The page "check it yourself" tells what the browser really allows, also on a host that protects less."""

import pytest

ROWS = """() => Object.fromEntries(
  [...document.querySelectorAll('[data-check-row]')].map((row) => [row.dataset.checkRow, row.dataset.held]))"""
DONE = "() => document.querySelector('[data-check] [data-status]').textContent !== ''"
PRIVATE = "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })"


@pytest.fixture
def tried(visit):
    """tried(prepare) -> the page after all its trials, and whether each promise held."""

    def open_page(prepare=lambda page: None):
        page = visit("/fi/privacy/").page
        prepare(page)
        page.goto(page.url.replace("privacy", "check-it-yourself"))
        page.wait_for_function(DONE, timeout=40_000)
        return page, page.evaluate(ROWS)

    return open_page


def without_headers(page):
    def answer(route):
        reply = route.fetch()
        kept = {name: value for name, value in reply.headers.items() if name != "content-security-policy"}
        route.fulfill(response=reply, headers=kept)

    page.route("**/check-it-yourself/", answer)


def test_every_promise_holds_behind_the_production_headers(tried, site_content):
    page, held = tried()

    names = ("headers", "foreign", "inline", "storage", "cookies", "lock", "offline")
    assert dict.fromkeys(names, "true") == held
    texts = site_content.texts["fi"]["page"]["check"]
    assert texts["good-lock"] == page.locator("[data-check-row=lock]").text_content()
    assert "locked" == page.locator("html").get_attribute("data-network")


def test_a_host_that_sends_no_headers_is_told_and_the_page_still_refuses_other_servers(tried, site_content):
    page, held = tried(without_headers)

    assert "false" == held["headers"]
    assert site_content.texts["fi"]["page"]["check"]["bad-headers"] == page.locator("[data-check-row=headers]").text_content()
    assert ("true", "true", "true") == (held["foreign"], held["inline"], held["lock"])


def test_a_browser_that_keeps_no_offline_copy_is_told(tried, site_content):
    page, held = tried(lambda page: page.add_init_script(PRIVATE))

    assert "false" == held["offline"]
    assert site_content.texts["fi"]["page"]["check"]["bad-offline"] == page.locator("[data-check-row=offline]").text_content()
