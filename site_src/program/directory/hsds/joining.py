"""Packages of several languages to records that hold all of them."""

from collections import Counter

from site_src.program.content.records import TEXTS


def joined(packages):
    """One record of the packages of several languages: texts side by side, the rest from the first."""
    found = {"organisations": {}, "services": {}}
    for package in packages:
        for section, records in found.items():
            for record in package[section]:
                known = records.setdefault(record["id"], record)
                if known is not record:
                    _join(known, record)
    left = Counter()
    for package in packages:
        left.update(package["left"])
    return {**{section: list(records.values()) for section, records in found.items()}, "left": dict(left)}


def _join(known, record):
    for key in (*TEXTS, "website"):
        if isinstance(record.get(key), dict):
            known[key] = {**known.get(key, {}), **record[key]}
    # Channels of the same kind and target are one; a web page of another language joins the one in its place.
    mine = known.setdefault("channels", []) if record.get("channels") else known.get("channels", [])
    counts = {}
    for channel in record.get("channels", ()):
        key = _target(channel)
        counts[key] = counts.get(key, -1) + 1
        twins = [each for each in mine if _target(each) == key]
        if len(twins) <= counts[key]:
            mine.append(channel)
            continue
        twin = twins[counts[key]]
        for field in ("url", "note", "name", "label"):
            if isinstance(channel.get(field), dict):
                twin[field] = {**twin.get(field, {}), **channel[field]}


def _target(channel):
    return channel["type"], channel.get("number"), channel.get("address")
