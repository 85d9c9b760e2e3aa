"""The files of a site by name, and what is in each: read once, since a site has thousands."""

import hashlib
import os
from pathlib import Path


def below(folder: Path) -> list[str]:
    """The names of all files below a folder, relative to it, with slashes, in order."""
    top, found = os.fspath(folder), []
    for parent, _folders, files in os.walk(top):
        inside = parent[len(top) :].replace(os.sep, "/").lstrip("/")
        found += [f"{inside}/{name}" if inside else name for name in files]
    return sorted(found)


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
