"""Checks of the service directory: references, languages, sources, and that every need has a service everywhere."""

import re
from datetime import date

from site_src.program.checks.instrument import Facts
from site_src.program.content import kinds
from site_src.program.content.problems import Problem
from site_src.program.content.project import IMPORTED, SERVICES
from site_src.program.content.records import BY_LANGUAGE, Channel, Service, form
from site_src.program.pages import cards

LISTED = 20
# The addresses of the directory itself.
RESERVED = ("index",)
# Nothing is put into what a record says, so that a reader would see its braces.
BRACE = re.compile(r"[{}]")
BRACES = "A brace would be shown as it stands. Write it without { and }."
# Where a person is at once.
REACHED = ("phone", "chat", "email", "location")


def problems(content):
    """Every problem in the service files."""
    facts = Facts(content)
    needs = set(facts.late["need"])
    seen, organisations = {}, {}
    for document in content.service_documents:
        for place, entry in enumerate(document.data.get("organisations", ())):
            if entry["id"] in organisations:
                yield document.problem(
                    ("organisations", place),
                    f"The organisation {entry['id']} is already in {organisations[entry['id']]}. Keep one.",
                )
            for key in ("name", "website") if not document.file.startswith(IMPORTED) else ():
                for language in entry.get(key, {}).keys() - set(content.known_languages):
                    yield document.problem(
                        ("organisations", place, key, language),
                        f"languages.yml has no language {language}. Use one of: {', '.join(content.known_languages)}.",
                    )
            organisations[entry["id"]] = document.file
    for document in content.service_documents:
        for place, record in enumerate(document.data.get("services", ())):
            yield from _record(document, ("services", place), record, content, facts, needs, seen, organisations)
    for document in content.service_documents:
        if document.file.startswith(IMPORTED):
            yield from _left_out(document, content)
    yield from _retired(content)
    yield from _needs_without_service(content, facts)
    for language in content.languages:
        if not any(record.get("crisis") and cards.written_in(record, language) for record in content.services):
            message = f"No published service is for a crisis in {language.code}, so the help page is empty. Set crisis: true."
            yield Problem(SERVICES, 1, 1, message, warning=language.code != content.source)


def _retired(content):
    """Retired records that point to nothing a resident can read, and seasons that no calendar has."""
    by_id = {record["id"]: record for record in content.services}
    for document in content.service_documents:
        for place, record in enumerate(document.data.get("services", ())):
            see = record.get("retired", {}).get("see")
            if see and not (see in by_id and cards.published(by_id[see])):
                message = f"There is no published service {see} to point to. Name one, or leave see out."
                yield document.problem(("services", place, "retired", "see"), message)
            for end, day in record.get("season", {}).items():
                if not _in_calendar(day):
                    message = f"No year has the day {day}. Write it as month and day, as 06-01."
                    yield document.problem(("services", place, "season", end), message)


def _in_calendar(day):
    try:
        date.fromisoformat(f"2028-{day}")
    except ValueError:
        return False
    return True


def _left_out(document, content):
    """What an imported file has no words for in a language; a record without them is not shown in it."""
    records = [(place, record) for place, record in enumerate(document.data.get("services", ())) if cards.published(record)]
    for language in content.languages:
        out = [(place, record["id"]) for place, record in records if cards.missing_in(record, language)]
        if out:
            ids = [id_ for _, id_ in out]
            more = f" and {len(ids) - LISTED} more" if len(ids) > LISTED else ""
            yield document.problem(
                ("services", out[0][0]),
                f"{len(out)} of {len(records)} imported services lack texts in {language.code}; what they have stands there, "
                f"labelled: {', '.join(ids[:LISTED])}{more}. Write summary and how in {language.code} above imported:.",
                warning=True,
            )


def _record(document, here, record, content, facts, needs, seen, organisations):
    if record["id"] in seen:
        yield document.problem(here, f"The service {record['id']} is already in {seen[record['id']]}. Give one another id.")
    seen[record["id"]] = document.file
    if record["id"] in RESERVED:
        yield document.problem((*here, "id"), f"The page of a service cannot be called {record['id']}. Give it another id.")
    if record["organisation"] not in organisations:
        yield document.problem((*here, "organisation"), f"There is no organisation {record['organisation']}. Add it.")
    for need in record.get("needs", ()):
        if need not in needs:
            yield document.problem((*here, "needs"), f"There is no need {need}. Use one of: {', '.join(sorted(needs))}.")
    for key, role in (("situations", "situation"), ("ages", "age")):
        known = facts.options(role)
        for option in record.get(key, ()):
            if option not in known:
                yield document.problem((*here, key), f"{facts.roles.get(role)} has no option {option}. Use: {', '.join(known)}.")
    # An imported record may be written in languages that the site does not have.
    if not document.file.startswith(IMPORTED):
        for path, texts in _by_language(record):
            for language in texts.keys() - set(content.known_languages):
                yield document.problem(
                    (*here, *path, language),
                    f"languages.yml has no language {language}. Use one of: {', '.join(content.known_languages)}.",
                )
            for language in (language for language, text in texts.items() if BRACE.search(text)):
                yield document.problem((*here, *path, language), BRACES)
    for place, code in enumerate(record.get("languages", ())):
        if message := kinds.mistaken_language(code, record["languages"]):
            yield document.problem((*here, "languages", place), message, warning=True)
    area = record["area"]
    if isinstance(area, dict):
        for key, known in (("municipalities", "municipalities"), ("employment_areas", "employment_areas")):
            for code in area.get(key, ()):
                if code not in content.regions[known]:
                    yield document.problem((*here, "area"), f"regions.yml has no {known} {code}. Correct the code.")
    if not cards.published(record):
        return
    # An imported record lacks the languages that its source lacks: that is told once a file. What is not translated is
    # told with all other texts (see `texts`).
    for language in () if document.file.startswith(IMPORTED) else content.languages:
        if language.code != content.source:
            continue
        for field in cards.missing_in(record, language):
            message = f"The {field} is missing in {language.code}. Write it, or keep the record unconfirmed."
            yield document.problem((*here, field), message)
        for channel_place, channel in enumerate(record.get("channels", ())):
            # What a record took over from the register says it in the languages of the register, labelled.
            followed = "follows" in record and "source" in channel
            if "note" in channel and not followed and language.code not in channel["note"]:
                yield document.problem(
                    (*here, "channels", channel_place, "note"), f"The note is missing in {language.code}. Write it."
                )
    if record.get("crisis") and not any(channel["type"] in REACHED for channel in record.get("channels", ())):
        message = "A crisis contact needs a phone number, a chat, an e-mail address or a place. Add one, or take crisis away."
        yield document.problem((*here, "channels"), message)
    for channel_place, channel in enumerate(record.get("channels", ())):
        needed = {"phone": "number", "email": "address", "location": "address"}.get(channel["type"], "url")
        if needed not in channel:
            yield document.problem(
                (*here, "channels", channel_place), f"A channel of type {channel['type']} needs {needed}. Add it."
            )
    sources = [((*here, "source"), record["source"])]
    for channel_place, channel in enumerate(record.get("channels", ())):
        if "source" in channel:
            sources.append(((*here, "channels", channel_place, "source"), channel["source"]))
    for place, source in sources:
        if BRACE.search(source["title"]) and not document.file.startswith(IMPORTED):
            yield document.problem((*place, "title"), BRACES)
        if source["date"] == "unknown" and "seen" not in source:
            yield document.problem(place, "A source without a date needs the day it was seen. Add seen.")
        elsewhere = None if area == "nation" else _elsewhere(source["title"], content)
        if elsewhere:
            message = f"The source is of {elsewhere}, so it may not hold here. Cite one of this county."
            yield document.problem((*place, "title"), message, warning=True)
        if message := "lang" in source and kinds.mistaken_language(source["lang"], [source["lang"]]):
            yield document.problem((*place, "lang"), message, warning=True)


def _elsewhere(title, content):
    """The other county that a source names, or None."""
    words = content.regions.get("elsewhere", ())
    found = words and re.search(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", title)
    return found.group() if found else None


def _by_language(record):
    """(path, {language: text}) of each value of a record that stands in several languages."""
    for each in form(Service):
        if each.kind in BY_LANGUAGE and each.name in record:
            yield (each.name,), record[each.name]
    for place, channel in enumerate(record.get("channels", ())):
        for each in form(Channel):
            if each.kind in BY_LANGUAGE and each.name in channel:
                yield ("channels", place, each.name), channel[each.name]


def _needs_without_service(content, facts):
    document = content.document("guidance")
    for place, need in enumerate(content.guidance["needs"]):
        everywhere = [
            record
            for record in content.services
            if cards.published(record)
            and need["id"] in record["needs"]
            and isinstance(record["area"], str)
            and not record.get("situations")
            and not record.get("ages")
        ]
        if not everywhere:
            yield document.problem(
                ("needs", place),
                f"The need {need['id']} has no published service for everyone in the county. Add one to the directory.",
            )
