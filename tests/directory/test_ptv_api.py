"""Fetching from the live interface, against a server on this machine that speaks what is documented of it."""

import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from site_src.program.content.problems import ContentError
from site_src.program.directory.ptv import api as ptv_api
from site_src.program.directory.ptv import import_files
from tests.directory import samples

SERVICES = [samples.service(number, f"Esimerkki {number}", channels=[0x1000 + number]) for number in range(1, 251)]
CHANNELS = [samples.channel(0x1000 + number) for number in range(1, 251)]
PAGE = 100


class Ptv(BaseHTTPRequestHandler):
    """The documented paths of v11: paged lists by area and organisation, and lists by up to 100 GUIDs."""

    def do_GET(self):
        parts, server = urlsplit(self.path), self.server
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        server.asked.append((parts.path, query))
        trouble = server.trouble.pop(0) if server.trouble else None
        if trouble:
            status, headers, body = trouble
            self.answer(status, body, headers)
        elif parts.path.endswith(("/Service/list/area/Municipality/code/564", "/Service/list/organization")):
            number = int(query["page"])
            items = SERVICES[(number - 1) * PAGE : number * PAGE]
            self.answer(200, json.dumps({"pageNumber": number, "pageSize": PAGE, "pageCount": 3, "itemList": items}))
        elif parts.path.endswith(("/Service/serviceWithGD/list", "/ServiceChannel/list")):
            wanted = query["guids"].split(",")
            if len(wanted) > 100:
                self.answer(400, "too many")
            else:
                known = SERVICES if "serviceWithGD" in parts.path else CHANNELS[:-1]
                self.answer(200, json.dumps([item for item in known if item["id"] in wanted]))
        else:
            self.answer(404, "null")

    def answer(self, status, body, headers=()):
        raw = body.encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *arguments):
        """Tests stay quiet."""


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Ptv)
    server.asked, server.trouble = [], []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    server.url = f"http://127.0.0.1:{server.server_port}/api/v11/"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetch(server, tmp_path):
    def fetch(*args, **options):
        pause = options.pop("pause", 0)
        return ptv_api.fetch(server.url, *args, out=tmp_path / "export", pause=pause, sleep=fetch.slept.append, **options)

    fetch.slept = []
    return fetch


def test_every_page_and_every_channel_is_read(server, fetch, tmp_path):
    """Services are listed page by page, read with their general descriptions, and their channels by 100 at a time."""
    result = fetch(["564"])
    paths = [path.rsplit("/api/v11/", 1)[1] for path, _ in server.asked]

    assert (250, 249, [samples.guid(0x1000 + 250)]) == (result.services, result.channels, result.missing)
    assert paths.count("Service/list/area/Municipality/code/564") == 3
    assert (paths.count("Service/serviceWithGD/list"), paths.count("ServiceChannel/list")) == (3, 3)
    assert import_files(result.files, tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24)).services == 250


def test_an_organisation_is_read_by_its_id(server, fetch):
    """One organisation's services come from its own list."""
    fetch(organisation_id=samples.ORGANISATION)

    assert server.asked[0][1] == {"page": "1", "organizationId": samples.ORGANISATION}


def test_a_service_of_two_municipalities_is_read_once(server, fetch):
    """A service listed twice is one service."""
    assert fetch(["564", "564"]).services == 250


def test_a_busy_server_is_asked_again_when_it_says(server, fetch):
    """429 and its Retry-After are obeyed, and the waits grow."""
    server.trouble = [(429, [("Retry-After", "7")], ""), (503, [], ""), (200, [], "<html>")]
    result = fetch(["564"])

    assert result.services == 250
    assert fetch.slept == [7.0, 1.0, 2.0]


def test_a_server_that_stays_down_ends_in_one_message(server, fetch, tmp_path):
    """After the last try there is a reason and no file."""
    server.trouble = [(500, [], "")] * 3
    with pytest.raises(ContentError, match=r"The server answered 500, 3 times\. Try again later\."):
        fetch(["564"], retries=2)

    assert not (tmp_path / "export").exists()


def test_a_server_that_asks_for_too_long_a_wait_is_left_alone(server, fetch):
    """Nobody waits for an hour."""
    server.trouble = [(429, [("Retry-After", "3600")], "")]
    with pytest.raises(ContentError, match="asks to wait 3600 s"):
        fetch(["564"])


def test_requests_keep_their_distance(server, fetch):
    """Between two requests there is the pause that was asked for."""
    result = fetch(["564"], pause=5.0)

    assert result.requests - 1 == len(fetch.slept)
    assert all(4.0 < seconds <= 5.0 for seconds in fetch.slept)


@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        ((404, [], ""), "The server answered 404. Check the address"),
        ((302, [("Location", "https://example.org/")], ""), "The server answered 302. It has moved"),
        ((200, [], "[]"), "The answer is not a page with itemList"),
        ((200, [], json.dumps({"pageCount": 10**9, "itemList": []})), "speaks of 1000000000 pages"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(server, fetch, trouble, message):
    """A wrong address, a redirect and a wrong form each have their message."""
    server.trouble = [trouble]
    with pytest.raises(ContentError) as error:
        fetch(["564"])

    assert message in str(error.value)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({}, "Give municipality codes or an organisation's id"),
        ({"municipality_codes": [9]}, "has three digits"),
        ({"municipality_codes": ["../x"]}, "has three digits"),
        ({"organisation_id": "x"}, "is a GUID"),
    ],
)
def test_wrong_arguments_are_refused_before_any_request(server, fetch, options, message):
    """A typing mistake costs the server nothing."""
    with pytest.raises(ContentError, match=message):
        fetch(**options)

    assert server.asked == []


def test_a_server_that_is_not_there_is_told(tmp_path):
    """No connection is a message, not a traceback."""
    with pytest.raises(ContentError, match="can't be reached"):
        ptv_api.fetch("http://127.0.0.1:9/v11/", ["564"], out=tmp_path, pause=0, retries=0)


def test_an_interrupted_visit_goes_on_where_it_was(server, fetch, tmp_path):
    """What was answered is not asked again within a day, and is thrown away once all is there."""
    server.trouble = [None, None, (404, [], "")]
    with pytest.raises(ContentError):
        fetch(["564"])
    assert 2 == len(list((tmp_path / "export/.answers").glob("*.json")))
    asked = len(server.asked)
    result = fetch(["564"])

    assert 250 == result.services
    assert ["3"] == [query["page"] for path, query in server.asked[asked:] if path.endswith("/564")]
    assert ["channels.json", "services.json"] == sorted(path.name for path in (tmp_path / "export").iterdir())


def test_what_is_known_here_is_asked_for_by_its_id_and_told_when_it_is_gone(fetch):
    """A nationwide service is in no municipality's list."""
    result = fetch(["564"], known=[samples.guid(1), samples.guid(0x9999)])

    assert 250 == result.services
    assert samples.guid(0x9999) in result.missing


def test_an_area_that_the_server_does_not_know_is_told_and_left(server, fetch):
    said = []
    result = fetch(["564"], areas=[("WellbeingServiceCounties", "19")], progress=said.append)

    assert 250 == result.services
    assert any("Without the area WellbeingServiceCounties 19" in line for line in said)
