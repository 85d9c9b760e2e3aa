"""Compressed copies beside the files: `.br` for hosts that speak brotli, `.gz` for the others.

Both are made at the highest setting, which takes seconds for the runtime, so each result is kept by the hash of its
source: a build pays only for what changed.
"""

import hashlib
import multiprocessing
import os
import shutil
from pathlib import Path

from site_src.program.browser import files
from site_src.program.setup import processes

COMPRESSIBLE = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml", ".zip"}
# A smaller file fits into the first packet anyway.
SMALLEST = 256
# zopfli takes a minute for ten megabytes, and half a minute for all pages after each change of style, for two per cent
# that only hosts without brotli would serve: it packs what is neither.
ZOPFLI_LIMIT = 2_000_000
KINDS = (".br", ".gz")
VERSION = "1"


def compress_site(out, cache, names=None):
    """Write `.br` and `.gz` beside every file of a fresh site that gains from it, or beside those of some names alone.
    Returns how many results were made anew."""
    store = cache / "compress"
    store.mkdir(parents=True, exist_ok=True)
    paths = [Path(out, name) for name in (files.below(out) if names is None else names)]
    paths = [path for path in paths if path.suffix in COMPRESSIBLE]
    jobs = [(path, kind, _stored(path, kind, store)) for path in paths if path.stat().st_size >= SMALLEST for kind in KINDS]
    missing = {stored: (path, kind) for path, kind, stored in jobs if not stored.exists()}
    _fill(missing)
    for path, kind, stored in jobs:
        # An empty result stands for "not smaller".
        if stored.stat().st_size > 0:
            shutil.copyfile(stored, path.with_name(path.name + kind))
    return len(missing)


def _stored(path, kind, store):
    """Where the result for this content is kept."""
    return store / (hashlib.sha256(VERSION.encode() + path.read_bytes()).hexdigest()[:32] + kind)


def _fill(missing):
    """Make the *missing* results, the longest work first, on every processor."""
    work = sorted(missing.items(), key=lambda item: -item[1][0].stat().st_size)
    if not work:
        return
    if multiprocessing.parent_process():
        # A worker of a pool may have none of its own.
        for stored, (path, kind) in work:
            _make(path, kind, stored)
        return
    with processes.pool(len(work)) as pool:
        list(pool.map(_make, *zip(*[(path, kind, stored) for stored, (path, kind) in work], strict=True)))


def _make(path, kind, stored):
    """Compress one file into the store. The name appears only when the content is complete."""
    data = path.read_bytes()
    packed = _brotli(data) if kind == ".br" else _gzip(data, path.suffix != ".html")
    partial = stored.with_name(f"{stored.name}.{os.getpid()}")
    partial.write_bytes(packed if len(packed) < len(data) else b"")
    partial.replace(stored)


def _brotli(data):
    import brotli

    return brotli.compress(data, quality=11, lgwin=24)


def _gzip(data, lasting):
    if lasting and len(data) <= ZOPFLI_LIMIT:
        from zopfli import gzip as zopfli

        return zopfli.compress(data)
    import gzip

    return gzip.compress(data, compresslevel=9, mtime=0)
