"""What the whole browser asks of the network, by its own log: no page event tells what it asks of its maker.

And what a page is that the browser keeps for whoever goes back to it. Both are switched off in a browser that a test drives,
so these browsers are started as a person's is.
"""

import json
import subprocess
import threading
import time
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from site_src.program.host import server
from site_src.program.setup import browsers
from tests.visits import PHONE, READY

MBIT = 1.6
# What a browser asks for itself, whatever page is open: its clock, its updates, its own account, its models.
OWN = ("clients2.google.com", "update.googleapis.com", "accounts.google.com", "optimizationguide-pa.googleapis.com")
OWN += ("redirector.gvt1.com", "edgedl.me.gvt1.com", "safebrowsing.googleapis.com", "android.clients.google.com")
AUTOFILL = "content-autofill.googleapis.com"
LOADING = "() => document.documentElement.dataset.runtime === 'loading'"


class Line(server.Handler):
    """A host at the end of a slow line: all answers together come at `MBIT` megabits a second."""

    lock = threading.Lock()

    def copyfile(self, source, outputfile):
        while piece := source.read(8192):
            with self.lock:
                time.sleep(len(piece) * 8 / (MBIT * 1_000_000))
            outputfile.write(piece)

    def log_message(self, *arguments):
        pass


class Browser:
    """A Chromium as a person has it, with the log of its network."""

    def __init__(self, driver, folder):
        self.driver, self.log = driver, folder / "net.json"
        path = browsers.find() or driver.chromium.executable_path
        arguments = ["--headless=new", "--no-sandbox", "--no-first-run", "--remote-debugging-port=0"]
        arguments += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        arguments += [f"--user-data-dir={folder / 'profile'}", f"--log-net-log={self.log}", "about:blank"]
        self.process = subprocess.Popen([path, *arguments], stderr=subprocess.PIPE, text=True)
        self.address = next(line.split(" on ")[1].strip() for line in self.process.stderr if "DevTools listening" in line)

    def close(self, connected):
        """Ends it as a person does, so that its log is whole."""
        connected.new_browser_cdp_session().send("Browser.close")
        self.process.wait(20)

    def asked(self):
        """Every request of any of its processes that looks for a connection: (time in seconds, address).

        What the browser answers from its own copy looks for none.
        """
        told = json.loads(self.log.read_text(encoding="utf-8"))
        offset, types = int(told["constants"]["timeTickOffset"]), told["constants"]["logEventTypes"]
        connecting = {event["source"]["id"] for event in told["events"] if event["type"] == types["HTTP_STREAM_REQUEST"]}
        for event in told["events"]:
            started = event["type"] == types["URL_REQUEST_START_JOB"] and "url" in event.get("params", {})
            if started and event["source"]["id"] in connecting:
                yield (int(event["time"]) + offset) / 1000, event["params"]["url"]


@pytest.fixture
def line(built_site, request):
    """The address of the site at the end of a fast or a slow line."""
    handler = partial(Line if request.param == "slow" else server.Handler, directory=str(built_site))
    running = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()


def assess(browser, address, wait_for, change=None):
    """A person looks in on the home page, answers, sees the result, and reads it in English.

    Returns when they answered first, and when they were done.
    """
    connected = browser.driver.chromium.connect_over_cdp(browser.address)
    page = connected.contexts[0].new_page()
    page.set_viewport_size(PHONE)
    if change:
        page.route("**/fi/assessment/", change)
    page.goto(address + "/fi/")
    page.goto(address + "/fi/assessment/")
    page.wait_for_function(wait_for, timeout=60_000)
    # Nobody has read the first question sooner.
    page.wait_for_timeout(2000)
    began = time.time()
    page.locator("input[name=situation][value=jobseeker]").check(force=True)
    page.wait_for_function(READY, timeout=60_000)
    page.wait_for_timeout(1500)
    while not page.locator("[data-main-finish]").is_visible():
        if page.locator("textarea:visible").count():
            page.locator("textarea:visible").first.fill("Omin sanoin")
        page.locator("[data-step-buttons] [data-action=next]").click()
    page.locator("[data-main-finish]").click()
    page.locator("[data-result] h2").wait_for()
    page.evaluate("document.querySelector('[data-language-link=en]').click()")
    page.locator("html[lang=en-GB] [data-result] h2").wait_for()
    page.wait_for_timeout(3000)
    ended = time.time()
    browser.close(connected)
    return began, ended


@pytest.mark.parametrize(("line", "wait_for"), [("fast", READY), ("slow", LOADING)], indirect=["line"], ids=["fast", "slow"])
def test_no_process_of_the_browser_asks_anything_from_the_first_answer_to_the_end(line, wait_for, driver, tmp_path):
    browser = Browser(driver, tmp_path)

    began, ended = assess(browser, line, wait_for)

    asked = list(browser.asked())
    assert any(address.endswith("/fi/assessment/") for _, address in asked)
    assert [address for _, address in asked if AUTOFILL in address] == []
    between = [address for at, address in asked if began <= at <= ended]
    assert [address for address in between if address.split("/")[2].split(":")[0] not in OWN] == []


@pytest.mark.parametrize("line", ["fast"], indirect=True)
def test_a_form_that_looks_like_no_search_is_told_to_the_browsers_maker(line, driver, tmp_path):
    """The reason for the form's shape; and the test above can fail."""
    browser = Browser(driver, tmp_path)

    def plain(route):
        reply = route.fetch()
        route.fulfill(response=reply, body=reply.text().replace('action="search"', ""))

    assess(browser, line, READY, plain)

    assert [address for _, address in browser.asked() if AUTOFILL in address] != []


@pytest.fixture
def keeping(driver):
    """A browser that keeps the pages that were left."""
    path = browsers.find()
    options = {"executable_path": path} if path else {}
    running = driver.chromium.launch(
        args=["--no-sandbox", "--enable-features=BackForwardCache"],
        ignore_default_args=["--disable-back-forward-cache"],
        **options,
    )
    context = running.new_context(viewport=PHONE, service_workers="block")
    yield context.new_page()
    running.close()


def come_back(page):
    """Leaves for another page, as somebody who is done, and goes back to the one that the browser kept."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.evaluate("window.kept = true")
    page.goto(page.url.replace("assessment", "privacy"))
    page.evaluate("setTimeout(() => history.back(), 50)")
    page.locator("[data-dialog][open]").wait_for()
    assert page.evaluate("window.kept"), "The browser did not keep the page."


SHOWN = "(one) => one.checkVisibility({ visibilityProperty: true })"
VISIBLE = f"() => [...document.querySelectorAll('h1, h2, label, p, a')].filter({SHOWN})"


@pytest.mark.parametrize("choice", ["yes", "no"])
def test_a_page_that_the_browser_kept_shows_nothing_before_somebody_says_it_is_theirs(choice, keeping, address):
    page = keeping
    page.goto(address + "/fi/assessment/")
    page.wait_for_function(READY, timeout=60_000)
    page.locator("input[name=situation][value=jobseeker]").check(force=True)
    page.locator(".bar [data-menu] summary").click()
    page.locator(".bar [data-action=check]").click()
    page.locator("[data-main-finish]").click()
    page.locator("[data-result] h2").wait_for()

    come_back(page)

    assert page.evaluate(f"({VISIBLE})().every((one) => one.closest('dialog'))")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator("[data-dialog][open]").wait_for()
    page.locator(f"[data-dialog-{choice}]").click()
    if choice == "yes":
        page.locator("[data-result] h2").wait_for()
        assert page.locator("input[name=situation][value=jobseeker]").is_checked()
    else:
        page.locator("section[data-step=situation]").wait_for()
        assert page.locator("input:checked").count() == 0
        assert page.locator("[data-report] *").count() == 0
