"""The sheets of the staff's workbook and their columns. `name.fi` is the Finnish part of `name`."""

from dataclasses import dataclass

LANGUAGES = ("fi", "sv", "en", "fi-simple")
TEXT = "text"


@dataclass(frozen=True)
class Column:
    """One column. Kinds: text, list, area, hours, date, number, phone, code, flag, json."""

    name: str
    kind: str = TEXT
    choices: tuple = ()
    width: int = 18
    needed: bool = False
    locked: bool = False
    digits: bool = False  # a number here has lost its zeros


def _texts(key, width=40):
    return [Column(f"{key}.{language}", width=width) for language in LANGUAGES]


STATES = ("documented", "confirmed", "unconfirmed")

SHEETS = {
    "services": [
        Column("id", width=34, needed=True, locked=True),
        Column("organisation", width=20, needed=True),
        *_texts("name", 34),
        *_texts("summary", 50),
        *_texts("how", 40),
        Column("needs", "list", width=26, needed=True),
        Column("situations", "list"),
        Column("ages", "list"),
        Column("area", "area", width=26, needed=True, digits=True),
        Column("languages", "list"),
        Column("cost", choices=("free", "paid", "varies")),
        Column("referral", choices=("none", "needed", "varies")),
        Column("state", choices=STATES, needed=True),
        Column("confirmed_by"),
        Column("checked", "date", needed=True),
        Column("source.title", width=30),
        Column("source.url", width=30),
        Column("source.date", "date"),
        Column("source.seen", "date"),
        Column("crisis", "flag", choices=("yes",)),
        Column("order", "number"),
        Column("note", width=30),
        Column("other", "json"),
    ],
    "contacts": [
        Column("service", width=34, needed=True),
        Column("type", choices=("web", "phone", "email", "location", "chat", "e-service", "form", "post"), needed=True),
        *_texts("url", 34),
        Column("number", "phone"),
        Column("address", width=34),
        Column("municipality", "code", digits=True),
        *_texts("note", 30),
        Column("hours", "hours", width=34),
        Column("languages", "list"),
        Column("cost", choices=("free", "paid", "varies")),
        Column("state", choices=STATES),
        Column("confirmed_by"),
        Column("checked", "date"),
        Column("source.title", width=30),
        Column("source.url", width=30),
        Column("source.date", "date"),
        Column("source.seen", "date"),
        Column("latitude", "number"),
        Column("longitude", "number"),
        Column("other", "json"),
    ],
    "organisations": [
        Column("id", width=24, needed=True, locked=True),
        *_texts("name", 34),
        *_texts("website", 34),
        Column("note", width=30),
        Column("other", "json"),
    ],
}

HELP = (
    "Services of the directory. Edit the cells, keep the names of the columns and sheets, and import the file again.",
    "services: a row a service. contacts: one row a web page, phone number or address; service is the id of a row in services.",
    "The id never changes: links and other records know a service by it. A new row gets a new id: small letters and hyphens.",
    "Several values in one cell are separated by commas: job, money.",
    "area: nation, county, municipalities: 564, 009, or employment areas: 24.",
    "state: documented = seen in the source named; confirmed = the organisation itself said so (write who in confirmed_by); "
    "unconfirmed = kept for staff, never shown.",
    "Dates: 2026-11-24. Phone numbers and codes are text: a cell that Excel made a number is refused, for its zeros are lost.",
    "hours: one line each, as in: mon-fri 08:00-16:00 / sat 10:00-14:00 (2027-06-01..2027-08-31) / "
    "2026-12-24 closed # fi: Jouluaatto # sv: Julafton / 24/7",
)
