"""Rendered pages, each made once: MkDocs renders only what no earlier build has rendered from the same Markdown and frame."""

import hashlib
import json
import os
from importlib.metadata import version

from site_src.program.pages import mkdocs_build

TOOLS = ("mkdocs", "mkdocs-material", "markdown", "jinja2")
NOT_FOUND = "404.html"
# The folder of the cache.
PAGES = "pages"
# Where a build works says nothing about the page.
PLACES = ("docs_dir", "site_dir")


def keys(config, theme, staged, written):
    """What each page is known by, by its place in the site. `staged` is the Markdown by slug, `written` the slugs of pages
    that may link to others, so that they are made anew when a page comes or goes."""
    shown = {key: value for key, value in config.items() if key not in PLACES}
    shown["theme"] = {key: value for key, value in config["theme"].items() if key != "custom_dir"}
    frame = {path.relative_to(theme).as_posix(): path.read_text(encoding="utf-8") for path in sorted(theme.rglob("*.html"))}
    base = _hash([shown, frame, [version(tool) for tool in TOOLS]])
    there = _hash(sorted(staged))
    made = {place(slug): _hash([base, slug, text, there if slug in written else ""]) for slug, text in staged.items()}
    return {**made, NOT_FOUND: base}


def place(slug):
    """Where a page lies in its language's folder."""
    return "index.html" if slug == "index" else f"{slug}/index.html"


def missing(known, cache):
    """The places of the pages that are not in the cache."""
    return [where for where, key in known.items() if not _stored(cache, key).exists()]


def render(path, pages, root, known, cache, site):
    """Renders what is missing with the configuration in the file `path`, into the folder `site`, and keeps it. Gives the
    problems that MkDocs tells."""
    lacking = set(missing(known, cache))
    docs = path.parent / "docs"
    slugs = {place(file.relative_to(docs).with_suffix("").as_posix()): file for file in docs.rglob("*.md")}
    skipped = "\n".join(f"/{file.relative_to(docs).as_posix()}" for where, file in slugs.items() if where not in lacking)
    if found := mkdocs_build.build(path, pages, root, skipped):
        return found
    for where in lacking:
        stored = _stored(cache, known[where])
        stored.parent.mkdir(parents=True, exist_ok=True)
        partial = stored.with_name(f"{stored.name}.{os.getpid()}")
        partial.write_bytes((site / where).read_bytes())
        partial.replace(stored)
    return []


def read(known, cache):
    """The rendered pages, tokens and all, each with the hash of what it was made from, by place."""
    return {where: (_stored(cache, key).read_text(encoding="utf-8"), key) for where, key in known.items()}


def _stored(cache, key):
    return cache / PAGES / key[:2] / f"{key}.html"


def _hash(value):
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:40]
