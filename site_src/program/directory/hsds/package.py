"""The files of an HSDS package: tables, their description, and JSON."""

import csv
import json
import re

from site_src.program.directory.hsds.tables import DEFINITIONS, ENUMERATIONS, fields

# What a spreadsheet takes for a formula. A phone number begins with a plus and is none.
FORMULA = re.compile(r"[=@\t\r]|[+-](?![0-9][0-9 .,]*$)")


def describe(rows, language):
    """The descriptor of a tabular data package with the tables that have rows."""
    resources = []
    for name, (path, _, foreign) in DEFINITIONS.items():
        if not rows[name]:
            continue
        columns = []
        for column in fields(name):
            limits = {"required": column.required} | ({"unique": True} if column.name == "id" else {})
            if (name, column.name) in ENUMERATIONS:
                limits["enum"] = ENUMERATIONS[name, column.name]
            columns.append({"name": column.name, "type": column.type, "constraints": limits})
        keys = [
            {"fields": key, "reference": {"resource": table, "fields": "id"}} for key, table in foreign.items() if rows[table]
        ]
        schema = {"fields": columns, "primaryKey": "id"} | ({"foreignKeys": keys} if keys else {})
        resources.append(
            {
                "name": name,
                "path": path,
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            }
        )
    return {
        "name": f"services-{language}",
        "title": f"Services ({language}), HSDS 3.0",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "language": language,
        "resources": resources,
    }


def safe(value):
    """A cell that no spreadsheet takes for a formula: an apostrophe goes before what could be one, not before a number."""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def plain(value):
    """A cell without the apostrophe that `safe` has put there."""
    return value[1:] if value.startswith("'") and FORMULA.match(value[1:]) else value


def write_table(path, table, rows):
    """Writes rows as CSV with every column of the table; returns the path."""
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [column.name for column in fields(table)], lineterminator="\r\n")
        writer.writeheader()
        writer.writerows({key: safe(value) for key, value in row.items()} for row in rows)
    return path


def write_json(path, value):
    """Writes a value as JSON in UTF-8; returns the path."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
