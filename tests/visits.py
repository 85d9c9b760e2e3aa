"""One real browser for all tests; each test gets pages of its own that remember every request and every complaint."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from site_src.program.setup import browsers as browser_module

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
LOOKS = {"desktop": {"viewport": DESKTOP}, "phone-dark": {"viewport": PHONE, "color_scheme": "dark"}}
AXE = Path(__file__).resolve().parents[1] / "node_modules/axe-core/axe.min.js"
VIEWPORTS = {"phone": PHONE, "desktop": DESKTOP}
READY = "() => document.documentElement.dataset.runtime === 'ready'"


@dataclass
class Visit:
    """A page, with what it asked the network for and what it complained about."""

    page: object
    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def axe(self):
        """What axe finds, with the size of targets too, which it leaves out by itself: (rule, where) each."""
        self.page.evaluate(AXE.read_text(encoding="utf-8") + ";0")
        found = self.page.evaluate("() => axe.run({ rules: { 'target-size': { enabled: true } } })")["violations"]
        return [(rule["id"], [node["html"][:120] for node in rule["nodes"]][:3]) for rule in found]

    def wait_until_ready(self):
        """Waits until the scoring is in and the network is locked."""
        self.page.wait_for_function(READY, timeout=60_000)

    def finish(self):
        """Goes to the result from wherever the page is."""
        ask_for_result(self.page)
        self.page.locator("[data-result] [data-domain], [data-result] [data-service], [data-result] h2").first.wait_for()


def ask_for_result(page):
    """From any step over the check of answers to the button that shows the result."""
    page.locator(".bar [data-menu] summary").click()
    page.locator(".bar [data-action=check]").click()
    page.locator("[data-main-finish]").click()


@pytest.fixture(scope="session")
def driver():
    """What drives every browser of these tests; a process can have one."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver):
    """A headless Chromium."""
    path = browser_module.find()
    options = {"executable_path": path} if path else {}
    running = driver.chromium.launch(args=["--no-sandbox", "--disable-background-networking"], **options)
    yield running
    running.close()


@pytest.fixture
def visit(chromium, address):
    """Opens a page: visit("/fi/assessment/", viewport=PHONE) -> Visit."""
    contexts = []

    def open_page(path, **options):
        context = chromium.new_context(**{"viewport": DESKTOP, **options})
        contexts.append(context)
        page = context.new_page()
        visited = Visit(page)
        page.on("request", lambda request: visited.requests.append(request.url))
        page.on(
            "console", lambda message: visited.complaints.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: visited.complaints.append(str(error)))
        # The browser's own log also tells what a worker was refused.
        log = context.new_cdp_session(page)
        log.on("Log.entryAdded", lambda event: visited.complaints.append(event["entry"]["text"]))
        log.send("Log.enable")
        page.goto(address + path)
        return visited

    yield open_page
    for context in contexts:
        context.close()
