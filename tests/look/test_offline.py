"""The site without a network: what a device keeps, how a new version comes, and how everything is removed again.

The host here counts every request that reaches it, from the page, its worker and the service worker alike, and can be
cut off in the middle of a test.
"""

import os
import shutil
import threading
import time
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from site_src.program import site
from site_src.program.browser import offline
from site_src.program.host import server
from tests.visits import ask_for_result

if "offline" not in vars(site):
    pytest.skip("The service worker is not part of the build yet.", allow_module_level=True)

ROOT = Path(__file__).resolve().parents[2]
WAIT = 30_000
KEPT = "(state) => document.documentElement.dataset.offline === state"
READY = "() => document.documentElement.dataset.runtime === 'ready'"
VERSIONS = "async () => (await caches.keys()).filter((name) => name.startsWith('kykypolku ')).map((name) => name.split(' ')[2])"
# A data-saving connection, as Chromium tells it.
SPARING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true, effectiveType: '3g' } })"


class Host:
    """A web host for one folder; `asked` are the paths that were asked for, `slow` delays what lies below one path, and
    without `kept` no browser keeps what it gets."""

    def __init__(self, folder):
        self.folder, self.asked, self.cut, self.slow, self.delay, self.kept = folder, [], False, None, 0.4, True
        host = self

        class Handler(server.Handler):
            def parse_request(self):
                if not super().parse_request():
                    return False
                if host.cut:
                    self.close_connection = True
                    return False
                host.asked.append(self.path)
                if host.slow and host.slow in self.path:
                    time.sleep(host.delay)
                return True

            def send_header(self, name, value):
                super().send_header(name, "no-store" if name == "Cache-Control" and not host.kept else value)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def count(self, ending):
        """How often a path with this ending was asked for."""
        return sum(path.endswith(ending) for path in self.asked)

    def publish(self, code="fi", page="help-now", mark="second version"):
        """A new version of the site: one page says something else."""
        path = self.folder / code / page / "index.html"
        _replace(path, path.read_text(encoding="utf-8").replace("</main>", f"<p>{mark}</p></main>"))
        for ending in offline.PACKED:
            (self.folder / (offline.SCRIPT + ending)).unlink(missing_ok=True)
        (self.folder / offline.SCRIPT).unlink()
        codes = [path.parent.name for path in sorted(self.folder.glob("*/index.html"))]
        return offline.write_service_worker(ROOT, self.folder, codes)


def _replace(path, text):
    """New content under an old name, without touching the file that the copy shares with the built site."""
    for each in (path, *(path.with_name(path.name + ending) for ending in offline.PACKED)):
        each.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def host(built_site, tmp_path):
    """A host with its own copy of the built site."""
    folder = tmp_path / "site"
    try:
        shutil.copytree(built_site, folder, copy_function=os.link)
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(built_site, folder)
    running = Host(folder)
    yield running
    running.server.shutdown()


@pytest.fixture
def device(chromium):
    """One person's browser, with nothing in it."""
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(WAIT)
    yield context
    context.close()


def first_visit(device, host, path="/fi/", state="ready"):
    """Opens a page and waits until the device has what it keeps."""
    page = device.new_page()
    page.goto(host.address + path)
    page.wait_for_function(KEPT, arg=state)
    return page


def until(page, expression, seconds=20):
    """Waits until an expression, which may be a promise, gives true."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(50)


def cut(device, host):
    """No network any more, neither for pages nor for the service worker."""
    host.cut = True
    device.set_offline(True)


def answer(page):
    """The first answer of the assessment."""
    page.locator("[name=situation][value=jobseeker], [name=situation]").first.evaluate(
        """(field) => {
          if (field.localName === 'select') field.value = 'jobseeker'
          else field.checked = true
          field.dispatchEvent(new Event('input', { bubbles: true }))
        }"""
    )


def finish(page):
    """From any step to the result."""
    ask_for_result(page)
    page.locator("[data-report] h2").wait_for()


def test_everything_works_after_the_first_visit(device, host):
    page = first_visit(device, host)
    assert host.count(".wasm") == 1
    cut(device, host)
    before = len(host.asked)

    page.goto(host.address + "/fi/assessment/")
    page.wait_for_function(READY)
    answer(page)
    finish(page)
    assert page.locator("[data-report]").inner_text().strip()
    # Another language, in the middle of it.
    page.locator("[data-menu].languages summary").click()
    page.locator("[data-language-link][href*='/sv/']").click()
    page.wait_for_function("() => document.documentElement.lang === 'sv'")
    page.locator("[data-report] h2").wait_for()
    page.evaluate("window.print = () => { window.printed = true }")
    page.locator("[data-result] [data-action=print]").first.click()
    assert page.evaluate("window.printed") is True
    assert len(page.pdf()) > 10_000

    page.goto(host.address + "/fi/services/")
    assert page.locator("[data-service]").count() > 20
    for path in ("/", "/fi/", "/fi/form/", "/fi/privacy/", "/fi/index.html", "/fi/help-now/", "/sv/help-now/"):
        assert page.goto(host.address + path).ok, path
    # A page that was not taken: the same one in the language that was.
    page.goto(host.address + "/sv/services/")
    assert page.url == host.address + "/fi/services/"
    page.goto(host.address + "/sv/no-such-page/")
    assert page.url == host.address + "/fi/"
    assert len(host.asked) == before


def test_the_assessment_itself_may_be_the_first_visit_and_is_kept_when_it_is_left(device, host):
    page = first_visit(device, host, "/sv/assessment/", state="waiting")
    page.wait_for_function(READY)
    before = host.count("/sv/services/")
    page.goto(host.address + "/404.html")
    deadline = time.monotonic() + 20
    while not host.count("/sv/method/") and time.monotonic() < deadline:
        page.wait_for_timeout(50)
    page.wait_for_timeout(3000)
    assert host.count("/sv/services/") == before + 1
    assert host.count(".wasm") == 1, "the service worker takes what the page has just downloaded"
    page.close()
    cut(device, host)
    page = device.new_page()
    page.goto(host.address + "/sv/assessment/")
    page.wait_for_function(READY)
    answer(page)
    finish(page)


def test_webassembly_is_handed_on_untouched(device, host):
    page = first_visit(device, host)
    path = next(path for path in host.asked if path.endswith(".wasm"))
    # A response that a service worker made itself has no address of its own.
    found = page.evaluate(
        """async (path) => {
          const { url, type, headers } = await fetch(path)
          return [url, type, headers.get('content-type'), headers.get('content-security-policy')]
        }""",
        path,
    )
    assert found[:3] == [host.address + path, "basic", "application/wasm"]
    assert "default-src 'none'" in found[3]
    assert host.count(".wasm") == 1


def test_nothing_is_fetched_while_an_assessment_is_open(device, host):
    host.slow = "/fi/"
    page = device.new_page()
    page.goto(host.address + "/fi/")
    # In the middle of what the service worker takes.
    deadline = time.monotonic() + 20
    while not host.count("/fi/services/") and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    page.goto(host.address + "/fi/assessment/")
    page.wait_for_function(READY)
    answer(page)
    before = len(host.asked)
    finish(page)
    page.wait_for_timeout(3000)
    # Only the browser's own look for a newer service worker may fall into the first seconds, if somebody is that fast.
    assert [path for path in host.asked[before:] if path != "/" + offline.SCRIPT] == []
    assert page.evaluate("document.documentElement.dataset.offline") == "waiting"

    # Another visit takes the rest, when this one is over.
    host.slow = None
    page.close()
    other = first_visit(device, host, "/fi/privacy/")
    cut(device, host)
    assert other.goto(host.address + "/fi/services/").ok


def test_an_assessment_takes_the_runtime_that_is_on_its_way_to_the_device_and_fetches_none_twice(device, host):
    # Not by grace of the browser's own store, which waits for a file that it is just getting; not every browser's does.
    host.slow, host.delay, host.kept = "/assets/runtime/", 3, False
    page = device.new_page()
    page.goto(host.address + "/fi/")
    deadline = time.monotonic() + 30
    while not host.count(".wasm") and time.monotonic() < deadline:
        page.wait_for_timeout(20)
    page.goto(host.address + "/fi/assessment/")
    page.wait_for_function(READY)
    answer(page)
    finish(page)

    assert (host.count(".wasm"), host.count(".zip")) == (1, 1)


def test_a_data_saving_connection_gets_the_runtime_only_when_asked_for(device, host):
    device.add_init_script(SPARING)
    page = first_visit(device, host, state="partly")
    assert host.count(".wasm") == 0
    cut(device, host)
    page.goto(host.address + "/fi/assessment/")
    assert page.url == host.address + "/fi/form/"

    host.cut = False
    device.set_offline(False)
    page.goto(host.address + "/fi/assessment/")
    page.locator("[data-action=load]").click()
    page.wait_for_function(READY)
    # What the page has fetched is kept when it is left.
    page.goto(host.address + "/404.html")
    page.wait_for_timeout(3000)
    assert host.count(".wasm") == 1
    cut(device, host)
    page.goto(host.address + "/fi/assessment/")
    page.locator("[data-action=load]").click()
    page.wait_for_function(READY)


def test_an_update_waits_until_nobody_uses_the_old_version(device, host):
    page = first_visit(device, host)
    [first] = page.evaluate(VERSIONS)

    second = host.publish()
    asked = len(host.asked)
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update() }")
    until(page, "async () => (await navigator.serviceWorker.getRegistration()).waiting !== null")
    assert set(page.evaluate(VERSIONS)) == {first, second}
    assert not [path for path in host.asked[asked:] if "/assets/" in path], "unchanged files are not downloaded again"

    # An assessment, and any page opened beside it, stays with the version that is in use.
    page.goto(host.address + "/fi/assessment/")
    page.wait_for_function(READY)
    answer(page)
    finish(page)
    beside = device.new_page()
    beside.goto(host.address + "/fi/help-now/")
    assert "second version" not in beside.locator("main").inner_text()
    assert set(page.evaluate(VERSIONS)) == {first, second}

    for each in device.pages:
        each.close()
    page = device.new_page()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        page.goto(host.address + "/fi/help-now/")
        if "second version" in page.locator("main").inner_text():
            break
        page.goto("about:blank")
        page.wait_for_timeout(200)
    assert "second version" in page.locator("main").inner_text()
    until(page, f"async () => (await ({VERSIONS})()).length === 1")
    assert page.evaluate(VERSIONS) == [second]
    cut(device, host)
    page.goto(host.address + "/fi/assessment/")
    page.wait_for_function(READY)


def test_an_update_is_left_alone_while_an_assessment_is_open(device, host):
    page = first_visit(device, host)
    page.goto(host.address + "/fi/assessment/")
    page.wait_for_function(READY)
    host.publish()
    answer(page)
    asked = len(host.asked)
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update().catch(() => {}) }")
    page.wait_for_timeout(1000)
    # Only the look at the service worker itself, which this test asked for.
    assert set(host.asked[asked:]) <= {"/" + offline.SCRIPT}


def test_a_damaged_update_is_not_taken(device, host):
    page = first_visit(device, host)
    [first] = page.evaluate(VERSIONS)
    host.publish()
    _replace(host.folder / "fi/help-now/index.html", "<p>altered on the way")
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update() }")
    until(
        page,
        """async () => {
          const { installing, waiting } = await navigator.serviceWorker.getRegistration()
          return installing === null && waiting === null
        }""",
    )
    cut(device, host)
    page.goto(host.address + "/fi/help-now/")
    assert "altered" not in page.locator("main").inner_text()


def test_the_kill_switch_removes_everything(device, host):
    page = first_visit(device, host)
    page.evaluate("async () => { await caches.open('of another site') }")
    offline.write_kill_switch(host.folder)
    page.reload()
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration())?.update() }")
    until(page, "async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    assert page.evaluate("async () => await caches.keys()") == ["of another site"]
    asked = len(host.asked)
    page.goto(host.address + "/fi/services/")
    assert len(host.asked) > asked


def test_two_copies_below_one_origin_do_not_touch_each_other(device, host, built_site):
    shutil.copytree(built_site, host.folder / "kunta", symlinks=True, copy_function=os.link)
    first_visit(device, host, "/fi/")
    page = first_visit(device, host, "/kunta/fi/")
    offline.write_kill_switch(host.folder / "kunta")
    page.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update() }")
    until(page, "async () => (await navigator.serviceWorker.getRegistrations()).length === 1")
    assert len(page.evaluate(VERSIONS)) == 1
    assert page.evaluate("async () => (await caches.keys())[0].split(' ')[1]") == host.address + "/"


def test_the_site_can_be_installed(device, host):
    page = device.new_page()
    page.goto(host.address + "/fi/")
    session = device.new_cdp_session(page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["url"] == host.address + "/app.fi.webmanifest"
    assert manifest["errors"] == []
    errors = [each["errorId"] for each in session.send("Page.getInstallabilityErrors")["installabilityErrors"]]
    # A private window can't install anything; there is nothing else to object to.
    assert set(errors) <= {"in-incognito"}


DAMAGE = """async () => {
  for (const name of await caches.keys()) {
    const cache = await caches.open(name)
    for (const request of await cache.keys()) {
      if (!request.url.includes('/assets/runtime/')) continue
      const response = await cache.match(request)
      const bytes = new Uint8Array(await response.arrayBuffer())
      bytes[bytes.length >> 1] ^= 1
      await cache.put(request, new Response(bytes, { headers: response.headers }))
    }
  }
}"""


def test_a_runtime_that_the_device_keeps_damaged_is_thrown_away_and_fetched_again(device, host):
    page = first_visit(device, host)
    page.evaluate(DAMAGE)
    page.goto(host.address + "/fi/assessment/")
    page.wait_for_function(READY)
    assert 2 == host.count(".wasm")

    cut(device, host)
    page.goto(host.address + "/fi/assessment/")
    page.wait_for_function(READY)
    answer(page)
    finish(page)


def test_a_device_with_little_room_says_so(device, host):
    page = device.new_page()
    session = device.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": host.address, "quotaSize": 1_000_000})
    page.goto(host.address + "/fi/")
    page.wait_for_function("() => ['refused', 'partly'].includes(document.documentElement.dataset.offline)")
