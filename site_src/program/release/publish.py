"""`publish` and `rollback`: a built site on a web host, in an order in which no visitor ever sees half of it.

First what pages are made of, under names that carry their hash; then the pages; then the service worker and the lists.
What the site no longer has goes last, a day later, since a page that is open may still ask for it.
"""

import hashlib
import json
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from site_src.program.browser import files as site_files
from site_src.program.browser import manifest, offline
from site_src.program.host import beside, headers, place
from site_src.program.messages import msg
from site_src.program.release import ReleaseError, archive, ledger
from site_src.program.release.remote import Remote

# They tell browsers and people that the rest has changed.
TELLING = (offline.SCRIPT, manifest.NAME, beside.HEALTH)
LAST = (place.MARKER, *(name + ending for name in TELLING for ending in ("", *offline.PACKED)))
SHOWN = 12
MEGA = 1_000_000


def publish(site, name, say, at_once=False, now=None):
    """Puts the built site in the folder *site* on the host *name*. `at_once` removes what the site no longer has without
    waiting a day. Returns 0. Raises `ReleaseError`."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        remote = Remote(name)
        files, listed = _whole(site)
        if not listed.get("production"):
            say(msg("This is a preview, and says so on every page. build.py build --production makes the site for the public."))
        written = _ledger(remote, work)
        _same_municipality(remote, listed, work)
        release = ledger.Release(_id(files, listed), (now or _now()).isoformat(timespec="seconds"))
        _bring(remote, site, files, written, release, work, say, now or _now(), timedelta() if at_once else ledger.LATE)
    return 0


def rollback(name, to, say, now=None):
    """Shows the release *to* on the host again, or the one before that is shown. Returns 0. Raises `ReleaseError`."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        remote = Remote(name)
        written = _ledger(remote, work)
        kept = {each.id: each for each in written.releases}
        for each in written.releases:
            say(
                msg(
                    "{each}, published {published}{now}",
                    each=each.id,
                    published=each.published,
                    now=msg(" (shown now)") if each.id == written.current else "",
                )
            )
        release = kept.get(to) if to else written.before()
        if not release:
            what = msg("There is no release {release}", release=to) if to else msg("There is no earlier release")
            raise ReleaseError(
                msg("{what} on {name}. Publish a site there, or name one of those above with --to.", what=what, name=name)
            )
        remote.take(ledger.FOLDER, [f"/{release.id}.zip"], work)
        site = work / "site"
        archive.unpack(work / f"{release.id}.zip", site)
        files, listed = _whole(site)
        if _id(files, listed) != release.id:
            raise ReleaseError(
                msg(
                    "The archive of {release} on {name} was changed. Name another release with --to.",
                    release=release.id,
                    name=name,
                )
            )
        _bring(remote, site, files, written, release, work, say, now or _now(), ledger.LATE)
    return 0


def _bring(remote, site, files, written, release, work, say, now, wait):
    def keep(changed):
        nonlocal written
        written = replace(changed, number=written.number + 1)
        path = work / "ledger"
        path.write_text(written.text(), encoding="utf-8")
        remote.put_file(path, f"{ledger.FOLDER}/{ledger.NAMES[written.number % len(ledger.NAMES)]}")

    missing, was_cut = written.missing(files), None in written.files.values()
    if missing or written.current != release.id:
        assets = {path for path in missing if path.startswith("assets/")}
        last = missing.intersection(LAST)
        pages = missing - assets - last
        keep(written.begun(files, now))
        if release.id not in {each.id for each in written.releases}:
            packed = work / "release.zip"
            archive.write(packed, {path: site / path for path in files})
            remote.put_file(packed, release.archive)
        for what, names, how in (
            # A name with a hash and the right length is the right file: what a stopped upload brought is not sent again.
            (msg("what pages are made of"), assets, ["--size-only"]),
            (msg("pages"), pages, ["--ignore-times"]),
            (msg("the service worker and the lists"), last, ["--ignore-times"]),
        ):
            if names:
                size = sum((site / path).stat().st_size for path in names) / MEGA
                say(msg("Uploading {what}: {count} files, {size:.1f} MB …", what=what, count=len(names), size=size))
                kept = headers.cache_control("/assets/any" if names is assets else "/")
                remote.put(site, names, *how, "--header-upload", f"Cache-Control: {kept}")
        if was_cut:
            remote.remove(remote.left_over(written.files), written.files)
        keep(written.done(files, release))
    due, old = written.due(now, wait), written.old()
    if due or old:
        say(
            msg(
                "Removing {count} files that the site no longer has, and {count_2} old releases …",
                count=len(due),
                count_2=len(old),
            )
        )
        keep(replace(written.forgetting(due), releases=tuple(each for each in written.releases if each not in old)))
        remote.remove(due | {each.archive for each in old}, {*files, release.archive})
        keep(written.without(due))
    later = len(written.gone)
    say(msg("{release} is on {name}: {count} files.", release=release.id, name=remote.name, count=len(files)))
    if later:
        say(
            msg(
                "{later} files of the site before stay for a day, for pages that are open. The next publish removes them.",
                later=later,
            )
        )


def _whole(site):
    """(hash of each file by its path, the manifest) of a built site. Raises `ReleaseError` unless it is as it was built."""
    try:
        listed = json.loads((site / manifest.NAME).read_text(encoding="utf-8"))
        marked = set((site / place.MARKER).read_text(encoding="utf-8").splitlines()[1:]) | {place.MARKER}
    except (OSError, ValueError):
        raise ReleaseError(
            msg("{site} is no built site. Run build.py build first, or name its folder with --site.", site=site)
        ) from None
    files = {name: site_files.digest(site / name) for name in site_files.below(site)}
    changed = [path for path, hash_ in listed["files"].items() if files.get(path) != hash_] or sorted(set(files) ^ marked)
    if changed:
        raise ReleaseError(
            msg("{site} is not as it was built: {changed} differs. Run build.py build again.", site=site, changed=changed[0])
        )
    return files, listed


def _id(files, listed):
    whole = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    return f"{listed['version']}-{whole[:SHOWN]}"


def _ledger(remote, work):
    """What is written down on the host. Raises `ReleaseError` when there is a site that nobody wrote down."""
    remote.take(ledger.FOLDER, [f"/{each}" for each in ledger.NAMES], work)
    try:
        found = ledger.read(work)
    except ValueError:
        files = " and ".join(f"{ledger.FOLDER}/{each}" for each in ledger.NAMES)
        message = msg(
            "What {name} says it holds ({files}) cannot be read. Remove both files there, then publish again.",
            name=remote.name,
            files=files,
        )
        raise ReleaseError(message) from None
    if found:
        return found
    there = remote.names()
    if "index.html" in there and place.MARKER not in there:
        message = msg("{name} holds another site. Choose an empty folder there, or one that holds this site.", name=remote.name)
        raise ReleaseError(message)
    return ledger.Ledger()


def _same_municipality(remote, listed, work):
    """Raises `ReleaseError` when the host shows the site of another municipality."""
    remote.take("", [f"/{manifest.NAME}"], work)
    try:
        there = json.loads((work / manifest.NAME).read_text(encoding="utf-8"))["municipality"]
    except (OSError, ValueError, KeyError, TypeError):
        # Nothing that we wrote, or nothing at all.
        return
    if there != listed["municipality"]:
        raise ReleaseError(
            msg(
                "{name} holds the site of {there}, and this is the site of {comes}. Choose another folder. If it is to take that "
                "place, first remove all that is in the folder, {folder} too.",
                name=remote.name,
                there=there,
                comes=listed["municipality"],
                folder=ledger.FOLDER,
            )
        )


def _now():
    return datetime.now(UTC)
