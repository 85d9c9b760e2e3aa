"""Puts a site together: shared files, filled pages and their compressed copies. A file that an earlier build of the same
site made from the same is taken from there, so that a build pays only for what changed."""

import gzip
import hashlib
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path

import brotli

from site_src.program.browser import compress, files
from site_src.program.pages import tokens

# For the pages of the many copies: a tenth larger than the best, in a twentieth of the time.
QUICK = {".br": 6, ".gz": 6}
STATE = "5"


def forget(cache):
    """Removes what is remembered of sites that are no longer there."""
    for path in cache.glob("sites/*/out"):
        if not Path(path.read_text(encoding="utf-8")).exists():
            shutil.rmtree(path.parent, ignore_errors=True)


class Earlier:
    """What the last two builds of a site left, as far as nobody has touched it since: the site itself, from which files are
    taken, and the one before it, in whose folder the next is put together. A thousand folders take longer to make and to
    remove than a build takes to write what changed in them."""

    def __init__(self, out, cache):
        out = out.resolve()
        folder = cache / "sites" / hashlib.sha256(os.fsencode(out)).hexdigest()[:16]
        self.out, self.state = out, folder / "site.json"
        self.before, self.state_before = folder / "before", folder / "before.json"
        self.files = _read(self.state)["files"]

    def begin(self, fresh):
        """Takes over the folder of the site before the last as `fresh`. Gives what is in it, by name: (made from, hash)."""
        known = _read(self.state_before)
        if known["files"]:
            with suppress(OSError):
                self.before.rename(fresh)
        there = {name: made[:2] for name, made in known["files"].items() if _untouched(f"{fresh}/{name}", made)}
        _remove(fresh, [*(name for name in known["files"] if name not in there), *known["beside"]])
        return there

    def link(self, name, recipe, target):
        """Puts the earlier file, and its compressed copies, in the place of one made from the same. Gives its
        hash, or "" where it could not."""
        made = self.files.get(name)
        source = f"{self.out}/{name}"
        if not made or made[0] != recipe or not _untouched(source, made):
            return ""
        try:
            for ending, *_ in made[2]:
                _link(f"{source}{ending}", f"{target}{ending}")
        except OSError:
            # Nobody writes into a file that is also the site's that visitors see.
            for ending, *_ in made[2]:
                Path(f"{target}{ending}").unlink(missing_ok=True)
            return ""
        return made[1]

    def keep(self, made, codes):
        """Remembers what each file of the site was made from and its hash, by name, once the site lies in its place; of those
        beside the pages of the languages `codes` only the names, since they are made anew each time."""
        beside = [name for name in _beside(self.out, codes) if name not in made]
        written = {}
        for name, (recipe, digest) in made.items():
            written[name] = (recipe, digest, _seen(f"{self.out}/{name}"))
        self.state.parent.mkdir(parents=True, exist_ok=True)
        (self.state.parent / "out").write_text(str(self.out), encoding="utf-8")
        if self.state.exists():
            self.state.replace(self.state_before)
        partial = self.state.with_name(f"{self.state.name}.{os.getpid()}")
        partial.write_text(json.dumps({"version": _version(), "files": written, "beside": beside}), encoding="utf-8")
        partial.replace(self.state)


class Assembly:
    """One site while it is put together in the folder `fresh`. With `best` every file is compressed as far as it goes."""

    def __init__(self, fresh, earlier, cache, compressed, best):
        self.fresh, self.earlier, self.cache, self.compressed, self.best = fresh, earlier, cache, compressed, best
        self.recipes, self.linked, self.folders = {}, set(), set()
        # The languages whose pages are in it, each in a folder that holds nothing else, and these pages.
        self.codes, self.pages = [], set()
        # The hash of each file's content, by name.
        self.digests = {}
        # What is in the folder from the start and has not been asked for yet.
        self.there = earlier.begin(fresh) if earlier else {}
        fresh.mkdir(exist_ok=True)

    def take(self, folder):
        """Takes every file of a folder that the sites share; its name carries what is in it."""
        for name in files.below(folder):
            # Questionnaires share Python itself.
            if name not in self.recipes and not self._again(name, name):
                shutil.copyfile(folder / name, self.fresh / name)
                self.digests[name] = files.digest(folder / name)

    def fill(self, code, pages, values):
        """Writes the pages of a language, each with the copy's own values. `pages` are texts with their hashes, by place."""
        self.codes.append(code)
        known = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
        for place, (text, hash_) in pages.items():
            name = f"{code}/{place}"
            self.pages.add(name)
            recipe = hashlib.sha256(f"{known} {self.best} {hash_}".encode()).hexdigest()[:32]
            if self._again(name, recipe):
                continue
            data = tokens.filled(text, values).encode()
            (self.fresh / name).write_bytes(data)
            self.digests[name] = hashlib.sha256(data).hexdigest()
            if self.compressed and not self.best:
                _pack(self.fresh / name, data)

    def _again(self, name, recipe):
        self.recipes[name] = recipe
        digest = self._there(name, recipe)
        if not digest:
            target, folder = f"{self.fresh}/{name}", name.rpartition("/")[0]
            if folder not in self.folders:
                os.makedirs(f"{self.fresh}/{folder}", exist_ok=True)
                self.folders.add(folder)
            digest = self.earlier.link(name, recipe, target) if self.earlier else ""
        if not digest:
            return False
        self.linked.add(name)
        self.digests[name] = digest
        return True

    def _there(self, name, recipe):
        """The hash of what is in the folder already, where it was made from the same; anything else of that name goes, since
        it may be one file with that of the site that visitors see."""
        before, digest = self.there.pop(name, ("", ""))
        if before == recipe:
            return digest
        if before:
            _remove(self.fresh, [name])
        return ""

    def look_beside(self):
        """Removes what the site no longer has, and takes up what others have written beside its pages."""
        _remove(self.fresh, self.there)
        new = [name for name in _beside(self.fresh, self.codes) if name not in self.digests]
        self.digests |= {name: files.digest(self.fresh / name) for name in new}

    def finish(self):
        """Compresses what is not yet."""
        if self.compressed:
            done = self.linked if self.best else self.linked | self.pages
            compress.compress_site(self.fresh, self.cache, [name for name in self.digests if name not in done])

    def keep(self):
        """Remembers what was made from what, for the next build of the site, once it lies in its place."""
        if self.earlier:
            self.earlier.keep({name: (recipe, self.digests[name]) for name, recipe in self.recipes.items()}, self.codes)


def _version():
    """Files and folders are taken again only where new ones would be open to the same people."""
    now = os.umask(0)
    os.umask(now)
    return f"{STATE} {now:o}"


def _read(state):
    try:
        known = json.loads(state.read_text(encoding="utf-8"))
        if known["version"] == _version():
            return {"files": known["files"], "beside": known["beside"]}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {"files": {}, "beside": []}


def _beside(site, codes):
    """The files of a site but its pages and the compressed copies."""
    return [name for name in files.below(site, codes) if not name.endswith(compress.KINDS)]


def _seen(path):
    """What tells whether somebody has touched a file or its compressed copies: [ending, size, time of change, rights] of each."""
    seen = []
    for ending in ("", *compress.KINDS):
        with suppress(FileNotFoundError):
            found = os.stat(f"{path}{ending}")
            seen.append([ending, found.st_size, found.st_mtime_ns, found.st_mode])
    return seen


def _untouched(path, made):
    """Whether the file is there with its compressed copies as it was written. `made` is what `keep` remembers of it."""
    return _seen(path) == made[2]


def _remove(folder, names):
    """Removes files as far as they are there, their compressed copies, and the folders that this leaves empty."""
    for name in names:
        for ending in ("", *compress.KINDS):
            Path(folder, f"{name}{ending}").unlink(missing_ok=True)
    for parent in sorted({parent for name in names for parent in Path(name).parents if parent.name}, reverse=True):
        # One that still holds something stays.
        with suppress(OSError):
            Path(folder, parent).rmdir()


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
