"""Checks of the service directory: references, languages, sources, and that every need has a service everywhere."""

import re
from datetime import date

from site_src.program.checks.instrument import Facts, condition_problems
from site_src.program.content import imported, kinds, placeholders
from site_src.program.content.problems import Problem, among, listed
from site_src.program.content.project import IMPORTED, SERVICES
from site_src.program.content.records import BY_LANGUAGE, form
from site_src.program.messages import msg
from site_src.program.pages import cards

LISTED = 20
# The addresses of the directory itself.
RESERVED = ("index",)
# Nothing is put into what a record says, so that a reader would see its braces.
BRACE = re.compile(r"[{}]")
BRACES = msg("A brace would be shown as it stands. Write it without {{ and }}.")
# Degrees between which Finland lies.
NORTH, EAST = (59, 71), (19, 32)
# Where a person is at once.
REACHED = ("phone", "chat", "email", "location")


def problems(content):
    """Every problem in the service files."""
    facts = Facts(content)
    needs = set(facts.late["need"])
    organisations = {}
    for placed in content.placed_organisations:
        owner = placed.record
        if owner.id in organisations:
            yield placed.problem(
                (),
                msg(
                    "The organisation {owner} is already in {organisations}. Keep one.",
                    owner=owner.id,
                    organisations=organisations[owner.id],
                ),
            )
        if not placed.imported:
            yield from _unknown_languages(placed, _by_language(owner), content)
        organisations[owner.id] = placed.document.file
    seen = {}
    for placed in content.placed_services:
        yield from _record(placed, content, facts, needs, seen, organisations)
    for document in content.service_documents:
        if document.file.startswith(IMPORTED):
            yield from _left_out(document, content)
    yield from _retired(content)
    yield from _needs_without_service(content)
    for language in content.languages:
        if not any(record.crisis and cards.written_in(record, language) for record in content.services):
            message = msg(
                "No published service is for a crisis in {language}, so the help page is empty. Set crisis: true.",
                language=language.code,
            )
            yield Problem(SERVICES, 1, 1, message, warning=language.code != content.source)


def _retired(content):
    """Retired records that point to nothing a resident can read, and seasons that no calendar has."""
    published = [record.id for record in content.services if cards.published(record)]
    for placed in content.placed_services:
        record = placed.record
        see = record.retired and record.retired.see
        if see and see not in published:
            message = among(
                msg("There is no published service {see} to point to.", see=see),
                see,
                published,
                msg("Name one, or leave see out."),
            )
            yield placed.problem(("retired", "see"), message)
        for end, day in record.season.items():
            if not _in_calendar(day):
                message = msg("No year has the day {day}. Write it as month and day, as 06-01.", day=day)
                yield placed.problem(("season", end), message)


def _in_calendar(day):
    try:
        date.fromisoformat(f"2028-{day}")
    except ValueError:
        return False
    return True


def _left_out(document, content):
    """What an imported file has no words for in a language; a record without them is not shown in it."""
    published = [each for each in content.placed_services if each.document is document and cards.published(each.record)]
    for language in content.languages:
        out = [placed for placed in published if cards.missing_in(placed.record, language)]
        if out:
            ids = [placed.record.id for placed in out]
            yield out[0].problem(
                (),
                msg(
                    "{count} of {count_2} imported services lack texts in {language}; what they have stands there, "
                    "labelled: {ids}. Write summary and how in {language} above imported:.",
                    count=len(out),
                    count_2=len(published),
                    language=language.code,
                    ids=listed(ids, LISTED),
                ),
                warning=True,
            )


def _record(placed, content, facts, needs, seen, organisations):
    record = placed.record
    if record.id in seen:
        yield placed.problem(
            (), msg("The service {record} is already in {seen}. Give one another id.", record=record.id, seen=seen[record.id])
        )
    seen[record.id] = placed.document.file
    if record.id in RESERVED:
        yield placed.problem(
            ("id",), msg("The page of a service cannot be called {record}. Give it another id.", record=record.id)
        )
    if record.organisation not in organisations:
        yield placed.problem(
            ("organisation",),
            among(
                msg("There is no organisation {organisation}.", organisation=record.organisation),
                record.organisation,
                organisations,
                msg("Add it under organisations."),
            ),
        )
    for need in record.needs:
        if need not in needs:
            yield placed.problem(("needs",), among(msg("There is no need {need}.", need=need), need, sorted(needs)))
    for key, role, options in (("situations", "situation", record.situations), ("ages", "age", record.ages)):
        known = facts.options(role)
        for option in options:
            if option not in known:
                yield placed.problem(
                    (key,),
                    among(msg("{roles} has no option {option}.", roles=facts.roles.get(role), option=option), option, known),
                )
    # An imported record may be written in languages that the site does not have.
    if not placed.imported:
        yield from _unknown_languages(placed, _texts_of(record), content)
        yield from _shown_raw(placed, _texts_of(record))
        yield from _nowhere(placed, content)
    for place, code in enumerate(record.languages):
        if message := kinds.mistaken_language(code, record.languages):
            yield placed.problem(("languages", place), message, warning=True)
    for code in record.area.codes:
        if code not in content.regions[record.area.key]:
            yield placed.problem(
                ("area",), msg("regions.yml has no {kind} {code}. Correct the code.", kind=record.area.kind, code=code)
            )
    for key, condition in (("only_if", record.only_if), ("not_for", record.not_for)):
        yield from condition_problems(placed, (key,), condition, facts)
    if cards.published(record):
        yield from _published(placed, content)


def _published(placed, content):
    record = placed.record
    # An imported record lacks the languages that its source lacks: that is told once a file. What is not translated is
    # told with all other texts (see `texts`).
    for language in () if placed.imported else content.languages:
        if language.code != content.source:
            continue
        for field in cards.missing_in(record, language):
            message = msg(
                "The {field} is missing in {language}. Write it, or keep the record unconfirmed.",
                field=field,
                language=language.code,
            )
            yield placed.problem((field,), message)
        for place, channel in enumerate(record.channels):
            # What a record took over from the register says it in the languages of the register, labelled.
            if channel.note and not imported.followed(record, channel) and language.code not in channel.note:
                yield placed.problem(
                    ("channels", place, "note"), msg("The note is missing in {language}. Write it.", language=language.code)
                )
    if record.crisis and not any(channel.type in REACHED for channel in record.channels):
        message = msg(
            "A crisis contact needs a phone number, a chat, an e-mail address or a place. Add one, or take crisis away."
        )
        yield placed.problem(("channels",), message)
    for place, channel in enumerate(record.channels):
        needed = {"phone": "number", "email": "address", "location": "address"}.get(channel.type, "url")
        if not getattr(channel, needed):
            yield placed.problem(
                ("channels", place), msg("A channel of type {type} needs {needed}. Add it.", type=channel.type, needed=needed)
            )
    sources = [(("source",), record.source)]
    sources += [(("channels", place, "source"), channel.source) for place, channel in enumerate(record.channels)]
    for path, source in sources:
        if source is None:
            continue
        if BRACE.search(source.title) and not placed.imported:
            yield placed.problem((*path, "title"), BRACES)
        if source.date == "unknown" and not source.seen:
            yield placed.problem(path, msg("A source without a date needs the day it was seen. Add seen."))
        elsewhere = None if record.area.kind == "nation" else _elsewhere(source.title, content)
        if elsewhere:
            message = msg("The source is of {elsewhere}, so it may not hold here. Cite one of this county.", elsewhere=elsewhere)
            yield placed.problem((*path, "title"), message, warning=True)
        if message := source.lang and kinds.mistaken_language(source.lang, [source.lang]):
            yield placed.problem((*path, "lang"), message, warning=True)


def _elsewhere(title, content):
    """The other county that a source names, or None."""
    words = content.regions.get("elsewhere", ())
    found = words and re.search(rf"(?<![\w-])(?:{'|'.join(map(re.escape, words))})(?![\w-])", title)
    return found.group() if found else None


def _unknown_languages(placed, texts, content):
    for path, said in texts:
        for language in said.keys() - set(content.known_languages):
            message = among(
                msg("languages.yml has no language {language}.", language=language), language, content.known_languages
            )
            yield placed.problem((*path, language), message)


def _shown_raw(placed, texts):
    for path, said in texts:
        for language, text in said.items():
            if message := BRACES if BRACE.search(text) else placeholders.markup(text):
                yield placed.problem((*path, language), message)


def _nowhere(placed, content):
    """Places of channels that no map of Finland has."""
    for place, channel in enumerate(placed.record.channels):
        code, (north, east) = channel.municipality, (channel.latitude, channel.longitude)
        if code and code not in content.regions["municipalities"]:
            message = msg("regions.yml has no {kind} {code}. Correct the code.", kind="municipality", code=code)
            yield placed.problem(("channels", place, "municipality"), message)
        if (north is None) != (east is None) or (
            north is not None and not (NORTH[0] <= north <= NORTH[1] and EAST[0] <= east <= EAST[1])
        ):
            message = msg("No place in Finland is there. Write both latitude, such as 65.01, and longitude, such as 25.47.")
            yield placed.problem(("channels", place, "latitude"), message)


def _texts_of(record):
    """(path, {language: text}) of each value of a service and its channels that stands in several languages."""
    yield from _by_language(record)
    for place, channel in enumerate(record.channels):
        yield from ((("channels", place, *path), texts) for path, texts in _by_language(channel))


def _by_language(record):
    """(path, {language: text}) of each value of a record that stands in several languages."""
    return (((each.name,), getattr(record, each.name)) for each in form(type(record)) if each.kind in BY_LANGUAGE)


def _needs_without_service(content):
    document = content.document("guidance")
    everywhere = [
        record
        for record in content.services
        if cards.published(record) and record.area.everywhere and not record.situations and not record.ages
    ]
    for place, need in enumerate(content.guidance["needs"]):
        if not any(need["id"] in record.needs for record in everywhere):
            yield document.problem(
                ("needs", place),
                msg(
                    "The need {need} has no published service for everyone in the county. Add one to the directory.",
                    need=need["id"],
                ),
            )
