"""`build.py texts …`: what is open in each language, what was read, and files for translators."""

import fnmatch
import os
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from site_src.program.content import translations
from site_src.program.content.problems import among, shown
from site_src.program.content.translations import MISSING, STALE, Translations
from site_src.program.messages import msg
from site_src.program.translation import exchange

QUOTED = 400
SENTENCE = re.compile(r"[.!?:]\s+|\n+")
STATES = {MISSING: msg("missing"), STALE: msg("out of date")}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def run(content, options, say, stop):
    """One `texts` command. Returns the exit status."""
    action, names = options.action, options.names
    if action == "import":
        return exchange.take(content, [Path(name) for name in names], say, stop)
    codes = [code for code in content.known_languages if code != content.source]
    if names and names[0] not in codes:
        return stop(among(msg("There is no translation {names}.", names=names[0]), names[0], codes))
    if action == "status":
        built = [language.code for language in content.languages if language.code != content.source]
        status(content, names or built, say)
        return 0
    if not names:
        return stop(msg("Name a language: build.py texts {action} {lang} …", action=action, lang=codes[0] if codes else "LANG"))
    code, *keys = names
    if action == "stamp":
        return stamp(content, code, keys, options.all, say)
    if action == "review":
        return review(content, code, keys, options.all, options.by, options.date, say)
    return exchange.give(content, code, options.out, options.all, say, stop)


def status(content, codes, say):
    """Counts each language, and lists text by text what is missing or out of date, the old source beside the new."""
    for code in codes:
        found = Translations(content, code)
        for unit in found.units:
            if unit.state in (MISSING, STALE):
                file, line, _ = unit.place
                say(
                    msg(
                        "{file}:{line}: {key} ({code}) is {state}.",
                        file=file,
                        line=line,
                        key=unit.key,
                        code=code,
                        state=STATES[unit.state],
                    )
                )
                now = translations.plain(unit.source.words)
                if unit.state == STALE and unit.was is not None:
                    begin = _common(unit.was, now)
                    say(msg("    was: {was}", was=shown(_from(unit.was, begin), QUOTED)))
                    now = _from(now, begin)
                say(msg("    now: {words}", words=shown(now, QUOTED)))
                if unit.target:
                    say(f"    {code}: {shown(translations.plain(unit.target.words), QUOTED)}")
        readers = Counter((unit.by, unit.date) for unit in found.units if unit.by)
        say(
            msg(
                "{code}: {missing} missing, {stale} out of date, {made} translated, {reviewed} reviewed.",
                code=code,
                **found.counts,
            )
        )
        for (by, day), count in readers.items():
            say(msg("{code}: {by} read {count} on {day}.", code=code, by=by, count=count, day=day))


def _common(one, other):
    """Where the sentence begins in which two texts part."""
    same = len(os.path.commonprefix([one, other]))
    return max((mark.end() for mark in SENTENCE.finditer(one, 0, same)), default=0)


def _from(text, begin):
    """A text from there on: what is the same before it need not be read again."""
    return f"… {text[begin:]}" if begin else text


def stamp(content, code, patterns, everything, say):
    """Says that translations were made from the source as it is now. Returns the exit status."""
    found = Translations(content, code)
    if wrong := _unknown(found, patterns):
        return _refuse(wrong, found, say)
    keys = _keys(found, patterns, everything)
    if not keys:
        open_ = [unit.key for unit in found.units if unit.state == STALE]
        say(
            msg(
                "Name the texts that you have read: build.py texts stamp {code} KEY … (`ui/*` names all that "
                "begin so), or --all.",
                code=code,
            )
        )
        say(msg("Out of date in {code}: {open}.", code=code, open=", ".join(open_) or msg("nothing")))
        return 1
    say(
        msg(
            "{code}: {found} texts stamped as made from the source as it is now.",
            code=code,
            found=translations.stamp(found, keys),
        )
    )
    return 0


def review(content, code, patterns, everything, by, day, say):
    """Says who has read translations against their source, and when. Returns the exit status."""
    if not by:
        say(msg("A review has a name: --by NAME, and --date if it was not today."))
        return 1
    if day and not _has_come(day):
        say(msg("{day} is no day that has come. Write --date as 2026-11-24.", day=day))
        return 1
    found = Translations(content, code)
    if wrong := _unknown(found, patterns):
        return _refuse(wrong, found, say)
    keys = _keys(found, patterns, everything)
    count = translations.review(found, keys, by, day or date.today().isoformat())
    say(msg("{code}: {count} texts are reviewed by {by}.", code=code, count=count, by=by))
    return 0 if count else 1


def _has_come(day):
    try:
        # It is tomorrow in Finland before it is where a program runs.
        return bool(DAY.fullmatch(day)) and date.fromisoformat(day) <= date.today() + timedelta(days=1)
    except ValueError:
        return False


def _keys(found, patterns, everything):
    keys = {unit.key for unit in found.units}
    return keys if everything else {key for key in keys if any(fnmatch.fnmatchcase(key, each) for each in patterns)}


def _unknown(found, patterns):
    """The patterns that name no text."""
    return [each for each in patterns if not any(fnmatch.fnmatchcase(unit.key, each) for unit in found.units)]


def _refuse(patterns, found, say):
    """Tells each pattern that names no text, with the key that was probably meant. Returns the exit status."""
    keys = [unit.key for unit in found.units]
    for each in patterns:
        say(among(msg("There is no text {key}.", key=each), each, keys, msg("Correct the key; nothing was written.")))
    return 1
