"""The directory as a reader uses it: from the list to a service's own page and on, with and without scripts."""

import pytest

from tests.look.test_offline import cut, device, first_visit, host  # noqa: F401
from tests.visits import LOOKS


@pytest.fixture(scope="session")
def own_page(site_content):
    """The address of a service that has a phone, a place or a web page."""
    from site_src.program.pages import cards

    record = next(record for record in site_content.services if cards.published(record) and record.channels)
    return f"services/{record.id}/"


def open_row(page, service):
    """Opens the row of a service, and the need that it stands under."""
    row = page.locator(f"#{service}")
    row.locator("xpath=ancestor::details/summary").click()
    row.locator("> summary").click()


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
    own = own_page.removeprefix("services/")
    open_row(page, own.rstrip("/"))
    page.locator(f'a[href="{own}"]').click()
    page.wait_for_url(f"**/fi/{own_page}")
    need = page.locator(".need-links a").first
    name = need.text_content()
    need.click()
    page.wait_for_url("**/fi/services/")

    assert name == page.locator("#filter-need option:checked").text_content()
    assert "need" not in page.evaluate("() => JSON.stringify(sessionStorage)")


def test_a_need_named_in_an_address_is_taken_out_of_it(visit):
    page = visit("/fi/services/#need=safety").page

    assert "safety" == page.locator("#filter-need").input_value()
    assert page.url.endswith("/fi/services/")


def test_what_was_chosen_is_there_again_when_one_comes_back(visit):
    page = visit("/fi/services/").page
    page.locator("#filter-text").fill("velka")
    page.locator("#filter-municipality").select_option("564")
    told = page.locator("[data-count]").text_content()
    page.locator("[data-results] .row > summary").first.click()
    page.locator("[data-results] .row[open] a[itemprop=url]").click()
    page.go_back()

    assert "velka" == page.locator("#filter-text").input_value()
    assert told == page.locator("[data-count]").text_content()
    assert page.url.endswith("/fi/services/")


def test_the_services_of_the_chosen_need_itself_come_first(visit):
    page = visit("/fi/services/").page
    page.locator("#filter-need").select_option("energy")
    needs = page.locator("[data-results] .row").evaluate_all("rows => rows.map(row => row.dataset.needs.split(' '))")
    own = [each[0] == "energy" for each in needs]

    assert own == sorted(own, reverse=True) and own[0]


def test_a_language_leaves_in_what_does_not_say_its_languages_and_says_so(visit):
    page = visit("/fi/services/").page
    page.locator(".filters__more > summary").click()
    page.locator("#filter-language").select_option("en")

    unsaid = page.locator("[data-service][data-languages='']:not([hidden])").count()
    assert unsaid > 0
    assert str(unsaid) in page.locator("[data-language-note]").text_content()


@pytest.mark.parametrize("code", ["fi", "sv"])
def test_municipalities_stand_in_the_order_of_the_alphabet(code, visit):
    names = visit(f"/{code}/services/").page.locator("#filter-municipality option").all_text_contents()[1:]
    alphabet = "abcdefghijklmnopqrstuvwxyzåäö"

    assert names == sorted(names, key=lambda name: [alphabet.find(letter) for letter in name.lower()])


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("code", ["fi", "en"])
def test_axe_finds_nothing_in_the_directory_with_rows_open(code, look, visit):
    visited = visit(f"/{code}/services/", bypass_csp=True, **LOOKS[look])
    visited.page.locator(".group > summary").first.click()
    for row in range(3):
        visited.page.locator(".row > summary").nth(row).click()

    assert [] == visited.axe()


def test_without_scripts_the_directory_is_a_list_with_links(own_page, visit):
    page = visit("/fi/services/", java_script_enabled=False).page

    assert page.locator("form[data-directory]").is_hidden()
    assert page.locator("[data-count]").is_hidden()
    own = own_page.removeprefix("services/")
    open_row(page, own.rstrip("/"))
    assert page.locator(f'a[href="{own}"]').is_visible()


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
