"""axe finds nothing on any page, with no rule disabled, wide and light, narrow and dark."""

import pytest

from tests.visits import LOOKS

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
