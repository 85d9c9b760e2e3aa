"""Measures the build, the boot and the scoring. Every time stands beside its reference from the same run."""

import json
import shutil
import statistics
import subprocess
import sys
import time

from playwright.sync_api import sync_playwright

from scoring import wire
from site_src.generator import browser, bundle, content, server, site

REPEATS = 5
STOCK_WORKER = """import { loadPyodide } from './pyodide.mjs'
const python = await loadPyodide()
postMessage(python.runPython('1 + 1'))
"""
BOOT_STOCK = """() => new Promise((resolve) => { const began = performance.now()
new Worker('/stock/worker.mjs', { type: 'module' }).onmessage = () => resolve(performance.now() - began) })"""
# With data saving on, the page waits for this button; without, it would have started before the clock.
BOOT_OURS = """() => new Promise((resolve) => { const began = performance.now()
new MutationObserver(() => { if (document.documentElement.dataset.runtime === 'ready') resolve(performance.now() - began) })
  .observe(document.documentElement, { attributes: true })
document.querySelector('[data-action=load]').click() })"""
SPARING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
LAST_ANSWER_TO_RESULT = """() => new Promise((resolve) => { const began = performance.now()
new MutationObserver((_, watcher) => { if (document.querySelector('[data-report] h2')) { watcher.disconnect(); resolve(performance.now() - began) } })
  .observe(document.querySelector('[data-report]'), { childList: true, subtree: true })
document.querySelector('form [data-action=finish]').click() })"""


def run(root, say):
    """Prints every figure. Returns the exit status."""
    out = root / "build/bench-site"
    site.build(root, out, say=lambda text: None)
    ours = _seconds(lambda: site.build(root, out, say=lambda text: None))
    stages = sorted((root / "build/stage").iterdir())
    plain = sum(_seconds(lambda stage=stage: _mkdocs(stage)) for stage in stages)
    say(f"build: {ours:.1f} s for {len(stages)} languages; mkdocs build of the same pages, one after another: {plain:.1f} s; ratio {ours / plain:.2f}")
    _scoring(root, say)
    _browser(root, out, say)
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
    request = json.dumps({"answers": {"situation": "jobseeker", "mood.joy": "never"}, "language": "fi"})
    count = 200
    took = _seconds(lambda: [respond(request) for _ in range(count)])
    say(f"scoring on CPython: {count / took:.0f} results a second")


def _browser(root, out, say):
    stock = out / "stock"
    shutil.copytree(root / "node_modules/pyodide", stock)
    (stock / "worker.mjs").write_text(STOCK_WORKER, encoding="utf-8")
    (out / "stock.html").write_text("<!doctype html><title>stock</title>", encoding="utf-8")
    running = server.start(out)
    base = f"http://127.0.0.1:{running.server_port}"
    with sync_playwright() as playwright:
        path = browser.find()
        chromium = playwright.chromium.launch(args=["--no-sandbox"], **({"executable_path": path} if path else {}))
        times = {"stock": [], "ours": [], "answer": []}
        for _ in range(REPEATS):
            page = chromium.new_page()
            page.goto(f"{base}/fi/assessment/")
            page.wait_for_function("() => document.documentElement.dataset.runtime === 'ready'", timeout=60_000)
            times["answer"].append(page.evaluate(LAST_ANSWER_TO_RESULT))
            page.close()
            for name, script, start in (("stock", BOOT_STOCK, "/stock.html"), ("ours", BOOT_OURS, "/fi/assessment/")):
                page = chromium.new_page(bypass_csp=True)
                page.add_init_script(SPARING)
                page.goto(base + start)
                times[name].append(page.evaluate(script))
                page.close()
        chromium.close()
    running.shutdown()
    shutil.rmtree(stock)
    middle = {name: statistics.median(values) for name, values in times.items()}
    say(f"worker start to Python ready, median of {REPEATS}: stock {middle['stock']:.0f} ms, ours {middle['ours']:.0f} ms; ratio {middle['ours'] / middle['stock']:.2f}")
    say(f"last answer to visible result, median of {REPEATS}: {middle['answer']:.0f} ms")
