"""Invented PTV data that cannot be mistaken for real: example.org, numbers of zeros, zero GUIDs."""

import copy
import json

from site_src.program.content.project import Project
from site_src.program.content.records import Organisation, Service, read
from site_src.program.directory.ptv import mapping

MAPPING = mapping.load(Project())


def typed(services, organisations):
    """Mappings of the files' form as records."""
    return [read(Service, each) for each in services], [read(Organisation, each) for each in organisations]


def guid(number):
    return f"00000000-0000-4000-8000-{number:012x}"


ORGANISATION = guid(0xF1)
OULU = {"code": "564", "name": [{"value": "Oulu", "language": "fi"}, {"value": "Uleåborg", "language": "sv"}]}


def texts(fi, sv=None, **extra):
    found = [{"language": "fi", "value": fi, **extra}]
    return found + ([{"language": "sv", "value": sv, **extra}] if sv else [])


def service(number=1, name="Esimerkkipalvelu: työkyvyn tuki", channels=(0x11,), **changes):
    """A v11 service as /Service/serviceWithGD/ answers."""
    value = {
        "id": guid(number),
        "sourceId": None,
        "generalDescriptionId": guid(0xAA),
        "subType": None,
        "type": "Service",
        "fundingType": "PubliclyFunded",
        "serviceNames": texts(name, f"{name} (sv)", type="Name"),
        "serviceChargeType": "FreeOfCharge",
        "areaType": "LimitedType",
        "areas": [{"type": "Municipality", "code": None, "name": None, "municipalities": [OULU]}],
        "serviceDescriptions": [
            *texts("Tiivistelmä (esimerkki).", "Sammandrag (exempel).", type="Summary"),
            *texts("Kuvaus (esimerkki).", type="Description"),
            *texts("Pohjakuvaus (esimerkki).", type="GD_Description"),
            *texts("Ota yhteyttä puhelimella.", type="UserInstruction"),
        ],
        "languages": ["fi", "sv"],
        "serviceClasses": [
            {
                "name": texts("Työkyky ja ammatillinen kuntoutus"),
                "description": [],
                "code": "P10.4",
                "ontologyType": "PTVL",
                "uri": "http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P10.4",
                "parentId": None,
                "parentUri": None,
            }
        ],
        "ontologyTerms": [],
        "targetGroups": [{"name": texts("Kansalaiset"), "code": "KR1", "uri": None}],
        "lifeEvents": [{"name": texts("Työttömäksi jääminen"), "code": "KE8", "uri": None}],
        "industrialClasses": [],
        "legislation": [],
        "keywords": texts("työkyky"),
        "requirements": texts("Ei lähetettä."),
        "serviceChannels": [
            {
                "serviceChannel": {"id": guid(each), "name": "Esimerkkitoimipiste"},
                "serviceChargeType": None,
                "description": [],
                "extraTypes": [],
                "serviceHours": [],
                "contactDetails": None,
                "digitalAuthorizations": [],
                "modified": "2026-11-01T08:00:00.123456",
            }
            for each in channels
        ],
        "organizations": [
            {
                "organization": {"id": ORGANISATION, "name": "Esimerkkiorganisaatio"},
                "roleType": role,
                "provisionType": None,
                "additionalInformation": [],
            }
            for role in ("Responsible", "Producer")
        ],
        "serviceVouchersInUse": False,
        "serviceVouchers": [],
        "serviceCollections": [],
        "publishingStatus": "Published",
        "modified": "2026-11-01T08:00:00.123456",
        "responsibleSoteOrganization": None,
    }
    return {**copy.deepcopy(value), **changes}


def channel(number=0x11, kind="ServiceLocation", **changes):
    """A v11 channel of any type."""
    value = {
        "id": guid(number),
        "serviceChannelType": kind,
        "organizationId": ORGANISATION,
        "serviceChannelNames": texts("Esimerkkitoimipiste", type="Name"),
        "serviceChannelDescriptions": texts("Palvelupiste, jossa neuvotaan.", type="Summary"),
        "areaType": "LimitedType",
        "areas": [],
        "languages": ["fi", "sv"],
        "webPages": [{"url": "https://example.org/", "value": "Verkkosivu", "language": "fi"}],
        "serviceHours": [],
        "services": [],
        "serviceCollections": [],
        "publishingStatus": "Published",
        "modified": "2026-11-01T08:00:00.123456",
        "ontologyTerms": [],
        "isVisibleForAll": True,
    }
    phone = {
        "type": "Phone",
        "additionalInformation": "Neuvonta",
        "serviceChargeType": "Chargeable",
        "chargeDescription": "",
        "prefixNumber": "+358",
        "isFinnishServiceNumber": False,
        "number": "040000001",
        "language": "fi",
    }
    if kind == "ServiceLocation":
        value |= {
            "phoneNumbers": [phone],
            "emails": [{"value": "toimipiste@example.org", "language": "fi"}],
            "addresses": [
                {
                    "type": "Location",
                    "subType": "Single",
                    "postOfficeBoxAddress": None,
                    "streetAddress": {
                        "street": texts("Esimerkkikatu"),
                        "streetNumber": "1",
                        "postalCode": "00000",
                        "postOffice": texts("ESIMERKKI"),
                        "municipality": OULU,
                        "additionalInformation": [],
                        "latitude": "7210000.000",
                        "longitude": "428000.000",
                        "coordinateState": "Ok",
                    },
                    "otherAddress": None,
                    "locationAbroad": None,
                    "entrances": [],
                    "country": "FI",
                }
            ],
            "serviceHours": [hours(), christmas_eve()],
        }
    elif kind == "Phone":
        service_number = {"prefixNumber": None, "isFinnishServiceNumber": True, "number": "0800 00002"}
        value |= {"phoneNumbers": [{**phone, **service_number, "serviceChargeType": "FreeOfCharge"}], "supportEmails": []}
    elif kind == "EChannel":
        attachment = {"type": "Form", "name": "Liite", "description": "", "url": "https://example.org/l.pdf", "language": "fi"}
        value |= {
            "attachments": [attachment],
            "supportPhones": [],
            "supportEmails": [{"value": "tuki@example.org", "language": "fi"}],
        }
        value["webPages"] = [{"url": "https://example.org/asiointi", "value": "", "language": "fi"}]
    elif kind == "PrintableForm":
        value |= {
            "formIdentifier": texts("LOM0"),
            "channelUrls": [{"language": "fi", "value": "https://example.org/lom.pdf", "type": "PDF"}],
            "deliveryAddresses": [],
        }
        value["webPages"] = []
    return {**copy.deepcopy(value), **changes}


def hours(**changes):
    value = {
        "serviceHourType": "DaysOfTheWeek",
        "validFrom": None,
        "validTo": None,
        "isClosed": False,
        "validForNow": True,
        "isAlwaysOpen": False,
        "isReservation": False,
        "additionalInformation": [],
        "openingHour": [
            {"dayFrom": day, "dayTo": "", "from": "08:00:00", "to": "16:00:00"}
            for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
        ],
    }
    return {**value, **changes}


def christmas_eve():
    return hours(
        serviceHourType="Exceptional",
        validFrom="2026-12-24T00:00:00",
        isClosed=True,
        validForNow=False,
        additionalInformation=texts("Jouluaatto"),
        openingHour=[],
    )


def export(count, words=120):
    """Services and channels of a large export: each service has one location and one phone channel."""
    long = " ".join(f"sana{number}" for number in range(words))
    classes = ["P10.1", "P10.4", "P23.2", "P5.7", "P11.1"]
    services, channels = [], []
    for number in range(count):
        one = service(
            0x100000 + number,
            f"Esimerkkipalvelu {number}",
            channels=(0x200000 + number, 0x300000 + number),
            serviceClasses=[{"code": classes[number % len(classes)], "name": texts("Luokka"), "uri": None}],
        )
        owner = guid(0xF000 + number % 40)
        for item in one["organizations"]:
            item["organization"] = {"id": owner, "name": f"Esimerkkiorganisaatio {number % 40}"}
        one["serviceDescriptions"][2]["value"] = f"<p>{long}</p><p>{long}</p>"
        services.append(one)
        channels.append(channel(0x200000 + number))
        channels.append(channel(0x300000 + number, "Phone"))
    return services, channels


def page(items, number=1, pages=1):
    return {"pageNumber": number, "pageSize": 100, "pageCount": pages, "itemList": items}


def write(path, value, encoding="utf-8"):
    path.write_bytes(json.dumps(value, ensure_ascii=False).encode(encoding))
    return path
