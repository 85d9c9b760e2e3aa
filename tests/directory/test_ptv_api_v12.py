"""Fetching from v12, against a server on this machine that is as strict as what is documented of it: a key, page sizes, how
many ids a search takes, and no parameter that the documentation does not name."""

import json
import re
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from site_src.program.content.problems import ContentError
from site_src.program.directory.ptv import api as ptv_api
from site_src.program.directory.ptv import import_files
from tests.directory import samples
from tests.directory.test_ptv_v12 import CONNECTION, OWNER, channel, service

GUID = samples.guid
DESCRIPTION = GUID(0xAAAA)
NATION = {"areaType": "WholeCountry"}
SERVICES = {
    GUID(number): service(
        contentId=GUID(number),
        generalDescriptionContentId=DESCRIPTION if number == 2 else None,
        area=NATION if number == 230 else service()["area"],
    )
    for number in range(1, 231)
}
# Every service has a channel of its own; that of the first belongs to another organisation, that of the last is withdrawn.
CHANNELS = {
    GUID(0x1000 + number): channel(
        contentId=GUID(0x1000 + number),
        organizationContentId=GUID(0xF2 if number == 1 else 0xF1),
        area={"areaType": "WholeCountry"},
    )
    for number in range(1, 230)
}
CONNECTIONS = [
    {**CONNECTION, "serviceContentId": GUID(number), "channelContentId": GUID(0x1000 + number)} for number in range(1, 231)
]
GENERAL = {
    "contentId": DESCRIPTION,
    "organizationContentId": GUID(0xFFF3),
    "generalDescriptionTypes": ["Municipality"],
    "serviceType": "Service",
    "serviceClasses": ["P10.4"],
    "languageVersions": {"fi": {"name": "Pohja", "description": "Pohjakuvaus."}},
}
LISTS = {"municipalities", "regions", "wellbeingServicesCounties", "organizationContentIds", "serviceContentIds"}
AREAS = {f"{key}{match}" for key in ("municipalities", "regions", "wellbeingServicesCounties") for match in ("", "Match")}
SEARCHES = {
    "service": {"areaType", "organizationContentIds", *AREAS},
    "service-channel": {"areaType", "organizationContentIds", *AREAS},
    "connection": {"serviceContentIds"},
    "general-description": {"organizationContentIds"},
}


class Ptv(BaseHTTPRequestHandler):
    def do_GET(self):
        parts, server = urlsplit(self.path), self.server
        query = parse_qs(parts.query)
        server.asked.append((parts.path.removeprefix("/api/v12/"), query))
        trouble = server.trouble.pop(0) if server.trouble else None
        status, answer = trouble or self.respond(parts.path.removeprefix("/api/v12/"), query)
        raw = json.dumps(answer).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "3")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def respond(self, path, query):
        if self.headers.get("x-api-key") != "sesame":
            return 401, {"title": "Unauthorized"}
        kind, _, rest = path.partition("/")
        if rest != "search":
            there = {"service": SERVICES, "service-channel": CHANNELS, "organization": {GUID(0xF1): OWNER}}.get(kind, {})
            return (200, there[rest]) if rest in there else (404, {"reason": "NotPublished"})
        if set(query) - SEARCHES[kind] - {"page", "pageSize"} or not {"page", "pageSize"} <= set(query):
            return 400, {"errors": [{"message": f"parameters {sorted(query)}"}]}
        page, size = int(query["page"][0]), int(query["pageSize"][0])
        if not 1 <= size <= 100 or any(len(query.get(key, ())) > 20 for key in LISTS):
            return 400, {"errors": [{"message": "too many"}]}
        if any(not re.fullmatch(r"\d{3}", code) for code in query.get("municipalities", ())):
            return 400, {"errors": [{"message": "municipalities"}]}
        items = list(self.found(kind, query))
        pages = -(-len(items) // size)
        items = items[(page - 1) * size : page * size]
        return 200, {"page": page, "pageSize": size, "totalItems": len(items), "totalPages": pages, "items": items}

    def found(self, kind, query):
        if kind == "connection":
            return [item for item in CONNECTIONS if item["serviceContentId"] in query["serviceContentIds"]]
        if kind == "general-description":
            return [GENERAL]
        objects = (SERVICES if kind == "service" else CHANNELS).values()
        if owners := query.get("organizationContentIds"):
            return [item for item in objects if item["organizationContentId"] in owners]
        limited = [item for item in objects if item["area"]["areaType"] == "LimitedArea"]
        return limited if query["areaType"] == ["LimitedArea"] and "19" in query.get("wellbeingServicesCounties", ()) else []

    def log_message(self, *arguments):
        """Tests stay quiet."""


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Ptv)
    server.asked, server.trouble = [], []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}/api/v12/"
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def fetch(server, tmp_path):
    codes = [f"{number:03}" for number in range(30)]
    areas = [("HospitalDistrict", "18"), ("WellbeingServiceCounties", "19")]

    def fetch(**options):
        options = {"key": "sesame", "areas": areas, "pause": 0, **options}
        return ptv_api.fetch(server.url, codes, out=tmp_path / "export", sleep=fetch.slept.append, **options)

    fetch.slept = []
    return fetch


def test_services_come_whole_with_what_belongs_to_them(server, fetch, tmp_path):
    """The county's 229 services and one nationwide that is known here, their channels, connections, owners and general
    descriptions; what is withdrawn is told, not missed in silence."""
    result = fetch(known=[GUID(1), GUID(230), GUID(0x9999)])
    report = import_files(result.files, tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24))

    assert (230, 229) == (result.services, result.channels)
    assert [GUID(0x9999), GUID(0x1000 + 230)] == result.missing
    assert (230, []) == (report.services, report.refused)
    assert "Pohjakuvaus." in (tmp_path / "out/ptv/esimerkkiorganisaatio.yml").read_text("utf-8")
    asked = [path for path, _ in server.asked]
    assert 12 == asked.count("connection/search"), "20 services at a time"
    assert [f"service-channel/{GUID(0x1001)}", f"service-channel/{GUID(0x1000 + 230)}"] == [
        path for path in asked if path.startswith("service-channel/0")
    ], "only channels of other organisations are asked for one by one"


def test_areas_are_searched_twenty_at_a_time_and_an_area_that_v12_lacks_is_told(server, fetch):
    said = []
    fetch(progress=said.append)
    searched = [query for path, query in server.asked if path == "service/search"]

    assert [20, 10] == [len(query["municipalities"]) for query in searched if "municipalities" in query]
    assert all(query["municipalitiesMatch"] == ["any"] for query in searched if "municipalities" in query)
    assert "Without the area HospitalDistrict 18: v12 has no such areas." in said


def test_an_organisation_is_read_by_its_id(server, fetch):
    fetch(organisation_id=GUID(0xF1), areas=())

    assert [GUID(0xF1)] == server.asked[0][1]["organizationContentIds"]


def test_a_busy_server_is_asked_again_when_it_says(server, fetch):
    server.trouble = [(429, {}), (503, {})]

    assert 229 == fetch().services
    assert [3.0, 1.0] == fetch.slept


def test_an_interrupted_visit_goes_on_where_it_was_and_keeps_no_key(server, fetch, tmp_path):
    server.trouble = [None] * 6 + [(400, {})]
    with pytest.raises(ContentError, match="The server answered 400"):
        fetch()
    kept = list((tmp_path / "export/.answers").glob("*.json"))
    asked = len(server.asked)

    assert 229 == fetch().services
    assert 6 == len(kept)
    assert "service/search" not in [path for path, _ in server.asked[asked:]]
    assert not (tmp_path / "export/.answers").exists()


@pytest.mark.parametrize(
    ("key", "message"), [(None, "v12 needs a key. Get one"), ("wrong", "The key is not accepted: check PTV_API_KEY.")]
)
def test_without_a_key_that_is_accepted_the_reason_is_told(fetch, key, message):
    with pytest.raises(ContentError) as error:
        fetch(key=key)

    assert message in str(error.value)
    assert "sesame" not in str(error.value)


def test_the_address_decides_the_version(tmp_path):
    with pytest.raises(ContentError, match=r"The address must end in /v11/ or /v12/"):
        ptv_api.fetch("http://127.0.0.1:9/api/", ["564"], out=tmp_path)
