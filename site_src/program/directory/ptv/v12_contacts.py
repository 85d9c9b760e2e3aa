"""Phones, e-mails, web pages and addresses of PTV's v12."""

from site_src.program.directory.ptv.model import Address, Contacts, Phone
from site_src.program.directory.ptv.v11_contacts import phone_number

CHARGES = {"Free": "free", "Charged": "paid", "ExtraCharge": "paid", "Other": "varies"}
PHONE_KINDS = {"DomesticPhone": "phone", "InternationalPhone": "phone", "Sms": "sms", "Fax": "fax"}
PHONE_LISTS = ("phoneNumbers", "contactPhoneNumbers", "contactFaxNumbers")
ADDRESSES = ("streetAddresses", "postOfficeBoxAddresses", "otherAddresses", "foreignAddresses")


def contacts(versions):
    """Everything by which a channel or connection can be reached, of all language versions."""
    found = Contacts()
    for language, version in versions.items():
        for key in PHONE_LISTS:
            found.phones += phones(version, language, key)
        found.emails += emails(version, language, "contactEmails")
        found.pages += pages(version, language, "contactWebPages")
        address = version.object("webAddress")
        page = version.page(address.raw("url"), language, address.text("name"))
        found.pages += [page] if page else []
    return found


def phones(version, language, key):
    """The phone numbers of a list of one language version."""
    found = []
    for item in version.items(key):
        number = phone_number(item, item.raw("dialCode"), item.raw("number"))
        if number:
            kind = item.choice("type", PHONE_KINDS, "phone")
            note, cost = item.text("additionalInformation"), item.charge("chargeType", CHARGES)
            found.append(Phone(number, language, kind, note, cost, item.text("chargeDescription")))
    return found


def emails(version, language, key):
    """The e-mail addresses of a list of one language version."""
    found = [item.email(item.raw("email"), language) for item in version.items(key)]
    return list(dict.fromkeys(email for email in found if email))


def pages(version, language, key):
    """The web pages of a list of one language version."""
    found = [
        item.page(item.raw("url"), language, item.text("name"), item.text("additionalInformation")) for item in version.items(key)
    ]
    return [page for page in found if page]


def _by_language(item, key):
    words = item.object(key)
    texts = {language: words.text(language) for language in words.data}
    return {language: text for language, text in texts.items() if text}


def addresses(fields, kind):
    """The addresses of an object that keeps them by their form."""
    return [_address(item, kind) for key in ADDRESSES for item in fields.items(key)]


def deliveries(fields):
    """Where a form is sent to."""
    return [_address(item, "post") for item in fields.items("deliveryAddresses")]


def _address(item, kind):
    lines = _by_language(item, "streetName")
    detail = item.text("addressDetail")
    if lines:
        lines = {language: f"{words} {detail}".strip() for language, words in lines.items()}
    else:
        lines = _by_language(item, "postOfficeBox") or _by_language(item, "address") or _by_language(item, "deliveryInformation")
    position = None
    for point in item.items("coordinates"):
        if point.raw("system") == "EPSG:3067":
            position = point.position(point.value("northing"), point.value("easting"))
            break
    return Address(
        kind,
        lines,
        item.text("postalCode") or None,
        note=_by_language(item, "additionalInformation"),
        country=item.text("countryCode") or None,
        position=position,
    )
