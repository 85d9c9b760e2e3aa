"""What keeps the directory true: old checks are told, organisations are asked, links are tried."""

import csv
import threading
from dataclasses import replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from site_src.program.checks import coverage, directory, freshness
from site_src.program.directory import links, worksheet

CHECKED = date(2026, 11, 24)


@pytest.fixture
def with_service(site_content):
    """The content with one more hand-written file that holds one record."""

    def with_service(**changes):
        record = {
            "id": "example-x", "organisation": "example-owner", "name": {"fi": "Esimerkki"}, "summary": {"fi": "Lyhyesti."},
            "how": {"fi": "Soita."}, "needs": ["money"], "area": "county", "source": {"title": "Esimerkki", "date": "2026"},
            "checked": "2026-11-24", "state": "documented", **changes,
        }  # fmt: skip
        owner = {"id": "example-owner", "name": {"fi": "Esimerkkiorganisaatio"}}
        document = replace(site_content.service_documents[0], file="site_src/services/example.yml", marks={},
                           data={"organisations": [owner], "services": [record]})  # fmt: skip
        return replace(site_content, documents={"site_src/services/example.yml": document, **{
            name: value for name, value in site_content.documents.items() if not name.startswith("site_src/services/")
        }})  # fmt: skip

    return with_service


@pytest.mark.parametrize(("days", "crisis", "told"), [(365, False, 0), (366, False, 1), (90, True, 0), (91, True, 1)])
def test_a_check_that_is_too_old_is_told(with_service, days, crisis, told):
    found = list(freshness.problems(with_service(crisis=crisis), CHECKED + timedelta(days=days)))

    assert told == len(found)
    assert all(problem.warning and "over" in problem.message for problem in found)


def test_a_contact_of_its_own_date_is_told_on_its_own(with_service):
    channels = [{"type": "phone", "number": "040 000 001", "checked": "2024-01-01"}]
    (found,) = freshness.problems(with_service(channels=channels), CHECKED)

    assert "2024-01-01" in found.message


@pytest.mark.parametrize(
    ("source", "told"), [({"date": "unknown"}, 1), ({"date": "unknown", "seen": "2026-11-24"}, 0), ({"date": "2020"}, 0)]
)
def test_a_contact_whose_own_source_has_no_date_must_say_when_it_was_seen(with_service, source, told):
    channels = [{"type": "phone", "number": "116 117", "source": {"title": "Esimerkki", **source}}]
    found = [
        problem for problem in directory.problems(with_service(channels=channels)) if "the day it was seen" in problem.message
    ]

    assert told == len(found)


def test_a_day_that_is_yet_to_come_is_told(with_service):
    (found,) = freshness.problems(with_service(checked="9999-12-31"), CHECKED)

    assert not found.warning and "The day 9999-12-31 is yet to come." in found.message


def test_what_is_not_published_grows_old_in_peace(with_service):
    assert [] == list(freshness.problems(with_service(state="unconfirmed", checked="2020-01-01"), CHECKED))


def test_each_organisation_gets_a_letter_about_all_that_is_not_confirmed(site_content, tmp_path):
    count = worksheet.write(site_content, tmp_path / "letters.txt", CHECKED)
    text = (tmp_path / "letters.txt").read_text("utf-8")
    asked = [record for record in site_content.services if record.state != "confirmed"]

    assert len(asked) == count
    assert len({record.organisation for record in asked}) == text.count("Vastaanottaja: ")
    assert all(f"Tunnus: {record.id}\n" in text for record in asked)
    assert "aukiolo: Ma–pe 10.00–14.00" in text and "mon-fri" not in text, "hours as the reader writes them"
    # Staff's own notes are not for others.
    assert not [record.id for record in asked if record.note and record.note in text]


def test_help_in_a_crisis_is_asked_about_first(site_content):
    groups = worksheet.gather(site_content, CHECKED)
    crisis = [group["records"][0]["crisis"] for group in groups]

    assert crisis == sorted(crisis, reverse=True) and crisis[0]


def test_what_is_confirmed_and_fresh_is_not_asked_about(with_service):
    fresh = with_service(state="confirmed", confirmed_by="Esimerkki")

    assert [] == worksheet.gather(fresh, CHECKED)
    (group,) = worksheet.gather(fresh, CHECKED + timedelta(days=400))
    assert ["old"] == group["records"][0]["why"]


def test_the_table_opens_in_a_spreadsheet_as_text(with_service, tmp_path):
    """A mark says UTF-8, and no cell is a formula."""
    phone = {"type": "phone", "number": "+358 40 000001", "note": {"fi": "=1+1"}}
    worksheet.write(with_service(channels=[phone], note="+1"), tmp_path / "w.csv", CHECKED)
    raw = (tmp_path / "w.csv").read_bytes()
    (row,) = csv.DictReader(raw.decode("utf-8-sig").splitlines(), delimiter=";")

    assert raw.startswith(b"\xef\xbb\xbf")
    assert "'+1" == row["note"]
    assert "phone +358 40 000001 =1+1" == row["contact"]


class Pages(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer()

    def do_GET(self):
        self.answer()

    def answer(self):
        self.server.asked.append((self.command, self.path))
        path = self.path
        status = {"/gone": 404, "/busy": 503}.get(path, 200)
        if path == "/no-head" and self.command == "HEAD":
            status = 405
        if path == "/moved":
            status = 301
        if path == "/sometimes":
            status = 302
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/fine")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        """Tests stay quiet."""


@pytest.fixture
def pages():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    server.asked = []
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    server.url = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()


def test_links_are_tried_once_and_told_by_what_they_answer(with_service, pages):
    ways = ("fine", "gone", "busy", "no-head", "moved", "sometimes", "fine")
    channels = [{"type": "web", "url": {"fi": f"{pages.url}/{way}"}} for way in ways]
    channels.append({"type": "web", "url": {"fi": "http://127.0.0.1:9/"}})
    found = links.problems(with_service(channels=channels), pause=0, timeout=5, trust_env=False)
    told = {problem.message.split()[2].rsplit("/", 1)[1] or "nobody": problem for problem in found}

    assert {"gone", "busy", "moved", "nobody"} == set(told)
    assert not told["gone"].warning
    assert told["busy"].warning and told["nobody"].warning
    assert f"has moved to {pages.url}/fine" in told["moved"].message
    # A link that stands twice is asked about once; the other time it is where two redirects led.
    assert 3 == [path for _, path in pages.asked].count("/fine")


def test_a_host_is_given_time_between_two_requests(with_service, pages):
    import time

    channels = [{"type": "web", "url": {"fi": f"{pages.url}/{number}"}} for number in range(3)]
    began = time.monotonic()
    links.problems(with_service(channels=channels), pause=0.1, trust_env=False)

    assert time.monotonic() - began >= 0.2


def test_what_is_not_published_is_not_asked_for(with_service, pages):
    links.problems(with_service(state="unconfirmed", channels=[{"type": "web", "url": {"fi": pages.url}}]), pause=0)

    assert [] == pages.asked


def told(content):
    return [problem.message for problem in directory.problems(content) if problem.file == "site_src/services/example.yml"]


def test_a_crisis_record_without_a_contact_is_told(with_service):
    web = {"type": "web", "url": {"fi": "https://example.org/"}}
    phone = {"type": "phone", "number": "040 000 001"}

    assert any("A crisis contact needs a phone number" in message for message in told(with_service(crisis=True, channels=[web])))
    assert not any("A crisis contact" in message for message in told(with_service(crisis=True, channels=[web, phone])))


def test_a_text_in_a_language_that_the_site_does_not_know_is_told(with_service):
    assert "languages.yml has no language se." in " ".join(told(with_service(name={"fi": "Nimi", "se": "Namn"})))


def test_a_brace_that_a_reader_would_see_is_told(with_service):
    channels = [{"type": "phone", "number": "040 000 001", "note": {"fi": "Ma}"}}]
    content = with_service(name={"fi": "Nimi {x}"}, channels=channels, source={"title": "Sivu {", "date": "2026"})

    assert 3 == told(content).count("A brace would be shown as it stands. Write it without { and }.")


@pytest.mark.parametrize("text", ["<b>Soita</b>", "Katso [tästä](https://example.org/)", "a </p>"])
def test_markup_that_a_reader_would_see_is_told(with_service, text):
    assert any("would be shown as it stands. Write plain text." in message for message in told(with_service(how={"fi": text})))
    assert not any("would be shown" in message for message in told(with_service(how={"fi": "Alle 3 < 5 km [1] (a)"})))


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        ({"latitude": 25.47, "longitude": 65.01}, "No place in Finland is there."),
        ({"latitude": 65.01}, "No place in Finland is there."),
        ({"municipality": "999"}, "regions.yml has no municipality 999."),
        ({"latitude": 65.01, "longitude": 25.47, "municipality": "564"}, None),
    ],
)
def test_a_place_that_no_map_has_is_told(with_service, place, problem):
    found = told(with_service(channels=[{"type": "location", "address": "Katu 1, 90100 Oulu", **place}]))

    assert ([problem] if problem else []) == [message[: len(problem)] for message in found if problem and problem in message]
    assert problem or not found


@pytest.mark.parametrize(
    ("condition", "problem"),
    [
        ({"nothing.here": ["no"]}, "There is no fact nothing.here here."),
        ({"situation": ["work"]}, "situation has no option work."),
        ({"any": [{"situation": ["*"]}, {"mood.joy": ["x"]}]}, "mood.joy has no option x."),
    ],
)
def test_a_condition_that_nobody_meets_is_told(with_service, condition, problem):
    for key in ("only_if", "not_for"):
        assert any(message.startswith(problem) for message in told(with_service(**{key: condition})))


def test_a_record_that_is_not_published_may_be_unfinished(with_service):
    content = with_service(state="unconfirmed", needs=None)
    record = content.data("site_src/services/example.yml")["services"][0]
    for key in ("needs", "summary", "how"):
        record.pop(key)

    assert [] == [each for each in told(content) if "example-x" in each]
    assert list(coverage.problems(content))


def test_a_day_to_look_again_is_told_when_it_has_passed(with_service):
    content = with_service(review_by="2026-11-25")

    assert [] == list(freshness.problems(content, date(2026, 11, 25)))
    (found,) = freshness.problems(content, date(2026, 11, 26))
    assert found.warning and "by 2026-11-25" in found.message


def test_a_retired_service_points_to_one_that_is_shown(with_service):
    retired = {"date": "2026-11-01", "reason": "Ended", "see": "nothing"}
    found = [each.message for each in directory.problems(with_service(retired=retired)) if "to point to" in each.message]

    assert ["There is no published service nothing to point to. Name one, or leave see out."] == found


def test_a_retired_service_is_not_told_to_point_to_itself(with_service, site_content):
    content = with_service(retired={"date": "2026-11-01", "reason": "Ended", "see": "nothing"})
    own = next(record.id for record in content.services if record.retired)
    content = with_service(retired={"date": "2026-11-01", "reason": "Ended", "see": own})
    (found,) = [each.message for each in directory.problems(content) if "to point to" in each.message]

    assert f"Did you mean {own}?" not in found


def test_a_season_is_made_of_days_of_a_year(with_service):
    found = [each.message for each in directory.problems(with_service(season={"from": "02-29", "to": "06-31"}))
             if "No year" in each.message]  # fmt: skip

    assert ["No year has the day 06-31. Write it as month and day, as 06-01."] == found


@pytest.mark.parametrize(
    ("area", "title", "told"),
    [("county", "Kainuun hyvinvointialue: neuvonta", 1), ("nation", "Kainuun hyvinvointialue: neuvonta", 0),
     ("county", "Kainuu-Koillismaan työllisyysalue", 0), ("county", "Pohde: neuvonta", 0)],
)  # fmt: skip
def test_a_source_of_another_county_is_told(with_service, area, title, told):
    content = with_service(area=area, source={"title": title, "date": "2026"})

    assert told == sum("The source is of" in each.message for each in directory.problems(content))
