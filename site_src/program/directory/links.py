"""Whether the links of the directory still lead somewhere. Only on demand: nothing else here asks the network for anything.

One request at a time to a host, with a pause between; several hosts at once. A page is asked for with HEAD, and with GET
only where a server refuses HEAD; its body is not read.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from site_src.program.messages import msg
from site_src.program.pages import cards

USER_AGENT = "kykypolku-link-check"
HOSTS_AT_ONCE = 8
GONE = (404, 410)


@dataclass(frozen=True)
class Answer:
    """What a link led to: an HTTP status, or why there was none; `moved` is where it leads for good."""

    status: int | None
    failure: str | None = None
    moved: str | None = None


def problems(content, say=lambda text: None, pause=1.0, timeout=15.0, trust_env=True):
    """A problem for each link that leads nowhere, a warning for one that moved or gave no clear answer."""
    places = {}
    for placed, path, url in links(content):
        places.setdefault(url, []).append((placed, path))
    answers = ask(places, say, pause, timeout, trust_env)
    found = []
    for url, where in places.items():
        told = _told(url, answers[url])
        if told:
            message, warning = told
            found += [placed.problem(path, message, warning) for placed, path in where]
    return sorted(found)


def links(content):
    """(the record with its place, path in it, address) of every link a resident can follow."""
    for placed in content.placed_organisations:
        for code, url in placed.record.website.items():
            yield placed, ("website", code), url
    for placed in content.placed_services:
        record = placed.record
        if not cards.published(record):
            continue
        for number, channel in enumerate(record.channels):
            for code, url in channel.url.items():
                yield placed, ("channels", number, "url", code), url
        if record.source.url:
            yield placed, ("source", "url"), record.source.url


def ask(urls, say=lambda text: None, pause=1.0, timeout=15.0, trust_env=True):
    """The answer of each address."""
    hosts = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).netloc, []).append(url)
    answers = {}
    with httpx.Client(timeout=timeout, follow_redirects=True, headers={"User-Agent": USER_AGENT}, trust_env=trust_env) as client:

        def visit(host):
            for place, url in enumerate(hosts[host]):
                if place:
                    time.sleep(pause)
                answers[url] = _ask(client, url, pause)
            say(msg("{host}: {count} links", host=host, count=len(hosts[host])))

        with ThreadPoolExecutor(max_workers=HOSTS_AT_ONCE) as pool:
            list(pool.map(visit, hosts))
    return answers


def _ask(client, url, pause):
    try:
        response = client.head(url)
        if response.status_code >= 400:
            time.sleep(pause)
            with client.stream("GET", url) as response:
                pass
    except httpx.TimeoutException:
        return Answer(None, msg("did not answer in time"))
    except httpx.TooManyRedirects:
        return Answer(None, msg("leads in a circle"))
    except (httpx.HTTPError, httpx.InvalidURL):
        return Answer(None, msg("can't be reached"))
    steps = response.history
    for_good = bool(steps) and all(step.status_code in (301, 308) for step in steps)
    return Answer(response.status_code, moved=str(response.url) if for_good else None)


def _told(url, answer):
    """(message, whether it is only a warning), or nothing when the link is fine."""
    if answer.status is None:
        # A network may be down today: a person looks before anything is taken away.
        return msg(
            "The link {url} {failure}. Open it in a browser, and correct or remove it.", url=url, failure=answer.failure
        ), True
    if answer.status in GONE:
        return msg(
            "The link {url} answers {status}: the page is gone. Find its new address, or remove it.",
            url=url,
            status=answer.status,
        ), False
    if answer.status >= 400:
        return msg(
            "The link {url} answers {status}. Open it in a browser: some sites refuse programs.", url=url, status=answer.status
        ), True
    if answer.moved and answer.moved.rstrip("/") != url.rstrip("/"):
        return msg("The link {url} has moved to {moved}. Write the new address.", url=url, moved=answer.moved), True
    return None
