"""`build.py texts …`: what is open in each language, what was read, and files for translators."""

import fnmatch
import os
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from site_src.program.content import content as content_module
from site_src.program.content import translations
from site_src.program.content.problems import among, shown
from site_src.program.content.translations import MISSING, STALE, Translations
from site_src.program.messages import msg, told
from site_src.program.translation import exchange, writing

# How much of a text is quoted in a list, and of one that somebody reads.
QUOTED, WHOLE = 400, 20_000
SENTENCE = re.compile(r"[.!?:]\s+|\n+")
STATES = {MISSING: msg("missing"), STALE: msg("out of date")}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# What says yes, in the languages of messages.
YES = ("y", "yes", "k", "kyllä")


def run(content, options, say, stop, ask):
    """One `texts` command; `ask` gets a question and gives the answer, or None where nobody answers any more. Returns the
    exit status."""
    action, names = options.action, options.names
    if action == "import":
        return exchange.take(content, [Path(name) for name in names], say, stop)
    codes = [code for code in content.known_languages if code != content.source]
    if names and names[0] not in codes:
        return stop(among(msg("There is no translation {names}.", names=names[0]), names[0], codes))
    built = [language.code for language in content.languages if language.code != content.source]
    if action == "status":
        status(content, names or built, say)
        return 0
    if action == "review" and len(names) < 2 and not options.all:
        return read_through(content, names or built, options.by, options.date, say, ask)
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
                _compare(unit, say, QUOTED)
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


def _compare(unit, say, longest):
    """Tells what the source was, where that is known, and what it is now, from the sentence in which they part."""
    now = translations.plain(unit.source.words)
    if unit.state == STALE and unit.was is not None:
        begin = _common(unit.was, now)
        say(msg("    was: {was}", was=shown(_from(unit.was, begin), longest)))
        now = _from(now, begin)
    say(msg("    now: {words}", words=shown(now, longest)))


def _common(one, other):
    """Where the sentence begins in which two texts part."""
    same = len(os.path.commonprefix([one, other]))
    return max((mark.end() for mark in SENTENCE.finditer(one, 0, same)), default=0)


def _from(text, begin):
    """A text from there on: what is the same before it need not be read again."""
    return f"… {text[begin:]}" if begin else text


def read_through(content, codes, by, day, say, ask):
    """Shows each text that is missing or out of date once, with its translation into each language, and asks whether that is
    right: yes stamps it (with `by`, who has read it is kept too), other words take its place, and no answer leaves it open.
    Returns the exit status."""
    if day and not _has_come(day):
        return _no_day(day, say)
    found = {code: Translations(content, code) for code in codes}
    open_ = {}
    for code, each in found.items():
        for unit in each.units:
            if unit.state in (MISSING, STALE):
                open_.setdefault(unit.key, []).append((code, unit))
    read, anew, asking = {code: set() for code in codes}, {code: {} for code in codes}, True
    try:
        for number, (key, units) in enumerate(open_.items(), 1):
            if not asking:
                break
            _, first = units[0]
            file, line, _ = first.source.place
            say(msg("{number}/{count} {key} ({file}:{line})", number=number, count=len(open_), key=key, file=file, line=line))
            _compare(first, say, WHOLE)
            for code, unit in units:
                words = _ask_for(code, unit, say, ask)
                if words is None:
                    asking = False
                    break
                if words:
                    read[code].add(key)
                    if unit.target is None or words != unit.target.words:
                        anew[code][key] = words
    finally:
        # Whoever stops in the middle keeps what is read.
        _put(content, read, anew, by, day, say)
    for code, keys in read.items():
        left = sum(code in dict(units) for units in open_.values()) - len(keys)
        say(msg("{code}: {read} read and stamped, {left} left open.", code=code, read=len(keys), left=left))
    return 0


def _ask_for(code, unit, say, ask):
    """The words of a translation that somebody has read, old or new; "" to leave it open, None when nobody answers."""
    if unit.target:
        say(f"    {code}: {shown(unit.target.words.strip(), WHOLE)}")
        question = msg("    Is it right? y: yes. Enter: leave it open. Or write it anew:")
    else:
        question = msg("    {code}: missing. Write it, or Enter to leave it open:", code=code)
    while True:
        answer = ask(question)
        if not answer:
            return answer
        if answer.lower() in YES:
            if unit.target:
                return unit.target.words
            # Nothing is there to be right, and nobody means the letter.
            continue
        if unit.key.endswith("/body"):
            wrong = msg("It has several lines: write it in {file}, and start the command again.", file=unit.place[0])
        else:
            wrong = exchange.fault(unit, answer)
        if not wrong:
            return answer
        say(f"    {told(wrong)}")


def _put(content, read, anew, by, day, say):
    """Writes what was written anew, then says what was read."""
    for code, words in anew.items():
        if words:
            writing.write(content, code, words)
    fresh = content_module.read(content.project) if any(anew.values()) else content
    for code, keys in read.items():
        if keys and by:
            translations.review(Translations(fresh, code), keys, by, day or date.today().isoformat())
        elif keys:
            translations.stamp(Translations(fresh, code), keys)


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
        return _no_day(day, say)
    found = Translations(content, code)
    if wrong := _unknown(found, patterns):
        return _refuse(wrong, found, say)
    keys = _keys(found, patterns, everything)
    count = translations.review(found, keys, by, day or date.today().isoformat())
    say(msg("{code}: {count} texts are reviewed by {by}.", code=code, count=count, by=by))
    return 0 if count else 1


def _no_day(day, say):
    say(msg("{day} is no day that has come. Write --date as 2026-11-24.", day=day))
    return 1


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
