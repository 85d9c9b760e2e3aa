"""Small made-up sites whose pages say which files they need, so that anybody can see whether one is whole."""

import hashlib
import json
import re

from site_src.program.browser import manifest
from site_src.program.host import place

NEEDS = re.compile(r'href="/(assets/[^"]+)"')


def site(folder, text, pages=12, bulk=2000, municipality="county"):
    """Writes the site of a municipality: pages with `text`, each with a file of its own under the hash of its content. Returns
    the folder."""
    (folder / "assets").mkdir(parents=True)
    for number in range(pages):
        data = f"{text} {number} {'x' * bulk}".encode()
        name = f"assets/{number}.{hashlib.sha256(data).hexdigest()[:16]}.css"
        (folder / name).write_bytes(data)
        page = folder / f"fi/{text if number == 0 else number}/index.html"
        page.parent.mkdir(parents=True)
        page.write_text(f'<link href="/{name}">{text}{" " * bulk}<!-- end -->', encoding="utf-8")
    (folder / "index.html").write_text(f"{text}<!-- end -->", encoding="utf-8")
    (folder / "service-worker.js").write_text(text, encoding="utf-8")
    manifest.write(folder, "1.2.3", "0" * 64, municipality, production=True)
    place.mark(folder)
    return folder


def contents(folder):
    """The bytes of every file that visitors may get, by its path."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(".kykypolku/")}


def broken(folder):
    """What a visitor would miss: every page that is cut, and every file of a page that is not there or not whole."""
    found = []
    for path in sorted(folder.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        if not text.endswith("<!-- end -->"):
            found.append(f"{path.relative_to(folder)} is cut")
        for name in NEEDS.findall(text):
            needed = folder / name
            if not needed.is_file():
                found.append(f"{path.relative_to(folder)} misses {name}")
            elif hashlib.sha256(needed.read_bytes()).hexdigest()[:16] != name.split(".")[1]:
                found.append(f"{name} is cut")
    return found


def production(folder, is_for_public):
    """Changes what a site says of itself."""
    listed = json.loads((folder / manifest.NAME).read_text(encoding="utf-8"))
    (folder / manifest.NAME).write_text(json.dumps({**listed, "production": is_for_public}), encoding="utf-8")
