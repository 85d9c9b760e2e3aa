"""What an export says, whichever version of the interface it came from. Texts are {language: plain text}."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    language: str | None = None
    kind: str = "phone"  # phone, sms, fax
    note: str = ""
    cost: str | None = None  # free, paid, varies
    cost_note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    language: str | None = None
    name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    address: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Address:
    kind: str  # visit, post
    lines: dict  # {language: "Street 1 A"}
    postal_code: str | None = None
    city: dict = field(default_factory=dict)
    municipality: str | None = None
    note: dict = field(default_factory=dict)
    country: str | None = None
    position: tuple | None = None  # latitude, longitude


@dataclass(frozen=True, slots=True)
class Area:
    """Where a service is given. `whole` names areas by (type, code); members are listed in `municipalities`."""

    nation: bool = False
    municipalities: tuple = ()
    whole: tuple = ()
    known: bool = True


@dataclass(slots=True)
class Contacts:
    phones: list = field(default_factory=list)
    emails: list = field(default_factory=list)
    pages: list = field(default_factory=list)
    addresses: list = field(default_factory=list)

    def any(self):
        return bool(self.phones or self.emails or self.pages or self.addresses)


@dataclass(slots=True)
class Connection:
    """A service's use of a channel; what it says itself goes before what the channel says."""

    service: str
    channel: str
    channel_name: str = ""
    note: dict = field(default_factory=dict)
    cost: str | None = None
    cost_note: dict = field(default_factory=dict)
    hours: list = field(default_factory=list)
    contacts: Contacts = field(default_factory=Contacts)


@dataclass(slots=True)
class Channel:
    id: str
    kind: str  # location, phone, e-service, web, form, or what the export calls an unknown one
    names: dict
    summary: dict = field(default_factory=dict)
    languages: tuple = ()
    contacts: Contacts = field(default_factory=Contacts)
    support: Contacts = field(default_factory=Contacts)
    forms: list = field(default_factory=list)  # Pages
    form_id: str = ""
    hours: list = field(default_factory=list)
    published: bool = True
    unknown: list = field(default_factory=list)


@dataclass(slots=True)
class Service:
    id: str
    names: dict
    place: str
    alternative_names: dict = field(default_factory=dict)
    summary: dict = field(default_factory=dict)
    description: dict = field(default_factory=dict)
    base_description: dict = field(default_factory=dict)
    how: dict = field(default_factory=dict)
    requirements: dict = field(default_factory=dict)
    times: dict = field(default_factory=dict)
    cost: str | None = None
    cost_note: dict = field(default_factory=dict)
    area: Area = field(default_factory=Area)
    languages: tuple = ()
    classes: tuple = ()
    target_groups: tuple = ()
    life_events: tuple = ()
    terms: tuple = ()  # of the ontology
    keywords: dict = field(default_factory=dict)
    organisation: tuple = ("", "")  # id, name
    others: tuple = ()  # names of other responsible organisations
    connections: list = field(default_factory=list)
    general: str | None = None  # a general description that completes the texts
    general_included: bool = True
    kind: str = "Service"
    status: str = "Published"
    modified: str | None = None
    unknown: list = field(default_factory=list)


@dataclass(slots=True)
class Organisation:
    id: str
    names: dict
    websites: dict = field(default_factory=dict)


@dataclass(slots=True)
class GeneralDescription:
    id: str
    description: dict
    requirements: dict = field(default_factory=dict)
    how: dict = field(default_factory=dict)
    classes: tuple = ()
    target_groups: tuple = ()
    life_events: tuple = ()
    cost: str | None = None
    terms: tuple = ()
