"""What one run of the proof has found so far, shared by all its claims."""

from collections import defaultdict

from site_src.program.messages import msg
from site_src.program.proof.reach import TooMany, combinations, reachable

# The files that problems are told in, as a questionnaire names them.
QUESTIONNAIRE = "questionnaire"
SCORING = "scoring"
GUIDANCE = "guidance"


class Findings:
    """The content, its population, the trials on the engine; and what was found.

    `problems` are what fails, `texts` the texts residents reach (path without language -> answers that lead there, and
    domains disagreed with), `needs_of` the needs reachable in a group of cases, `numbers` what the report tells,
    `failures` the languages in which the engine missed a word.
    """

    def __init__(self, site, population, trials, counterexamples):
        self.site, self.population, self.trials, self.counterexamples = site, population, trials, counterexamples
        self.content = population.content
        self.languages = self.content.languages
        self.problems, self.texts, self.needs_of, self.failures, self.decided = [], {}, {}, {}, {}
        self.numbers = defaultdict(int)

    def problem(self, file, path, message, warning=False):
        """Adds a problem at its place in a file of the questionnaire."""
        self.problems.append(self.site.document(file).problem(path, message, warning))

    def text(self, path, answers, disagree=()):
        """Notes that a text is reached."""
        if path not in self.texts or _cost((answers, disagree)) < _cost(self.texts[path]):
            self.texts[path] = (answers, disagree)

    def reachable(self, group, targets, path):
        """As `reach.reachable`; a question that can't be decided is reported and reaches nothing."""
        return self._decide(reachable, group, targets, path) or {}

    def combinations(self, group, targets, path):
        """As `reach.combinations`, in the same way."""
        return self._decide(combinations, group, targets, path) or []

    def _decide(self, question, group, targets, path):
        key = (question, group.signature, tuple(targets))
        try:
            if key not in self.decided:
                self.decided[key] = question(self.population, group, targets)
            return self.decided[key]
        except TooMany:
            message = msg("Too much is read here together to decide what is reached. Read fewer facts.")
            self.problem(GUIDANCE, path, message, warning=True)
            return None

    def agree(self, what, expected, answers, disagree=()):
        """Tries on the engine, in every language, that answers lead where the analysis says: `expected` looks at the
        result and tells. False when they don't."""
        for language in self.languages:
            result = self.watch(what, answers, language, disagree)
            if result is not None and not _as(expected, result):
                shown = self.counterexamples.write(f"engine-{what}", answers, disagree)
                self.problem(
                    SCORING,
                    (),
                    msg(
                        "The analysis and the engine disagree about {what} in {language}. Look at scoring/. {shown}",
                        what=what,
                        language=language,
                        shown=shown,
                    ),
                )
                return False
        outer = self.trials.run(answers, self.languages[0], disagree)
        if "failure" not in outer and not _as(expected, outer):
            shown = self.counterexamples.write(f"engine-{what}", answers, disagree)
            self.problem(
                SCORING,
                (),
                msg(
                    "The two doors of the engine disagree about {what}. Look at scoring/wire.py. {shown}", what=what, shown=shown
                ),
            )
            return False
        return True

    def watch(self, what, answers, language, disagree=()):
        """The engine's result, or None when it fails. A missing word is told by the texts, anything else here."""
        result = self.trials.watch(answers, language, disagree)
        if "failure" not in result:
            return result
        if "KeyError" in result["failure"]:
            self.failures.setdefault(language, (result["failure"], answers, disagree))
        else:
            shown = self.counterexamples.write(f"failure-{what}", answers, disagree)
            message = msg(
                "The engine fails for {what} in {language}: {failure}. Look at scoring/. {shown}",
                what=what,
                language=language,
                failure=result["failure"],
                shown=shown,
            )
            self.problem(SCORING, (), message)
        return None


def _as(expected, result):
    try:
        return bool(expected(result))
    except (LookupError, StopIteration):
        return False


def _cost(way):
    answers, disagree = way
    return (len(disagree), len(answers))


def cheapest(ways):
    """The way that needs no disagreement if there is one, and the fewest answers."""
    return min(ways, key=_cost)
