"""Help now: who can be called, by what is the matter, as the settings list it."""

import re

from site_src.program.content import phones
from site_src.program.pages import cards

NUMBER = re.compile(r"\s+[\d ]+\Z")
# Where the settings group nothing.
ALL = ({"id": "danger"},)


def groups(parts):
    """The groups that have anybody in the language of *parts*, each with its services; who can be called goes first.

    A crisis contact that the settings do not list stands where its foremost need belongs, or in the last group.
    """
    settings = parts.content.settings.get("help_now", ALL)
    shown = {record.id: record for record in parts.content.services if cards.shown_in(record, parts.language)}
    listed = {group["id"]: [each for each in group.get("services", ()) if each in shown] for group in settings}
    known = {each for ids in listed.values() for each in ids}
    for record in shown.values():
        if record.crisis and record.id not in known:
            listed[_home(record, settings)].append(record.id)
    for group, ids in listed.items():
        said = set()
        services = sorted((_helper(shown[each], parts, said) for each in ids), key=lambda service: not service["calls"])
        if services:
            yield {"id": group, "services": services}


def _home(record, settings):
    fitting = [group["id"] for group in settings if record.needs[0] in group.get("needs", ())]
    return fitting[0] if fitting else settings[-1]["id"]


def _helper(record, parts, said):
    """A service with its numbers, each with its hours and languages in a few words; one that was `said` in the group is not
    said again under another name."""
    service, calls = parts.service(record), {}
    # A name that ends in its number says it twice on the line.
    name = NUMBER.sub("", service["name"])
    for channel in service["channels"]:
        if channel["kind"] == "phone" and channel["text"] not in said:
            hours = [line.rstrip(".") for line in channel["hours"] or ()]
            spoken = ", ".join(cards.language_name(code, parts.language) for code in _spoken(record, channel["text"]))
            line = {"href": channel["href"], "text": channel["text"], "name": name}
            calls.setdefault(channel["text"], {**line, "when": " · ".join(filter(None, [*hours, spoken]))})
    said.update(calls)
    return {**service, "calls": list(calls.values())}


def _spoken(record, number):
    """The languages of a number, of all its lines."""
    lines = [
        channel.languages or record.languages
        for channel in record.channels
        if channel.type == "phone" and phones.normal(channel.number) == number
    ]
    return dict.fromkeys(code for languages in lines for code in languages)
