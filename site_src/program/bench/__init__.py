"""Measures the build, the boot and the scoring. Every time stands beside its reference from the same run.

The reference for the boot is Pyodide as it comes from npm, with the scoring package as source files beside it.
"""

import shutil
import subprocess
import sys
import time

from scoring import wire
from site_src.program import site
from site_src.program.bench import chromium, copies, directory, others, pages
from site_src.program.browser import bundle
from site_src.program.content import content
from site_src.program.host import place, server
from site_src.program.pages import rendered


def run(project, say):
    """Prints every figure. Returns the exit status."""
    root = project.program
    out = project.work / "bench-site"
    quiet = {"say": lambda text: None}
    # The measuring pages of the last time lie in it.
    shutil.rmtree(out, ignore_errors=True)
    site.build(project, out, **quiet)
    with place.work_folder(project.work) as work:
        # MkDocs alone renders every page, so ours does.
        shutil.rmtree(site.cache_of(project) / rendered.PAGES, ignore_errors=True)
        ours = _seconds(lambda: site.build(project, out, work=work, **quiet))
        stages = sorted(folder for folder in (work / "stage").iterdir() if (folder / "mkdocs.yml").exists())
        plain = sum(_seconds(lambda stage=stage: _mkdocs(stage)) for stage in stages)
    say(
        f"build: {ours:.1f} s for {len(stages)} languages, the rest cached; "
        f"mkdocs alone, one language after another: {plain:.1f} s; ratio {ours / plain:.2f}"
    )
    site_content = content.read(project)
    _scoring(site_content, say)
    pages.write(root, out, site_content)
    _bytes(out, say)

    def compare(setting, stock, ours):
        say(f"start to first score, {setting}: stock {stock:.0f} ms, ours {ours:.0f} ms; ratio {ours / stock:.2f}")

    running = server.start(out)
    base = f"http://127.0.0.1:{running.server_port}"
    directory.write(out, directory.page(out, directory.services(site_content)), out / "large")
    chromium.measure(base, f"{base}/large/fi/services/", pages.request(site_content), compare, say)
    running.shutdown()
    others.measure(out, compare, say)
    copies.measure(project, say)
    return 0


def _seconds(work):
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _mkdocs(stage):
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", stage / "mkdocs.yml", "-d", stage / "plain"]
    subprocess.run(command, check=True, capture_output=True)


def _scoring(site_content, say):
    respond = wire.responder(bundle.documents(site_content).__getitem__)
    count = 200
    request = pages.request(site_content)
    took = _seconds(lambda: [respond(request) for _ in range(count)])
    say(f"scoring on CPython: {count / took:.0f} results a second")


def _bytes(out, say):
    stock = sum(_wire_size(out / "stock" / name) for name in (*pages.STOCK_FILES, "scoring.zip"))
    ours = sum(_wire_size(path) for path in (out / "assets/runtime").iterdir() if path.suffix not in (".br", ".gz"))
    say(f"runtime over the wire (brotli): stock {stock:,} bytes, ours {ours:,}; ratio {ours / stock:.2f}")


def _wire_size(path):
    packed = path.with_name(path.name + ".br")
    return (packed if packed.exists() else path).stat().st_size
