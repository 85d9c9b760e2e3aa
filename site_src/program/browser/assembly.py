"""Puts a site together: shared files, filled pages and their compressed copies. A file that an earlier build of the same
site made from the same is taken from there, so that a build pays only for what changed."""

import gzip
import hashlib
import json
import os
import shutil

import brotli

from site_src.program.browser import compress
from site_src.program.pages import tokens

# For the pages of the many copies: a tenth larger than the best, in a twentieth of the time.
QUICK = {".br": 6, ".gz": 6}
STATE = "1"


class Earlier:
    """What the last build of a site wrote, as far as nobody has touched it since."""

    def __init__(self, out, cache):
        self.out, self.path = out, _state(out, cache)
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            known = {}
        self.files = known.get("files", {}) if known.get("version") == STATE else {}

    def link(self, name, recipe, target):
        """Puts the earlier file, and its compressed copies, in the place of one made from the same. Whether it could."""
        before, size, changed = self.files.get(name, ("", 0, 0))
        if before != recipe:
            return False
        source = self.out / name
        try:
            found = source.stat()
            if (found.st_size, found.st_mtime_ns) != (size, changed):
                return False
            for ending in ("", *compress.KINDS):
                packed = f"{source}{ending}"
                if not ending or os.path.exists(packed):
                    _link(packed, f"{target}{ending}")
        except OSError:
            return False
        return True


class Assembly:
    """One site while it is put together in the folder `fresh`. With `best` every file is compressed as far as it goes."""

    def __init__(self, fresh, earlier, cache, compressed, best):
        self.fresh, self.earlier, self.cache, self.compressed, self.best = fresh, earlier, cache, compressed, best
        self.recipes, self.linked, self.folders = {}, set(), set()

    def take(self, folder):
        """Takes every file of a folder that the sites share; its name carries what is in it."""
        for source in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = source.relative_to(folder).as_posix()
            if not self._again(name, name):
                shutil.copyfile(source, self.fresh / name)

    def fill(self, code, pages, values):
        """Writes the pages of a language, each with the copy's own values."""
        known = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
        for place, text in pages.items():
            name = f"{code}/{place}"
            recipe = hashlib.sha256(f"{known} {self.best} {text}".encode()).hexdigest()[:32]
            if self._again(name, recipe):
                continue
            data = tokens.filled(text, values).encode()
            (self.fresh / name).write_bytes(data)
            if self.compressed and not self.best:
                _pack(self.fresh / name, data)

    def _again(self, name, recipe):
        target = self.fresh / name
        if target.parent not in self.folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.folders.add(target.parent)
        self.recipes[name] = recipe
        if self.earlier and self.earlier.link(name, recipe, target):
            self.linked.add(name)
            return True
        return False

    def finish(self):
        """Compresses what is not yet."""
        if not self.compressed:
            return
        done = (
            self.linked
            if self.best
            else self.linked | {name for name in self.recipes if name.endswith(".html") and "/assets/" not in f"/{name}"}
        )
        compress.compress_site(self.fresh, self.cache, done)

    def keep(self, out):
        """Remembers what was made from what, for the next build of the site, once it lies in `out`."""
        if not self.earlier:
            return
        files = {}
        for name, recipe in self.recipes.items():
            found = (out / name).stat()
            files[name] = (recipe, found.st_size, found.st_mtime_ns)
        self.earlier.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.earlier.path.with_name(f"{self.earlier.path.name}.{os.getpid()}")
        partial.write_text(json.dumps({"version": STATE, "files": files}), encoding="utf-8")
        partial.replace(self.earlier.path)


def _pack(path, data):
    if len(data) < compress.SMALLEST:
        return
    for ending, packed in (
        (".br", brotli.compress(data, quality=QUICK[".br"])),
        (".gz", gzip.compress(data, QUICK[".gz"], mtime=0)),
    ):
        if len(packed) < len(data):
            path.with_name(path.name + ending).write_bytes(packed)


def _link(source, target):
    """A second name for a file, or a copy where the disk has no such thing."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _state(out, cache):
    return cache / "sites" / f"{hashlib.sha256(os.fsencode(out.resolve())).hexdigest()[:16]}.json"
