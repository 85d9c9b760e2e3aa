"""The tables of HSDS 3.0 that this project fills, and its own vocabulary in them.

Field names and types are those of the specification (Open Referral, CC BY-SA 4.0), written out here for our use.
A field is `name[:type][!]`; the type is string unless given, `!` means that it may not be empty.
"""

import uuid
from dataclasses import dataclass

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:kykypolku:hsds")

DEFINITIONS = {
    "organization": ("organizations.csv", "id! name! description! website", {}),
    "service": (
        "services.csv",
        "id! organization_id! name! alternate_name description url email status! application_process fees_description "
        "eligibility_description minimum_age:number maximum_age:number assured_date:date",
        {"organization_id": "organization"},
    ),
    "service_at_location": (
        "service_at_location.csv",
        "id! service_id! location_id! description",
        {"service_id": "service", "location_id": "location"},
    ),
    "location": (
        "locations.csv",
        "id! location_type! url organization_id name description latitude:number longitude:number",
        {"organization_id": "organization"},
    ),
    "address": (
        "addresses.csv",
        "id! location_id address_1! city! state_province! postal_code! country! address_type!",
        {"location_id": "location"},
    ),
    "phone": ("phones.csv", "id! service_id number! type description", {"service_id": "service"}),
    "contact": ("contacts.csv", "id! service_id name email", {"service_id": "service"}),
    "schedule": (
        "schedules.csv",
        "id! service_id location_id valid_from:date valid_to:date timezone:number freq byday description opens_at:time "
        "closes_at:time notes",
        {"service_id": "service", "location_id": "location"},
    ),
    "service_area": ("service_areas.csv", "id! service_id name description extent extent_type", {"service_id": "service"}),
    "language": ("languages.csv", "id! service_id name code", {"service_id": "service"}),
    "cost_option": ("cost_options.csv", "id! service_id! option currency amount:number", {"service_id": "service"}),
    "taxonomy": ("taxonomies.csv", "id! name! description! uri", {}),
    "taxonomy_term": (
        "taxonomy_terms.csv",
        "id! code name! description! taxonomy language taxonomy_id term_uri",
        {"taxonomy_id": "taxonomy"},
    ),
    "attribute": (
        "attributes.csv",
        "id! link_id! taxonomy_term_id! link_type! link_entity! value",
        {"taxonomy_term_id": "taxonomy_term"},
    ),
    "meta_table_description": ("meta_table_descriptions.csv", "id! name language character_set", {}),
}
PLACES = ["physical", "postal", "virtual"]
ENUMERATIONS = {
    ("service", "status"): ["active", "inactive", "defunct", "temporarily closed"],
    ("location", "location_type"): PLACES,
    ("address", "address_type"): PLACES,
    ("schedule", "freq"): ["WEEKLY", "MONTHLY"],
}


@dataclass(frozen=True)
class Field:
    name: str
    type: str
    required: bool


def fields(table):
    """The Fields of a table, in order."""
    found = []
    for word in DEFINITIONS[table][1].split():
        name, _, kind = word.rstrip("!").partition(":")
        found.append(Field(name, kind or "string", word.endswith("!")))
    return found


def identifier(*parts):
    """A UUID that is the same each time for the same parts."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))))


# Our own taxonomies: (name, description) by key.
TAXONOMIES = {
    "need": ("Kykypolku: needs", "What a resident may need help with"),
    "situation": ("Kykypolku: life situations", "The life situations that a service is limited to"),
    "age": ("Kykypolku: ages", "The age groups that a service is limited to"),
    "record": ("Kykypolku: the record", "What the directory says of a record and HSDS has no field for"),
    "channel": ("Kykypolku: channels", "The kind of a contact"),
    "ptv": ("PTV: service classes", "Classes of Suomi.fi's Finnish Service Catalogue"),
}
PTV_CLASS = "http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/"
