"""The beta interface v12, whose texts stand by language and whose connections are objects of their own."""

from datetime import date

import pytest
import yaml

from site_src.program.content import imported as local
from site_src.program.content.problems import ContentError
from site_src.program.directory.ptv import import_files
from tests.directory import samples

GUID = samples.guid


def service(**changes):
    version = {
        "name": "Esimerkkipalvelu",
        "alternativeName": None,
        "summary": "Tiivistelmä.",
        "description": "# Otsikko\n\nTule **käymään** [sivulla](https://example.org/a).\n\n- yksi\n- kaksi",
        "userInstructions": "Soita.",
        "conditions": None,
        "legislationLinks": [],
        "freelyAssignedKeywords": ["työkyky"],
        "voucher": {"voucherType": "NotUsed"},
        "chargeTypeAdditionalInformation": "",
    }
    value = {
        "contentId": GUID(1),
        "organizationContentId": GUID(0xF1),
        "generalDescriptionContentId": None,
        "targetGroups": ["KR1"],
        "industrialClasses": [],
        "lifeEvents": [],
        "ontologyTerms": [],
        "serviceClasses": ["P10.4"],
        "producers": {},
        "otherResponsibleOrganizations": [],
        "chargeType": "Free",
        "fundingType": "PubliclyFunded",
        "serviceLanguages": ["fi"],
        "area": {"areaType": "LimitedArea", "municipalities": [], "regions": [], "wellbeingServicesCounties": ["19"]},
        "publishedAt": "2026-11-01T08:00:00.000Z",
        "serviceType": "Service",
        "languageVersions": {"fi": version},
    }
    return {**value, **changes}


def channel(**changes):
    phone = {
        "type": "InternationalPhone",
        "dialCode": "+358",
        "number": "040000001",
        "chargeType": "Charged",
        "chargeDescription": None,
        "additionalInformation": None,
    }
    value = {
        "contentId": GUID(0x11),
        "organizationContentId": GUID(0xF1),
        "allowedConnectionType": "AllOrganizations",
        "serviceLanguages": ["fi"],
        "area": None,
        "publishedAt": "2026-11-01T08:00:00.000Z",
        "serviceChannelType": "ServiceLocation",
        "languageVersions": {
            "fi": {
                "name": "Toimipiste",
                "summary": "Neuvonta.",
                "description": None,
                "contactEmails": [{"email": "a@example.org"}],
                "contactFaxNumbers": [],
                "contactWebPages": [],
                "contactPhoneNumbers": [phone],
            }
        },
        "location": {
            "streetAddresses": [
                {
                    "streetName": {"fi": "Esimerkkikatu"},
                    "addressDetail": "1",
                    "postalCode": "00000",
                    "additionalInformation": {},
                    "coordinates": [{"system": "EPSG:3067", "source": "NLS", "easting": 428000, "northing": 7210000}],
                }
            ],
            "otherAddresses": [],
            "foreignAddresses": [],
        },
        "contactAddresses": {},
        "serviceHours": {
            "hours": [
                {
                    "type": "WeeklyUntilFurtherNoticeServiceHour",
                    "heading": {},
                    "additionalInformation": {},
                    "weeklyHours": {
                        day: {"hours": [{"start": "08:00", "end": "16:00", "openingStatus": "Open", "repetition": "Weekly"}]}
                        for day in ("monday", "tuesday")
                    },
                },
                {
                    "type": "ExceptionalDateRangeServiceHour",
                    "fromDate": "2026-12-24",
                    "toDate": "2026-12-24",
                    "heading": {"fi": "Jouluaatto"},
                    "weeklyHours": {
                        "thursday": {
                            "hours": [{"start": "00:00", "end": "24:00", "openingStatus": "Closed", "repetition": "Weekly"}]
                        }
                    },
                },
            ],
            "holidayServiceHours": {
                "repetition": {"type": "RepetitionEveryYear"},
                "holidays": [{"holidayName": "ChristmasEve", "hours": []}],
            },
        },
    }
    return {**value, **changes}


CONNECTION = {
    "serviceContentId": GUID(1),
    "channelContentId": GUID(0x11),
    "contactAddresses": {},
    "chargeType": None,
    "serviceHours": {"hours": [], "holidayServiceHours": None},
    "languageVersions": {
        "fi": {"description": "Kysy neuvonnasta.", "contactPhoneNumbers": [], "contactEmails": [], "contactWebPages": []}
    },
    "publishedAt": None,
}
OWNER = {
    "contentId": GUID(0xF1),
    "organizationType": "Municipality",
    "languageVersions": {
        "fi": {"name": "Esimerkkiorganisaatio", "contactWebPages": [{"name": "", "url": "https://example.org/fi"}]}
    },
}


def page(items):
    return {"page": 1, "pageSize": 100, "totalItems": len(items), "totalPages": 1, "items": items}


@pytest.fixture
def run(tmp_path):
    def run(*values):
        paths = [samples.write(tmp_path / f"{n}.json", value) for n, value in enumerate(values)]
        report = import_files(paths, tmp_path / "out", samples.MAPPING, today=date(2026, 11, 24))
        data = yaml.safe_load((tmp_path / "out/ptv/esimerkkiorganisaatio.yml").read_text("utf-8"))
        return report, data, local.flatten(data["services"][0])

    return run


def test_services_channels_connections_and_organisations_are_joined(run):
    """The four kinds of object of v12 make one record."""
    _, data, record = run(page([service()]), page([channel()]), page([CONNECTION]), page([OWNER]))
    types = [entry["type"] for entry in record["channels"]]

    assert types == ["phone", "location", "email"]
    assert record["channels"][1]["note"] == {"fi": "Kysy neuvonnasta."}
    assert data["organisations"][0]["imported"]["website"] == {"fi": "https://example.org/fi"}
    assert (record["area"], record["cost"], record["needs"]) == ("county", "free", ["work-ability"])


def test_markdown_becomes_plain_text(run):
    """Headings, emphasis and lists lose their marks, and a link keeps its address."""
    _, _, record = run([service(), OWNER])

    assert record["description"]["fi"] == "Otsikko\nTule käymään sivulla (https://example.org/a).\n\nyksi\nkaksi"


def test_opening_hours_and_holidays_are_read(run):
    """Weekly hours, an exception by date and a holiday by name."""
    _, _, record = run([service(), channel(), CONNECTION, OWNER])
    hours = next(entry["hours"] for entry in record["channels"] if entry["type"] == "location")

    assert hours == [
        {"days": ["mon", "tue"], "opens": "08:00", "closes": "16:00"},
        {"from": "2026-12-24", "to": "2026-12-24", "closed": True, "note": {"fi": "Jouluaatto"}},
        {"holiday": "christmas-eve", "closed": True},
    ]


def test_a_general_description_completes_a_service(run):
    """Its text stands first, and its classes count."""
    general = {
        "contentId": GUID(0xAA),
        "serviceClasses": ["P15.1"],
        "targetGroups": [],
        "lifeEvents": [],
        "languageVersions": {"fi": {"name": "Pohja", "description": "Pohjakuvaus."}},
    }
    _, _, record = run([service(generalDescriptionContentId=GUID(0xAA)), general, OWNER])

    assert record["description"]["fi"].startswith("Pohjakuvaus.\n\nOtsikko")
    assert record["needs"] == ["work-ability", "debt", "money"]


@pytest.mark.parametrize("key", sorted(set(service()) - {"contentId", "languageVersions", "organizationContentId"}))
def test_null_anywhere_is_no_crash(run, key):
    """Any field but the id, the texts and the organisation may be null."""
    run([service(**{key: None}), channel(), CONNECTION, OWNER])


@pytest.mark.parametrize("key", sorted(set(channel()) - {"contentId", "languageVersions", "serviceChannelType"}))
def test_null_anywhere_in_a_channel_is_no_crash(run, key):
    """The same holds for a channel."""
    run([service(), channel(**{key: None}), CONNECTION, OWNER])


def test_what_is_needed_is_asked_for(run):
    """A service without its organisation or texts is refused."""
    with pytest.raises(ContentError, match="organizationContentId is missing"):
        run([service(organizationContentId=None)])
    with pytest.raises(ContentError, match="There is no name in any language"):
        run([service(languageVersions=None)])
