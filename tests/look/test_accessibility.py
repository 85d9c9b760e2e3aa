"""axe finds nothing on any page, with no rule disabled, wide and light, narrow and dark."""

import pytest

from tests.visits import LOOKS, PHONE

PAGES = (
    "",
    "assessment/",
    "services/",
    "help-now/",
    "privacy/",
    "accessibility/",
    "method/",
    "professionals/",
    "partners/",
    "form/",
)


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path, look, visit):
    assert [] == visit(f"/fi/{path}", bypass_csp=True, **LOOKS[look]).axe()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(path, visit):
    page = visit(f"/fi/{path}", viewport={"width": 320, "height": 640}).page

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", [*PAGES, "nowhere"])
def test_no_page_scrolls_sideways_on_a_phone_with_text_twice_as_large(path, visit):
    page = visit("/fi/privacy/", viewport=PHONE).page
    session = page.context.new_cdp_session(page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    page.goto(page.url.replace("privacy/", path))

    assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == "32px"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
