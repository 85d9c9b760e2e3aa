"""The files of a site by name, and what is in each: read once, since a site has thousands."""

import hashlib
import os
from collections.abc import Collection
from pathlib import Path


def below(folder: Path, without: Collection[str] = ()) -> list[str]:
    """The names of all files below a folder, relative to it, with slashes, in order; but for some of the folders in it."""
    top, found = os.fspath(folder), []
    for parent, folders, files in os.walk(top):
        if parent == top:
            folders[:] = [name for name in folders if name not in without]
        inside = parent[len(top) :].replace(os.sep, "/").lstrip("/")
        found += [f"{inside}/{name}" if inside else name for name in files]
    return sorted(found)


def source_bytes(path: Path) -> bytes:
    """The bytes of a file of text, with the line endings that every machine gets: a checkout may have turned them."""
    return path.read_bytes().replace(b"\r\n", b"\n")


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
