"""`new-municipality` and `upgrade`: a copy's content is started by answering, and is told what a new version changes."""

import re
import shutil

from site_src.program.content import content, copies, project
from site_src.program.content.problems import ContentError, Problem, among
from site_src.program.messages import msg, told

ID = re.compile(r"[a-z][a-z0-9-]*")
QUOTE = "'"


def start(here, options, ask, say, stop):
    """Writes the first files of a municipality's copy. What no option says is asked; an empty answer takes what is offered."""
    county = content.read(here)
    known = {code: county.named(entry["name"]) for code, entry in county.regions["municipalities"].items()}
    codes = {name.lower(): code for code, name in known.items()}
    given = options.code or ask(msg("Municipality, by name or code (such as Oulu or 564)"), "")
    code = given if given in known else codes.get(given.strip().lower())
    if not code:
        return stop(among(msg("There is no municipality {given}.", given=given), given, sorted(known.values())))
    id_ = options.id or _id(known[code])
    if not ID.fullmatch(id_):
        return stop(msg('"{id}" cannot name a folder. Use small letters a to z, digits and hyphens.', id=id_))
    if id_ == project.COUNTY_SITE:
        return stop(msg("{id} is the name of the county's own site. Give another id with --id.", id=id_))
    folder = here.roots[0] / project.MUNICIPALITIES / id_
    if folder.exists():
        return stop(
            msg("{folder} is there already. Edit it, or give another id with --id.", folder=folder.relative_to(here.roots[0]))
        )
    name = options.name or ask(msg("What the site is called"), county.site_name(county.languages[0]))
    all_codes = [language.code for language in county.languages]
    languages = options.languages or (
        ask(msg("Languages, of {codes}", codes=", ".join(all_codes)), ", ".join(all_codes)).replace(",", " ").split()
    )
    languages = list(dict.fromkeys(languages))
    if unknown := [each for each in languages if each not in all_codes]:
        return stop(among(msg("There is no language {unknown}.", unknown=", ".join(unknown)), ", ".join(unknown), all_codes))
    address = (
        options.address
        if options.address is not None
        else ask(msg("Address where it will be published (https://…/), if known"), "")
    )
    folder.mkdir(parents=True)
    (folder / "site.yml").write_text(_settings(name, code, known[code], languages, address), encoding="utf-8")
    try:
        made = content.read(project.of(here.roots[0], id_), county)
    except ContentError as error:
        # What was answered cannot be: nothing is left that a second try would stumble over.
        shutil.rmtree(folder)
        return stop("\n".join(told(problem.message) for problem in error.problems))
    copies.accept(made, copies.version(here.program))
    say(
        msg("Wrote {folder}/site.yml. Next: build.py check --municipality {id}", folder=folder.relative_to(here.roots[0]), id=id_)
    )
    return 0


def _settings(name, code, municipality, languages, address):
    name, written = (f"'{value.replace(QUOTE, QUOTE * 2)}'" for value in (name, address or "https://example.org/"))
    return f"""\
# yaml-language-server: $schema=../../program/content/schemas/site.schema.json
# {municipality}: what stands here goes over the county's settings, key by key. Beside this file there may be logo.svg,
# words/<language>.yml, pages/<language>/ and services/; see docs/publishing.md.
name: {name}
{"" if address else "# "}address: {written}
languages: [{", ".join(languages)}]
default_municipality: "{code}"
# Who publishes the copy. The keys are those that `build.py check --production --municipality` asks for.
host: {{}}
"""


def _id(name):
    return name.lower().translate(str.maketrans("äåö", "aao")).replace(" ", "-")


def upgrade(here, ids, accept, say, report):
    """Tells what has changed for each copy since it was made; with `accept`, says that its keeper has read it."""
    county, now = content.read(here), copies.version(here.program)
    for id_ in ids:
        made = content.read(project.of(here.roots[0], id_), county)
        changed = list(copies.changes(made))
        report(changed)
        if accept:
            copies.accept(made, now)
            say(msg("{id}: accepted as made for version {now}.", id=id_, now=now))
        else:
            say(
                msg(
                    "{id}: made for {made}, this is {now}; {count} to read.",
                    id=id_,
                    made=copies.made_for(made) or msg("no version yet"),
                    now=now,
                    count=len(changed),
                )
            )
    return 0


def unknown(here, ids):
    """A problem for each id that is no municipality's copy."""
    there = copies.ids(here)
    message = msg("Start it with build.py new-municipality, or use one of: {there}.", there=", ".join(there) or msg("none yet"))
    return [
        Problem(project.MUNICIPALITIES, 0, 0, msg("There is no copy {id}. {what}", id=id_, what=message))
        for id_ in ids
        if id_ not in there
    ]
