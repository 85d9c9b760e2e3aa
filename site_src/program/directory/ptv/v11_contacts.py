"""Phones, e-mails, web pages and addresses of PTV's v11."""

from site_src.program.content import phones
from site_src.program.directory import sanitize
from site_src.program.directory.ptv.model import Address, Phone
from site_src.program.messages import msg

CHARGES = {"FreeOfCharge": "free", "Chargeable": "paid", "Other": "varies"}
PHONE_KINDS = {"Phone": "phone", "Sms": "sms", "Fax": "fax"}


def phone_numbers(fields, key):
    """The phone numbers of a list."""
    found = []
    for item in fields.items(key):
        number = phone_number(item, item.raw("prefixNumber"), item.raw("number"), item.flag("isFinnishServiceNumber"))
        if number:
            found.append(
                Phone(
                    number,
                    item.language(),
                    item.choice("type", PHONE_KINDS, "phone"),
                    item.text("additionalInformation"),
                    item.charge("serviceChargeType", CHARGES),
                    item.text("chargeDescription"),
                )
            )
    return found


def phone_number(item, prefix, number, service_number=False):
    """`+358 9…` of prefix and number, or a service number as it is; None, with a warning, for what nobody can dial."""
    if not number:
        return None
    whole = number
    if prefix and not service_number and not number.startswith("+"):
        whole = f"+{prefix.lstrip('+').removeprefix('00')} {number}"
    try:
        found, extension = phones.split(sanitize.line(whole))
    except phones.NotDialled as error:
        item.warn(
            msg("{what}: it was left out", what=str(error).split(": ")[0].rstrip(".")),
            msg("numbers that nobody can dial were left out"),
        )
        return None
    if extension:
        item.warn(
            msg("the extension {extension} of {found} was left out, for a link can't dial it", extension=extension, found=found)
        )
    return found


def emails(fields, key):
    """The e-mail addresses of a list."""
    found = [item.email(item.raw("value"), item.language()) for item in fields.items(key)]
    return list(dict.fromkeys(email for email in found if email))


def page(item, url, name, note=None):
    """A Page of an item with a language, or None."""
    return item.page(item.raw(url), item.language(), item.text(name), item.text(note) if note else "")


def pages(fields):
    """The web pages of `webPages`."""
    found = [page(item, "url", "value") for item in fields.items("webPages")]
    return [page for page in found if page]


def addresses(fields, key="addresses"):
    """The addresses of a list: streets, boxes, and places in words."""
    found = []
    for item in fields.items(key):
        kind = "visit" if item.raw("type") == "Location" else "post"
        street, box, abroad = item.object("streetAddress"), item.object("postOfficeBoxAddress"), item.value("locationAbroad")
        other = item.object("otherAddress")
        part = next((part for part in (street, box, other) if part.data), None)
        if part is None:
            lines = item.translations("deliveryAddressInText") or (item.translations("locationAbroad") if abroad else {})
            if lines:
                found.append(Address(kind, lines, country=item.text("country") or None))
            continue
        number = part.text("streetNumber")
        lines = part.translations("street") if part is street else part.translations("postOfficeBox")
        found.append(
            Address(
                kind,
                {language: f"{words} {number}".strip() for language, words in lines.items()},
                part.text("postalCode") or None,
                part.translations("postOffice"),
                next(iter(part.municipalities("municipality")), None),
                part.translations("additionalInformation"),
                item.text("country") or None,
                part.position(part.value("latitude"), part.value("longitude")),
            )
        )
    return found
