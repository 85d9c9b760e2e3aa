"""Measures the build, the boot and the scoring. Every time stands beside its reference from the same run.

The reference for the boot is Pyodide as it comes from npm, with the scoring package as source files beside it.
"""

import io
import json
import shutil
import statistics
import subprocess
import sys
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from scoring import wire
from site_src.generator import browser, bundle, compress, content, server, site

STOCK_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
REQUEST = json.dumps({"answers": {"situation": "jobseeker", "mood.joy": "never"}, "language": "fi"})
STOCK_WORKER = f"""import {{ loadPyodide }} from './pyodide.mjs'
const archive = fetch('scoring.zip').then((reply) => reply.arrayBuffer())
const python = await loadPyodide()
python.unpackArchive(await archive, 'zip')
postMessage(python.runPython(`
from scoring import wire
wire.responder(open('content.json', encoding='utf-8').read())('{REQUEST}')`).length)
"""
FIRST_SCORE = {
    "stock": """() => new Promise((resolve, reject) => { const began = performance.now()
const worker = new Worker('/stock/worker.mjs', { type: 'module' })
worker.onerror = reject
worker.onmessage = () => resolve(performance.now() - began) })""",
    # With data saving on, nothing is loaded before the button that asks for the result.
    "ours": """() => new Promise((resolve) => { const began = performance.now()
const report = document.querySelector('[data-report]')
new MutationObserver(() => { if (report.querySelector('h2')) resolve(performance.now() - began) })
  .observe(report, { childList: true, subtree: true })
document.querySelector('form [data-action=finish]').click() })""",
}
SPARING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
PAGES = {"stock": "/stock/index.html", "ours": "/fi/assessment/"}


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


def run(root, say):
    """Prints every figure. Returns the exit status."""
    out = root / "build/bench-site"
    quiet = {"say": lambda text: None}
    site.build(root, out, **quiet)
    ours = _seconds(lambda: site.build(root, out, **quiet))
    stages = sorted((root / "build/stage").iterdir())
    plain = sum(_seconds(lambda stage=stage: _mkdocs(stage)) for stage in stages)
    say(
        f"build: {ours:.1f} s for {len(stages)} languages, the rest cached; "
        f"mkdocs alone, one language after another: {plain:.1f} s; ratio {ours / plain:.2f}"
    )
    _scoring(root, say)
    _stock(root, out)
    _bytes(out, say)
    _browser(out, say)
    return 0


def _seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _mkdocs(stage):
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", stage / "mkdocs.yml", "-d", stage / "plain"]
    subprocess.run(command, check=True, capture_output=True)


def _scoring(root, say):
    respond = wire.responder(bundle.content_json(content.read(root)))
    count = 200
    took = _seconds(lambda: [respond(REQUEST) for _ in range(count)])
    say(f"scoring on CPython: {count / took:.0f} results a second")


def _stock(root, out):
    """Stock Pyodide beside the site, compressed as well as ours."""
    stock = out / "stock"
    stock.mkdir()
    for name in STOCK_FILES:
        shutil.copy(root / "node_modules/pyodide" / name, stock / name)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in bundle.modules(content.read(root)).items():
            target.writestr(name, data)
    (stock / "scoring.zip").write_bytes(archive.getvalue())
    (stock / "worker.mjs").write_text(STOCK_WORKER, encoding="utf-8")
    (stock / "index.html").write_text("<!doctype html><title>stock</title>", encoding="utf-8")
    compress.compress_site(stock, root / "build/.cache")


def _bytes(out, say):
    stock = sum(_wire_size(out / "stock" / name) for name in (*STOCK_FILES, "scoring.zip"))
    ours = sum(_wire_size(path) for path in (out / "assets/runtime").iterdir() if path.suffix not in (".br", ".gz"))
    say(f"runtime over the wire (brotli): stock {stock:,} bytes, ours {ours:,}; ratio {ours / stock:.2f}")


def _wire_size(path):
    packed = path.with_name(path.name + ".br")
    return (packed if packed.exists() else path).stat().st_size


def _browser(out, say):
    running = server.start(out)
    base = f"http://127.0.0.1:{running.server_port}"
    with sync_playwright() as playwright:
        path = browser.find()
        options = {"executable_path": path} if path else {}
        chromium = playwright.chromium.launch(args=["--no-sandbox"], **options)
        for setting in SETTINGS:
            _boot(chromium, base, setting, say)
        _answers(chromium, base, say)
        chromium.close()
    running.shutdown()


def _boot(chromium, base, setting, say):
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
    for visit in ("first", "second"):
        stock, ours = (statistics.median(times[name, visit]) for name in ("stock", "ours"))
        say(
            f"start to first score, {setting.name}, {visit} visit, median of {setting.repeats}: "
            f"stock {stock:.0f} ms, ours {ours:.0f} ms; ratio {ours / stock:.2f}"
        )


def _hold_back(page, setting):
    session = page.context.new_cdp_session(page)
    if setting.cpu > 1:
        session.send("Emulation.setCPUThrottlingRate", {"rate": setting.cpu})
    if setting.network:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", setting.network)


ANSWER_ALL = """() => { for (const question of document.querySelectorAll('fieldset[data-item]'))
  question.querySelectorAll('input[type=radio]')[1]?.click() }"""


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
        page.locator("[data-action=edit]").click()
        page.evaluate("() => document.querySelector('[data-report]').replaceChildren()")
    times.sort()
    say(
        f"last answer to visible result, {repeats} times: median {statistics.median(times):.0f} ms, "
        f"95th percentile {times[int(repeats * 0.95)]:.0f} ms"
    )
    if memory := _peak_memory():
        say(f"peak memory of the largest page process: {memory} MB")
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
