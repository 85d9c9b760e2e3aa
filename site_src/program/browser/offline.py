"""What a browser needs to keep the site on a device: the service worker with its list of files, and the app manifests.

The list is made from the finished site, so it can name nothing that is not there and miss nothing that is.
"""

import base64
import hashlib
import json
import tempfile
from pathlib import Path

from site_src.program.browser import files, runtime

SCRIPT = "service-worker.js"
LOOK = "site_src/look"
SOURCE = f"{LOOK}/offline/service-worker.mjs"
# As the pages are: browsers that can run the scoring at all.
TARGET = ["es2022"]
PACKED = (".br", ".gz")
# Taken whatever the language: a person may change it in the middle of the assessment, and help is for everybody.
SHARED = ("help-now/",)
# Of no use without the runtime, each with the form to print that stands in for it. Shared too.
SCORED = {"assessment/": "form/"}
ICONS = {"icons/icon-192.png": "any", "icons/icon-512.png": "any", "icons/maskable-512.png": "maskable"}

# Replaces the service worker on a host that wants to be rid of it. It waits for nobody: it is for an emergency, and an
# open page has all that it needs already.
KILL = """// Removes every copy of this site that browsers keep, and itself. Browsers find it where the service worker was.
self.addEventListener('install', () => self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(remove()))
async function remove() {
  const names = (await caches.keys()).filter((name) => name.startsWith(`kykypolku ${registration.scope} `))
  await Promise.all(names.map((name) => caches.delete(name)))
  await registration.unregister()
}
"""


def write_manifests(out, languages, texts, assets, names, own):
    """Write the manifest of each language into the site *out*. *texts* are their words by code, *assets* the map of asset paths,
    *names* what the site is called, by code, *own* a copy's assets."""
    for language in languages:
        manifest = _manifest(language, texts[language.code], assets, names[language.code], own)
        (out / manifest_name(language.code)).write_text(_json(manifest) + "\n", encoding="utf-8")


def write_service_worker(root, out, codes, once=None, known=None, scored=SCORED):
    """Write the service worker for what the site *out* holds now, before it is compressed. Returns the version.

    `once` keeps what does not differ between sites; `known` are the hashes of all files but the compressed copies, by name,
    where they are known; *scored* are the assessments, each with its form to print.
    """
    script = once("offline", "", lambda _: _script(root))[0] if once else _script(root)
    listed = listing(out, codes, known, scored)
    (out / SCRIPT).write_text(f"self.SITE={_json(listed)};\n{script}", encoding="utf-8")
    return listed["version"]


def write_kill_switch(out):
    """Put the script that removes the service worker and all it kept in its place in the site *out*."""
    for ending in ("", *PACKED):
        (out / (SCRIPT + ending)).unlink(missing_ok=True)
    (out / SCRIPT).write_text(KILL, encoding="utf-8")


def manifest_name(code):
    """The file of the app manifest for a language. It lies in the root, since addresses in it are relative to it."""
    return f"app.{code}.webmanifest"


def listing(out, codes, known=None, scored=SCORED):
    """The files of the site *out* as the service worker takes them, each with its hash, and the version of the whole."""
    known = known or {name: files.digest(out / name) for name in files.below(out) if not name.endswith(PACKED)}
    # Whoever installs the app gets its icons with it.
    icons = {icon["src"] for path in out.glob("*.webmanifest") for icon in json.loads(path.read_text("utf-8"))["icons"]}
    names = sorted(known)
    below = [name for name in names if name.startswith("assets/") and name not in icons]
    heavy = [name for name in below if name.startswith(f"{runtime.FOLDER.as_posix()}/")]
    light = [name for name in below if name not in heavy]
    shown = [name for name in names if _is_page(name)]
    pages = {code: _hashes([name for name in shown if name.startswith(f"{code}/")], known) for code in codes}
    addresses = {address for each in pages.values() for address in each}
    listed = {
        "shell": _hashes(["index.html", *light], known),
        "runtime": _hashes(heavy, known),
        "pages": pages,
        "shared": _among(addresses, codes, (*scored, *SHARED)),
        "scored": {address: scored[address.partition("/")[2]] for address in _among(addresses, codes, scored)},
    }
    return {"version": hashlib.sha256(_json(listed).encode()).hexdigest()[:12], **listed}


def _is_page(name):
    """The page for addresses that lead nowhere has no address of its own.

    The page of a single service is not taken: the directory says the same of all of them, and leads there instead.
    """
    return name.endswith("/index.html") and not is_service(name)


def is_service(name):
    """Whether a file of the site is the page of one service: <language>/services/<id>/index.html."""
    parts = name.split("/")
    return len(parts) == 4 and parts[1] == "services"


def _among(addresses, codes, names):
    return sorted(addresses & {f"{code}/{name}" for code in codes for name in names})


def _hashes(names, known):
    """Each file's hash by its address, in the form of the `integrity` option of fetch."""
    return {_address(name): _integrity(known[name]) for name in names}


def _address(name):
    return name.removesuffix("index.html") if name.rpartition("/")[2] == "index.html" else name


def _integrity(digest):
    return "sha256-" + base64.b64encode(bytes.fromhex(digest)).decode()


def _manifest(language, texts, assets, name, own):
    """The app manifest of one language. Its identity is where it starts, so copies below other paths are other apps."""
    return {
        "name": name,
        "short_name": name,
        "description": texts["site"]["description"],
        "lang": language.lang,
        "dir": language.dir,
        "start_url": f"{language.code}/",
        "scope": "./",
        "display": "standalone",
        "theme_color": own.painted["brand"],
        "background_color": own.painted["ground"],
        "icons": [{"src": own.logo, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}]
        if own.logo
        else [
            {"src": assets[icon], "sizes": _sizes(icon), "type": "image/png", "purpose": purpose}
            for icon, purpose in ICONS.items()
        ],
    }


def _sizes(icon):
    side = Path(icon).stem.split("-")[-1]
    return f"{side}x{side}"


def _script(root):
    """The service worker's code, minified. It is no module: not every browser takes modules as service workers."""
    with tempfile.TemporaryDirectory() as folder:
        job = {"entries": [str(root / SOURCE)], "out": folder, "target": TARGET}
        made = runtime.run_node(root, "bundle", job)
        return (Path(folder) / made[Path(SOURCE).name]).read_text(encoding="utf-8")


def _json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
