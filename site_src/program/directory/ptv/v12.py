"""PTV's Open API v12 (beta): one object of an export to the model.

Texts stand under `languageVersions.<language>` and may be Markdown; classes are bare codes; connections are objects of
their own; a general description is another object with its own endpoint.
"""

import re

from markdown import markdown

from site_src.program.directory import sanitize
from site_src.program.directory.ptv import hours
from site_src.program.directory.ptv import v12_contacts as parts
from site_src.program.directory.ptv.model import Area, Channel, Connection, Contacts, GeneralDescription, Organisation, Service
from site_src.program.messages import msg

KINDS = {
    "ServiceLocation": "location",
    "TelephoneService": "phone",
    "EService": "e-service",
    "WebPage": "web",
    "PrintableForm": "form",
}
AREA_TYPES = {"WholeCountry": True, "WholeCountryExceptAland": True, "LimitedArea": False}
SERVICE_TYPES = {
    "Service": "Service",
    "ProfessionalQualification": "ProfessionalQualification",
    "PermitOrOtherObligation": "PermitOrObligation",
}
SERVICE_FIELDS = frozenset(
    [
        "migratedAt",
        "contentId",
        "organizationContentId",
        "generalDescriptionContentId",
        "targetGroups",
        "industrialClasses",
        "lifeEvents",
        "ontologyTerms",
        "serviceClasses",
        "producers",
        "otherResponsibleOrganizations",
        "chargeType",
        "fundingType",
        "serviceLanguages",
        "area",
        "publishedAt",
        "serviceType",
        "languageVersions",
        "externalId",
    ]
)
CHANNEL_FIELDS = frozenset(
    [
        "migratedAt",
        "contentId",
        "organizationContentId",
        "allowedConnectionType",
        "serviceLanguages",
        "area",
        "publishedAt",
        "externalId",
        "serviceChannelType",
        "languageVersions",
        "electronicSignature",
        "electronicIdentification",
        "serviceHours",
        "location",
        "contactAddresses",
        "deliveryAddresses",
    ]
)
MARKDOWN_LINK = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^()\s]+)\)")


def plain(words):
    """Markdown to plain text, by way of HTML, so that the same cleaner has the last word."""
    return sanitize.text(markdown(MARKDOWN_LINK.sub(r"\1 (\2)", words)))


def _versions(fields):
    versions = fields.object("languageVersions")
    return {language: versions.object(language) for language in versions.data if versions.has(language)}


def _texts(versions, *keys, single=False):
    texts = {}
    for language, version in versions.items():
        parts = [version.text(key, single, sanitize.text if single else plain) for key in keys]
        words = "\n\n".join(part for part in parts if part)
        if words:
            texts[language] = words
    return texts


def _identified(fields, names):
    if fields.guid("contentId") is None:
        fields.log.refuse(fields.place, msg("The contentId is missing or is not a GUID. Ask for a new export."))
    elif not names:
        fields.log.refuse(fields.place, msg("There is no name in any language (languageVersions). Ask for a new export."))
    else:
        return True
    return False


def service(fields):
    """A Service, or None when it has no id, name or organisation."""
    versions, unknown = _versions(fields), []
    names = _texts(versions, "name", single=True)
    if not _identified(fields, names):
        return None
    owner = fields.guid("organizationContentId")
    if owner is None:
        fields.log.refuse(fields.place, msg("organizationContentId is missing. Ask for a new export."))
        return None
    fields.unknown(SERVICE_FIELDS, "a service", unknown)
    keywords = {language: version.strings("freelyAssignedKeywords") for language, version in versions.items()}
    return Service(
        id=fields.guid("contentId"),
        names=names,
        place=fields.place,
        alternative_names=_texts(versions, "alternativeName", single=True),
        summary=_texts(versions, "summary", single=True),
        description=_texts(versions, "description"),
        how=_texts(versions, "userInstructions"),
        requirements=_texts(versions, "conditions"),
        times=_texts(
            versions,
            "processingTimeAdditionalInformation",
            "deadlineAdditionalInformation",
            "validityTimeAdditionalInformation",
        ),
        cost=fields.charge("chargeType", parts.CHARGES),
        cost_note=_texts(versions, "chargeTypeAdditionalInformation"),
        area=area(fields.object("area")),
        languages=fields.languages("serviceLanguages"),
        classes=fields.codes("serviceClasses"),
        target_groups=fields.codes("targetGroups"),
        life_events=fields.codes("lifeEvents"),
        terms=fields.codes("ontologyTerms"),
        keywords={
            language: list(dict.fromkeys(sanitize.line(word) for word in words)) for language, words in keywords.items() if words
        },
        organisation=(owner, ""),
        connections=[],
        general=fields.guid("generalDescriptionContentId"),
        general_included=False,
        kind=fields.choice("serviceType", SERVICE_TYPES, "Service"),
        modified=fields.moment("publishedAt"),
        unknown=unknown,
    )


def area(fields):
    nation = fields.choice("areaType", AREA_TYPES)
    if nation is True:
        return Area(nation=True)
    whole = [("Region", code) for code in fields.strings("regions")]
    whole += [("WellbeingServiceCounties", code) for code in fields.strings("wellbeingServicesCounties")]
    members = tuple(dict.fromkeys(fields.municipalities("municipalities")))
    return Area(False, members, tuple(whole), known=bool(members or whole))


def general(fields):
    """A GeneralDescription, which completes the services that name it."""
    versions = _versions(fields)
    if fields.guid("contentId") is None:
        fields.log.refuse(fields.place, msg("The contentId is missing or is not a GUID. Ask for a new export."))
        return None
    return GeneralDescription(
        fields.guid("contentId"),
        _texts(versions, "description"),
        _texts(versions, "conditions"),
        _texts(versions, "userInstructions"),
        fields.codes("serviceClasses"),
        fields.codes("targetGroups"),
        fields.codes("lifeEvents"),
        fields.charge("chargeType", parts.CHARGES),
        fields.codes("ontologyTerms"),
    )


def organisation(fields):
    versions = _versions(fields)
    names = _texts(versions, "name", single=True)
    if not _identified(fields, names):
        return None
    websites = {}
    for language, version in versions.items():
        pages = parts.pages(version, language, "contactWebPages")
        if pages:
            websites[language] = pages[0].url
    return Organisation(fields.guid("contentId"), names, websites)


def connection(fields):
    """A Connection, or None when it doesn't say what it connects."""
    service_id, channel_id = fields.guid("serviceContentId"), fields.guid("channelContentId")
    if service_id is None or channel_id is None:
        fields.log.refuse(fields.place, msg("A connection needs serviceContentId and channelContentId. Ask for a new export."))
        return None
    versions = _versions(fields)
    contacts = parts.contacts(versions)
    contacts.addresses = parts.addresses(fields.object("contactAddresses"), "post")
    return Connection(
        service_id,
        channel_id,
        note=_texts(versions, "description"),
        cost=fields.charge("chargeType", parts.CHARGES),
        cost_note=_texts(versions, "chargeTypeAdditionalInformation"),
        hours=hours.v12(fields, []),
        contacts=contacts,
    )


def channel(fields):
    """A Channel, or None when it has no id or name."""
    versions, unknown = _versions(fields), []
    names = _texts(versions, "name", single=True)
    if not _identified(fields, names):
        return None
    fields.unknown(CHANNEL_FIELDS, "a channel", unknown)
    contacts, support, forms = parts.contacts(versions), Contacts(), []
    contacts.addresses = parts.addresses(fields.object("location"), "visit")
    contacts.addresses += parts.addresses(fields.object("contactAddresses"), "post") + parts.deliveries(fields)
    for language, version in versions.items():
        support.phones += parts.phones(version, language, "supportPhoneNumbers")
        support.emails += parts.emails(version, language, "supportEmails")
        forms += parts.pages(version, language, "formFiles") + parts.pages(version, language, "attachmentLinks")
    return Channel(
        fields.guid("contentId"),
        fields.choice("serviceChannelType", KINDS, "web"),
        names,
        _texts(versions, "summary", single=True),
        fields.languages("serviceLanguages"),
        contacts,
        support,
        forms,
        " / ".join(dict.fromkeys(_texts(versions, "formIdentifier", single=True).values())),
        hours.v12(fields, unknown),
        unknown=unknown,
    )
