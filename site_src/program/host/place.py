"""Where a build works and where its site goes: builds never touch each other, or anything that a person put there.

A finished site carries the list of its files (`MARKER`). Only a folder that is absent, empty, or holds exactly what its
list says is ever replaced; it is replaced by renaming, so that a reader sees the old site or the new one.
"""

import errno
import glob
import hashlib
import os
import re
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

from site_src.program.browser import files
from site_src.program.messages import msg, of_system

MARKER = ".kykypolku-site"
HEADING = "Written by Kykypolku, which replaces this folder with the next build. Its files:"
# The folders that a build makes for itself; what a killed one left is removed by the next.
WORK, BESIDE = "work-", ".kykypolku-"
LOCK = ".lock"
SYSTEM = re.compile(r"\[Errno (\d+)\] ([^:]+)")


class PlaceError(Exception):
    """The site cannot be written there. The message says why and what to do; nothing was changed."""


def base(work):
    """The folder for all work: the project's own `work`, or one of the user's where that cannot be written."""
    if os.access(next(path for path in (work, *work.parents) if path.exists()), os.W_OK):
        return work
    return platformdirs.user_cache_path("kykypolku") / _name(work)


@contextmanager
def work_folder(work):
    """A new folder for one build below `work`, with nobody else in it; gone at the end."""
    parent = base(work)
    parent.mkdir(parents=True, exist_ok=True)
    # Nobody removes a folder between its making and its lock.
    with FileLock(parent / LOCK):
        for left in parent.glob(f"{WORK}*"):
            _remove_if_left(left)
        folder = Path(tempfile.mkdtemp(prefix=f"{WORK}{os.getpid()}-", dir=parent))
        lock = FileLock(folder / LOCK)
        lock.acquire()
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def _remove_if_left(folder):
    """A killed build has let go of its lock."""
    lock = FileLock(folder / LOCK, blocking=False)
    try:
        with lock:
            shutil.rmtree(folder, ignore_errors=True)
    except (Timeout, OSError):
        return


@contextmanager
def reserved(out, work):
    """Keeps other builds that share the folder `work` from writing to `out`. Raises `PlaceError` when one is, or when `out` is no
    place for a site."""
    check(out)
    locks = base(work) / "locks"
    locks.mkdir(parents=True, exist_ok=True)
    lock = FileLock(locks / f"{_name(out)}.lock", blocking=False)
    try:
        lock.acquire()
    except Timeout:
        raise PlaceError(
            msg("Another build is writing {out}. Wait until it is done, or choose another folder with --out.", out=out)
        ) from None
    try:
        yield
    finally:
        lock.release()


def check(out):
    """Raises `PlaceError` when `out` may not be written or replaced."""
    if out.parent == out:
        raise PlaceError(msg("{out} is the root of a disk. Choose a folder for the site alone with --out.", out=out))
    try:
        _check(out)
    except OSError as error:
        raise PlaceError(
            msg(
                "{filename} cannot be read: {reason}. Choose another folder with --out.",
                filename=error.filename or out,
                reason=of_system(error),
            )
        ) from None


def _check(out):
    above = next(path for path in out.parents if os.path.lexists(path))
    if not above.is_dir():
        raise PlaceError(
            msg("{above} is a file, so no folder can be made below it. Choose another folder with --out.", above=above)
        )
    if not os.access(above, os.W_OK | os.X_OK):
        raise PlaceError(msg("Nothing can be written in {above}. Choose another folder with --out.", above=above))
    if not os.path.lexists(out):
        return
    if not out.is_dir() or out.is_symlink():
        raise PlaceError(msg("{out} is a file. Choose a folder for --out.", out=out))
    if os.path.ismount(out):
        raise PlaceError(
            msg("{out} is the top of a disk, which cannot be replaced. Choose a folder inside it for --out.", out=out)
        )
    found = set(_files(out))
    if found and MARKER not in found:
        raise PlaceError(msg("{out} holds something other than a site. Choose an absent or an empty folder for --out.", out=out))
    if strange := sorted(found - _listed(out)):
        raise PlaceError(
            msg(
                "{out} holds {strange}, which no build wrote. Move it away, or choose another folder for --out.",
                out=out,
                strange=strange[0],
            )
        )


def _files(folder):
    """All that lies below `folder`, relative to it; of folders only the empty ones, and links as themselves."""

    def refuse(error):
        raise error

    top = os.fspath(folder)
    for parent, folders, names in os.walk(top, onerror=refuse):
        inside = parent[len(top) :].replace(os.sep, "/").lstrip("/")
        links = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        yield from (f"{inside}/{name}" if inside else name for name in (*names, *links))
        if not folders and not names and inside:
            yield inside


def _listed(out):
    marker = out / MARKER
    return {MARKER, *marker.read_text(encoding="utf-8").splitlines()[1:]} if marker.is_file() else set()


def mark(site):
    """Writes the list of files into a finished site."""
    (site / MARKER).write_text("\n".join([HEADING, *files.below(site)]) + "\n", encoding="utf-8")


def put(fresh, out, before=None):
    """Puts the finished, marked site `fresh` in the place of `out`, whose old site stays until the new one is complete, and is
    then kept as the folder `before` where one is named, if that is on the same disk.

    On another disk it is copied beside `out` first. Raises `PlaceError`, and leaves what was there, when `out` is not
    what it was at the start of the build, or the disk is full.
    """
    check(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        for left in out.parent.glob(f".{glob.escape(out.name)}{BESIDE}*"):
            # A build was killed here, perhaps between the two renames.
            if (left / "old").exists() and not out.exists():
                (left / "old").rename(out)
            _remove_beside(left)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}{BESIDE}", dir=out.parent))
    except OSError as error:
        raise PlaceError(
            msg("{out} was not written: {reason}. The disk is as it was.", out=out, reason=of_system(error))
        ) from None
    try:
        new, old = beside / "new", beside / "old"
        _move(fresh, new)
        if out.exists():
            out.rename(old)
        try:
            new.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise
        if before and old.exists():
            _keep(old, before)
    except OSError as error:
        raise PlaceError(
            msg("{out} was not written: {error}. What was there is as it was.", out=out, error=_why(error))
        ) from None
    finally:
        _remove_beside(beside)


def _keep(old, before):
    shutil.rmtree(before, ignore_errors=True)
    with suppress(OSError):
        before.parent.mkdir(parents=True, exist_ok=True)
        old.rename(before)


def _remove_beside(folder):
    """Removes the sites in a folder that `put` made, and the folder once nothing else is in it."""
    for site in (folder / "new", folder / "old"):
        shutil.rmtree(site, ignore_errors=True)
    try:
        folder.rmdir()
    except OSError:
        return


def _move(source, target):
    try:
        source.rename(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        shutil.copytree(source, target)


def _why(error):
    """What the system said; a copy of many files keeps it in the first of its complaints."""
    if isinstance(error, shutil.Error):
        found = SYSTEM.search(str(error.args[0][0][2]))
        return of_system(OSError(int(found[1]), found[2])) if found else msg("a file could not be copied")
    return of_system(error)


def _name(path):
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
