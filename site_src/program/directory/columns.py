"""The sheets of the staff's workbook and their columns, made of the records' form. `name.fi` is the Finnish part of `name`."""

from dataclasses import dataclass, replace

from site_src.program.content.records import BY_LANGUAGE, Channel, Organisation, Service, Source, form

# What a cell of each kind of field holds; text unless told here.
CELLS = {
    "slugs": "list",
    "needs": "list",
    "languages": "list",
    "area": "area",
    "hours": "hours",
    "date": "date",
    "day": "date",
    "coming": "date",
    "integer": "number",
    "number": "number",
    "phone": "phone",
    "code": "code",
    "flag": "flag",
    "follows": "json",
    "condition": "json",
}


@dataclass(frozen=True)
class Column:
    """One column. Kinds: text, list, area, hours, date, number, phone, code, flag, json."""

    name: str
    kind: str = "text"
    choices: tuple = ()
    width: int = 18
    needed: bool = False
    locked: bool = False
    digits: bool = False  # a number here has lost its zeros


def sheets(languages):
    """The columns of each sheet, {name: (Column, …)}; `languages` are the codes of languages.yml, a column each."""
    contacts = [replace(column, locked=False) for column in _columns(Channel, languages)]
    return {
        "services": (*_columns(Service, languages), OTHER),
        "contacts": (Column("service", width=34, needed=True), *contacts, OTHER),
        "organisations": (*_columns(Organisation, languages), OTHER),
    }


# What has no column of its own.
OTHER = Column("other", "json")
# They are groups of keys, which a cell can only hold as JSON.
NO_COLUMN = frozenset(("channels", "retired", "season"))


def _columns(record, languages):
    found = []
    for each in form(record):
        if each.register or each.kind in NO_COLUMN:
            continue
        if each.kind in BY_LANGUAGE:
            found += [Column(f"{each.name}.{language}", width=each.width) for language in languages]
        elif each.kind == "source":
            parts = [Column(f"{each.name}.{part.name}", CELLS.get(part.kind, "text"), width=part.width) for part in form(Source)]
            found += parts
        else:
            kind = CELLS.get(each.kind, "text")
            # The register knows postal addresses too; pages do not show them.
            choices = (*each.choices, "post") if record is Channel and each.name == "type" else each.choices
            found.append(
                Column(
                    each.name,
                    kind,
                    ("yes", "no") if kind == "flag" else choices,
                    each.width,
                    each.needed or each.name == "needs",
                    locked=each.name == "id",
                    digits=kind in ("area", "code"),
                )
            )
    return found


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
