"""Every way in which the scoring can fail ends, within ten seconds, in plain words, with other ways on, and no answer lost."""

import time

import pytest

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
    "no workers": lambda page: page.add_init_script("delete globalThis.Worker"),
    "workers refused": lambda page: page.add_init_script(
        "globalThis.Worker = class { constructor() { throw new DOMException('refused', 'SecurityError') } }"
    ),
    "the worker script missing": lambda page: page.route(
        "**/assets/js/worker.*", lambda route: route.fulfill(status=404, body="")
    ),
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

    page.locator("form [data-menu] summary").click()
    page.locator("form [data-menu] [data-action=finish]").click()

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
    page.locator("form [data-menu] summary").click()
    page.locator("form [data-menu] [data-action=finish]").click()
    page.locator("[data-failed]").wait_for(timeout=PATIENCE)
    page.unroute("**/assets/runtime/*.wasm")

    page.locator("[data-action=retry]").click()

    page.locator("[data-result] [data-service]").first.wait_for(timeout=60_000)
    assert page.locator("[data-result] [data-service]").count() > 0
