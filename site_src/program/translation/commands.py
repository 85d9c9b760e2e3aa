"""`build.py texts …`: what is open in each language, what was read, and files for translators."""

import fnmatch
from collections import Counter
from datetime import date
from pathlib import Path

from site_src.program.content import translations
from site_src.program.content.problems import shown
from site_src.program.content.translations import MISSING, STALE, Translations
from site_src.program.translation import exchange

QUOTED = 400


def run(content, options, say, stop):
    """One `texts` command. Returns the exit status."""
    action, names = options.action, options.names
    if action == "import":
        return exchange.take(content, [Path(name) for name in names], say, stop)
    codes = [code for code in content.known_languages if code != content.source]
    if names and names[0] not in codes:
        return stop(f"There is no translation {names[0]}. Use: {', '.join(codes)}.")
    if action == "status":
        built = [language.code for language in content.languages if language.code != content.source]
        status(content, names or built, say)
        return 0
    if not names:
        return stop(f"Name a language: build.py texts {action} {codes[0] if codes else 'LANG'} …")
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
                say(f"{file}:{line}: {unit.key} ({code}) is {unit.state}.")
                if unit.state == STALE and unit.was is not None:
                    say(f"    was: {shown(unit.was, QUOTED)}")
                say(f"    now: {shown(translations.plain(unit.source.words), QUOTED)}")
                if unit.target:
                    say(f"    {code}: {shown(translations.plain(unit.target.words), QUOTED)}")
        readers = Counter((unit.by, unit.date) for unit in found.units if unit.by)
        counted = ", ".join(f"{count} {state}" for state, count in found.counts.items())
        say(f"{code}: {counted}.{''.join(f' {by} read {count} on {day}.' for (by, day), count in readers.items())}")


def stamp(content, code, patterns, everything, say):
    """Says that translations were made from the source as it is now. Returns the exit status."""
    found = Translations(content, code)
    keys = _keys(found, patterns, everything)
    if not keys:
        open_ = [unit.key for unit in found.units if unit.state == STALE]
        say(f"Name the texts that you have read: build.py texts stamp {code} KEY … (`ui/*` names all that begin so), or --all.")
        say(f"Out of date in {code}: {', '.join(open_) or 'nothing'}.")
        return 1
    say(f"{code}: {translations.stamp(found, keys)} texts stamped as made from the source as it is now.")
    return 0


def review(content, code, patterns, everything, by, day, say):
    """Says who has read translations against their source, and when. Returns the exit status."""
    if not by:
        say("A review has a name: --by NAME, and --date if it was not today.")
        return 1
    found = Translations(content, code)
    keys = _keys(found, patterns, everything)
    count = translations.review(found, keys, by, day or date.today().isoformat())
    say(f"{code}: {count} texts are reviewed by {by}.")
    return 0 if count else 1


def _keys(found, patterns, everything):
    keys = {unit.key for unit in found.units}
    return keys if everything else {key for key in keys if any(fnmatch.fnmatchcase(key, each) for each in patterns)}
