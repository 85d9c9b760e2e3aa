"""The commands of the service directory: imports, exports, and what to check again.

Formats are loaded by the command that needs them: their libraries take longer to load than most commands to run.
"""

import functools
import os
import re
import sys
from datetime import date
from pathlib import Path

from site_src.program.content import content, project
from site_src.program.content import imported as local
from site_src.program.content.problems import ContentError, Problem
from site_src.program.content.records import Channel, Organisation, Service, names, read
from site_src.program.directory import edit as directory_edit
from site_src.program.directory import worksheet
from site_src.program.messages import msg, of_system, say, told
from site_src.program.pages import opening_hours

ROOT = Path(__file__).resolve().parents[3]
SERVICES = "site_src/services"
KINDS = ("new", "changed", "gone", "unmapped")
DECISIONS = {
    "accept": msg("sync, review: write these entries to the directory"),
    "postpone": msg("sync, review: ask about these when the register changes them again"),
    "ignore": msg("sync, review: never ask about these"),
    "again": msg("sync, review: take back what was postponed or ignored"),
}
CHECK_NEXT = msg("Now run `build.py check`, and look at the changes before you publish them.")

# What agrees, in the languages of the messages.
YES = ("y", "yes", "k", "kyllä", "joo")


def register(command):
    """Adds the commands; `command(name, run, about)` makes a parser."""
    folder, id_, code = msg("DIR"), msg("ID"), msg("CODE")
    made = command(
        "export-hsds", _told(export_hsds), msg("Write the published services as Open Referral HSDS 3.0, a package a language.")
    )
    made.add_argument("--out", type=Path, required=True, metavar=folder, help=msg("the folder to write"))
    made.add_argument("--lang", nargs="+", metavar=msg("LANG"), help=msg("only these languages"))
    made = command("import-hsds", _told(import_hsds), msg("Add the services of an HSDS 3.0 package that the directory lacks."))
    about = msg("the folder of a package, a folder of packages by language, or services.json")
    made.add_argument("path", type=Path, metavar=msg("PATH"), help=about)
    made.add_argument("--lang", metavar=msg("LANG"), help=msg("the language of a package that does not say its own, as en"))
    made.add_argument("--yes", action="store_true", help=msg("write what is shown without asking"))
    made.add_argument("--out", type=Path, default=ROOT / SERVICES, metavar=folder, help=msg("the folder of the directory"))
    made = command(
        "services",
        _told(services),
        msg(
            "Take over the register, review it, export the directory, import it again, list what to check or "
            "is missing, show hours."
        ),
    )
    actions = ["sync", "review", "export", "import", "worksheet", "coverage", "hours"]
    made.add_argument("action", choices=actions, help=msg("what to do; see docs/authoring.md"))
    about = msg(
        "FILE.xlsx; for worksheet FILE.txt or FILE.csv; for hours the id of a service; for sync the register's JSON files"
    )
    made.add_argument("file", nargs="*", metavar=msg("FILE"), help=about)
    made.add_argument("--out", type=Path, metavar=folder, help=msg("coverage: the folder for the page and the workbook"))
    made.add_argument("--yes", action="store_true", help=msg("import: write what is shown without asking"))
    about = msg("import: what changes was checked today; write that day too")
    made.add_argument("--checked", action="store_true", help=about)
    about = msg("sync: ask the register itself; with a key in PTV_API_KEY its v12, else v11")
    made.add_argument("--live", action="store_true", help=about)
    made.add_argument("--municipality", nargs="+", default=[], metavar=code, help=msg("sync --live: only these, as 564"))
    about = msg("sync --live: all services of this organisation too (its GUID)")
    made.add_argument("--organisation", metavar=id_, help=about)
    about = msg("sync --live: another address of the register, ending in /v11/ or /v12/")
    made.add_argument("--api", metavar=msg("URL"), help=about)
    for decision, about in DECISIONS.items():
        made.add_argument(f"--{decision}", nargs="+", default=[], metavar=id_, help=about)
        if decision != "again":
            about = msg("the same for all of a kind")
            made.add_argument(f"--{decision}-all", nargs="+", default=[], choices=KINDS, help=about)
    made.add_argument("--everything", action="store_true", help=msg("sync, review: long lists are not cut"))


def _told(run):
    """A refused import ends in its reasons, not in a traceback."""

    @functools.wraps(run)
    def refusing(options):
        try:
            return run(options)
        except ContentError as error:
            for problem in error.problems:
                say(problem.told)
            say(msg("{count} problems; nothing was written.", count=len(error.problems)))
            return 1
        except OSError as error:
            say(msg("{file}: {reason}.", file=error.filename or msg("A file"), reason=of_system(error)))
            return 2

    return refusing


def export_hsds(options):
    """Writes a package a language into folders of the languages' codes."""
    from site_src.program.directory import hsds

    site_content, directory = content.read(project.of(ROOT)), directory_edit.read(ROOT)
    # Plain Finnish uses the Finnish names: it is no language of other directories.
    known = {language.code: language for language in site_content.languages if not language.names_from}
    if unknown := [code for code in options.lang or () if code not in known]:
        raise ContentError(
            [
                Problem.at(
                    "--lang", msg("There is no {unknown}. Use: {known}.", unknown=", ".join(unknown), known=", ".join(known))
                )
            ]
        )
    # Imported records go out whole, but only those that the pages show.
    shown = [record for record in directory.all("services") if "ptv" not in record or local.core(record)]
    records = [read(Service, record) for record in shown]
    for code in options.lang or known:
        texts = site_content.texts[code]
        terms = {
            "need": {need: words["name"] for need, words in texts["need"].items()},
            **{role: site_content.option_labels(role, code) for role in ("situation", "age")},
        }
        owners = [read(Organisation, record) for record in directory.all("organisations")]
        result = hsds.export(records, owners, site_content.regions, code, options.out / code, names=terms)
        say(
            msg(
                "{code}: {services} services of {organisations} organisations in {out}",
                code=code,
                services=result.services,
                organisations=result.organisations,
                out=options.out / code,
            )
        )
        for id_, reason in result.left_out:
            say(msg("  left out: {id}: {reason}", id=id_, reason=reason))
    return 0


def import_hsds(options):
    """Adds new records to site_src/services/hsds.yml, unconfirmed: nobody here has checked them yet."""
    from site_src.program.directory import hsds

    root = options.out.resolve().parent.parent
    if root / SERVICES != options.out.resolve():
        raise ContentError(
            [Problem.at(str(options.out), msg("This is not the {services} of a project. Name that folder.", services=SERVICES))]
        )
    found = hsds.load(options.path, options.lang, today=date.today())
    site_content, directory = content.read(project.of(root)), directory_edit.read(root)
    known = directory.records
    new = {section: [record for record in found[section] if record["id"] not in known[section]] for section in known}
    there = [record["id"] for section in known for record in found[section] if record["id"] in known[section]]
    columns = {"services": _service_columns, "organisations": lambda record: (record, ())}
    lost = {}
    for section, trim in columns.items():
        for place, record in enumerate(new[section]):
            new[section][place], left = trim(record)
            for key in left:
                lost.setdefault(key, []).append(record["id"])

    def place_of(_section, record, path):
        return f"{options.path.name}: {record['id']}{_below(path)}"

    file = f"{SERVICES}/hsds.yml"
    edit = directory_edit.apply(directory, site_content, new, place_of, say_kept=False, file=file, write=False)
    say(
        msg(
            "Read {count} services of {count_2} organisations.", count=len(found["services"]), count_2=len(found["organisations"])
        )
    )
    say(msg("Already in the directory, left as they are: {count}", count=len(there)))
    for id_ in edit.new:
        say(msg("  new: {id}", id=id_))
    for key, ids in lost.items():
        say(msg("Not kept, for the directory has no place for it: {key} ({count} records)", key=key, count=len(ids)))
    for what, count in sorted(found["left"].items()):
        say(msg("Not read, for the directory has no place for it: {what} ({count})", what=what, count=count))
    if not edit.new:
        say(msg("Written: {written}", written=msg("nothing; everything was there")))
    elif _agreed(options):
        written = directory_edit.apply(directory, site_content, new, place_of, say_kept=False, file=file).written
        say(msg("Written: {written}", written=", ".join(written)))
    say(msg("New records are unconfirmed: give them needs and all languages, check them, and set their state."))
    return 0


def _service_columns(record):
    """(the record with the fields of the directory, what was left out)."""
    channels = [
        {key: channel[key] for key in names(Channel) if key in channel}
        for channel in record.get("channels", ())
        if local.keeps(channel)
    ]
    kept = {key: record[key] for key in names(Service) if key in record}
    left = [key for key in record if key not in names(Service)]
    kept.pop("confirmed_by", None)
    return {**kept, **({"channels": channels} if channels else {}), "state": "unconfirmed"}, left


# Which actions of `services` an option is for; what another would leave unread is refused.
TAKES = {
    "out": ("coverage",),
    "yes": ("import",),
    "checked": ("import",),
    **dict.fromkeys(("live", "municipality", "organisation", "api"), ("sync", "review")),
    **dict.fromkeys((f"{each}{all_}" for each in DECISIONS for all_ in ("", "_all")), ("sync", "review")),
    "everything": ("sync", "review"),
}


def services(options):
    """One of the things staff do with the directory outside its files."""
    unread = [name for name, actions in TAKES.items() if getattr(options, name, None) and options.action not in actions]
    if unread:
        raise ContentError(
            [
                Problem.at(
                    f"--{name.replace('_', '-')}",
                    msg(
                        "`services {action}` does not read it, but {actions} does. Leave it out.",
                        action=options.action,
                        actions=" / ".join(TAKES[name]),
                    ),
                )
                for name in unread
            ]
        )
    if options.action in ("sync", "review"):
        return services_sync(options)
    if options.action == "coverage":
        return services_coverage(options)
    if len(options.file) != 1:
        raise ContentError([Problem.at(f"services {options.action}", msg("Name the file or, for hours, the id of a service."))])
    options.file = Path(options.file[0])
    actions = {"export": services_export, "import": services_import, "worksheet": services_worksheet, "hours": services_hours}
    return actions[options.action](options)


def services_sync(options):
    """Reads the register, or its last snapshot, and shows what is to decide; writes what is accepted."""
    from site_src.program.directory import sync
    from site_src.program.directory.ptv import review

    here, today = project.of(ROOT), date.today()
    asked = {decision: getattr(options, decision) for decision in DECISIONS}
    kinds = {decision: getattr(options, f"{decision}_all") for decision in DECISIONS if decision != "again"}
    decisions = review.load(
        ROOT, today.isoformat(),
        {key: ids for key, ids in asked.items() if ids}, {key: found for key, found in kinds.items() if found},
    )  # fmt: skip
    live = options.live or options.municipality or options.organisation or options.api
    if options.action == "review" and (live or options.file):
        raise ContentError(
            [Problem.at("services review", msg("It reads the last snapshot. For files use `services sync FILES`."))]
        )
    if options.action == "sync" and (bool(options.file) == options.live or (live and not options.live)):
        raise ContentError([Problem.at("services sync", msg("Give the register's files, or --live. One of the two."))])
    if options.action == "review":
        files = sync.snapshot(here)
        decisions.all_services = sync.is_live(here)
    elif options.live:
        files, decisions.all_services = _fetch(options, here), not (options.municipality or options.organisation)
    else:
        files = [Path(file) for file in options.file]
    report = sync.run(here, files, decisions, today)
    if options.action == "sync":
        sync.keep(here, files, live=decisions.all_services)
    for line in report.lines(options.everything):
        say(line)
    for line in review.lines(report, decisions, options.everything):
        say(line)
    if decisions.taken:
        say(CHECK_NEXT)
    else:
        say(msg("Decide: `build.py services review --accept ID …`, --postpone, --ignore, or --accept-all new changed gone."))
    return 0


def _fetch(options, here):
    from site_src.program.directory import sync
    from site_src.program.directory.ptv import api as ptv_api
    from site_src.program.directory.ptv import mapping

    table = mapping.load(here)
    codes = options.municipality or sorted(table.municipalities)
    whole = not (options.municipality or options.organisation)
    fetched = ptv_api.fetch(
        options.api, codes, options.organisation, here.work / "ptv" / "live", key=os.environ.get(ptv_api.KEY), progress=say,
        areas=sorted(table.areas) if whole else (), known=sync.known(here) if whole else (),
    )  # fmt: skip
    for missing in fetched.missing:
        say(msg("The register no longer has {missing}.", missing=missing))
    say(
        msg(
            "Fetched {services} services and {channels} channels in {requests} requests.",
            services=fetched.services,
            channels=fetched.channels,
            requests=fetched.requests,
        )
    )
    return fetched.files


def services_coverage(options):
    """Writes what residents can act on where, what is missing, and the letters that ask for it."""
    from site_src.program.directory import coverage

    here = project.of(ROOT)
    out = (options.out or here.work / "coverage").resolve()
    for line in coverage.write(content.read(here), out, date.today()):
        say(line)
    say(msg("Wrote {page} and {book} to {out}.", page=coverage.PAGE, book=coverage.BOOK, out=out))
    return 0


def services_hours(options):
    """Says how the hours of a service read in each language."""
    site_content, id_ = content.read(project.of(ROOT)), str(options.file)
    record = next((record for record in site_content.services if record.id == id_), None)
    if record is None:
        raise ContentError([Problem.at(id_, msg("There is no service of this id. Copy the id from its file."))])
    for channel in record.channels:
        if channel.hours:
            say(channel.number or channel.address or channel.type)
            for language in site_content.languages:
                lines = opening_hours.lines(channel.hours, language, site_content.texts[language.code])
                say(f"  {language.code}: {' · '.join(lines)}")
    if not any(channel.hours for channel in record.channels):
        say(msg("{id} has no hours.", id=id_))
    return 0


def services_export(options):
    """Writes every record, published or not, to a workbook."""
    from site_src.program.directory import spreadsheet

    _has_ending(options.file, ".xlsx")
    site_content, directory = content.read(project.of(ROOT)), directory_edit.read(ROOT)
    records = {section: directory.all(section) for section in directory_edit.SECTIONS}
    spreadsheet.export(records, options.file, site_content.known_languages)
    say(
        msg(
            "Wrote {count} services of {count_2} organisations to {file}.",
            count=len(records["services"]),
            count_2=len(records["organisations"]),
            file=options.file,
        )
    )
    return 0


def services_import(options):
    """Puts the edits of a workbook into the files they belong to."""
    from site_src.program.directory import spreadsheet

    _has_ending(options.file, ".xlsx")
    site_content = content.read(project.of(ROOT))
    records, problems = spreadsheet.load(options.file, site_content.known_languages)
    if problems:
        raise ContentError(problems)
    places, absent, directory = records.pop("places"), records.pop("absent"), directory_edit.read(ROOT)
    known = {section: {record["id"]: record for record in directory.all(section)} for section in directory_edit.SECTIONS}
    if problems := spreadsheet.completed(records, known, absent, site_content.known_languages):
        raise ContentError(problems)
    for sheet, names_ in absent.items():
        if names_:
            say(msg("{sheet} lacks these columns; what they hold stays as it is: {names}", sheet=sheet, names=", ".join(names_)))

    def place_of(section, record, path):
        if path[:1] == ("channels",) and len(path) > 1:
            place, path = places.get(("contacts", record["id"], path[1])), path[2:]
        else:
            place = None
        return (place or places[section, record["id"]]) + _below(path)

    today = date.today().isoformat()

    def previewed():
        return directory_edit.apply(directory, site_content, records, place_of, write=False, today=today)

    def check_today(ids):
        for record in records["services"]:
            if record["id"] in ids:
                record["checked"] = today

    edit = previewed()
    if options.checked and edit.unchecked:
        check_today(edit.unchecked)
        edit = previewed()
    for line in edit.lines(written=False):
        say(line)
    if edit.unchecked and _asks(msg("Did someone check what changes today?")):
        check_today(edit.unchecked)
    if not (edit.new or edit.changed):
        say(msg("Written: {written}", written=msg("nothing; everything was up to date")))
    elif _agreed(options):
        written = directory_edit.apply(directory, site_content, records, place_of).written
        say(msg("Written: {written}", written=", ".join(written)))
        say(CHECK_NEXT)
    return 0


def _agreed(options):
    """Whether to write what was shown: said before, or asked for on a terminal."""
    if options.yes or _asks(msg("Write this?")):
        return True
    say(msg("Nothing was written. Add --yes to write it."))
    return False


def _asks(question):
    """The answer of a person at a terminal; no where nobody sits."""
    if not sys.stdin or not sys.stdin.isatty():
        return False
    choice = msg("[y/N]")
    print(f"{told(question)} {told(choice)} ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in YES


def services_worksheet(options):
    """Writes what to check again, by organisation."""
    _has_ending(options.file, ".txt", ".csv")
    count = worksheet.write(content.read(project.of(ROOT)), options.file, date.today())
    say(msg("Wrote {count} records to check to {file}.", count=count, file=options.file))
    return 0


def _has_ending(file, *endings):
    if file.suffix.lower() not in endings:
        raise ContentError(
            [Problem.at(file.name, msg("The file must end in {endings}. Name it so.", endings=" / ".join(endings)))]
        )


def _below(path):
    """The column of a value: name.sv."""
    column = ".".join(part for part in path if isinstance(part, str) and not re.fullmatch(r"\d+", part))
    return f", {column}" if column else ""
