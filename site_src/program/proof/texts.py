"""Every text that a resident can reach exists in every language, and every text of the content is reached."""

from site_src.program.content.translations import flatten
from site_src.program.messages import msg

KINDS = ("step", "item", "option", "domain", "need", "overall", "band")
# These stand in results, so the engine must have read them. The others stand on the page with the questions.
IN_RESULTS = ("domain", "need", "overall", "band")


def prove(found):
    """All languages. Comes last: what is reached must have been found before."""
    counts = {}
    for language in found.site.languages:
        file = f"texts/{language.code}"
        words = found.site.texts[language.code]
        missing = {path for path in found.texts if not _text(words, path)}
        for path in sorted(missing):
            _missing(found, file, language.code, path)
        own = {path for kind in KINDS for path, _ in flatten(words.get(kind, {}), (kind,))}
        for path in sorted(own - set(found.texts)):
            message = msg("Nobody reaches the text {path}. Let something lead to it, or remove it.", path="/".join(path))
            found.problem(file, ("texts", *path), message)
        if not missing:
            _unread(found, file, language.code)
        counts[language.code] = (len(own & set(found.texts)), len(own | missing))
    found.numbers["texts"] = counts


def _text(words, path):
    for key in path:
        words = words.get(key) if isinstance(words, dict) else None
    return isinstance(words, str) and words.strip()


def _missing(found, file, language, path):
    answers, disagree = found.texts[path]
    result = found.trials.run(answers, language, disagree)
    then = msg(" The result then fails.") if "failure" in result else ""
    shown = found.counterexamples.write(f"text-{language}-{'-'.join(path)}", answers, disagree)
    message = msg(
        "The text {path} is reached but missing in {language}.{then} Write it. {shown}",
        path="/".join(path),
        language=language,
        then=then,
        shown=shown,
    )
    found.problem(file, ("texts", *path), message)


def _unread(found, file, language):
    """What the analysis says is reached, the engine has read; and it missed nothing else."""
    for path in sorted(set(found.texts) - found.trials.seen[language]):
        if path[0] in IN_RESULTS:
            answers, disagree = found.texts[path]
            shown = found.counterexamples.write(f"unread-{language}-{'-'.join(path)}", answers, disagree)
            message = msg(
                "The result does not show the text {path}, as it should. Look at scoring/report.py. {shown}",
                path="/".join(path),
                shown=shown,
            )
            found.problem(file, ("texts", *path), message)
    if language in found.failures:
        failure, answers, disagree = found.failures[language]
        shown = found.counterexamples.write(f"failure-{language}", answers, disagree)
        found.problem(
            file,
            ("texts",),
            msg(
                "The result fails in {language} ({failure}). Write the missing text. {shown}",
                language=language,
                failure=failure,
                shown=shown,
            ),
        )
