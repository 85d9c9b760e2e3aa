"""The commands of build.py. Each is short: it calls one part of the project and prints what a person should know."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from site_src.program import arguments, messages
from site_src.program.browser.runtime import RuntimeBuildError
from site_src.program.content import project
from site_src.program.content.problems import ContentError, among, errors
from site_src.program.directory import commands as directory_commands
from site_src.program.host.place import PlaceError
from site_src.program.messages import msg, of_system, told
from site_src.program.release import ReleaseError

ROOT = Path(__file__).resolve().parents[2]


def main(words):
    """Runs the command that these words are. Returns the exit status: 0 done, 1 problems found, 2 could not run."""
    arguments.choose_language(words)
    options = parser().parse_args(words)
    try:
        return options.run(options) or 0
    except ContentError as error:
        _report(error.problems)
        return 1
    except (RuntimeBuildError, PlaceError, ReleaseError) as error:
        _say(error.args[0])
        return 2
    except BrokenPipeError:
        # The reader of our output (such as `head`) has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        from site_src.program.host import failures

        doing = f"build.py {words[0]}"
        _say(failures.told(error, doing, project.of(ROOT).work, quote=options.run is not score))
        return 2


# The words that stand for what a person gives.
DIR, FILE, LANG, ID, NAME, ADDRESS = msg("DIR"), msg("FILE"), msg("LANG"), msg("ID"), msg("NAME"), msg("URL")


def parser():
    """The command line: every command with its options."""
    whole = arguments.Parser(prog="build.py", description=told(msg("Builds, checks and tests Kykypolku.")))
    command = whole.add_commands()
    in_place = msg("municipalities' copies in place of the county's site")
    every = msg("the county's site and every copy")
    for_publication = msg("only if nothing a host must settle is open")
    chosen = msg("only these languages")

    made = command("serve", serve, msg("Build the site, serve it on this machine, rebuild what changes."))
    made.add_argument("--port", type=arguments.port, default=8000, metavar=msg("PORT"), help=msg("the port, if not 8000"))
    made.add_argument("--forms", action="store_true", help=msg("also forms for texts and services"))
    made = command("test", test, msg("Run every test; installs a browser when none is found."))
    made.add_argument("passed_on", nargs=argparse.REMAINDER, metavar=msg("ARGUMENTS"), help=msg("arguments for pytest"))
    made = command("build", build, msg("Write the site."))
    about = msg("the folder to write, if not {name}", name="site")
    made.add_argument("--out", type=Path, default=ROOT / "site", metavar=DIR, help=about)
    made.add_argument("--lang", nargs="+", metavar=LANG, help=chosen)
    made.add_argument("--production", action="store_true", help=for_publication)
    made.add_argument("--municipality", nargs="+", metavar=ID, help=msg("municipalities' copies, each in a folder of its own"))
    made.add_argument("--all", action="store_true", help=every)
    made.add_argument("--shard", type=arguments.shard, default=(1, 1), metavar="I/N", help=msg("with --all, one part of N"))
    made = command("check", check, msg("Show every problem in the content."))
    made.add_argument("--production", action="store_true", help=msg("also what a host must settle"))
    made.add_argument("--prove", action="store_true", help=msg("also prove that no reachable result is left without help"))
    made.add_argument("--warnings", action="store_true", help=msg("list every warning instead of counting them by kind"))
    made.add_argument("--links", action="store_true", help=msg("also ask every link of the directory whether it is still there"))
    made.add_argument("--municipality", default="", metavar=ID, help=msg("a municipality's copy in place of the county's site"))
    made = command("score", score, msg("Score one person's answers; print the result as JSON."))
    about = msg('a JSON file: {{"item": "option", …}}; - for standard input')
    made.add_argument("--answers", type=Path, required=True, metavar=FILE, help=about)
    about = msg("the language of the result; without it, the first of the site")
    made.add_argument("--lang", metavar=LANG, help=about)
    made.add_argument("--questionnaire", type=Path, metavar=DIR, help=msg("a folder with another questionnaire"))
    made = command("texts", texts, msg("Look after translations: what is open, what was read, files for translators."))
    actions = ["status", "stamp", "review", "export", "import"]
    made.add_argument("action", choices=actions, help=msg("what to do; see docs/authoring.md"))
    about = msg("a language, and for stamp and review the keys of texts; for import a file")
    made.add_argument("names", nargs="*", metavar=NAME, help=about)
    made.add_argument("--all", action="store_true", help=msg("every text of the language"))
    made.add_argument("--by", metavar=NAME, help=msg("who reviewed"))
    made.add_argument("--date", metavar=msg("DAY"), help=msg("when it was reviewed, if not today: 2026-11-24"))
    made.add_argument("--out", type=Path, metavar=FILE, help=msg("export: a file that ends in .xlf or .xlsx"))
    made.add_argument("--municipality", default="", metavar=ID, help=msg("a municipality's own texts"))
    made = command("new-municipality", new_municipality, msg("Start a municipality's copy; asks what no option says."))
    made.add_argument("code", nargs="?", metavar=msg("CODE"), help=msg("the municipality, by name or code"))
    about = msg("the name of its folder; without it, made from the municipality's name")
    made.add_argument("--id", metavar=ID, help=about)
    made.add_argument("--name", metavar=NAME, help=msg("what the site is called"))
    made.add_argument("--languages", nargs="+", metavar=LANG, help=msg("the languages of the site, the first of them first"))
    made.add_argument("--address", metavar=ADDRESS, help=msg("where it will be published, https://…/"))
    made = command("upgrade", upgrade, msg("Tell what this version changes for municipalities' copies."))
    made.add_argument("municipality", nargs="*", metavar=ID, help=msg("these copies alone"))
    about = msg("say that it was read, and that the copies are made for this version")
    made.add_argument("--accept", action="store_true", help=about)
    made = command("verify", verify, msg("Tell whether a copy is what it says, and scores as this version does."))
    made.add_argument("where", metavar=msg("DIR|URL"), help=msg("the folder or the address that holds index.html"))
    made = command("package", package, msg("Write a site as one archive, with instructions, licence and hosting recipes."))
    about = msg("the folder to write, if not {name}", name="packages")
    made.add_argument("--out", type=Path, default=ROOT / "packages", metavar=DIR, help=about)
    made.add_argument("--production", action="store_true", help=for_publication)
    made.add_argument("--municipality", nargs="+", metavar=ID, help=in_place)
    made.add_argument("--all", action="store_true", help=every)
    made = command("publish", publish, msg("Put a built site on a web host with rclone; no visitor ever sees half of it."))
    remote = msg("REMOTE")
    about = msg("the site's folder on the host, as rclone names it: host:www/polku")
    made.add_argument("remote", metavar=remote, help=about)
    about = msg("the built site, if not the one in site")
    made.add_argument("--site", type=Path, default=ROOT / "site", metavar=DIR, help=about)
    made.add_argument("--at-once", action="store_true", help=msg("remove what the site no longer has now, not in a day"))
    made = command("rollback", rollback, msg("Show the site again that was on the host before."))
    made.add_argument("remote", metavar=remote, help=msg("as for publish"))
    made.add_argument("--to", default="", metavar=msg("RELEASE"), help=msg("one of those that it lists, if not the last"))
    made = command("kit", kit, msg("Make posters, cards and ready words for telling about a site, in each of its languages."))
    about = msg("the folder to write, if not {name}", name="kit")
    made.add_argument("--out", type=Path, default=ROOT / "kit", metavar=DIR, help=about)
    about = msg("where the site is published, if site.yml does not say: https://…/")
    made.add_argument("--address", type=arguments.address, metavar=ADDRESS, help=about)
    made.add_argument("--municipality", nargs="+", metavar=ID, help=in_place)
    made.add_argument("--all", action="store_true", help=every)
    command("lock", lock, msg("Pin and hash the requirements anew."))
    directory_commands.register(command)
    command("bench", bench, msg("Measure the build, the boot and the scoring, as ratios in one run."))
    return whole


def build(options):
    """Writes the site, or several."""
    from site_src.program import site
    from site_src.program.content import content

    if options.all or options.municipality:
        began = time.perf_counter()
        here, ids = _sites(options)
        count = site.build_all(here, options.out.resolve(), ids, options.production, _say, options.shard)
        _say(
            msg(
                "{count} sites are in {resolve} ({perf_counter:.1f} s).",
                count=count,
                resolve=_shown(options.out.resolve()),
                perf_counter=time.perf_counter() - began,
            )
        )
        return 0

    if options.lang:
        known = {language.code for language in content.read(project.of(ROOT)).languages}
        if unknown := [code for code in options.lang if code not in known]:
            return _stop(among(msg("There is no language {unknown}.", unknown=", ".join(unknown)), ", ".join(unknown), known))
    began = time.perf_counter()
    chosen = list(dict.fromkeys(options.lang or ())) or None
    built = site.build(project.of(ROOT), options.out.resolve(), chosen, options.production, say=_say)
    _report_counted(built.warnings)
    _say(
        msg(
            "The site is in {out} ({languages}; {perf_counter:.1f} s).",
            out=_shown(built.out),
            languages=", ".join(built.languages),
            perf_counter=time.perf_counter() - began,
        )
    )
    return 0


def serve(options):
    """Builds and serves; a problem in the content is shown and the last good site stays up."""
    from site_src.program import watch

    return watch.serve(project.of(ROOT), options.port, say=_say, report=_report, with_forms=options.forms)


def check(options):
    """Shows every problem; exit status 1 when one is an error."""
    from site_src.program import checks
    from site_src.program.content import content
    from site_src.program.content import copies as overlays

    if wrong := _unknown([options.municipality] if options.municipality else []):
        raise ContentError(wrong)
    site_content = content.read(project.of(ROOT, options.municipality))
    found = checks.check(site_content)
    if options.municipality:
        # The county's warnings are the county's to mend.
        own = f"{project.MUNICIPALITIES}/{options.municipality}/"
        found = [problem for problem in found if not problem.warning or problem.file.startswith(own)]
    else:
        found = sorted([*found, *checks.copies(site_content, found)])
    if options.production:
        found = sorted([*found, *checks.production(site_content)])
    if options.prove:
        from site_src.program import proof, site

        found = sorted([*found, *proof.prove(site_content, _say, site.cache_of(site_content.project))])
    if options.links:
        from site_src.program.directory import links

        found = sorted([*found, *links.problems(site_content, _say)])
    stops = errors(found)
    warnings = [problem for problem in found if problem.warning]
    _report(stops)
    if options.warnings:
        _report(warnings)
    else:
        _report_counted(warnings)
    for code, of in checks.reading.summary(site_content).items():
        _say(
            msg(
                "{code}: {texts} texts, {sentences} sentences of {mean_words} words; {long_words_percent} % long "
                "words; LIX {lix}; {passives_percent} % of sentences passive.",
                code=code,
                texts=of["texts"],
                sentences=of["sentences"],
                mean_words=of["mean_words"],
                long_words_percent=of["long_words_percent"],
                lix=of["lix"],
                passives_percent=of["passives_percent"],
            )
        )
    if copies := () if options.municipality else overlays.ids(site_content.project):
        _say(msg("Read with the county's: the copies of {ids}.", ids=", ".join(copies)))
    _say(msg("{problems} problems, {warnings} warnings.", problems=len(stops), warnings=len(warnings)))
    return 1 if stops else 0


def score(options):
    """Prints what the browser would say for these answers, byte for byte."""
    from scoring import wire
    from scoring.errors import Problems
    from site_src.program import checks
    from site_src.program.browser import bundle
    from site_src.program.content import content

    try:
        raw = sys.stdin.buffer.read() if str(options.answers) == "-" else options.answers.read_bytes()
        # With the mark that some editors put before the text; browsers leave it out as well.
        text = raw.decode("utf-8-sig")
        json.loads(text)
    except OSError as error:
        return _stop(
            msg("{answers}: {reason}. Give a file with the answers as JSON.", answers=options.answers, reason=of_system(error))
        )
    except UnicodeDecodeError as error:
        return _stop(
            msg("{answers}: byte {start} is not UTF-8. Save the file as UTF-8.", answers=options.answers, start=error.start)
        )
    except (ValueError, RecursionError):
        return _stop(msg("{place}: {message}", place=options.answers, message=wire.NOT_JSON))
    if options.questionnaire and not options.questionnaire.is_dir():
        return _stop(
            msg(
                "{questionnaire}: this is no folder. Name the folder that holds questionnaire.yml and scoring.yml.",
                questionnaire=options.questionnaire,
            )
        )
    site_content = content.read(project.of(ROOT, questionnaire=options.questionnaire))
    if options.questionnaire and (stop := errors(checks.questionnaire(site_content))):
        raise ContentError(stop)
    # The answers go in as text, so that this door refuses exactly what the browser's does.
    request = f'{{"answers":{text},"language":{json.dumps(options.lang or site_content.languages[0].code)}}}'
    try:
        reply = wire.reply(request, wire.load(bundle.documents(site_content).__getitem__))
    except Problems as error:
        for problem in error.problems:
            _say(msg("{place}: {message}", place=options.answers, message=problem))
        return 1
    sys.stdout.write(reply + ("\n" if sys.stdout.isatty() else ""))
    return 0


def texts(options):
    """Tells what is open in the translations, keeps what was read, and exchanges files with translators."""
    from site_src.program.content import content
    from site_src.program.translation import commands

    if wrong := _unknown([options.municipality] if options.municipality else []):
        raise ContentError(wrong)
    return commands.run(content.read(project.of(ROOT, options.municipality)), options, _say, _stop, _ask_on)


def test(options):
    """Installs a browser where none is found, builds the site once for all tests, and runs them."""
    from site_src.program import site
    from site_src.program.host import place
    from site_src.program.setup import browsers as browser

    problem = browser.ensure(_say)
    if problem:
        return _stop(problem)
    here = project.of(ROOT)
    with place.work_folder(here.work) as folder:
        built = site.build(here, folder / "tested", say=_say)
        environment = {**os.environ, "KYKYPOLKU_SITE": str(built.out)}
        # One more than processors: browsers wait a good part of the time.
        workers = [] if options.passed_on else ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile"]
        command = [sys.executable, "-m", "pytest", *workers, *options.passed_on]
        return subprocess.run(command, cwd=ROOT, env=environment).returncode


def new_municipality(options):
    """Starts a municipality's copy."""
    from site_src.program.host import municipalities

    return municipalities.start(project.of(ROOT), options, _ask, _say, _stop)


def upgrade(options):
    """Tells what this version changes for municipalities' copies."""
    from site_src.program.content import copies
    from site_src.program.host import municipalities

    if wrong := _unknown(options.municipality):
        raise ContentError(wrong)
    here = project.of(ROOT)
    return municipalities.upgrade(here, options.municipality or copies.ids(here), options.accept, _say, _report)


def verify(options):
    """Tells whether a copy is what it says, and scores as this version does."""
    from site_src.program.host import verify as verify_module

    return verify_module.run(project.of(ROOT), options.where, _say, _stop)


def package(options):
    """Writes sites as archives."""
    from site_src.program.release import package as package_module

    here, ids = _sites(options)
    package_module.package(here, options.out.resolve(), ids, options.production, _say)
    _say(msg("The packages are in {resolve}.", resolve=_shown(options.out.resolve())))
    return 0


def publish(options):
    """Puts a built site on a web host."""
    from site_src.program.release import publish as publish_module

    return publish_module.publish(options.site.resolve(), options.remote, _say, options.at_once)


def rollback(options):
    """Shows the site again that was on the host before."""
    from site_src.program.release import publish as publish_module

    return publish_module.rollback(options.remote, options.to, _say)


def kit(options):
    """Makes what a site is told about with."""
    from site_src.program.release import kit as kit_module

    here, ids = _sites(options)
    kit_module.make(here, ids, options.address, options.out.resolve(), _say)
    _say(msg("The kit is in {folder}.", folder=_shown(options.out.resolve())))
    return 0


def lock(_options):
    """Writes the pinned, hashed requirement files."""
    from site_src.program.setup import locking

    return locking.lock(ROOT, _say)


def bench(options):
    """Measures; every figure is a ratio within this run or stands beside its reference."""
    from site_src.program import bench as bench_module

    return bench_module.run(project.of(ROOT), _say)


_say = messages.say


def _ask(question, offered):
    """An answer from the terminal; where nobody sits, what is offered."""
    if not sys.stdin.isatty():
        return offered
    return input(f"{messages.told(question)}{f' [{offered}]' if offered else ''}: ").strip() or offered


def _ask_on(question):
    """The next answer from the terminal or a file, or None where there is none any more."""
    try:
        return input(f"{messages.told(question)} ").strip()
    except EOFError:
        return None


def _unknown(ids):
    from site_src.program.host import municipalities

    return municipalities.unknown(project.of(ROOT), ids)


def _sites(options):
    """The project, and the ids of the sites that the options name; "" is the county's."""
    from site_src.program.content import copies

    here = project.of(ROOT)
    if wrong := _unknown(options.municipality or ()):
        raise ContentError(wrong)
    return here, ["", *copies.ids(here)] if options.all else options.municipality or [""]


def _stop(message):
    _say(message)
    return 1


def _report(problems):
    for problem in problems:
        _say(problem.told)


def _report_counted(warnings):
    """Warnings by kind: a list of a hundred would bury the problems above it."""
    kinds = Counter(messages.kind(warning.message) for warning in warnings)
    for kind, count in kinds.most_common():
        _say(f"{count:>5} × {kind}")
    if kinds:
        _say(msg("These are warnings. `build.py check --warnings` tells each with its place."))


def _shown(path):
    return os.path.relpath(path, Path.cwd()) if path.is_relative_to(Path.cwd()) else path
