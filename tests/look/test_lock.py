"""The lock of the network: once the scoring is in, no part of the page and of its worker reaches a host any more.

The host here counts what reaches it, for a page that is refused something may still tell of a request. It sends no headers
of protection: what holds is the lock alone.
"""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.visits import PHONE, READY

OUT = "/way-out"
# Every way by which a page asks for something: put into the page, or called, with an address.
FROM_PAGE = {
    "style": "(url) => add('link', { rel: 'stylesheet', href: url })",
    "manifest": "(url) => { document.querySelector('[rel=manifest]')?.remove(); "
    "document.head.append(add('link', { rel: 'manifest', href: url })) }",
    "preload": "(url) => add('link', { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: url })",
    "module preload": "(url) => add('link', { rel: 'modulepreload', href: url })",
    "prefetch": "(url) => add('link', { rel: 'prefetch', href: url })",
    "script": "(url) => add('script', { src: url })",
    "dynamic import": "(url) => import(url)",
    "image": "(url) => add('img', { src: url })",
    "media": "(url) => add('video', { src: url, preload: 'auto' })",
    "object": "(url) => add('object', { data: url })",
    "frame": "(url) => add('iframe', { src: url })",
    "font": "(url) => new FontFace('x', `url(${url})`).load()",
    "style inside": "(url) => { const s = new CSSStyleSheet(); s.replaceSync(`body { background: url(${url}) }`); "
    "document.adoptedStyleSheets = [s] }",
    "fetch": "(url) => fetch(url)",
    "request": "(url) => { const x = new XMLHttpRequest(); x.open('GET', url); x.send() }",
    "beacon": "(url) => navigator.sendBeacon(url, 'x')",
    "events": "(url) => { new EventSource(url) }",
    "socket": "(url) => { new WebSocket(url.replace('http', 'ws')) }",
    "form": "(url) => { const f = add('form', { action: url, method: 'post', target: '_blank' }); f.submit() }",
}
FROM_WORKER = {
    "fetch": "(url) => self.fetch(url)",
    "inherited fetch": "(url) => WorkerGlobalScope.prototype.fetch.call(self, url)",
    "fetch of a prototype": "(url) => Object.getPrototypeOf(Object.getPrototypeOf(self)).fetch.call(self, url)",
    "request": "(url) => { const x = new XMLHttpRequest(); x.open('GET', url); x.send() }",
    "events": "(url) => { new EventSource(url) }",
    "socket": "(url) => { new WebSocket(url.replace('http', 'ws')) }",
    "worker": "(url) => { new Worker(url) }",
    "scripts": "(url) => importScripts(url)",
    "inherited scripts": "(url) => WorkerGlobalScope.prototype.importScripts.call(self, url)",
    "cache": "async (url) => (await caches.open('x')).add(url)",
    "inherited cache": "async (url) => { const { get } = Object.getOwnPropertyDescriptor(WorkerGlobalScope.prototype, 'caches'); "
    "const kept = get.call(self); (await CacheStorage.prototype.open.call(kept, 'x')).add(url) }",
    "added to a cache": "(url) => Cache.prototype.add.call(self.kept, url)",
}
ADD = """const add = (name, attributes) => {
  const made = Object.assign(document.createElement(name), attributes)
  document.body.append(made)
  return made
}"""


class Bare(SimpleHTTPRequestHandler):
    """A host that protects nothing, and remembers what reached it."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".wasm": "application/wasm"}
    asked = ()

    def parse_request(self):
        whole = super().parse_request()
        if whole:
            self.asked.append(self.path)
        return whole

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture(scope="module")
def bare(built_site):
    """The address of the site on a bare host, and what reached it."""
    asked = []
    handler = type("Remembering", (Bare,), {"asked": asked})
    running = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(built_site)))
    running.daemon_threads = True
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}", asked
    running.shutdown()


@pytest.fixture(scope="module")
def page(chromium, bare):
    """An assessment whose scoring is in."""
    address, _ = bare
    context = chromium.new_context(viewport=PHONE, service_workers="block")
    opened = context.new_page()
    opened.goto(address + "/fi/assessment/")
    opened.wait_for_function(READY, timeout=60_000)
    opened.wait_for_timeout(500)
    yield opened
    context.close()


def ask(bare, place, way, name, setup):
    """Tries a way out of a page or of a worker."""
    url = f"{bare[0]}{OUT}/{name.replace(' ', '-')}"
    place.evaluate(f"async (url) => {{ {setup}; try {{ await ({way})(url) }} catch {{ }} }}", url)
    if name.endswith("manifest"):
        # A browser without windows asks for it only when told to.
        place.context.new_cdp_session(place).send("Page.getAppManifest")


def reached(bare, name):
    """Whether a way led to the host."""
    return any(path == f"{OUT}/{name.replace(' ', '-')}" for path in bare[1])


@pytest.mark.parametrize("name", FROM_PAGE)
def test_a_locked_page_reaches_no_host_by(name, page, bare):
    ask(bare, page, FROM_PAGE[name], name, ADD)
    page.wait_for_timeout(300)

    assert not reached(bare, name)


@pytest.mark.parametrize("name", FROM_WORKER)
def test_the_worker_of_a_locked_page_reaches_no_host_by(name, page, bare):
    [worker] = page.workers
    ask(bare, worker, FROM_WORKER[name], name, "self.kept = null")
    page.wait_for_timeout(300)

    assert not reached(bare, name)


def test_the_same_ways_reach_the_host_from_a_page_that_is_not_locked(chromium, bare):
    """So that the tests above can fail."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.goto(bare[0] + "/nothing-here")
    for name in FROM_PAGE:
        ask(bare, page, FROM_PAGE[name], f"open {name}", ADD)
    page.wait_for_timeout(3000)
    context.close()

    assert [name for name in FROM_PAGE if not reached(bare, f"open {name}")] == []


def test_the_same_ways_reach_the_host_from_a_worker_that_is_not_locked(chromium, bare):
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    page.goto(bare[0] + "/nothing-here")
    with page.expect_worker() as started:
        page.evaluate("window.worker = new Worker(URL.createObjectURL(new Blob(['self.x = 1'], { type: 'text/javascript' })))")
    for name in FROM_WORKER:
        ask(bare, started.value, FROM_WORKER[name], f"open {name}", "self.kept = await caches.open('x')")
    page.wait_for_timeout(1000)
    context.close()

    assert [name for name in FROM_WORKER if not reached(bare, f"open {name}")] == []
