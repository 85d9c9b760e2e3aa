"""What a host holds of ours, written down on the host itself, so that any machine can publish next.

Two files take turns, each with a number: whoever is stopped while writing one leaves the other. What is about to be
changed is first written down as not known, so that a stopped upload is made good by the next, whichever site that brings.
"""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

FOLDER = ".kykypolku"
NAMES = ("ledger-0.json", "ledger-1.json")
# How long a page that is open may still ask for the files it was made with.
LATE = timedelta(days=1)
# The site that is shown, and those before it.
KEPT = 4


@dataclass(frozen=True)
class Release:
    """A site that was published: its name and when, in ISO 8601. Its archive lies in `FOLDER`."""

    id: str
    published: str

    @property
    def archive(self):
        """Where the archive lies on the host."""
        return f"{FOLDER}/{self.id}.zip"


@dataclass(frozen=True)
class Ledger:
    """`files`: the hash of each file of ours on the host, None where an upload was begun; `gone`: since when a file is no
    longer part of the site; `releases`: the oldest first; `current`: the id of the one that is shown."""

    number: int = 0
    files: dict = field(default_factory=dict)
    gone: dict = field(default_factory=dict)
    releases: tuple = ()
    current: str = ""

    def missing(self, site):
        """The files of a site (hashes by path) that the host does not surely hold."""
        return {path for path, hash_ in site.items() if self.files.get(path) != hash_}

    def begun(self, site, now):
        """The ledger while a site is being uploaded."""
        gone = {path: self.gone.get(path, now.isoformat()) for path in self.files if path not in site}
        return replace(self, files={**self.files, **dict.fromkeys(self.missing(site))}, gone=gone)

    def done(self, site, release):
        """The ledger once a site is shown. A site that was published before stays where it was in the order."""
        known = any(release.id == each.id for each in self.releases)
        releases = self.releases if known else (*self.releases, release)
        return replace(self, files={**self.files, **site}, releases=releases, current=release.id)

    def due(self, now, wait=LATE):
        """The files that nobody can need any more."""
        return {path for path, since in self.gone.items() if datetime.fromisoformat(since) + wait <= now}

    def forgetting(self, paths):
        """The ledger before files are removed: if that is cut, they are removed the next time."""
        return replace(self, files={path: None if path in paths else hash_ for path, hash_ in self.files.items()})

    def without(self, paths):
        """The ledger once files are removed."""
        files = {path: hash_ for path, hash_ in self.files.items() if path not in paths}
        return replace(self, files=files, gone={path: since for path, since in self.gone.items() if path not in paths})

    def old(self):
        """The releases that are kept no longer."""
        others = [each for each in self.releases if each.id != self.current]
        return others[: max(0, len(self.releases) - KEPT)]

    def before(self):
        """The release that was shown before the current one, or None."""
        ids = [each.id for each in self.releases]
        place = ids.index(self.current) if self.current in ids else 0
        return self.releases[place - 1] if place > 0 else None

    def text(self):
        """As it is written on the host."""
        data = {**self.__dict__, "releases": [each.__dict__ for each in self.releases]}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def read(folder):
    """The newest whole ledger among the files of a folder, or None where there never was one.

    Raises ValueError when there are some and none can be read.
    """
    found, broken = [], False
    for name in NAMES:
        path = folder / name
        if not path.is_file():
            continue
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            found.append(Ledger(**{**data, "releases": tuple(Release(**each) for each in data["releases"])}))
        except (ValueError, TypeError, KeyError):
            broken = True
    if not found and broken:
        raise ValueError("no ledger can be read")
    return max(found, key=lambda each: each.number, default=None)
