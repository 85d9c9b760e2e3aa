"""The exhaustive proof: whatever a resident answers, wherever they live, the result has words, a next step and services.

Nothing is sampled. The person's case (situation, municipality, age, language) is enumerated. The answers to all other
items are too many to enumerate, so they are analysed: `clusters` works out exactly which score states and facts the
items that hang together can lead to, `reach` which combinations of them. What is found is then tried on the engine.
The answers are those the engine takes, which are more than the page offers ("does not apply" to everything).
"""

import time

from site_src.program.browser import bundle
from site_src.program.content.problems import errors
from site_src.program.messages import msg
from site_src.program.proof import acting, asked, guidance, kept, scores, services, texts
from site_src.program.proof.cases import Population
from site_src.program.proof.findings import SCORING, Findings
from site_src.program.proof.trials import Counterexamples, Trials

PARTS = (asked.prove, scores.prove, guidance.prove_needs, guidance.prove_patterns, services.prove, acting.prove, texts.prove)


def prove(content, say, cache=None):
    """Problems that leave some resident without words, a next step or a service; `say` gets what was proven.

    What an earlier proof of the same content found is told again from the folder `cache`, unless it was refuted."""
    file = kept.place(content, cache) if cache else None
    if file and (earlier := kept.read(file)):
        problems, said = earlier
        for line in (*said, msg("This was proven before, of the same content.")):
            say(line)
        return problems
    said = []

    def tell(line):
        said.append(line)
        say(line)

    found = _prove(content, tell)
    # Answers that refute it are written down by each proof anew.
    if file and not errors(found):
        kept.write(file, found, said)
    return found


def _prove(content, say):
    several, found = len(content.questionnaires) > 1, []
    for each in content.questionnaires:
        if several:
            say(msg("The questionnaire {folder}:", folder=each.folder))
        found += prove_one(each, say)
    return sorted(found)


def prove_one(content, say):
    """As `prove`, of the questionnaire alone that `content` is seen by."""
    began = time.perf_counter()
    try:
        trials = Trials(bundle.documents(content).__getitem__)
        found = Findings(content, Population(trials.content), trials, Counterexamples(content, trials))
        say(msg("Proving over {groups:,} cases …", groups=sum(len(group.cases) for group in found.population.groups)))
        for part in PARTS:
            part(found)
    except (LookupError, ArithmeticError) as error:
        # What is referred to but isn't there is told by the other checks, at its place.
        message = msg(
            "The proof can't be made ({name}: {error}). Solve the problems of the plain check first.",
            name=type(error).__name__,
            error=error,
        )
        return [content.document(SCORING).problem((), message)]
    for line in _report(found, time.perf_counter() - began):
        say(line)
    return found.problems


def _report(found, seconds):
    numbers, content = found.numbers, found.content

    def share(key):
        return "{:,} of {:,}".format(*numbers[key])

    told = (
        f"{len(content.items[item].options)} {item}{' + every pair' if content.items[item].traits.several else ''} + not told "
        "+ does not apply"
        for item in found.population.case_items
    )
    yield f"Cases: {' × '.join(told)} × {len(found.languages)} languages = {numbers['cases']:,}."
    yield f"Reached: routes {share('routes')}, steps {share('steps')}, items {share('items')}, options {share('options')}."
    yield f"Options that nothing reads and that change nothing: {', '.join(numbers['harmless']) or 'none'}."
    bands = f"{numbers['bands']} of {numbers['bands_all']}"
    yield f"Scores: {numbers['states']:,} states of {len(content.rules)} domains; bands {bands}."
    yield (
        f"Guidance: needs {share('needs')}, steps {share('steps_of')}, overall texts {share('overall')}, "
        f"joint planning shown and not shown {share('joint')}; round the clock in {numbers['always']:,} cases."
    )
    for language, counts in numbers["texts"].items():
        yield "Texts in {}: {:,} of {:,} reached.".format(language, *counts)
    yield (
        f"Services: {numbers['pairs']:,} pairs of case and need; at most {numbers['at_once']} needs at once, "
        f"{content.guidance.places.most} services shown; {numbers['matchings']:,} matchings."
    )
    yield "By telephone: {:,} of {:,} pairs of case and need have a service one can call.".format(*numbers["called"])
    stops = errors(found.problems)
    result = f"Refuted: {len(stops)} problems" if stops else "Proven"
    yield (
        f"{result}; the engine agreed in {found.trials.runs:,} whole results, all states and matchings and "
        f"{numbers['choices']:,} choices of a text; {seconds:.1f} s."
    )
