"""Every way in which the scoring can fail ends, within ten seconds, in plain words, with other ways on, and no answer lost."""

import time

import pytest

from tests.visits import ask_for_result

# The copy a service worker keeps would mend most of these behind the test; it is blocked here.
PATIENCE = 12_000


def missing(ending):
    return lambda page: page.route(f"**/assets/runtime/*{ending}", lambda route: route.fulfill(status=404, body="gone"))


def changed(ending, change):
    def provoke(page):
        def answer(route):
            reply = route.fetch()
            route.fulfill(response=reply, body=change(reply.body()))

        page.route(f"**/assets/runtime/*{ending}", answer)

    return provoke


def forbidden_by_policy(page):
    """The host sends a policy that allows no WebAssembly, with the page and with the worker."""

    def answer(route):
        reply = route.fetch()
        policy = reply.headers.get("content-security-policy", "").replace("'wasm-unsafe-eval'", "")
        route.fulfill(response=reply, headers={**reply.headers, "content-security-policy": policy})

    page.route("**/assessment/", answer)
    page.route("**/assets/js/worker.*", answer)


def worker_with(script):
    """The worker as it is, after a script of the test's own."""

    def provoke(page):
        def answer(route):
            reply = route.fetch()
            route.fulfill(response=reply, body=script + reply.text())

        page.route("**/assets/js/worker.*", answer)

    return provoke


def truncate(body):
    return body[: len(body) // 2]


def alter(body):
    return body[:-100] + bytes([body[-100] ^ 1]) + body[-99:]


WAYS = {
    **{f"{ending} missing": missing(ending) for ending in (".js", ".wasm", ".zip")},
    **{f"{ending} truncated": changed(ending, truncate) for ending in (".js", ".wasm", ".zip")},
    **{f"{ending} altered": changed(ending, alter) for ending in (".js", ".wasm", ".zip")},
    "a download hangs": lambda page: page.route("**/assets/runtime/*.zip", lambda route: None),
    "no WebAssembly": lambda page: page.add_init_script("delete globalThis.WebAssembly"),
    "WebAssembly blocked": lambda page: page.add_init_script(
        "WebAssembly.validate = () => false; WebAssembly.Module = function () { throw new WebAssembly.CompileError('blocked') }"
    ),
    "WebAssembly forbidden by the host's policy": forbidden_by_policy,
    "a browser too old to compile while it loads": lambda page: page.add_init_script("delete WebAssembly.compileStreaming"),
    "Lockdown Mode": lambda page: page.add_init_script(
        "delete globalThis.WebAssembly; delete globalThis.caches; delete Navigator.prototype.serviceWorker"
    ),
    "out of memory": worker_with(
        "WebAssembly.instantiate = () => Promise.reject(new RangeError('Out of memory'));"
        "WebAssembly.Memory = function () { throw new RangeError('Out of memory') };"
    ),
    "no workers": lambda page: page.add_init_script("delete globalThis.Worker"),
    "workers refused": lambda page: page.add_init_script(
        "globalThis.Worker = class { constructor() { throw new DOMException('refused', 'SecurityError') } }"
    ),
    "the worker script missing": lambda page: page.route(
        "**/assets/js/worker.*", lambda route: route.fulfill(status=404, body="")
    ),
    "a worker that never says a word": lambda page: page.route(
        "**/assets/js/worker.*", lambda route: route.fulfill(content_type="text/javascript", body="")
    ),
}
STORAGE_DENIED = """
const refuse = { get() { throw new DOMException('refused', 'SecurityError') } }
for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) Object.defineProperty(window, name, refuse)
Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined })
"""
# Troubles that cost speed or the offline copy, and nothing else.
OBSTACLES = {
    "the wrong type for WebAssembly": lambda page: page.route(
        "**/assets/runtime/*.wasm",
        lambda route: route.fulfill(response=route.fetch(), content_type="application/octet-stream"),
    ),
    "storage denied": lambda page: page.add_init_script(STORAGE_DENIED),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_failure_is_told_in_words_within_ten_seconds_and_costs_no_answer(way, visit):
    page = visit("/fi/privacy/", service_workers="block").page
    WAYS[way](page)
    began = time.monotonic()
    page.goto(page.url.replace("privacy", "assessment"))
    page.locator("input[name=situation][value=caring]").check(force=True)
    page.wait_for_function("() => document.documentElement.dataset.runtime === 'failed'", timeout=PATIENCE)
    assert time.monotonic() - began < 12

    ask_for_result(page)

    failed = page.locator("[data-failed]")
    failed.wait_for(timeout=PATIENCE)
    assert failed.locator("a[href='../form/']").is_visible()
    assert failed.locator("a[href='../services/']").is_visible()
    assert page.locator("input[name=situation][value=caring]").is_checked()


def test_when_the_cause_is_gone_a_retry_shows_the_result(visit):
    page = visit("/fi/privacy/", service_workers="block").page
    missing(".wasm")(page)
    page.goto(page.url.replace("privacy", "assessment"))
    page.locator("input[name=situation][value=caring]").check(force=True)
    ask_for_result(page)
    page.locator("[data-failed]").wait_for(timeout=PATIENCE)
    page.unroute("**/assets/runtime/*.wasm")

    page.locator("[data-action=retry]").click()

    page.locator("[data-result] [data-service]").first.wait_for(timeout=60_000)
    assert page.locator("[data-result] [data-service]").count() > 0


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_what_the_scoring_can_do_without_does_not_stop_it(obstacle, visit):
    visited = visit("/fi/privacy/", service_workers="block")
    page = visited.page
    OBSTACLES[obstacle](page)
    page.goto(page.url.replace("privacy", "assessment"))
    visited.wait_until_ready()
    page.locator("input[name=situation][value=caring]").check(force=True)

    visited.finish()

    assert page.locator("[data-result] [data-service]").count() > 0
    assert "locked" == page.locator("html").get_attribute("data-network")


@pytest.mark.parametrize("script", ["class {", "throw new Error('no')"])
def test_a_browser_that_cannot_run_the_page_says_so_instead_of_showing_dead_buttons(script, visit):
    """What is newer than the browser is a syntax error to it, or a name that is not there."""
    page = visit("/fi/privacy/", service_workers="block").page
    page.route("**/assets/js/assessment.*", lambda route: route.fulfill(content_type="text/javascript", body=script))

    page.goto(page.url.replace("privacy", "assessment"))

    failed = page.locator("[data-failed]")
    failed.wait_for(timeout=PATIENCE)
    assert failed.locator("a[href='../form/']").is_visible()
    assert page.locator("form[data-assessment]").is_hidden()
    page.unroute("**/assets/js/assessment.*")
    failed.locator("[data-action=retry]").click()
    page.wait_for_function("() => document.documentElement.dataset.runtime === 'ready'", timeout=60_000)
    assert page.locator("form[data-assessment]").is_visible()
