"""PTV's Open API v11: one object of an export to the model."""

from site_src.program.directory import sanitize
from site_src.program.directory.ptv import hours
from site_src.program.directory.ptv import v11_contacts as contacts
from site_src.program.directory.ptv.model import Area, Channel, Connection, Contacts, Organisation, Service
from site_src.program.messages import msg

SERVICE_FIELDS = frozenset(
    [
        "id",
        "sourceId",
        "generalDescriptionId",
        "subType",
        "type",
        "fundingType",
        "serviceNames",
        "serviceChargeType",
        "areaType",
        "areas",
        "serviceDescriptions",
        "languages",
        "serviceClasses",
        "ontologyTerms",
        "targetGroups",
        "lifeEvents",
        "industrialClasses",
        "legislation",
        "keywords",
        "requirements",
        "serviceChannels",
        "organizations",
        "serviceVouchersInUse",
        "serviceVouchers",
        "serviceCollections",
        "publishingStatus",
        "modified",
        "responsibleSoteOrganization",
        "isVisibleForAll",
    ]
)
CHANNEL_FIELDS = frozenset(
    [
        "id",
        "sourceId",
        "oid",
        "serviceChannelType",
        "organizationId",
        "serviceChannelNames",
        "displayNameType",
        "serviceChannelDescriptions",
        "areaType",
        "areas",
        "phoneNumbers",
        "emails",
        "languages",
        "webPages",
        "addresses",
        "serviceHours",
        "services",
        "serviceCollections",
        "publishingStatus",
        "modified",
        "responsibleSoteOrganization",
        "ontologyTerms",
        "isVisibleForAll",
        "supportEmails",
        "supportPhones",
        "signatureQuantity",
        "requiresSignature",
        "requiresAuthentication",
        "attachments",
        "accessibilityClassification",
        "formIdentifier",
        "formReceiver",
        "deliveryAddresses",
        "deliveryAddress",
        "channelUrls",
        "urls",
        "organization",
    ]
)
KINDS = {
    "ServiceLocation": "location",
    "Phone": "phone",
    "EChannel": "e-service",
    "WebPage": "web",
    "PrintableForm": "form",
}
TYPES = {kind: kind for kind in ("Service", "PermitOrObligation", "ProfessionalQualification")}
AREA_TYPES = {"Nationwide": True, "NationwideExceptAlandIslands": True, "LimitedType": False}
STATUSES = {status: status for status in ("Draft", "Published", "Deleted", "Modified", "Archived", "Withdrawn")}
DESCRIPTIONS = frozenset(
    [
        "Summary",
        "Description",
        "UserInstruction",
        "ValidityTime",
        "ProcessingTime",
        "DeadLine",
        "ChargeTypeAdditionalInfo",
        "ServiceType",
        "BackgroundDescription",
    ]
)


def service(fields):
    """A Service, or None when it has no id or name; the reason is then in the log's problems."""
    unknown = []
    names = fields.translations("serviceNames", {"Name", ""})
    if not _identified(fields, names, "serviceNames"):
        return None
    fields.unknown(SERVICE_FIELDS, "a service", unknown)
    by_kind = {}
    for item in fields.items("serviceDescriptions"):
        kind = item.raw("type")
        by_kind.setdefault(kind, []).append(item)
        if kind and kind.removeprefix("GD_") not in DESCRIPTIONS:
            fields.warn(
                msg('a description has the unknown type "{kind}"', kind=kind),
                msg('a description has the unknown type "{kind}"', kind=kind),
            )
            words = f"serviceDescriptions {kind} {item.raw('language')}: {item.text('value')[:400]}"
            unknown.append(sanitize.line(words))

    def described(*kinds, single=False):
        chosen = [item for kind in kinds for item in by_kind.get(kind, ())]
        return fields.joined(chosen, "serviceDescriptions", single)

    organisation, others = _organisations(fields)
    return Service(
        id=fields.guid("id"),
        names=names,
        place=fields.place,
        alternative_names=fields.translations("serviceNames", {"AlternativeName"}),
        summary=described("Summary", single=True),
        description=described("Description"),
        base_description=described("GD_Description"),
        how=described("UserInstruction", "GD_UserInstruction"),
        requirements=fields.translations("requirements", single=False),
        times=described("ProcessingTime", "GD_ProcessingTime", "DeadLine", "GD_DeadLine", "ValidityTime", "GD_ValidityTime"),
        cost=fields.charge("serviceChargeType", contacts.CHARGES),
        cost_note=described("ChargeTypeAdditionalInfo", "GD_ChargeTypeAdditionalInfo"),
        area=area(fields),
        languages=fields.languages("languages"),
        classes=fields.codes("serviceClasses"),
        target_groups=fields.codes("targetGroups"),
        life_events=fields.codes("lifeEvents"),
        terms=fields.codes("ontologyTerms"),
        keywords=_keywords(fields),
        organisation=organisation,
        others=others,
        connections=_connections(fields),
        general=fields.guid("generalDescriptionId"),
        # A plain read leaves out the general description's texts; /serviceWithGD/ marks them with GD_.
        general_included=any(kind.startswith("GD_") for kind in by_kind),
        kind=fields.choice("type", TYPES, "Service"),
        status=fields.choice("publishingStatus", STATUSES, "Published"),
        modified=fields.moment("modified"),
        unknown=unknown,
    )


def _identified(fields, names, key):
    if any(item.raw("language") == "string" for item in fields.items(key)):
        # As the interface's own documentation and test files hold it.
        fields.log.refuse(fields.place, msg('It is an empty form: every value is "string". Give an export of real entries.'))
    elif fields.guid("id") is None:
        fields.log.refuse(fields.place, msg("The id is missing or is not a GUID. Ask for a new export."))
    elif not names:
        fields.log.refuse(fields.place, msg("There is no name in any language ({key}). Ask for a new export.", key=key))
    else:
        return True
    return False


def _organisations(fields):
    found = {}
    for item in fields.items("organizations"):
        owner = item.object("organization")
        if owner.guid("id"):
            found.setdefault(item.raw("roleType"), []).append((owner.guid("id"), owner.text("name", clean=sanitize.line)))
        elif item.raw("roleType") != "Producer":
            item.warn(msg("an organisation has no id"))
    responsible = found.get("Responsible") or found.get("OtherResponsible") or found.get("Producer") or []
    if not responsible:
        fields.log.refuse(fields.place, msg("No organisation is responsible for it. Ask for a new export."))
        return ("", ""), ()
    others = [name for _, name in responsible[1:] + found.get("OtherResponsible", []) if name and name != responsible[0][1]]
    return responsible[0], tuple(dict.fromkeys(others))


def _keywords(fields):
    words = {}
    for item in fields.items("keywords"):
        word, language = item.text("value"), item.language()
        if word and language:
            words.setdefault(language, []).append(word)
    return {language: list(dict.fromkeys(found)) for language, found in words.items()}


def area(fields):
    """Where it is given: the whole country, or municipalities and the areas that list them."""
    nation = fields.choice("areaType", AREA_TYPES)
    if nation is True:
        return Area(nation=True)
    members, whole = [], []
    for item in fields.items("areas"):
        kind, code = item.raw("type"), item.raw("code")
        inside = item.municipalities("municipalities")
        if kind == "Municipality":
            members += inside or item.municipalities("code") if code else inside
        else:
            members += inside
            if kind and code:
                whole.append((kind, code))
    return Area(False, tuple(dict.fromkeys(members)), tuple(whole), known=bool(members or whole))


def _connections(fields):
    connections = []
    for item in fields.items("serviceChannels"):
        channel = item.object("serviceChannel")
        if channel.guid("id") is None:
            item.warn(msg("a service channel has no id: it was left out"))
            continue
        connections.append(connection(item, fields.guid("id"), channel.guid("id"), channel.text("name")))
    return connections


def connection(item, service_id, channel_id, name=""):
    """What a service says of its use of a channel."""
    own = item.object("contactDetails")
    return Connection(
        service=service_id,
        channel=channel_id,
        channel_name=name,
        note=item.translations("description", {"Description", ""}, single=False),
        cost=item.charge("serviceChargeType", contacts.CHARGES),
        cost_note=item.translations("description", {"ChargeTypeAdditionalInfo"}, single=False),
        hours=hours.v11(item, []),
        contacts=Contacts(
            contacts.phone_numbers(own, "phoneNumbers"),
            contacts.emails(own, "emails"),
            contacts.pages(own),
            contacts.addresses(own),
        ),
    )


def channel(fields):
    """A Channel, or None when it has no id or name."""
    names = fields.translations("serviceChannelNames", {"Name", ""})
    names = names or fields.translations("serviceChannelNames")
    if not _identified(fields, names, "serviceChannelNames"):
        return None
    unknown = []
    fields.unknown(CHANNEL_FIELDS, "a channel", unknown)
    kind = fields.choice("serviceChannelType", KINDS, "web")
    emails = contacts.emails(fields, "emails")
    support_emails = contacts.emails(fields, "supportEmails")
    addresses = contacts.addresses(fields) + contacts.addresses(fields, "deliveryAddresses")
    own = Contacts(contacts.phone_numbers(fields, "phoneNumbers"), emails, contacts.pages(fields), addresses)
    if kind == "location":  # sources disagree on the name of a location's e-mails; both are read
        own.emails = list(dict.fromkeys(emails + support_emails))
        support_emails = []
    forms = [contacts.page(item, "value", "type") for item in fields.items("channelUrls")]
    forms += [contacts.page(item, "url", "name", "description") for item in fields.items("attachments")]
    return Channel(
        id=fields.guid("id"),
        kind=kind,
        names=names,
        summary=fields.translations("serviceChannelDescriptions", {"Summary"}),
        languages=fields.languages("languages"),
        contacts=own,
        support=Contacts(phones=contacts.phone_numbers(fields, "supportPhones"), emails=support_emails),
        forms=[form for form in forms if form],
        form_id=" / ".join(dict.fromkeys(fields.translations("formIdentifier").values())),
        hours=hours.v11(fields, unknown),
        published=fields.choice("publishingStatus", STATUSES, "Published") == "Published",
        unknown=unknown,
    )


def mirrored(fields):
    """The connections that a channel's own `services` list repeats."""
    found = []
    for item in fields.items("services"):
        used = item.object("service").guid("id")
        if used:
            found.append(connection(item, used, fields.guid("id")))
    return found


def organisation(fields):
    names = fields.translations("organizationNames", {"Name", ""})
    if not _identified(fields, names, "organizationNames"):
        return None
    websites = {page.language: page.url for page in contacts.pages(fields) if page.language}
    return Organisation(fields.guid("id"), names, websites)
