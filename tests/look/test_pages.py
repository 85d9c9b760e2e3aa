"""The landing page, the help page and the page for an address that leads nowhere, as a person in a hurry meets them."""

from urllib.parse import urlsplit

import pytest

from tests.visits import LOOKS, PHONE

CODES = ("fi", "sv", "en", "fi-simple")
SMALL = {"width": 320, "height": 640}
HEADER = 64


@pytest.mark.parametrize("viewport", [PHONE, SMALL], ids=["360", "320"])
@pytest.mark.parametrize("code", CODES)
def test_both_ways_to_begin_are_in_sight_without_scrolling(code, viewport, visit):
    page = visit(f"/{code}/", viewport=viewport).page
    starts = page.locator(".page > p > .button")

    assert 2 == starts.count()
    for start in starts.all():
        box = start.bounding_box()
        assert box["y"] + box["height"] <= viewport["height"]
    assert page.locator(".header__inner").bounding_box()["height"] <= HEADER
    assert page.evaluate("() => document.documentElement.scrollWidth") <= viewport["width"]


def test_the_menu_of_a_phone_leads_to_the_pages_and_the_languages(visit):
    page = visit("/fi/", viewport=PHONE).page
    page.locator("header [data-menu] summary").click()
    page.locator("header [data-menu] a", has_text="Palvelut").click()
    page.wait_for_url("**/fi/services/")
    page.locator("header [data-menu] summary").click()
    page.locator("header [data-language-link=sv]").click()
    page.wait_for_url("**/sv/services/")


@pytest.mark.parametrize("code", CODES)
def test_help_begins_with_112_and_who_has_no_number_comes_last_in_a_group(code, visit):
    page = visit(f"/{code}/help-now/", viewport=PHONE).page

    assert "tel:112" == page.locator(".call").first.get_attribute("href")
    for group in page.locator(".calls section").all():
        called = group.locator("article").evaluate_all("all => all.map(each => Boolean(each.querySelector('.call')))")
        assert called == sorted(called, reverse=True)


@pytest.mark.parametrize("path", ["help-now/", "services/nollalinja-helpline/"])
def test_the_quick_exit_stands_on_the_pages_of_help_and_of_help_against_violence(path, visit):
    page = visit(f"/fi/{path}").page
    page.route("https://**", lambda route: route.fulfill(body="elsewhere", content_type="text/html"))
    page.locator("[data-action=leave]").click()
    page.wait_for_url("https://**")
    page.go_back()

    assert "Nollalinja" not in page.content() and "112" not in page.content()


@pytest.mark.parametrize("path", ["/sv/nowhere", "/sv/nowhere/", "/sv/far/far/far/away"])
def test_an_address_that_leads_nowhere_has_style_112_and_a_way_home(path, visit):
    page = visit(path).page

    assert page.locator('a[href="tel:112"]').is_visible()
    assert "0px" != page.locator(".button").evaluate("button => getComputedStyle(button).borderRadius")
    page.locator(".button").click()
    page.wait_for_url("**/sv/")
    assert 1 == page.locator("h1").count()


def test_the_page_that_leads_home_needs_no_scripts(visit):
    page = visit("/en/far/away", java_script_enabled=False).page

    assert page.locator('a[href="tel:112"]').is_visible()
    page.locator(".button:visible").first.click()
    page.wait_for_load_state()
    assert page.locator("h1").first.is_visible()
    assert "/far" not in page.url


@pytest.mark.parametrize("code", CODES)
def test_the_assessment_without_what_scores_is_a_light_page(code, visit, built_site):
    """As a browser gets it that takes Brotli: under 40 KB, whatever it loads before and beside the scoring."""
    visited = visit(f"/{code}/assessment/")
    visited.wait_until_ready()
    asked = {urlsplit(url).path.lstrip("/") for url in visited.requests}
    own = {path for path in asked if "/runtime/" not in path and (path.startswith("assets/") or path.startswith(f"{code}/"))}
    packed = [built_site / (path + ("index.html" if path.endswith("/") else "") + ".br") for path in own]

    assert len(own) >= 5
    assert sum(path.stat().st_size for path in packed) < 40_000


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_the_page_that_leads_home(look, visit):
    assert [] == visit("/fi/nowhere", bypass_csp=True, **LOOKS[look]).axe()


def test_the_need_that_a_link_names_is_in_no_address(visit):
    page = visit("/fi/").page
    seen = []
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    page.locator('.need-links a[href$="#need=safety"]').click()
    page.wait_for_url("**/fi/services/")

    assert "safety" == page.locator("#filter-need").input_value()
    assert [] == [url for url in seen if "need" in url]
