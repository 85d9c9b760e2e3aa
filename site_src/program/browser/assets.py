"""Scripts, styles and pictures as the site serves them: bundled, minified, and named by what is in them.

A name that carries the hash of the content may be kept by browsers for ever. Pages ask for a file by its plain name and
get the full one from the map that `build_assets` returns.
"""

import hashlib

from site_src.program.browser import brand, icons
from site_src.program.browser import runtime as runtime_build
from site_src.program.browser.files import source_bytes

SOURCES = "site_src/look"
SCRIPTS = (
    "frame/site.mjs",
    "frame/lost.mjs",
    "assessment/assessment.mjs",
    "base/old-browser.mjs",
    "directory/directory.mjs",
    "check/check.mjs",
    "paper/form.mjs",
    "python/worker.mjs",
)
STYLES = ("base/site.css",)
# As old as the oldest browsers that can run the scoring at all.
SCRIPT_TARGET = ["es2022"]
STYLE_TARGET = ["chrome90", "firefox90", "safari15"]


def build_assets(root, out):
    """Write every asset into the site *out*; return the path of each, relative to the site, by its plain name."""
    sources = root / SOURCES
    scripts = _bundle(root, sources, SCRIPTS, out / "assets" / "js", SCRIPT_TARGET)
    styles = _bundle(root, sources, STYLES, out / "assets" / "css", STYLE_TARGET)
    return {
        **{name: f"assets/js/{path}" for name, path in scripts.items()},
        **{name: f"assets/css/{path}" for name, path in styles.items()},
        **_pictures(sources, out),
    }


def _bundle(root, folder, names, out, target):
    """Bundle the entries of *folder* that exist, and return the name each of them got."""
    entries = [str(folder / name) for name in names if (folder / name).is_file()]
    out.mkdir(parents=True, exist_ok=True)
    return runtime_build.run_node(root, "bundle", {"entries": entries, "out": str(out), "target": target}) if entries else {}


def _pictures(look, out):
    """Copy pictures under hashed names."""
    folder, paths = look / "base/img", {}
    (out / "assets" / "img").mkdir(parents=True, exist_ok=True)
    for source in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = source.read_bytes()
        if source.suffix == ".svg":
            data = brand.filled(look, source_bytes(source).decode()).encode()
        elif source.suffix == ".png":
            data = icons.painted(look, data)
        name = f"{source.stem}.{hashlib.sha256(data).hexdigest()[:8]}{source.suffix}"
        (out / "assets" / "img" / name).write_bytes(data)
        paths[source.relative_to(folder).as_posix()] = f"assets/img/{name}"
    return paths
