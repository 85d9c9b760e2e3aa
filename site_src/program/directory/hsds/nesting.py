"""Between HSDS's tables and its nested JSON: the same rows, linked by ids or by place."""

from itertools import count

LISTS = {
    "service": {
        "phones": ("phone", "service_id"),
        "schedules": ("schedule", "service_id"),
        "service_areas": ("service_area", "service_id"),
        "service_at_locations": ("service_at_location", "service_id"),
        "languages": ("language", "service_id"),
        "cost_options": ("cost_option", "service_id"),
        "contacts": ("contact", "service_id"),
    },
    "location": {
        "addresses": ("address", "location_id"),
        "schedules": ("schedule", "location_id"),
        "phones": ("phone", "location_id"),
        "languages": ("language", "location_id"),
    },
    "contact": {"phones": ("phone", "contact_id")},
}
WITH_ATTRIBUTES = frozenset(("service", "organization", "location", "phone", "contact"))
# The links that nesting says by place.
LINKS = frozenset(("service_id", "location_id", "contact_id", "organization_id", "taxonomy_term_id", "taxonomy_id"))


def page(tables):
    """All services of the tables, nested, as one page of the specification's list."""
    index = _Index(tables)
    services = [nested("service", row, index) for row in tables["service"]]
    total = len(services)
    return {
        "total_items": total,
        "total_pages": 1,
        "page_number": 1,
        "size": total,
        "first_page": True,
        "last_page": True,
        "empty": not total,
        "contents": services,
    }


class _Index:
    def __init__(self, tables):
        self.by_id = {name: {row["id"]: row for row in rows} for name, rows in tables.items()}
        self.by_link = {}
        for name, rows in tables.items():
            for row in rows:
                for key in (*LINKS, "link_id"):
                    if row.get(key):
                        self.by_link.setdefault((name, key, row[key]), []).append(row)


def nested(table, row, index):
    """A row with what belongs to it inside."""
    value = {key: child for key, child in row.items() if key not in LINKS}
    if table == "service":
        value["organization"] = nested("organization", index.by_id["organization"][row["organization_id"]], index)
    if table == "service_at_location":
        value["location"] = nested("location", index.by_id["location"][row["location_id"]], index)
    if table == "attribute":
        value["taxonomy_term"] = nested("taxonomy_term", index.by_id["taxonomy_term"][row["taxonomy_term_id"]], index)
    if table == "taxonomy_term" and row.get("taxonomy_id"):
        value["taxonomy_detail"] = dict(index.by_id["taxonomy"][row["taxonomy_id"]])
    for key, (child, link) in LISTS.get(table, {}).items():
        rows = index.by_link.get((child, link, row["id"]))
        if rows:
            value[key] = [nested(child, each, index) for each in rows]
    if table in WITH_ATTRIBUTES:
        rows = index.by_link.get(("attribute", "link_id", row["id"]))
        if rows:
            value["attributes"] = [nested("attribute", each, index) for each in rows]
    return value


ROWS = frozenset(key for lists in LISTS.values() for key in lists) | {"attributes"}
NUMBERS = count(1)
TAKEN = frozenset(("attributes", "organization", "location", "taxonomy_term", "taxonomy_detail"))
OBJECTS = frozenset(("organization", "location", "taxonomy_term", "taxonomy_detail"))


def formed(value, left):
    """A nested value in the form of the specification: lists of objects where it has lists, texts for ids, an id each.

    What has another form is left out and counted in `left`.
    """
    if not isinstance(value, dict):
        return value
    found = {}
    for key, child in value.items():
        if key in ROWS:
            rows = child if isinstance(child, list) else []
            found[key] = [formed(each, left) for each in rows if isinstance(each, dict)]
            wrong = len(rows) - len(found[key]) + (child is not None and not isinstance(child, list))
        elif key in OBJECTS:
            wrong = child is not None and not isinstance(child, dict)
            if isinstance(child, dict):
                found[key] = formed(child, left)
        elif key == "id" or key in LINKS or key == "link_id":
            wrong = child is not None and not isinstance(child, str)
            if isinstance(child, str) and child:
                found[key] = child
        else:
            wrong, found[key] = 0, child
        if wrong:
            left[f"{key} in a form that the specification does not have"] += int(wrong)
    # Rows are told apart by their ids; one without is a row of its own.
    return {"id": f"row-{next(NUMBERS)}", **found}


def services_of(value):
    """The services of any of the specification's answers: a service, an organisation with its services, a service at a
    location, a page or a list of these; what is none of them gives none."""
    if isinstance(value, dict) and isinstance(value.get("contents"), list):
        value = value["contents"]
    if isinstance(value, list):
        return [service for each in value for service in services_of(each)]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("services"), list):
        owner = {key: child for key, child in value.items() if key != "services"}
        return [{**each, "organization": owner} for each in value["services"] if isinstance(each, dict)]
    if isinstance(value.get("service"), dict):
        place = {key: child for key, child in value.items() if key != "service"}
        return [{**value["service"], "service_at_locations": [place]}]
    return [value] if "organization" in value or "status" in value else []


def flat(services, left):
    """The tables of nested services. Lists and objects that no table of ours holds are counted in `left`."""
    tables = {}

    def put(table, value, **links):
        if not isinstance(value, dict):
            return None
        row = {key: child for key, child in value.items() if not isinstance(child, (dict, list))} | links
        known = tables.setdefault(table, {}).setdefault(row.get("id") or f"row-{len(tables[table])}", row)
        for key, (child, link) in LISTS.get(table, {}).items():
            for each in value.get(key) or ():
                put(child, each, **{link: row.get("id")})
        for each in value.get("attributes") or ():
            put("attribute", each)
        for key, child in value.items():
            if child and isinstance(child, (dict, list)) and key not in LISTS.get(table, {}) and key not in TAKEN:
                left[f"{table}.{key}"] += 1
        return known

    def visit(service):
        owner = put("organization", service.get("organization"))
        put("service", service, **({"organization_id": owner.get("id")} if owner else {}))
        for each in service.get("service_at_locations") or ():
            location = put("location", each.get("location")) if isinstance(each, dict) else None
            if location:
                tables["service_at_location"][each.get("id")]["location_id"] = location.get("id")

    def terms(value):
        if isinstance(value, dict):
            term = value.get("taxonomy_term")
            if isinstance(term, dict):
                put("taxonomy_term", term)
                # Attributes of what this project does not read (an organisation's unit, a program) have no row.
                if row := tables.get("attribute", {}).get(value.get("id")):
                    row["taxonomy_term_id"] = term.get("id")
            for child in value.values():
                terms(child)
        elif isinstance(value, list):
            for child in value:
                terms(child)

    for service in services:
        if isinstance(service, dict):
            visit(service)
            terms(service)
    return {name: list(rows.values()) for name, rows in tables.items()}
