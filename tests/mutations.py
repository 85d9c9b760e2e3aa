"""Breaks the content and the engine on purpose, one small change at a time, and tells which changes go unnoticed.

    python -m tests.mutations          stops at the first that notices: tests of scoring, the check, the proof
    python -m tests.mutations --all    tries all three on every change
    python -m tests.mutations WORD …   only changes whose name has one of the words
    … --verbose                        also what each says

Every change gets a copy of the project in a temporary folder and a process of its own (by fork, so not on Windows).
Exit status 1 when a change goes unnoticed.
"""

# ruff: noqa: E501 (a change on one line reads best)

import contextlib
import io
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# Loaded before the processes part, so that none of them has to. Nothing of the project itself is.
import babel.dates  # noqa: F401
import hypothesis.strategies  # noqa: F401
import jsonschema  # noqa: F401
import pytest
import yaml  # noqa: F401

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("scoring", "questionnaire", "site_src", "tests", "build.py", "pyproject.toml")
SLOW = "test_properties.py"
# This one sets up an environment of its own, which a copy doesn't have.
NOT_IN_A_COPY = "tests/scoring/instruments/test_instruments.py::test_the_command_scores_another_questionnaire"
PROCESSES = 2


@dataclass(frozen=True)
class Mutation:
    """A change of one file: `changes` are (old, new) texts; each old one must be there, its first place is changed."""

    name: str
    file: str
    changes: tuple

    def text(self, root):
        """The changed text. Raises `LookupError` when the file has moved on."""
        text = (root / self.file).read_text(encoding="utf-8")
        for old, new in self.changes:
            if old not in text:
                raise LookupError(f"{self.name}: {self.file} has no {old!r} any more. Bring the mutation up to date.")
            text = text.replace(old, new, 1)
        return text


def _of(file, *mutations):
    return [Mutation(f"{Path(file).name}: {name}", file, changes) for name, *changes in mutations]


def mutations():
    """All of them."""
    return [
        *_of(
            "questionnaire/scoring.yml",
            ("the first cut-off one point higher", ("below: 40", "below: 41"), ("from: 40", "from: 41")),
            ("the first cut-off one point lower", ("below: 40", "below: 39"), ("from: 40", "from: 39")),
            ("the second cut-off one point higher", ("below: 70", "below: 71"), ("from: 70", "from: 71")),
            ("the second cut-off one point lower", ("below: 70", "below: 69"), ("from: 70", "from: 69")),
            ("a band that means another", ("kind: varies", "kind: attention")),
            ("a gap of one point", ("from: 40", "from: 41")),
            ("the highest score in no band", ("to: 100", "to: 99")),
            ("a reverse item not turned", ("{id: people.lonely, reverse: true}", "people.lonely")),
            ("an item turned that is not reverse", ("[energy.sleep,", "[{id: energy.sleep, reverse: true},")),
            ("fewer answers are enough", ("at_least: 1/2", "at_least: 1/3")),
            ("more answers are needed", ("at_least: 1/2", "at_least: 3/4")),
            ("an item no longer counts", (", security.benefits]", "]")),
            ("an item counts twice as much", ("skills.heard]", "{id: skills.heard, weight: 2}]")),
            ("a sum instead of a mean", ("method: mean", "method: sum")),
            ("scores are not spread to the end", ("spread: [0, 100]", "spread: [0, 99]")),
            ("a decimal is kept", ("decimals: 0", "decimals: 1")),
        ),
        *_of(
            "questionnaire/questionnaire.yml",
            (
                "the options in the opposite order",
                ("[never, seldom, sometimes, often, always]", "[always, often, sometimes, seldom, never]"),
            ),
            ("ages are forgotten", ("  age: age", "  age: null")),
            ("the wish is another item's", ("  wish: help.first", "  wish: hopes.next")),
            ("a situation without a route", ("[jobseeker, laid-off, in-service]", "[jobseeker, in-service]")),
            (
                "a question for the wrong route",
                (
                    "conditions.manager, type: scale, scale: often, icf: [e330, e430], asked_if: {situation: [employed]}",
                    "conditions.manager, type: scale, scale: often, icf: [e330, e430], asked_if: {situation: [entrepreneur]}",
                ),
            ),
            (
                "the workplace asked of jobseekers",
                ("asked_if: {situation: [employed, entrepreneur]}", "asked_if: {situation: [employed, entrepreneur, jobseeker]}"),
            ),
            (
                "a step nobody is asked",
                ("asked_if: {route: [seeking, away, open]}", "asked_if: {route: [seeking], situation: [caring]}"),
            ),
        ),
        *_of(
            "questionnaire/guidance.yml",
            ("a wish weighs less than answers", ("wish: 1000", "wish: 10")),
            ("attention weighs more than answers", ("attention: 20", "attention: 40")),
            ("a need loses its band", ("    wish: money\n    attention: [security]\n", "    wish: money\n")),
            (
                "a need by fewer answers",
                ("answer: {security.bills: [not-at-all, little]}", "answer: {security.bills: [not-at-all]}"),
            ),
            ("a need by more answers", ("{work.ability: {at_most: 4}}", "{work.ability: {at_most: 5}}")),
            ("a need's sector", ("- id: body\n    sector: health", "- id: body\n    sector: social")),
            ("a need without a wish", ("    wish: housing\n", "")),
            ("joint planning sooner", ("{count.sector: {at_least: 3}}", "{count.sector: {at_least: 2}}")),
            (
                "an overall text later",
                (
                    "{id: much-at-once, when: {count.attention: {at_least: 4}}}",
                    "{id: much-at-once, when: {count.attention: {at_least: 5}}}",
                ),
            ),
            (
                "an overall text nobody gets",
                (
                    "{id: some-attention, when: {count.attention: {at_least: 1}}}",
                    "{id: some-attention, when: {count.attention: {at_least: 4}}}",
                ),
            ),
            ("fewer services than needs", ("most: 25", "most: 20")),
        ),
        *_of(
            "scoring/engine.py",
            ("a band begins above its start", ("band.start <= score", "band.start < score")),
            ("a band reaches its end", ("score < band.end or", "score <= band.end or")),
            ("the last band does not reach its end", ("score <= band.end", "score < band.end")),
            ("two thirds are not enough", (">= applicable * rule.numerator", "> applicable * rule.numerator")),
            ("one more may be missing", ("answered <= rule.missing_at_most", "answered <= rule.missing_at_most + 1")),
            ("reverse from the highest only", ("value = low + high - value", "value = high - value")),
            ("nothing is turned", ("if scored.reverse:", "if not scored.id:")),
            ("what does not apply is expected", ("!= (DOES_NOT_APPLY,)", "!= ()")),
            (
                "skipped counts as zero",
                ("return total / _weight(answered)", "return total / _weight(applicable)"),
            ),
            ("a hidden answer counts", ("or not holds(item.asked_if, facts):", "or not holds({}, facts):")),
            ("the last route wins", ("for route in content.routes if", "for route in reversed(content.routes) if")),
            ("the highest is the lowest", ("return max(values)", "return min(values)")),
            ("the lowest is the highest", ("return min(values)", "return max(values)")),
            ("a sum is always scaled up", ("if rule.prorate and", "if")),
            ("a sum is never scaled up", ("if rule.prorate and", "if False and")),
            ("a part's weight is forgotten", ("return part.exact * scored.weight", "return part.exact")),
            ("an item's weight is forgotten", ("key[2], rule.spread) * scored.weight", "key[2], rule.spread)")),
            ("what is required is not asked for", ("any(name not in parts or", "False and any(name not in parts or")),
            (
                "everybody's bands for everybody",
                ("next((bands for when, bands in rule.bands_if", "next((bands for when, bands in ()"),
            ),
            ("a step is reached too late", ("if start <= number", "if start < number")),
            ("below the first step the last value", ("table[0][1])", "table[-1][1])")),
            ("an item's lookup is forgotten", ("if scored.lookup:", "if not scored.id:")),
            ("a number beyond its limits", ("not low <= number <= high or", "")),
            ("a number between its steps", (" or ((number - low) / step).under != 1", "")),
            ("a transform that begins at nothing", ("new_low + (score - low)", "(score - low)")),
        ),
        *_of(
            "scoring/exact.py",
            ("half is rounded down", ("(2 * self.over * scale + self.under) //", "(2 * self.over * scale + self.under - 1) //")),
            ("always rounded down", ("+ self.under) //", "+ 0) //")),
            (
                "a decimal as binary fractions have it",
                ("len(decimals)\n    return", "len(decimals) - (len(decimals) > 2)\n    return"),
            ),
            ("a difference is a sum", ("self.over * other.under - other.over", "self.over * other.under + other.over")),
            ("a number that is whole by chance", ("if self.under == 1 else", "if self.under < 3 else")),
        ),
        *_of("scoring/exact.py", ("rounding down", ("2 * self.over * scale + self.under", "2 * self.over * scale"))),
        *_of(
            "scoring/guidance.py",
            ("the lightest need first", ("-need.weight", "need.weight")),
            ("one domain too many is counted", ("str(len(shown))", "str(len(shown) + 1)")),
            ("the wish is forgotten", ("if need.wish and need.wish in", "if not need.wish and need.wish in")),
        ),
        *_of(
            "scoring/matching.py",
            ("those a service is not for", ("limit and given.isdisjoint(limit)", "limit and not given.isdisjoint(limit)")),
            ("the cut comes too early", ("content.guidance.places.most", "content.guidance.places.first")),
            ("limited services first", ("service.situations and not self.situations", "service.situations and self.situations")),
            ("what nobody can act on first", ("not service.actionable,", "service.actionable,")),
            ("a gate left open", ("if service.only_if and not holds", "if service.only_if and holds")),
            (
                "the nation before the municipality",
                (
                    '("municipality", "employment-area", "county", "nation")',
                    '("nation", "county", "employment-area", "municipality")',
                ),
            ),
            ("services of all municipalities", ("not self.municipalities.isdisjoint(service.municipalities)", "True")),
            ("county services only where one lives", ('ANYWHERE = ("county", "nation")', 'ANYWHERE = ("nation",)')),
        ),
        *_of(
            "scoring/model.py",
            (
                "strengths last",
                ('BAND_KINDS = ("strength", "varies", "attention")', 'BAND_KINDS = ("attention", "varies", "strength")'),
            ),
            ("domains that vary lead to no need", ('NEED_KINDS = ("attention", "varies")', 'NEED_KINDS = ("attention",)')),
        ),
        *_of(
            "scoring/conditions.py",
            ("at most excludes the number", ("<= number <= limits", "<= number < limits")),
            ("all instead of any", ("return any(holds(part, facts)", "return all(holds(part, facts)")),
            ("not is ignored", ("return not holds(value, facts)", "return holds(value, facts)")),
        ),
        *_of(
            "scoring/report.py",
            ("homework for what goes well", ("if kind != STRENGTH else None", "if kind == STRENGTH else None")),
            ("no joint planning", ("not holds(joint.when", "holds(joint.when")),
            (
                "own words left out",
                ("if item.traits.own_words and name in self.facts", "if item.traits.several and name in self.facts"),
            ),
            ("disagreement ignored", ("OWN_VIEW if score.id in self.disagree", "OWN_VIEW if not score.id")),
        ),
        *(
            Mutation(f"{code}.yml: no text {'/'.join(keys)}", _texts(code, keys), _deletion(code, keys))
            for code, keys in [
                ("fi", ("domain", "mood", "varies", "try")),
                ("sv", ("domain", "people", "strength", "means")),
                ("en", ("overall", "steady")),
                ("fi-simple", ("need", "money", "steps", "anyone")),
                ("fi", ("report", "worst-label")),
            ]
        ),
    ]


def _texts(code, keys):
    """The file of a language that a text stands in."""
    return f"site_src/words/{code}.yml" if keys[0] == "report" else f"questionnaire/texts/{code}.yml"


def _deletion(code, keys):
    """The change that deletes a text, found by its keys; nothing to delete is a change that can't be made."""
    path = ROOT / _texts(code, keys)
    if not path.exists():
        return ((path.name, ""),)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    start, depth = -1, 0
    for key in keys:
        depth = _indent(lines[start]) if start >= 0 else 1
        start = next(
            (
                place
                for place in range(start + 1, len(lines))
                if lines[place].lstrip().startswith(f"{key}:") and _indent(lines[place]) > depth
            ),
            None,
        )
        if start is None:
            return ((f"{'/'.join(keys)} on lines of their own", ""),)
    end = start + 1
    while end < len(lines) and lines[end].strip() and _indent(lines[end]) > _indent(lines[start]):
        end += 1
    # With the lines before it, so that the place is the only one.
    before = "".join(lines[max(0, start - 3) : start])
    return ((before + "".join(lines[start:end]), before),)


def _indent(line):
    return len(line) - len(line.lstrip())


def check():
    """The first error that `build.py check` would show."""
    from site_src.program import checks
    from site_src.program.content.problems import errors

    return next(map(str, errors(checks.check(_content()))), None)


def proof():
    """The first problem that `build.py check --prove` would add."""
    from site_src.program import proof as prover

    return next(map(str, prover.prove(_content(), lambda line: None)), None)


@cache
def _content():
    from site_src.program.content import content, project

    return content.read(project.of("."))


def cases():
    """The first test that fails among the quick ones of scoring."""
    return _pytest(*(str(path) for path in sorted(Path("tests/scoring").glob("test_*.py")) if path.name != SLOW))


def tests():
    """The first test that fails among all of scoring."""
    return _pytest("tests/scoring")


class _Failures:
    """Remembers what fails."""

    def __init__(self):
        self.names = []

    def pytest_runtest_logreport(self, report):
        """Called by pytest after each part of a test."""
        if report.failed:
            self.names.append(report.nodeid)

    def pytest_collectreport(self, report):
        """Called by pytest after reading a file of tests."""
        if report.failed:
            self.names.append(report.nodeid)


def _pytest(*paths):
    failures = _Failures()
    options = ["-x", "-n0", "--tb=no", "--hypothesis-seed=0", f"--deselect={NOT_IN_A_COPY}", "--rootdir=."]
    status = pytest.main([*options, *paths], plugins=[failures])
    return failures.names[0] if failures.names else (None if status == 0 else f"pytest ended with {status}")


# The quickest first.
TOOLS = (cases, check, proof, tests)


def noticed(task):
    """The tools that notice a mutation, each with what it says. Runs in a process of its own."""
    mutation, everything = task
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in COPIED:
            if (ROOT / name).is_dir():
                # With the bytecode: Python sees by the time of a changed file that its own no longer fits.
                shutil.copytree(ROOT / name, folder / name)
            else:
                shutil.copy2(ROOT / name, folder / name)
        try:
            (folder / mutation.file).write_text(mutation.text(folder), encoding="utf-8")
        except LookupError as error:
            return {"STALE": error.args[0]}
        # Only the copy may be found from here on.
        os.chdir(folder)
        sys.path[:] = [str(folder), *(path for path in sys.path if path and Path(path).resolve() != ROOT)]
        for name in [name for name in sys.modules if name.split(".")[0] == "tests"]:
            del sys.modules[name]
        by = {}
        for tool in TOOLS:
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                try:
                    said = tool()
                except Exception as error:  # a tool that falls over has noticed, too
                    said = f"{type(error).__name__}: {error}"
            if said:
                by[tool.__name__] = said
                if not everything:
                    break
        os.chdir(ROOT)
        return by


def main(arguments):
    """Tries the mutations and prints one line each."""
    everything, verbose = "--all" in arguments, "--verbose" in arguments
    words = [argument for argument in arguments if not argument.startswith("--")]
    chosen = [mutation for mutation in mutations() if not words or any(word in mutation.name for word in words)]
    began, missed = time.perf_counter(), 0
    sys.dont_write_bytecode = True
    with multiprocessing.get_context("fork").Pool(PROCESSES, maxtasksperchild=1) as pool:
        before = pool.apply(noticed, [(Mutation("(nothing is changed)", "pyproject.toml", ()), True)])
        if before:
            print(f"The project is not in order before anything is changed: {before}")
            return 1
        results = pool.imap(noticed, [(mutation, everything) for mutation in chosen], chunksize=1)
        for mutation, by in zip(chosen, results, strict=True):
            missed += not by or "STALE" in by
            print(f"{', '.join(by) or 'MISSED':<28}{mutation.name}", flush=True)
            if verbose or "STALE" in by:
                print(*(f"        {said}" for said in by.values()), sep="\n", flush=True)
    print(f"{len(chosen) - missed} of {len(chosen)} changes were noticed; {time.perf_counter() - began:.0f} s.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
