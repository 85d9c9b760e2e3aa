"""docs/hosting.md, followed with a web server that this machine has: the site that was published, with the recipe beside it."""

import shutil
import tempfile
from pathlib import Path

import httpx

from site_src.program.host.headers import HEADERS
from tests.host import servers

DOCUMENT = "hosting.md"
NOT_FOLLOWED = ()
PLACE = "https://your.address/polku/"


def recipe():
    """The first recipe of the document whose server this machine has, for a path below a server's other pages; or None."""
    return next((each for each in servers.BELOW if servers.program(each)), None)


def follow(reader):
    """Follows the document from its beginning to its end."""
    recipes, site = reader.folder / "build/hosting", reader.folder / "site"
    for name in (
        "nginx/kykypolku.conf",
        "apache/.htaccess",
        "caddy/Caddyfile",
        "azure/staticwebapp.config.json",
        "iis/web.config",
    ):
        reader.reach(f"`{name}`")
        assert (recipes / name).is_file(), name
    # "refuses when it finds a file there that no build wrote"
    reader.reach("refuses when it finds a file there that no build wrote")
    (site / "own.txt").write_text("mine", encoding="utf-8")
    assert "own.txt" in reader.command("build.py build --lang fi", status=2)
    (site / "own.txt").unlink()
    # Outside the tests' own folder, which nobody else may read.
    folder = Path(tempfile.mkdtemp(prefix="kykypolku-documents-"))
    try:
        text = (recipes / recipe()).read_text(encoding="utf-8")
        with servers.running(recipe(), site, [], folder, text) as at:
            _visit(reader, f"{at}/", folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _visit(reader, address, folder):
    reader.reach("curl -sI https://your.address/fi/assessment/")
    said = reader.command("curl -sI https://your.address/fi/assessment/", instead={"https://your.address/": address})
    missing = [name for name in HEADERS if name.lower() not in said.lower()]
    assert missing in ([], ["Strict-Transport-Security"]), missing
    with reader.looking(f"{address}en/check-it-yourself/", (1100, 1000)) as page:
        page.locator("[data-check] [data-status]:not(:empty)").wait_for()
        reader.picture(page, "hosting-check-it-yourself")
    kill = reader.folder / "build/hosting/remove-service-worker/service-worker.js"
    reader.reach("build/hosting/remove-service-worker/service-worker.js")
    script = next(folder.rglob("service-worker.js"))
    whole = {path: path.read_bytes() for path in script.parent.glob("service-worker.js*")}
    shutil.copy(kill, script)
    for ending in (".br", ".gz"):
        script.with_name(script.name + ending).unlink()
    assert kill.read_text(encoding="utf-8") == httpx.get(f"{address}service-worker.js").text
    for path, data in whole.items():
        path.write_bytes(data)
        path.chmod(0o644)
    reader.reach("health.json")
    assert "ok" == httpx.get(f"{address}health.json").json()["status"]
    line = next(line for line in reader.block(PLACE).splitlines() if line.startswith("sh "))
    assert reader.command(line, instead={PLACE: address}).startswith("OK:")
    assert "every file is as the copy lists it" in reader.run(f"build.py verify {PLACE}", **{PLACE: address})
