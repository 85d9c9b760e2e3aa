"""What lies beside the pages says whom to tell of a weakness, that all is well, and whether a site wants to be found."""

import json
from dataclasses import dataclass

from site_src.program.browser import manifest
from site_src.program.host import beside


@dataclass(frozen=True)
class Language:
    lang: str


LANGUAGES = [Language("fi"), Language("sv"), Language("fi")]
HOST = {"security_email": "tietoturva@example.org", "security_until": "2027-11-24"}


def test_security_txt_says_what_the_standard_wants_from_what_the_host_said():
    text = beside.security({"address": "https://polku.example.org/", "host": HOST}, LANGUAGES)

    assert [
        "Contact: mailto:tietoturva@example.org",
        "Expires: 2027-11-24T00:00:00Z",
        "Preferred-Languages: fi, sv",
        "Canonical: https://polku.example.org/.well-known/security.txt",
    ] == text.splitlines()


def test_security_txt_is_not_written_half_and_names_no_address_below_a_path():
    below = beside.security({"address": "https://example.org/polku/", "host": HOST}, LANGUAGES)

    assert "" == beside.security({"host": {"security_email": "a@example.org"}}, LANGUAGES)
    assert "Canonical" not in below and "Contact" in below


def test_a_site_says_that_it_is_well_under_which_licence_and_whether_it_is_to_be_found(built_site):
    health = json.loads((built_site / beside.HEALTH).read_text(encoding="utf-8"))
    listed = json.loads((built_site / manifest.NAME).read_text(encoding="utf-8"))
    robots = (built_site / beside.ROBOTS).read_text(encoding="utf-8")

    assert ("ok", listed["version"], listed["scoring"]) == (health["status"], health["version"], health["scoring"])
    assert ("Allow: /" if listed["production"] else "Disallow: /") in robots
    assert "EUPL" in (built_site / beside.LICENCE).read_text(encoding="utf-8")
    assert {beside.LICENCE, beside.HEALTH, beside.ROBOTS, beside.LOST} <= listed["files"].keys()
