"""`verify`: whether a published copy is what it says, and whether it scores as this version does."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urljoin

import httpx

from site_src.program.browser import bundle, manifest, runtime
from site_src.program.content import content
from site_src.program.content.problems import listed
from site_src.program.host import place
from site_src.program.messages import msg

SECONDS = 30
AT_ONCE = 8
UNREADABLE = (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL)
LISTED = 10


def run(project, where, say, stop):
    """Reads every file that the copy lists. Returns 0 when all is as it says and it scores as this version does, else 1."""
    read = over_the_web(where) if where.startswith(("https://", "http://")) else _from_a_folder(Path(where))
    try:
        listed = json.loads(read(manifest.NAME))
        files, named = dict(listed["files"]), str(listed["scoring"])
    except (*UNREADABLE, KeyError, TypeError):
        return stop(
            msg(
                "{where} has no {name} that can be read. Name the folder or address that holds index.html.",
                where=where,
                name=manifest.NAME,
            )
        )
    kept = manifest.archives_in(files)

    def seen(name):
        """The hash of a file, None where it cannot be read, and what is in it if it is an archive for browsers."""
        try:
            data = read(name)
        except UNREADABLE:
            return None, None
        return hashlib.sha256(data).hexdigest(), data if name in kept else None

    with ThreadPoolExecutor(AT_ONCE) as workers:
        found = dict(zip(files, workers.map(seen, files), strict=True))
    missing = [name for name, (hash_, _) in found.items() if hash_ is None]
    changed = [name for name, (hash_, _) in found.items() if hash_ not in (None, files[name])]
    archives = [data for _, data in found.values() if data is not None]
    say(
        msg(
            "{where}: version {listed}, {listed_2}, {count} files.",
            where=where,
            listed=listed.get("version"),
            listed_2=listed.get("municipality"),
            count=len(files),
        )
    )
    _list(say, msg("Content differs from what the copy lists"), changed)
    _list(say, msg("Missing"), missing)
    scores = _scores(project, archives, named, say)
    if not (changed or missing):
        say(msg("Content: every file is as the copy lists it."))
    return 0 if scores and not (changed or missing) else 1


def _scores(project, archives, named, say):
    """Whether the scoring is this version's. It is taken from the archives themselves: a manifest could say anything."""
    if not archives:
        say(msg("SCORING: the copy holds no archive for browsers, so nobody can say how it scores."))
        return False
    try:
        found = manifest.scoring_of(archives)
    except (TypeError, ValueError, KeyError, OSError):
        say(msg("SCORING: the archive that browsers run cannot be read, so nobody can say how this copy scores."))
        return False
    ours = scoring_here(project)
    if found != named:
        say(
            msg(
                "SCORING: the copy names {named}, but what browsers run is {found}.",
                named=named[: manifest.SHOWN],
                found=found[: manifest.SHOWN],
            )
        )
    if found != ours:
        say(
            msg(
                "SCORING differs from this version: {found} there, {ours} here.",
                found=found[: manifest.SHOWN],
                ours=ours[: manifest.SHOWN],
            )
        )
    if found == named == ours:
        say(msg("Scoring: the same as in this version ({ours}).", ours=ours[: manifest.SHOWN]))
    return found == named == ours


def scoring_here(project):
    """The hash of the scoring that this checkout would publish."""
    base = place.base(project.work)
    with place.work_folder(base) as folder:
        each = (bundle.modules(view) for view in content.read(project).questionnaires)
        made = [runtime.build_runtime(project.program, folder, modules, base / ".cache") for modules in each]
        return manifest.scoring_of([(folder / files["library"].path).read_bytes() for files in made])


def _list(say, what, names):
    if names:
        say(msg("{what}: {names}.", what=what, names=listed(names, LISTED)))


def _from_a_folder(folder):
    def read(name):
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise ValueError(name)
        return path.read_bytes()

    return read


def over_the_web(address):
    """Reads the files of a site by their names. Some hosts send `fi/index.html` on to `fi/`; nothing is read elsewhere."""
    base = address if address.endswith("/") else f"{address}/"

    # Kept open: a site has a thousand files.
    client = httpx.Client(timeout=SECONDS, follow_redirects=True)

    def read(name):
        url = urljoin(base, name)
        if not url.startswith(base):
            raise ValueError(name)
        reply = client.get(url).raise_for_status()
        if not str(reply.url).startswith(base):
            raise ValueError(name)
        return reply.content

    return read
