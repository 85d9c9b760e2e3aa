"""The directory as a reader uses it: from the list to a service's own page and on, with and without scripts."""

import pytest

from tests.look.conftest import LOOKS
from tests.look.test_offline import cut, device, first_visit, host  # noqa: F401


@pytest.fixture(scope="session")
def own_page(site_content):
    """The address of a service that has a phone, a place or a web page."""
    from site_src.program.pages import cards

    record = next(record for record in site_content.services if cards.published(record) and record.get("channels"))
    return f"services/{record['id']}/"


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_on_a_service_s_own_page(look, own_page, visit):
    assert [] == visit(f"/sv/{own_page}", bypass_csp=True, **LOOKS[look]).axe()


def test_a_service_has_an_address_of_its_own_in_every_language(site_content, own_page, visit):
    visited = visit(f"/fi/{own_page}")
    finnish = visited.page.url
    for language in site_content.languages:
        visited.page.goto(finnish.replace("/fi/", f"/{language.code}/"))
        assert 1 == visited.page.locator("h1").count()
        assert language.lang == visited.page.locator("html").get_attribute("lang")
    assert [] == visited.complaints


def test_the_list_leads_to_the_own_page_and_back_to_the_need(own_page, visit):
    page = visit("/fi/services/").page
    page.locator(f'a[href="{own_page.removeprefix("services/")}"]').click()
    page.wait_for_url(f"**/fi/{own_page}")
    need = page.locator(".need-links a").first
    name = need.text_content()
    need.click()
    page.wait_for_url("**/fi/services/#need=*")

    assert name == page.locator("#filter-need option:checked").text_content()


def test_without_scripts_the_directory_is_a_list_with_links(own_page, visit):
    page = visit("/fi/services/", java_script_enabled=False).page

    assert page.locator("form[data-directory]").is_hidden()
    assert page.locator(".needs a").first.is_visible()
    assert page.locator(f'a[href="{own_page.removeprefix("services/")}"]').first.is_visible()


def test_finnish_inflection_does_not_defeat_search(visit):
    page = visit("/fi/services/").page
    counts = {}
    for query in ("velka", "velan", "velkaan", "velkaneuvontaa", "asunto", "asunnon"):
        page.locator("#filter-text").fill(query)
        counts[query] = page.locator("[data-service]:not([hidden])").count()

    assert all(counts.values()), counts
    assert counts["velka"] == counts["velan"] == counts["velkaan"]


def test_no_service_page_scrolls_sideways_at_320_pixels(own_page, visit):
    page = visit(f"/fi/{own_page}", viewport={"width": 320, "height": 640}).page

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_without_a_network_a_service_s_own_page_leads_to_its_card(device, host, own_page):  # noqa: F811
    """Hundreds of pages are not kept on the device: the directory says the same."""
    page = first_visit(device, host)
    assert host.count(f"/fi/{own_page}") == 0
    cut(device, host)
    page.goto(f"{host.address}/fi/{own_page}")

    assert page.url == f"{host.address}/fi/services/#{own_page.removeprefix('services/').rstrip('/')}"
