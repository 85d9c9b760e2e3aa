"""The register's own forms of its objects: empty they are refused in words, filled in every field of theirs is known."""

import json
import re
from pathlib import Path

import pytest

from site_src.program.directory.ptv import gathering
from tests.directory import samples

FORMS = json.loads((Path(__file__).parent / "register/v11-skeletons.json").read_text("utf-8"))
# What a real entry holds where a form says "string": by the list it stands in and its key, or by the key alone.
VALUES = {
    ("serviceNames", "type"): "Name",
    ("serviceChannelNames", "type"): "Name",
    ("serviceDescriptions", "type"): "Description",
    ("serviceChannelDescriptions", "type"): "Description",
    ("phoneNumbers", "type"): "Phone",
    ("addresses", "type"): "Location",
    ("addresses", "subType"): "Single",
    ("deliveryAddresses", "subType"): "Street",
    ("areas", "type"): "Municipality",
    ("emails", "value"): "a@example.org",
    ("supportEmails", "value"): "a@example.org",
    ("channelUrls", "value"): "https://example.org/lomake.pdf",
    "type": "Service",
    "language": "fi",
    "languages": "fi",
    "value": "Esimerkki",
    "url": "https://example.org/",
    "code": "564",
    "uri": "http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P10.4",
    "number": "0401234567",
    "prefixNumber": "+358",
    "postalCode": "90100",
    "latitude": "7210000.000",
    "longitude": "428000.000",
    "country": "FI",
    "areaType": "LimitedType",
    "serviceChargeType": "FreeOfCharge",
    "fundingType": "PubliclyFunded",
    "roleType": "Responsible",
    "provisionType": "SelfProducedServices",
    "publishingStatus": "Published",
    "serviceHourType": "DaysOfTheWeek",
    "dayFrom": "Monday",
    "dayTo": "",
    "from": "08:00:00",
    "to": "16:00:00",
    "coordinateState": "Ok",
}
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def filled(kind):
    """A form of the register with a value in every field."""
    numbers = iter(range(1, 1000))

    def fill(value, key=None, within=None):
        if isinstance(value, dict):
            return {name: fill(child, name, key) for name, child in value.items()}
        if isinstance(value, list):
            return [fill(child, key, within) for child in value]
        if isinstance(value, str) and (ID.fullmatch(value) or key == "id"):
            return samples.guid(next(numbers))
        if value != "string":
            return value
        return kind if key == "serviceChannelType" else VALUES.get((within, key), VALUES.get(key, "Esimerkki"))

    return fill(FORMS[kind])


@pytest.mark.parametrize("kind", FORMS)
def test_an_empty_form_is_refused_for_what_it_is(tmp_path, kind):
    gathered = gathering.gather([samples.write(tmp_path / "form.json", FORMS[kind])])

    assert ['It is an empty form: every value is "string". Give an export of real entries.'] == [
        problem.message for problem in gathered.log.refused
    ]


@pytest.mark.parametrize("kind", FORMS)
def test_every_field_of_the_registers_own_form_is_known(tmp_path, kind):
    """What nobody knows, can't be read or is left out would be a warning."""
    gathered = gathering.gather([samples.write(tmp_path / "form.json", filled(kind))])

    assert ([], [], []) == (gathered.log.problems, gathered.log.refused, [str(each) for each in gathered.log.warnings()])
    assert 1 == len(gathered.services) + len(gathered.channels)
