"""axe finds nothing on any page, with no rule disabled, wide and light, narrow and dark."""

from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, PHONE

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
PAGES = ("", "assessment/", "services/", "help-now/", "privacy/", "accessibility/", "method/", "professionals/", "form/")
LOOKS = {"desktop": {"viewport": DESKTOP}, "phone-dark": {"viewport": PHONE, "color_scheme": "dark"}}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path, look, visit):
    page = visit(f"/fi/{path}", bypass_csp=True, **LOOKS[look]).page
    page.evaluate(AXE.read_text(encoding="utf-8") + ";0")

    found = page.evaluate("() => axe.run({ rules: { 'target-size': { enabled: true } } })")["violations"]

    assert [] == [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(path, visit):
    page = visit(f"/fi/{path}", viewport={"width": 320, "height": 640}).page

    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
