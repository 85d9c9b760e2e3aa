"""Each recipe in the server that it is for: what visitors get is what the development server gives, and nobody else's pages
are touched."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import httpx
import pytest

from site_src.program.browser import offline
from site_src.program.host import hosting
from site_src.program.host.headers import HEADERS
from site_src.program.host.hosting.shared import BELOW, WHOLE_HOST_ONLY
from tests.host import servers
from tests.visits import READY

CODES = ["fi", "sv", "en", "fi-simple"]
COMPARED = ("content-type", "cache-control", *(name.lower() for name in HEADERS))
ENCODED = "br, gzip"


@pytest.fixture(scope="module", params=servers.PROGRAMS)
def host(request, built_site):
    """A running server with a recipe: its name and its address."""
    if not servers.program(request.param):
        name = servers.PROGRAMS[request.param]
        pytest.skip(
            f"NOT TESTED: {request.param} needs {name}, which this machine lacks. Install it, such as apt-get install {name}."
        )
    # Outside the tests' own folder, which nobody else may read.
    folder = Path(tempfile.mkdtemp(prefix="kykypolku-host-"))
    try:
        with servers.running(request.param, built_site, CODES, folder) as at:
            yield request.param, at
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def some(site):
    """A path of each kind that the site has."""
    kinds = (".css", ".mjs", ".wasm", ".zip", ".svg", ".js")
    files = [path.relative_to(site).as_posix() for path in sorted((site / "assets").rglob("*"))]
    assets = [next(name for name in files if name.endswith(kind)) for kind in kinds if any(n.endswith(kind) for n in files)]
    return [
        "",
        "fi/",
        "sv/services/",
        "health.json",
        "manifest.json",
        "robots.txt",
        "app.fi.webmanifest",
        offline.SCRIPT,
        *assets,
    ]


def sent(reply, below):
    """What a reply says of itself that visitors depend on."""
    wanted = [name for name in COMPARED if not (below and name == WHOLE_HOST_ONLY.lower())]
    found = {name: reply.headers.get(name) for name in wanted}
    # What comes compressed for some must be told to be.
    assert "content-encoding" not in reply.headers or "Accept-Encoding" in reply.headers["vary"]
    return {"status": reply.status_code, **found, "content-type": (found["content-type"] or "").replace(" ", "").lower()}


def test_every_file_comes_as_from_the_development_server(host, address, built_site):
    recipe, at = host
    below = recipe in servers.BELOW
    with httpx.Client(headers={"Accept-Encoding": ENCODED}) as client:
        for path in some(built_site):
            here, there = client.get(f"{at}/{path}"), client.get(f"{address}/{path}")

            assert (path, sent(there, below)) == (path, sent(here, below))
            assert there.content == here.content
            packed = (built_site / (path or "index.html")).with_name(Path(path or "index.html").name + ".gz")
            if packed.is_file():
                assert here.headers["content-encoding"] in ("br", "gzip"), path


@pytest.mark.parametrize(
    ("path", "code"),
    [("sv/x", "sv"), ("en/a/b/c.html", "en"), ("fi-simple/deep/er/", "fi-simple"), ("x/y", "fi"), ("assets/x.js", "fi")],
)
def test_an_address_that_leads_nowhere_is_answered_in_its_language_at_any_depth_and_never_kept(
    host, address, built_site, path, code
):
    recipe, at = host
    reply = httpx.get(f"{at}/{path}", headers={"Accept-Encoding": ENCODED})

    assert 404 == reply.status_code
    assert (built_site / code / "404.html").read_text(encoding="utf-8") == reply.text
    assert sent(httpx.get(f"{address}/{path}"), recipe in servers.BELOW) == sent(reply, recipe in servers.BELOW)
    assert "no-cache" == reply.headers["cache-control"]


def test_no_header_of_ours_reaches_the_hosts_other_pages(host):
    recipe, at = host
    if recipe not in servers.BELOW:
        return
    reply = httpx.get(at.removesuffix("/polku") + "/")

    assert servers.OTHER == reply.text
    assert [] == [name for name in HEADERS if name in reply.headers]
    assert WHOLE_HOST_ONLY not in httpx.get(f"{at}/").headers
    assert f"{at}/".endswith(httpx.get(at).headers["location"])


def test_a_browser_scores_through_it_without_a_complaint(host, chromium):
    _, at = host
    context = chromium.new_context()
    page, complaints = context.new_page(), []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{at}/fi/assessment/")
    page.wait_for_function(READY, timeout=60_000)
    locked, said = page.locator("html").get_attribute("data-network"), list(complaints)
    page.goto(f"{at}/sv/no/such/page/")
    home = page.locator("[data-lost] a").first.get_attribute("href")
    styled = page.locator("body").evaluate("body => getComputedStyle(body).getPropertyValue('--k-brand')")
    context.close()

    assert "locked" == locked
    assert [] == said
    assert f"{at}/sv/" == home
    assert styled


def test_the_watching_script_says_ok_to_a_whole_site_and_what_is_wrong_with_another(address, tmp_path):
    if not shutil.which("curl"):
        pytest.skip(
            "NOT TESTED: the watching script needs curl, which this machine lacks. Install it, such as apt-get install curl."
        )
    script = tmp_path / "check.sh"
    script.write_text(hosting.recipes(CODES)["monitoring/check.sh"], encoding="utf-8")
    good = subprocess.run(["sh", script, f"{address}/"], capture_output=True, text=True)
    bad = subprocess.run(["sh", script, f"{address}/nowhere/"], capture_output=True, text=True)

    assert (0, "OK:") == (good.returncode, good.stdout[:3]), good.stdout
    assert (2, True) == (bad.returncode, "health.json does not come" in bad.stdout)


def test_below_a_path_everything_but_the_whole_hosts_promise_is_sent():
    assert {WHOLE_HOST_ONLY} == set(HEADERS) - set(BELOW)
