"""Chromium, driven by Playwright: with and without a slow device and network, and the time from an answer to the result."""

import statistics
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from site_src.program.bench import directory
from site_src.program.bench.pages import FIRST_SCORE, PAGES, SPARING
from site_src.program.setup import browsers as browser


@dataclass(frozen=True)
class Setting:
    """How a device and its network are held back."""

    name: str
    repeats: int
    cpu: int = 1
    network: dict | None = None


SETTINGS = (
    Setting("unthrottled", 5),
    # 1.6 Mbit/s down, 150 ms: what Lighthouse calls a slow phone.
    Setting(
        "CPU x4, 1.6 Mbit/s, 150 ms",
        2,
        4,
        {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750},
    ),
)
# Results a second from a worker of the page's own, once it has answered some requests.
THROUGHPUT = """([request, count]) => new Promise((resolve, reject) => {
  const { worker: address, files: manifest } = document.querySelector('form[data-assessment]').dataset
  const url = new URL(address, document.baseURI)
  const { files, lock } = JSON.parse(manifest)
  for (const file of Object.values(files)) file.url = new URL(file.url, url).href
  const worker = new Worker(url, { type: 'module' })
  let answered = 0, began
  worker.onmessage = ({ data }) => {
    if (data.type === 'failed') reject(new Error(data.message))
    if (!['ready', 'result'].includes(data.type)) return
    if (data.type === 'result') answered++
    if (answered === 30) began = performance.now()
    if (answered === 30 + count) return resolve(count / (performance.now() - began) * 1000)
    worker.postMessage({ type: 'score', id: answered, request })
  }
  worker.postMessage({ type: 'start', files, lock })
})"""
ANSWER_ALL = """() => { for (const question of document.querySelectorAll('fieldset[data-item]'))
  question.querySelectorAll('input[type=radio]')[1]?.click() }"""


def measure(base, large, request, compare, say):
    """Measures on the site at `base`, whose directory of 1,000 services is at `large`; `request` asks for one result.

    `compare` says a ratio.
    """
    with sync_playwright() as playwright:
        path = browser.find()
        options = {"executable_path": path} if path else {}
        chromium = playwright.chromium.launch(args=["--no-sandbox"], **options)
        for setting in SETTINGS:
            times = _boot(chromium, base, setting)
            for visit in ("first", "second"):
                pair = (statistics.median(times[name, visit]) for name in ("stock", "ours"))
                compare(f"Chromium, {setting.name}, {visit} visit, median of {setting.repeats}", *pair)
        _answers(chromium, base, say)
        _throughput(chromium, base, request, say)
        directory.measure(chromium, large, say)
        chromium.close()


def _boot(chromium, base, setting):
    times = {(name, visit): [] for name in FIRST_SCORE for visit in ("first", "second")}
    for _ in range(setting.repeats):
        # In turn, so that whatever else the machine does meets both.
        for name, script in FIRST_SCORE.items():
            context = chromium.new_context(bypass_csp=True, service_workers="block")
            context.add_init_script(SPARING)
            for visit in ("first", "second"):
                page = context.new_page()
                _hold_back(page, setting)
                page.goto(base + PAGES[name])
                times[name, visit].append(page.evaluate(script))
                page.close()
            context.close()
    return times


def _hold_back(page, setting):
    session = page.context.new_cdp_session(page)
    if setting.cpu > 1:
        session.send("Emulation.setCPUThrottlingRate", {"rate": setting.cpu})
    if setting.network:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", setting.network)


def _answers(chromium, base, say, repeats=40):
    page = chromium.new_page(bypass_csp=True)
    page.goto(base + PAGES["ours"])
    page.wait_for_function("() => document.documentElement.dataset.runtime === 'ready'", timeout=60_000)
    page.evaluate(ANSWER_ALL)
    # Nobody answers everything in a second; until then the browser stores the offline copy and tunes the WebAssembly.
    page.wait_for_timeout(8000)
    times = []
    for _ in range(repeats):
        times.append(page.evaluate(FIRST_SCORE["ours"]))
        page.locator("[data-action=edit]").first.click()
        page.evaluate("() => document.querySelector('[data-report]').replaceChildren()")
    times.sort()
    say(
        f"last answer to visible result, {repeats} times: median {statistics.median(times):.0f} ms, "
        f"95th percentile {times[int(repeats * 0.95)]:.0f} ms"
    )
    if memory := _peak_memory():
        say(f"peak memory of the largest page process: {memory} MB")
    page.close()


def _throughput(chromium, base, request, say, count=200):
    page = chromium.new_page(bypass_csp=True)
    page.add_init_script(SPARING)
    page.goto(base + PAGES["ours"])
    say(f"scoring in Chromium: {page.evaluate(THROUGHPUT, [request, count]):.0f} results a second")
    page.close()


def _peak_memory():
    """The largest peak of any Chromium page process, in MB; 0 where the system does not tell."""
    peaks = [0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if b"--type=renderer" in (status.parent / "cmdline").read_bytes():
                peaks += [int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        except OSError:
            continue
    return max(peaks)
