"""Reads PTV's live interface (v11) into export files, which `ptv.import_files` then reads like any others.

Only on demand: nothing else in the project asks the network for anything. Requests come one after another, with a pause
between them; a busy or failing server is asked again, later each time.
"""

import hashlib
import json
import os
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from site_src.program.content.problems import ContentError, Problem
from site_src.program.directory.ptv.reading import GUID

BASE_URL = "https://api.palvelutietovaranto.suomi.fi/api/v11/"
USER_AGENT = "kykypolku-directory-import"
KEPT = 24 * 3600  # seconds for which an answer of an interrupted visit counts
BATCH = 100  # most GUIDs that the interface takes at once
MAX_PAGES = 2_000
MAX_WAIT = 60.0  # seconds; a server that asks for more is left alone
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass
class Fetched:
    """The files written, and what the server could not give."""

    files: list = field(default_factory=list)
    services: int = 0
    channels: int = 0
    requests: int = 0
    missing: list = field(default_factory=list)


class _Client:
    def __init__(self, base_url, pause, retries, timeout, sleep, progress, kept):
        self.kept = kept  # a folder of answers that an interrupted visit has got already
        self.pause, self.retries, self.sleep, self.progress = pause, retries, sleep, progress
        self.requests, self.last = 0, None
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json"}
        # A redirect could lead anywhere: the interface has none.
        self.http = httpx.Client(base_url=base_url.rstrip("/") + "/", timeout=timeout, headers=headers, follow_redirects=False)

    def get(self, path, **params):
        """The JSON of a path; ContentError when the server can't give it."""
        known = self.kept / f"{hashlib.sha256(repr((self._address(path), sorted(params.items()))).encode()).hexdigest()}.json"
        if known.exists() and time.time() - known.stat().st_mtime < KEPT:
            return json.loads(known.read_text(encoding="utf-8"))
        data = self._get(path, params)
        self.kept.mkdir(parents=True, exist_ok=True)
        staged = known.with_suffix(".part")
        staged.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        os.replace(staged, known)
        return data

    def _get(self, path, params):
        for attempt in range(self.retries + 1):
            self._wait()
            try:
                response = self.http.get(path, params=params)
            except httpx.TimeoutException:
                problem, wait = "The server did not answer in time", None
            except httpx.TransportError as error:
                problem, wait = f"The server can't be reached ({error or type(error).__name__})", None
            else:
                if response.status_code == 200:
                    try:
                        return response.json()
                    except (ValueError, RecursionError):
                        problem, wait = "The server answered with something else than JSON", None
                elif response.status_code in RETRIED:
                    problem, wait = f"The server answered {response.status_code}", response.headers.get("Retry-After")
                else:
                    raise _refused(
                        self._address(path), f"The server answered {response.status_code}. {_advice(response.status_code)}"
                    )
            if attempt < self.retries:
                self._back_off(attempt, wait, path, problem)
        raise _refused(self._address(path), f"{problem}, {self.retries + 1} times. Try again later.")

    def _wait(self):
        if self.last is not None:
            left = self.pause - (time.monotonic() - self.last)
            if left > 0:
                self.sleep(left)
        self.last = time.monotonic()
        self.requests += 1

    def _back_off(self, attempt, wanted, path, problem):
        seconds = max(self.pause, 0.5) * 2**attempt
        if wanted and wanted.isdecimal():
            seconds = max(seconds, float(wanted))
        if seconds > MAX_WAIT:
            raise _refused(self._address(path), f"The server asks to wait {seconds:.0f} s. Try again later.")
        self.progress(f"{problem}; asking again in {seconds:.1f} s")
        self.sleep(seconds)

    def _address(self, path):
        return str(self.http.base_url.join(path))

    def pages(self, path, **params):
        """The items of every page, from page 1."""
        number, last = 1, 1
        while number <= last:
            data = self.get(path, page=number, **params)
            if not isinstance(data, dict) or not isinstance(data.get("itemList") or [], list):
                raise _refused(self._address(path), "The answer is not a page with itemList. Check the address.")
            yield from (item for item in data.get("itemList") or [] if item is not None)
            last = data.get("pageCount") if isinstance(data.get("pageCount"), int) else number
            if last > MAX_PAGES:
                raise _refused(self._address(path), f"The server speaks of {last} pages, which can't be right.")
            self.progress(f"{path}: page {number} of {max(last, 1)}")
            number += 1


def _refused(place, message):
    return ContentError([Problem.at(place, message)])


def _advice(status):
    if status in (301, 302, 307, 308):
        return "It has moved: give its new address."
    if status in (401, 403):
        return "Reading needs no key in v11: check the address."
    return "Check the address, the codes and the id."


def fetch(
    base_url,
    municipality_codes=(),
    organisation_id=None,
    out=".",
    *,
    areas=(),
    known=(),
    pause=1.0,
    retries=4,
    timeout=30.0,
    sleep=time.sleep,
    progress=lambda line: None,
):
    """Writes the services of municipalities, of one organisation, and of the ids `known`, with their channels, to JSON files
    in `out`. `areas` are further (type, code) to list: a county has no municipality in some lists, nor a region.

    Returns Fetched. Raises ContentError, and has then written no file but the answers it has, which the next call goes on
    from. `pause` is the least number of seconds between two requests, `retries` how often a failed one is repeated.
    """
    codes = list(municipality_codes)
    _check(codes, organisation_id)
    kept = Path(out) / ".answers"
    client = _Client(base_url, pause, retries, timeout, sleep, progress, kept)
    result, services, listed, ids = Fetched(), {}, {}, list(known)
    with client.http:
        if organisation_id:
            ids += [item["id"] for item in client.pages("Service/list/organization", organizationId=organisation_id) if _id(item)]
        for kind, code in [*(("Municipality", code) for code in codes), *areas]:
            path = f"Service/list/area/{kind}/code/{code}"
            try:
                ids += [item["id"] for item in client.pages(path, includeWholeCountry="false") if _id(item)]
            except ContentError as error:
                # Not every server knows every kind of area; of municipalities every one must be there.
                if (kind, code) not in areas:
                    raise
                progress(f"Without the area {kind} {code}: {error}")
        ids = list(dict.fromkeys(ids))
        # Lists leave out the texts of general descriptions; the services are read again with them.
        services, missing = _by_ids(client, "Service/serviceWithGD/list", ids)
        wanted = list(dict.fromkeys(_channel_ids(services.values())))
        listed, gone = _by_ids(client, "ServiceChannel/list", wanted)
    result.missing = missing + gone
    result.services, result.channels, result.requests = len(services), len(listed), client.requests
    result.files = _write(Path(out), {"services.json": list(services.values()), "channels.json": list(listed.values())})
    shutil.rmtree(kept, ignore_errors=True)
    return result


def _check(codes, organisation_id):
    if not codes and not organisation_id:
        raise _refused("fetch", "Give municipality codes or an organisation's id.")
    wrong = [code for code in codes if not (isinstance(code, str) and len(code) == 3 and code.isdecimal())]
    if wrong:
        raise _refused("fetch", f'A municipality code has three digits, as "009", not {wrong[0]!r}.')
    if organisation_id and not GUID.fullmatch(organisation_id):
        raise _refused("fetch", "An organisation's id is a GUID, as 00000000-0000-4000-8000-000000000000.")


def _id(item):
    return isinstance(item, dict) and isinstance(item.get("id"), str) and GUID.fullmatch(item["id"])


def _channel_ids(services):
    for service in services:
        for used in service.get("serviceChannels") or []:
            channel = used.get("serviceChannel") if isinstance(used, dict) else None
            if _id(channel):
                yield channel["id"]


def _by_ids(client, path, ids):
    """(objects by id, the ids that the server no longer has)."""
    found = {}
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        data = client.get(path, guids=",".join(batch))
        if not isinstance(data, list):
            raise _refused(client._address(path), "The answer is not a list. Check the address.")
        for item in data:
            inner = _unwrapped(item)
            if _id(inner):
                found[inner["id"]] = item
        client.progress(f"{path}: {min(start + BATCH, len(ids))} of {len(ids)}")
    return found, [identifier for identifier in ids if identifier not in found]


def _unwrapped(item):
    if isinstance(item, dict) and "id" not in item:
        return next((value for value in item.values() if isinstance(value, dict)), None)
    return item


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
