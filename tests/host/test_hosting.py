"""Every hosting recipe says what the development server does; a header added there must appear in all of them."""

import json
import re
import xml.etree.ElementTree as ElementTree

import pytest

from site_src.program.browser import offline
from site_src.program.browser.compress import COMPRESSIBLE
from site_src.program.host import hosting, server, verify
from site_src.program.host.headers import HEADERS, META_POLICY, POLICY, cache_control
from site_src.program.host.server import ENCODINGS, TYPES

CODES = ["fi", "sv", "en", "fi-simple"]
ALL = hosting.recipes(CODES)
RECIPES = {
    "nginx": ALL["nginx/kykypolku.conf"],
    "apache": ALL["apache/.htaccess"],
    "caddy": ALL["caddy/Caddyfile"],
    "headers file": ALL["netlify-cloudflare/_headers"],
    "azure": ALL["azure/staticwebapp.config.json"],
    "iis": ALL["iis/web.config"],
}


def _in_xml(text):
    return "\n".join(f"{each.get('name')} {each.get('value')}" for each in ElementTree.fromstring(text).iter("add"))


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_sends_every_header(name):
    text = RECIPES[name]
    text = _in_xml(text) if name == "iis" else text
    for header, value in HEADERS.items():
        assert re.search(rf'{re.escape(header)}"?:? "?{re.escape(value)}"?', text), header


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_names_the_types_that_browsers_insist_on(name):
    text = RECIPES[name]
    for ending, kind in TYPES.items():
        before = rf"{re.escape(ending)}\b[^\n]*\n?[^\n]*{re.escape(kind)}"
        after = rf"{re.escape(kind)}[^\n]*{re.escape(ending)}\b"
        assert re.search(f"{before}|{after}", text), ending
    assert "application/wasm" in text and "text/javascript" in text


@pytest.mark.parametrize("name", RECIPES)
def test_every_recipe_keeps_assets_for_ever_and_nothing_else(name):
    text = RECIPES[name]
    assert cache_control("/assets/any") in text
    assert cache_control("/") in text


@pytest.mark.parametrize(
    ("name", "signs"),
    {
        "nginx": ("gzip_static on;", "brotli_static on;"),
        "apache": ("$1.br [L]", "$1.gz [L]", "Content-Encoding br", "Content-Encoding gzip"),
        "caddy": ("precompressed br gzip",),
        "iis": ("{R:1}.br", "{R:1}.gz", 'value="br"', 'value="gzip"'),
    }.items(),
)
def test_recipes_send_the_compressed_files(name, signs):
    # The two hosts of the headers file compress by themselves and offer no way to send these.
    assert all(sign in RECIPES[name] for sign in signs)


def test_apache_and_iis_know_the_type_of_every_compressed_file():
    for ending in COMPRESSIBLE:
        assert f"\\{ending}\\.(br|gz)$" in RECIPES["apache"]
        assert f"\\{ending}\\.(br|gz)$" in RECIPES["iis"]
    assert {name for _, name in ENCODINGS} == set(offline.PACKED)


def test_the_headers_file_types_no_page_for_an_address_that_leads_nowhere():
    """Its rules go out with that page too: /fi/x.js would show what it is written of."""
    named = [line for line in RECIPES["headers file"].splitlines() if line.startswith("/") and line.endswith(tuple(TYPES))]

    assert [] == [line for line in named if not line.startswith("/assets/") and line != f"/{offline.SCRIPT}"]


def test_the_cards_are_called_nothing_that_a_host_would_take_for_a_page(built_site):
    assert [] == [path.name for path in (built_site / "assets").rglob("*.html")]


def test_nginx_has_no_header_inside_a_location():
    """One would drop all of the server's."""
    assert not re.search(r"location [^}]*add_header", RECIPES["nginx"].replace("{ }", ""))


def test_recipes_are_written_with_the_script_that_removes_the_service_worker(tmp_path):
    paths = hosting.write(tmp_path, CODES)

    assert set(ALL) == {path.relative_to(tmp_path).as_posix() for path in paths}
    assert (tmp_path / hosting.KILL_FOLDER / offline.SCRIPT).read_text(encoding="utf-8") == offline.KILL


def test_every_page_carries_the_policy(built_site):
    """As a second belt for hosts that send no headers."""
    wanted = [f"{name} {value}" for name, value in POLICY.items() if name != "frame-ancestors"]
    assert META_POLICY.split("; ") == wanted
    for path in built_site.rglob("*.html"):
        page = path.read_text(encoding="utf-8").replace("&#39;", "'")
        assert f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">' in page, path


def test_the_service_worker_lists_what_the_site_holds(built_site):
    text = (built_site / offline.SCRIPT).read_text(encoding="utf-8")
    listed = json.loads(text.removeprefix("self.SITE=").split(";\n")[0])
    codes = [path.parent.name for path in built_site.glob("*/index.html")]
    assert listed == offline.listing(built_site, listed["pages"].keys())
    assert sorted(listed["pages"]) == sorted(codes)
    for code in codes:
        found = [path.relative_to(built_site) for path in (built_site / code).rglob("index.html")]
        pages = {path.parent.as_posix() + "/" for path in found if not offline.is_service(path.as_posix())}
        assert set(listed["pages"][code]) == pages
    # Python itself, and each language's cards.
    assert len(listed["runtime"]) == 3 + len(codes)
    assert listed["scored"] == {f"{code}/assessment/": "form/" for code in codes}
    assert not [path for path in listed["shell"] if path.endswith(".png")]


def test_the_version_follows_the_content(tmp_path):
    for name, text in {"index.html": "root", "fi/index.html": "home", "assets/js/a.js": "1", "fi/404.html": "lost"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    first = offline.listing(tmp_path, ["fi"])
    assert offline.listing(tmp_path, ["fi"]) == first
    (tmp_path / "index.html.br").write_bytes(b"packed")
    assert offline.listing(tmp_path, ["fi"]) == first
    (tmp_path / "fi/index.html").write_text("another home")
    assert offline.listing(tmp_path, ["fi"])["version"] != first["version"]


@pytest.mark.parametrize("code", ["fi", "sv", "en"])
def test_each_language_is_an_app_of_its_own(built_site, code):
    path = built_site / offline.manifest_name(code)
    manifest = json.loads(path.read_text(encoding="utf-8"))
    assert manifest["start_url"] == f"{code}/"
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert {icon["sizes"] for icon in manifest["icons"]} >= {"192x192", "512x512"}
    assert all((built_site / icon["src"]).is_file() for icon in manifest["icons"])
    assert f'/../{path.name}"' in (built_site / code / "index.html").read_text(encoding="utf-8")
    assert ".webmanifest" not in (built_site / code / "assessment/index.html").read_text(encoding="utf-8")


def test_below_a_path_no_header_reaches_the_hosts_other_pages_and_the_hosts_own_promise_is_left_to_it():
    recipe = ALL["nginx/kykypolku-location.conf"]
    before, _, inside = recipe.partition("location ^~ /polku/ {")

    assert "add_header" not in before and "server {" not in recipe
    assert [] == [name for name in HEADERS if name != "Strict-Transport-Security" and f"add_header {name} " not in inside]
    assert "Strict-Transport-Security" not in recipe


def test_the_container_runs_without_rights_and_says_whether_it_is_well():
    """Its image was never built in a test: this reads it as a linter would."""
    steps = [line.split(maxsplit=1) for line in ALL["container/Containerfile"].splitlines() if line and line[0] not in "# "]
    said = {name: rest for name, rest in steps}

    assert "FROM" == steps[0][0] and ":" in said["FROM"] and not said["FROM"].endswith(":latest")
    assert int(said["USER"].split(":")[0]) > 0
    assert "/health.json" in said["HEALTHCHECK"]
    assert {"CMD", "EXPOSE"} <= said.keys() and "ADD" not in said
    # As the image is told to look for it.
    assert f"root * {said['COPY'].split()[1]}" in ALL["container/Caddyfile"]
    assert f":{said['EXPOSE']} {{" in ALL["container/Caddyfile"]


class Pretty(server.Handler):
    """Sends the page of a folder on to the folder, as Cloudflare does, and one file to another host."""

    def send_head(self):
        if self.path.endswith("/index.html"):
            return self.send_on(self.path.removesuffix("index.html"))
        if self.path.endswith("/away.html"):
            return self.send_on(f"http://localhost:{self.server.server_port}/fi/")
        return super().send_head()

    def send_on(self, where):
        self.send_response(308)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()


def test_a_published_copy_is_read_where_its_host_makes_addresses_pretty_and_nowhere_else(tmp_path):
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi/index.html").write_text("home", encoding="utf-8")
    started = server.start(tmp_path, handler=Pretty)
    read = verify.over_the_web(f"http://127.0.0.1:{started.server_port}/")

    assert b"home" == read("fi/index.html")
    with pytest.raises(ValueError, match="away"):
        read("fi/away.html")
    started.shutdown()


# What IIS reads, as its own schema has it (IIS_schema.xml, rewrite_schema.xml of IIS 10, looked at on 26 November 2026): the
# settings of each element, and what makes one of a list unique.
IIS = {
    "configuration": (),
    "location": ("path",),
    "system.webServer": (),
    "defaultDocument": ("enabled",),
    "files": (),
    "directoryBrowse": ("enabled",),
    "urlCompression": ("doStaticCompression", "doDynamicCompression"),
    "httpProtocol": (),
    "customHeaders": (),
    "staticContent": (),
    "clientCache": ("cacheControlMode", "cacheControlMaxAge", "cacheControlCustom", "setEtag"),
    "mimeMap": ("fileExtension", "mimeType"),
    # `defaultPath` and `allowAbsolutePathsWhenDelegated` are locked below the server.
    "httpErrors": ("errorMode", "existingResponse", "defaultResponseMode"),
    "error": ("statusCode", "subStatusCode", "path", "responseMode"),
    "rewrite": (),
    "rules": (),
    "outboundRules": ("rewriteBeforeCache",),
    "rule": ("name", "stopProcessing", "preCondition", "enabled"),
    "match": ("url", "serverVariable", "pattern", "ignoreCase", "negate"),
    "conditions": ("logicalGrouping",),
    "add": ("name", "value", "input", "matchType", "pattern"),
    "remove": ("name", "fileExtension", "statusCode"),
    "clear": (),
    "action": ("type", "url", "value"),
}
UNIQUE = {"mimeMap": "fileExtension", "error": "statusCode", "rule": "name", "add": "name"}
# What a server has already, so that adding it again ends every request in an error: it is removed first.
INHERITED = ("mimeMap", "error", "add")


@pytest.mark.parametrize("name", ["iis/web.config", "iis-below-a-path/web.config"])
def test_iis_finds_nothing_that_it_does_not_know_and_nothing_twice(name):
    root = ElementTree.fromstring(ALL[name])

    assert [] == [f"{each.tag} {setting}" for each in root.iter() for setting in each.attrib if setting not in IIS[each.tag]]
    for parent in root.iter():
        listed = [each for each in parent if UNIQUE.get(each.tag) in each.attrib]
        keys = [each.get(UNIQUE[each.tag]).lower() for each in listed]
        removed = {value.lower() for each in parent.iter("remove") for value in each.attrib.values()}

        assert len(set(keys)) == len(keys), parent.tag
        assert {key for key, each in zip(keys, listed, strict=True) if each.tag in INHERITED} <= removed, parent.tag


@pytest.mark.parametrize("name", ["iis/web.config", "iis-below-a-path/web.config"])
def test_no_rule_of_iis_is_called_as_one_of_the_host_may_be(name):
    rules = [each.get("name") for each in ElementTree.fromstring(ALL[name]).iter("rule")]

    assert [] == [each for each in rules if not each.startswith("kykypolku ")]
