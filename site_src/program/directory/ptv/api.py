"""Reads PTV's live interface into export files, which `ptv.import_files` then reads like any others: v12 with a key, v11
without one until it closes in April 2027.

Only on demand: nothing else in the project asks the network for anything.
"""

import json
import os
import re
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

from site_src.program.directory.ptv import live_v11, live_v12
from site_src.program.directory.ptv.client import Client, refused
from site_src.program.directory.ptv.reading import GUID
from site_src.program.messages import msg

BASE_URLS = {
    11: "https://api.palvelutietovaranto.suomi.fi/api/v11/",
    12: "https://api-gw.palvelutietovaranto.suomi.fi/api/v12/",
}
VERSIONS = {11: live_v11, 12: live_v12}
KEY = "PTV_API_KEY"  # the name of the environment variable: a key on a command line would stay in its history
NO_KEY = f"v12 needs a key. Get one from the register's API key pages (kehittajille.suomi.fi) and put it into {KEY}."


@dataclass
class Fetched:
    """The files written, and what the server could not give."""

    files: list = field(default_factory=list)
    services: int = 0
    channels: int = 0
    requests: int = 0
    missing: list = field(default_factory=list)


def fetch(
    base_url=None,
    municipality_codes=(),
    organisation_id=None,
    out=".",
    *,
    key=None,
    areas=(),
    known=(),
    pause=1.0,
    retries=4,
    timeout=30.0,
    sleep=time.sleep,
    progress=lambda line: None,
):
    """Writes the services of municipalities, of one organisation, and of the ids `known`, with all that belongs to them, to
    JSON files in `out`. `areas` are further (type, code) to list: a county has no municipality in some lists, nor a region.

    The address says which version it speaks; without one v12 is asked where there is a `key`, else v11. Returns Fetched.
    Raises ContentError, and has then written no file but the answers it has, which the next call goes on from. `pause` is the
    least number of seconds between two requests, `retries` how often a failed one is repeated.
    """
    codes = list(municipality_codes)
    _check(codes, organisation_id)
    base_url = base_url or BASE_URLS[12 if key else 11]
    version = _version(base_url)
    if version == 12 and not key:
        raise refused(base_url, NO_KEY)
    if version == 11:
        progress(msg("Asking v11, which closes in April 2027; with a key in {key} v12 is asked.", key=KEY))
    kept, speaks = Path(out) / ".answers", VERSIONS[version]
    client = Client(
        base_url, kept, items=speaks.ITEMS, pages=speaks.PAGES, denied=speaks.DENIED, refused=speaks.REFUSED,
        headers={"x-api-key": key} if version == 12 else {}, pause=pause, retries=retries, timeout=timeout, sleep=sleep,
        progress=progress,
    )  # fmt: skip
    with client.http:
        contents, missing = speaks.read(client, codes, organisation_id, list(areas), list(known))
    files = _write(Path(out), contents)
    shutil.rmtree(kept, ignore_errors=True)
    services, channels = (len(contents[name]) for name in ("services.json", "channels.json"))
    return Fetched(files, services, channels, client.requests, missing)


def _version(base_url):
    found = re.search(r"/v(\d+)/?$", base_url)
    if not found or int(found[1]) not in VERSIONS:
        raise refused(base_url, msg("The address must end in /v11/ or /v12/, the versions that are known here. Correct it."))
    return int(found[1])


def _check(codes, organisation_id):
    if not codes and not organisation_id:
        raise refused("fetch", msg("Give municipality codes or an organisation's id."))
    wrong = [code for code in codes if not (isinstance(code, str) and len(code) == 3 and code.isdecimal())]
    if wrong:
        raise refused("fetch", msg('A municipality code has three digits, as "009", not "{wrong}".', wrong=wrong[0]))
    if organisation_id and not GUID.fullmatch(organisation_id):
        raise refused("fetch", msg("An organisation's id is a GUID, as 00000000-0000-4000-8000-000000000000."))


def _write(out, contents):
    out.mkdir(parents=True, exist_ok=True)
    names = []
    for name, items in contents.items():
        staged = out / f".{name}.part"
        staged.write_text(json.dumps(items, ensure_ascii=False, indent=1), encoding="utf-8")
        names.append((staged, out / name))
    for staged, final in names:
        os.replace(staged, final)
    return [final for _, final in names]
