"""The register to a review, and what is accepted to the directory."""

from datetime import date

import pytest
import yaml

from site_src.program import messages
from site_src.program.checks import directory
from site_src.program.content import content, translations
from site_src.program.content import project as projects
from site_src.program.content.problems import ContentError
from site_src.program.directory import sync
from site_src.program.directory.ptv import review
from site_src.program.messages import told
from tests.content import copies
from tests.directory import samples

DAY = date(2026, 11, 24)
FILE = "site_src/services/ptv/esimerkkiorganisaatio.yml"
ONE, TWO = samples.service(), samples.service(2, "Toinen")
PLACE = samples.channel()
UNMAPPED = samples.service(3, "Kolmas", serviceClasses=[{"code": "P2.1"}], lifeEvents=[])


@pytest.fixture
def here(tmp_path):
    return projects.of(copies.copy(tmp_path / "project"))


@pytest.fixture
def synced(here, tmp_path):
    """Reviews items of the register: (what the review says, the Report)."""

    def synced(*items, all_services=False, kinds=None, **ids):
        path = samples.write(tmp_path / "export.json", list(items))
        decisions = review.load(here.roots[0], DAY.isoformat(), ids, kinds)
        decisions.all_services = all_services
        report = sync.run(here, [path], decisions, DAY)
        return "\n".join(map(told, review.lines(report, decisions))), report

    return synced


def records(here):
    return {record["id"]: record for record in yaml.safe_load((here.roots[0] / FILE).read_text("utf-8"))["services"]}


def test_nothing_is_written_until_it_is_accepted(here, synced):
    said, _ = synced(ONE, UNMAPPED, PLACE)

    assert (
        "New in the register: 1\n  esimerkkipalvelu-tyokyvyn-tuki: Esimerkkipalvelu: työkyvyn tuki · Esimerkkiorganisaatio"
        in said
    )
    assert "until someone adds needs: 1\n  kolmas: Kolmas · Esimerkkiorganisaatio · classes: P2.1" in said
    assert not (here.roots[0] / "site_src/services/ptv").exists()


def test_one_is_accepted_by_its_id_and_the_rest_by_their_kind(here, synced):
    synced(ONE, TWO, UNMAPPED, PLACE, accept=["toinen"])
    assert ["toinen"] == list(records(here))
    synced(ONE, TWO, UNMAPPED, PLACE, kinds={"accept": ["new"]})
    assert {"toinen", "esimerkkipalvelu-tyokyvyn-tuki"} == set(records(here))
    said, _ = synced(ONE, TWO, UNMAPPED, PLACE)
    assert "New in the register: 0" in said and "Unchanged: 2." in said


def test_the_review_speaks_the_language_of_the_messages(synced):
    messages.use("fi")
    try:
        said, report = synced(ONE, PLACE)
        said += "\n".join(map(told, report.lines()))
    finally:
        messages.use("en")

    assert "Uutta rekisterissä: 1" in said and "Luettu 1 tiedostoa" in said
    assert [] == [word for word in ("New in", "Read ", "Written", "Warnings", "Refused") if word in said]


def test_two_decisions_on_one_entry_are_refused_before_anything_is_written(here, synced):
    with pytest.raises(ContentError, match="Two decisions of one command name it."):
        synced(ONE, PLACE, accept=["toinen"], ignore=["toinen"])
    with pytest.raises(ContentError, match="Two decisions of one command name it."):
        synced(ONE, PLACE, kinds={"accept": ["new"], "ignore": ["new"]})
    assert not (here.roots[0] / "site_src/services/ptv").exists()


def test_a_change_is_shown_field_by_field_and_waits(here, synced):
    synced(ONE, PLACE, kinds={"accept": ["new"]})
    before = (here.roots[0] / FILE).read_bytes()
    said, _ = synced(samples.service(serviceChargeType="Chargeable"), PLACE)

    assert "Changed in the register: 1" in said and "      cost: free → paid" in said
    assert before == (here.roots[0] / FILE).read_bytes()


def test_what_is_postponed_comes_back_when_the_register_changes_it(synced):
    synced(ONE, PLACE, postpone=["esimerkkipalvelu-tyokyvyn-tuki"])

    assert "New in the register: 0" in synced(ONE, PLACE)[0] and "Postponed: 1." in synced(ONE, PLACE)[0]
    assert "New in the register: 1" in synced(samples.service(serviceChargeType="Chargeable"), PLACE)[0]


def test_what_is_ignored_stays_away_until_someone_asks_for_it_again(here, synced):
    synced(ONE, PLACE, ignore=[samples.guid(1)])
    assert "Ignored: 1." in synced(samples.service(serviceChargeType="Chargeable"), PLACE, kinds={"accept": ["new"]})[0]
    assert content.read(here)
    synced(ONE, PLACE, again=["esimerkkipalvelu-tyokyvyn-tuki"])
    assert "New in the register: 1" in synced(ONE, PLACE)[0]
    assert not (here.roots[0] / projects.PTV_REVIEW).exists()


def test_what_is_gone_is_unpublished_when_that_is_accepted_and_told_once(here, synced):
    synced(ONE, TWO, PLACE, kinds={"accept": ["new"]})
    assert "Gone from the register: 1\n  toinen: Toinen" in synced(ONE, PLACE)[0]
    synced(ONE, PLACE, accept=["toinen"])
    assert "unconfirmed" == records(here)["toinen"]["imported"]["state"]
    assert "Gone from the register: 0" in synced(ONE, PLACE)[0]


def test_the_whole_register_tells_also_what_the_last_service_of_an_organisation_was(synced):
    other = samples.service(
        2, "Toinen", organizations=[{**ONE["organizations"][0], "organization": {"id": samples.guid(9), "name": "B"}}]
    )
    synced(ONE, other, PLACE, kinds={"accept": ["new"]})

    assert "Gone from the register: 0" in synced(ONE, PLACE)[0]
    assert "Gone from the register: 1" in synced(ONE, PLACE, all_services=True)[0]


def test_an_id_that_nothing_has_is_refused_and_nothing_is_written(here, synced):
    with pytest.raises(ContentError, match="nobody: Nothing in this review has this id"):
        synced(ONE, PLACE, accept=["nobody"], kinds={"accept": ["new"]})

    assert not (here.roots[0] / "site_src/services/ptv").exists()


@pytest.fixture
def follower(here):
    """A record of ours that follows the example service."""
    path = here.roots[0] / "site_src/services/follows.yml"
    path.write_text(
        "services:\n  - id: ours\n    organisation: kela\n    name: {fi: Oma}\n    summary: {fi: A, sv: A, en: A, fi-simple: A}\n"
        "    how: {fi: B, sv: B, en: B, fi-simple: B}\n    needs: [money]\n    area: county\n    order: 3\n"
        "    # Ours.\n    channels:\n      - type: web\n        url: {fi: https://example.org/oma}\n"
        "      - type: phone\n        number: 040 000 009\n"
        f"    source: {{title: Esimerkki, date: 2026-11-01}}\n    checked: 2026-11-02\n    state: documented\n"
        f"    follows: {{ptv: {samples.guid(1)}}}\n".replace("2026-11-01", '"2026-11-01"').replace("2026-11-02", '"2026-11-02"'),
        encoding="utf-8",
    )
    return path


def test_a_record_of_ours_takes_phones_places_and_hours_and_keeps_its_words(here, synced, follower):
    said, report = synced(ONE, PLACE)
    assert "Changed in the register: 1\n  ours: Oma" in said and "New in the register: 0" in said
    assert "channels 1.number: 040 000 009 → 040 000001" in said, "the telephone goes with the telephone"
    assert "channels 2: nothing → type location, name fi Esimerkkitoimipiste, address Esimerkkikatu 1" in said
    before = follower.read_bytes()
    assert b"040 000 009" in before
    synced(ONE, PLACE, accept=["ours"])
    record = next(record for record in content.read(here).services if record.id == "ours")

    assert ["web", "phone", "location", "email"] == sorted(
        (channel.type for channel in record.channels), key=["web", "phone", "location", "email"].index
    )
    assert "040 000001" in {channel.number for channel in record.channels}
    assert {"fi": "A", "sv": "A", "en": "A", "fi-simple": "A"} == record.summary and 3 == record.order
    assert "# Ours." in follower.read_text("utf-8")
    assert "Changed in the register: 0" in synced(ONE, PLACE)[0]


def test_what_a_followed_entry_says_is_not_ours_to_translate(here, synced, follower):
    synced(ONE, PLACE, accept=["ours"])
    found = content.read(here)
    (record,) = [record for record in found.services if record.id == "ours"]

    assert any(["fi"] == list(channel.note) for channel in record.channels), "the register has it in Finnish alone"
    assert not [text.key for text in translations.texts_in(found, "fi") if text.key.startswith("services/ours/note")]
    assert not [str(each) for each in directory.problems(found) if "follows.yml" in str(each)]
