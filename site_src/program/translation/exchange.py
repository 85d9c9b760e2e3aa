"""Files for translators: what is missing or out of date as XLIFF 2 or as a workbook, and back into the content."""

from dataclasses import dataclass
from pathlib import Path

from site_src.program.checks.texts import PLACEHOLDER
from site_src.program.content import content as content_module
from site_src.program.content import placeholders, translations
from site_src.program.content.problems import ContentError, Problem, among, listed
from site_src.program.content.translations import MISSING, STALE, Translations
from site_src.program.messages import msg, of_system
from site_src.program.translation import sheet, writing, xliff

# What a file of each kind is written and read by.
DONE = "done"
KINDS = {".xlf": xliff, ".xliff": xliff, ".xlsx": sheet}


@dataclass(frozen=True)
class Job:
    """One text for a translator: its key, source and present translation; `was` is the source that this was made from, and
    `where` the file and line it comes from. What comes back has the state `DONE` where its translator said so."""

    key: str
    source: str
    target: str
    state: str
    was: str
    where: str


@dataclass(frozen=True)
class File:
    """A translator's file: the languages it is from and into, its texts, and the tag of the language that it is into, where it
    gives one."""

    source: str
    target: str
    jobs: tuple[Job, ...]
    tag: str | None = None


def give(content, code, out, everything, say, stop):
    """Writes a file for translators: what is missing or out of date, or everything. Returns the exit status."""
    if out is None or out.suffix not in KINDS:
        return stop(msg("Say where to: --out FILE.xlf for a translation program, --out FILE.xlsx for a spreadsheet."))
    jobs = tuple(
        Job(
            unit.key,
            unit.source.words,
            unit.target.words if unit.target else "",
            unit.state,
            unit.was or "",
            f"{unit.source.place[0]}:{unit.source.place[1]}",
        )
        for unit in Translations(content, code).units
        if everything or unit.state in (MISSING, STALE)
    )
    KINDS[out.suffix].write(File(content.source, code, jobs), _tags(content), out)
    say(msg("{out}: {count} texts to translate into {code}.", out=out, count=len(jobs), code=code))
    return 0


def take(content, paths, say, stop):
    """Puts translators' files into the content and stamps them. Returns the exit status. Raises `ContentError`, and has then
    written nothing."""
    if not paths:
        return stop(msg("Name the translator's file: build.py texts import FILE"))
    found, files = [], []
    for path in paths:
        if path.suffix not in KINDS:
            found.append(Problem.at(path.name, msg("This is neither XLIFF (.xlf) nor a workbook (.xlsx). Give one of these.")))
            continue
        try:
            read = KINDS[path.suffix].read(path)
        except ContentError as error:
            found += error.problems
        except OSError as error:
            found.append(
                Problem.at(
                    path.name,
                    msg("The file cannot be read: {reason}. Give another.", reason=of_system(error)),
                )
            )
        else:
            files.append((path, read))
            found += _problems(content, path, read)
    if found:
        raise ContentError(found)
    for path, read in files:
        _put(content, path, read, say)
    return 0


def _tags(content):
    """The language tags by code."""
    return {entry["code"]: entry["lang"] for entry in content.data(content_module.places.LANGUAGES)["languages"]}


def _problems(content, path, read):
    """What is wrong with a translator's file, each at its text."""
    codes = [code for code in content.known_languages if code != content.source]
    if read.target not in codes:
        yield Problem.at(
            path.name,
            among(msg("There is no translation {target}.", target=read.target or "?"), read.target or "?", codes),
        )
        return
    tag = _tags(content)[read.target]
    if read.tag is not None and read.tag.lower() not in (tag.lower(), read.target.lower()):
        message = msg(
            'The file is for {target}, and its trgLang says "{given}". Export the texts of the language that is meant; '
            "for {target}, trgLang is {tag}.",
            target=read.target,
            given=read.tag,
            tag=tag,
        )
        yield Problem.at(path.name, message)
        return
    units = {unit.key: unit for unit in Translations(content, read.target).units}
    for job in read.jobs:
        if not job.target.strip():
            continue
        where = f"{path.name}: {job.key}"
        unit = units.get(job.key)
        if unit is None:
            yield Problem.at(where, msg("There is no such text any more. Remove it from the file."))
        elif translations.plain(job.source) != translations.plain(unit.source.words):
            yield Problem.at(where, msg("Its source has changed since the file was made. Export it again and translate it anew."))
        elif message := fault(unit, job.target):
            yield Problem.at(where, message)


def fault(unit, words):
    """What is wrong with words as the translation of a text, or None."""
    wanted, given = (sorted(PLACEHOLDER.findall(text)) for text in (unit.source.words, words))
    if wanted != given:
        return msg(
            "It has the placeholders {given}, the source {wanted}. Make them agree.",
            given=", ".join(given) or msg("none"),
            wanted=", ".join(wanted) or msg("none"),
        )
    if unit.key.startswith("pages/"):
        return writing.lost(unit.source.words, words) if unit.key.endswith("/body") else None
    return placeholders.raw(unit.key.rpartition(":")[2], words)


def _put(content, path: Path, read: File, say):
    given = {job.key: job for job in read.jobs if job.target.strip()}
    words = {key: job.target.strip("\n") for key, job in given.items()}
    units = {unit.key: unit for unit in Translations(content, read.target).units if unit.key in words}
    changed = {key: words[key] for key, unit in units.items() if not unit.target or unit.target.words.strip("\n") != words[key]}
    # As it went out: nobody has read it against the new source, or said so.
    unread = [key for key, unit in units.items() if unit.state == STALE and key not in changed and given[key].state != DONE]
    writing.write(content, read.target, changed)
    fresh = content_module.read(content.project)
    stamped = translations.stamp(Translations(fresh, read.target), words.keys() - set(unread))
    say(
        msg(
            "{name}: {count} texts changed, {count_2} as before; {stamped} stamped.",
            name=path.name,
            count=len(changed),
            count_2=len(words) - len(changed) - len(unread),
            stamped=stamped,
        )
    )
    if unread:
        say(
            msg(
                "Out of date and untouched there, so still open: {keys}. Where one is right: build.py texts stamp {code} KEY",
                keys=listed(unread),
                code=read.target,
            )
        )
    if empty := len(read.jobs) - len(words):
        say(msg("{empty} texts are still empty; they stay open.", empty=empty))
