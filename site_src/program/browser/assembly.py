"""Puts a site together: shared files, filled pages and their compressed copies. A file that an earlier build of the same
site made from the same is taken from there, so that a build pays only for what changed."""

import gzip
import hashlib
import json
import os
import shutil

import brotli

from site_src.program.browser import compress, files
from site_src.program.pages import tokens

# For the pages of the many copies: a tenth larger than the best, in a twentieth of the time.
QUICK = {".br": 6, ".gz": 6}
STATE = "2"


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
        """Puts the earlier file, and its compressed copies, in the place of one made from the same. Gives its
        hash, or "" where it could not."""
        before, size, changed, digest = self.files.get(name, ("", 0, 0, ""))
        if before != recipe:
            return ""
        source = f"{self.out}/{name}"
        try:
            found = os.stat(source)
            if (found.st_size, found.st_mtime_ns) != (size, changed):
                return ""
            for ending in ("", *compress.KINDS):
                packed = f"{source}{ending}"
                if not ending or os.path.exists(packed):
                    _link(packed, f"{target}{ending}")
        except OSError:
            return ""
        return digest


class Assembly:
    """One site while it is put together in the folder `fresh`. With `best` every file is compressed as far as it goes."""

    def __init__(self, fresh, earlier, cache, compressed, best):
        self.fresh, self.earlier, self.cache, self.compressed, self.best = fresh, earlier, cache, compressed, best
        self.recipes, self.linked, self.folders = {}, set(), set()
        # The hash of each file's content, by name.
        self.digests = {}

    def take(self, folder):
        """Takes every file of a folder that the sites share; its name carries what is in it."""
        for name in files.below(folder):
            # Questionnaires share Python itself.
            if name not in self.recipes and not self._again(name, name):
                shutil.copyfile(folder / name, self.fresh / name)
                self.digests[name] = files.digest(folder / name)

    def fill(self, code, pages, values):
        """Writes the pages of a language, each with the copy's own values. `pages` are texts with their hashes, by place."""
        known = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
        for place, (text, hash_) in pages.items():
            name = f"{code}/{place}"
            recipe = hashlib.sha256(f"{known} {self.best} {hash_}".encode()).hexdigest()[:32]
            if self._again(name, recipe):
                continue
            data = tokens.filled(text, values).encode()
            (self.fresh / name).write_bytes(data)
            self.digests[name] = hashlib.sha256(data).hexdigest()
            if self.compressed and not self.best:
                _pack(self.fresh / name, data)

    def _again(self, name, recipe):
        target, folder = f"{self.fresh}/{name}", name.rpartition("/")[0]
        if folder not in self.folders:
            os.makedirs(f"{self.fresh}/{folder}", exist_ok=True)
            self.folders.add(folder)
        self.recipes[name] = recipe
        if self.earlier and (digest := self.earlier.link(name, recipe, target)):
            self.linked.add(name)
            self.digests[name] = digest
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
        written = {}
        for name, recipe in self.recipes.items():
            found = os.stat(f"{out}/{name}")
            written[name] = (recipe, found.st_size, found.st_mtime_ns, self.digests[name])
        self.earlier.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.earlier.path.with_name(f"{self.earlier.path.name}.{os.getpid()}")
        partial.write_text(json.dumps({"version": STATE, "files": written}), encoding="utf-8")
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
