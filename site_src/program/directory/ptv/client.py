"""One polite client of PTV's interfaces: requests one after another with a pause between them, a busy or failing server asked
again, later each time, and what an interrupted visit has got already kept."""

import hashlib
import json
import os
import time

import httpx

from site_src.program.content.problems import ContentError, Problem
from site_src.program.messages import msg

USER_AGENT = "kykypolku-directory-import"
KEPT = 24 * 3600  # seconds for which an answer of an interrupted visit counts
MAX_PAGES = 2_000
MAX_WAIT = 60.0  # seconds; a server that asks for more is left alone
MOVED = frozenset({301, 302, 307, 308})
DENIED = frozenset({401, 403})
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})


class Client:
    """Asks one interface. `denied` and `refused` say what to do where the server denies, and where it refuses for another
    reason; `items` and `pages` are the keys of a page that hold its list and how many pages there are."""

    def __init__(self, base_url, kept, *, items, pages, headers, denied, refused, pause, retries, timeout, sleep, progress):
        self.kept = kept  # a folder of answers that an interrupted visit has got already
        self.keys, self.denied, self.refused = (items, pages), denied, refused
        self.pause, self.retries, self.sleep, self.progress = pause, retries, sleep, progress
        self.requests, self.last = 0, None
        headers = {"User-Agent": USER_AGENT, "Accept": "application/json", **headers}
        # A redirect could lead anywhere: the interface has none.
        self.http = httpx.Client(base_url=base_url.rstrip("/") + "/", timeout=timeout, headers=headers, follow_redirects=False)

    def get(self, path, *, missing=False, **params):
        """The JSON of a path; None where `missing` is allowed and the server has none. ContentError when it can't give it."""
        key = repr((self.address(path), sorted(params.items())))
        known = self.kept / f"{hashlib.sha256(key.encode()).hexdigest()}.json"
        if known.exists() and time.time() - known.stat().st_mtime < KEPT:
            return json.loads(known.read_text(encoding="utf-8"))
        data = self._get(path, params, missing)
        self.kept.mkdir(parents=True, exist_ok=True)
        staged = known.with_suffix(".part")
        staged.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        os.replace(staged, known)
        return data

    def _get(self, path, params, missing):
        for attempt in range(self.retries + 1):
            self._wait()
            try:
                response = self.http.get(path, params=params)
            except httpx.TimeoutException:
                problem, wait = msg("The server did not answer in time"), None
            except httpx.TransportError as error:
                problem, wait = msg("The server can't be reached ({error})", error=error or type(error).__name__), None
            else:
                if response.status_code == 200:
                    try:
                        return response.json()
                    except (ValueError, RecursionError):
                        problem, wait = msg("The server answered with something else than JSON"), None
                elif response.status_code == 404 and missing:
                    return None
                elif response.status_code in RETRIED:
                    problem, wait = (
                        msg("The server answered {status}", status=response.status_code),
                        response.headers.get("Retry-After"),
                    )
                else:
                    status = response.status_code
                    raise refused(
                        self.address(path),
                        msg("The server answered {status}. {advice}", status=status, advice=self._advice(status)),
                    )
            if attempt < self.retries:
                self._back_off(attempt, wait, path, problem)
        raise refused(
            self.address(path), msg("{problem}, {retries} times. Try again later.", problem=problem, retries=self.retries + 1)
        )

    def _advice(self, status):
        if status in MOVED:
            return msg("It has moved: give its new address.")
        return self.denied if status in DENIED else self.refused

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
            raise refused(self.address(path), msg("The server asks to wait {seconds:.0f} s. Try again later.", seconds=seconds))
        self.progress(msg("{problem}; asking again in {seconds:.1f} s", problem=problem, seconds=seconds))
        self.sleep(seconds)

    def address(self, path):
        return str(self.http.base_url.join(path))

    def pages(self, path, **params):
        """The items of every page, from page 1."""
        items, pages = self.keys
        number, last = 1, 1
        while number <= last:
            data = self.get(path, page=number, **params)
            if not isinstance(data, dict) or not isinstance(data.get(items) or [], list):
                raise refused(self.address(path), msg("The answer is not a page with {items}. Check the address.", items=items))
            yield from (item for item in data.get(items) or [] if item is not None)
            last = data.get(pages) if isinstance(data.get(pages), int) else number
            if last > MAX_PAGES:
                raise refused(self.address(path), msg("The server speaks of {last} pages, which can't be right.", last=last))
            self.progress(msg("{path}: page {number} of {last}", path=path, number=number, last=max(last, 1)))
            number += 1


def refused(place, message):
    """A ContentError of one problem."""
    return ContentError([Problem.at(place, message)])


def batches(ids, size):
    """The ids in lists of at most `size`."""
    return [ids[start : start + size] for start in range(0, len(ids), size)]
