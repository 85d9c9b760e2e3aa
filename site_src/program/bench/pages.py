"""The pages that the bench opens: ours, stock Pyodide beside it, and copies of both that measure themselves."""

import io
import json
import shutil
import zipfile

from scoring.item_types import ITEM_TYPES
from scoring.model import roles_from
from site_src.program.browser import bundle, compress

STOCK_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
STOCK_WORKER = """import { loadPyodide } from './pyodide.mjs'
const archive = fetch('scoring.zip').then((reply) => reply.arrayBuffer())
const python = await loadPyodide()
python.unpackArchive(await archive, 'zip')
postMessage(python.runPython(`
from scoring import wire
wire.responder(lambda name: open(name, encoding='utf-8').read())('REQUEST')`).length)
"""
# Milliseconds from the start of Python to the first score.
FIRST_SCORE = {
    # The name is one that the policy of the site allows for a worker's address.
    "stock": """() => new Promise((resolve, reject) => { const began = performance.now()
const policy = globalThis.trustedTypes?.createPolicy('kykypolku-runtime', { createScriptURL: (url) => url })
const worker = new Worker(policy?.createScriptURL('/stock/worker.mjs') ?? '/stock/worker.mjs', { type: 'module' })
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

# For browsers that are not driven from outside: the page tells its figure by going to an address that carries it.
MEASURED = "/stock/measured"
ITSELF = {"stock": "/stock/itself.html", "ours": "/fi/assessment/itself.html"}
_BY_NAME = ", ".join(f"{name}: {script}" for name, script in FIRST_SCORE.items())
SCRIPT = f"""{SPARING}
Object.defineProperty(navigator, 'serviceWorker', {{ value: undefined }})
const measure = {{ {_BY_NAME} }}
const {{ name }} = document.currentScript.dataset
addEventListener('load', async () => {{
  const visit = new URLSearchParams(location.search).get('visit')
  location.href = `{MEASURED}?${{new URLSearchParams({{ name, visit, took: await measure[name]() }})}}`
}})
"""


def request(site_content):
    """What the scoring is asked for: the result of somebody who has told their life situation and nothing else."""
    situation = roles_from(site_content.questionnaire)["situation"]
    code = site_content.languages[0].code
    option = next(iter(site_content.option_labels("situation", code)))
    items = {item["id"]: item for step in site_content.questionnaire["steps"] for item in step["items"]}
    several = ITEM_TYPES[items[situation]["type"]].several
    return json.dumps({"answers": {situation: [option] if several else option}, "language": code})


def write(root, out, site_content):
    """Put stock Pyodide, compressed as well as ours, and the pages that measure themselves into the site *out*."""
    stock = out / "stock"
    stock.mkdir()
    for name in STOCK_FILES:
        shutil.copy(root / "node_modules/pyodide" / name, stock / name)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in bundle.modules(site_content).items():
            target.writestr(name, data)
    (stock / "scoring.zip").write_bytes(archive.getvalue())
    (stock / "worker.mjs").write_text(STOCK_WORKER.replace("REQUEST", request(site_content)), encoding="utf-8")
    (stock / "index.html").write_text("<!doctype html><head><title>stock</title></head>", encoding="utf-8")
    (stock / "measure.js").write_text(SCRIPT, encoding="utf-8")
    for name, page in ITSELF.items():
        html = _page(out, PAGES[name]).read_text(encoding="utf-8")
        script = f'<head><script src="/stock/measure.js" data-name="{name}"></script>'
        (out / page.strip("/")).write_text(html.replace("<head>", script, 1), encoding="utf-8")
    compress.compress_site(stock, root / "build/.cache")


def _page(out, address):
    return out / address.strip("/") / "index.html" if address.endswith("/") else out / address.strip("/")
