"""Every state of every domain gets the score and band its rule says; no score lies in a gap; every band is reached."""

from fractions import Fraction

from scoring import engine
from site_src.program.checks.texts import FEEDBACK
from site_src.program.messages import msg
from site_src.program.proof.findings import SCORING
from site_src.program.proof.reach import answers_of


def prove(found):
    """All domains, in the order of the rules."""
    for rule in found.content.rules:
        states = _states(found, rule)
        found.numbers["states"] += len(states)
        here = ("domains", rule.domain)
        _same_points(found, rule, here)
        _same_scores(found, rule, states, here)
        places = {outcome: place for (_, outcome), place in states.items()}
        _gaps(found, rule, places, here)
        _bands(found, rule, places, here)
        hidden = [place for (state, outcome), place in states.items() if state.answered and outcome.score is None]
        if hidden:
            found.agree(f"{rule.domain} not shown", _has_band(rule.domain, None), hidden[0])


def _states(found, rule):
    """(state, outcome) -> answers that lead there, over all cases."""
    states, seen = {}, set()
    for cluster in found.population.clusters:
        if not any(exact.rule is rule for exact in cluster.rules):
            continue
        for group in found.population.groups:
            reached = cluster.reached(found.population.steps, group.known)
            # Cases in which the same is asked share what is reached.
            if id(reached) not in seen:
                seen.add(id(reached))
                for (domain, state, outcome), way in reached.states.items():
                    if domain == rule.domain and (state, outcome) not in states:
                        states[state, outcome] = answers_of(group, [way])[0]
    return states


def _same_points(found, rule, here):
    """The engine gives each single answer the points the rule says."""
    exact = next(exact for cluster in found.population.clusters for exact in cluster.rules if exact.rule is rule)
    for (item, option), value in exact.values.items():
        given = engine.item_value(exact.scored[item], found.content.items[item], option, rule.spread)
        if Fraction(str(given)) != value:
            shown = found.counterexamples.write(f"points-{item}-{option}", {item: (option,)})
            message = msg(
                "{option} of {item} should count {value:g}, the engine counts {given:g}.",
                option=option,
                item=item,
                value=float(value),
                given=given.number(),
            )
            message += " Look at scoring/engine.py."
            found.problem(SCORING, here, f"{message} {shown}")
            return


def _same_scores(found, rule, states, here):
    """The engine's score and band of every state are those worked out exactly."""
    builds = rule.requires or any(scored.id not in found.content.items for scored in rule.items)
    for (state, outcome), answers in states.items():
        asked = engine.ask(answers, found.content)
        parts = {score.id: score for score in engine.score_domains(asked, found.content)} if builds else {}
        result = engine.score_domain(rule, asked, found.content, parts)
        same = (
            result.band == outcome.band
            and (result.answered, result.applicable) == (state.answered, state.applicable)
            and (None if result.exact is None else Fraction(str(result.exact))) == outcome.score
        )
        if not same:
            shown = found.counterexamples.write(f"score-{rule.domain}", answers)
            message = msg(
                "By its rule {domain} should get {outcome}, the engine gives {result}. Look at scoring/engine.py. {shown}",
                domain=rule.domain,
                outcome=_shown(outcome, state.answered, state.applicable),
                result=_shown(result, result.answered, result.applicable),
                shown=shown,
            )
            found.problem(SCORING, here, message)
            return


def _shown(outcome, answered, applicable):
    score = "no score" if outcome.score is None else f"{float(outcome.score):g} ({outcome.band or 'no band'})"
    return msg("{score} for {answered} of {applicable} answers", score=score, answered=answered, applicable=applicable)


def _band_sets(rule):
    """All the bands a rule may be read by, everybody's last."""
    return (*(bands for _, bands in rule.bands_if), rule.bands)


def _gaps(found, rule, places, here):
    # Whoever has no bands to be read by has no gap.
    every = _band_sets(rule)
    gaps = {at: answers for at, answers in places.items() if at.score is not None and at.band is None and every[at.bands]}
    if gaps:
        shown = found.counterexamples.write(f"gap-{rule.domain}", next(iter(gaps.values())))
        scores = ", ".join(f"{score:g}" for score in sorted({float(gap.score) for gap in gaps}))
        message = msg(
            "The scores {scores} of {domain} lie in no band, so the result leaves them out. Close the gap. {shown}",
            scores=scores,
            domain=rule.domain,
            shown=shown,
        )
        found.problem(SCORING, here, message)


def _bands(found, rule, places, here):
    for read_by, band in ((place, band) for place, bands in enumerate(_band_sets(rule)) for band in bands):
        found.numbers["bands_all"] += 1
        ways = [answers for outcome, answers in places.items() if (outcome.bands, outcome.band) == (read_by, band.id)]
        if not ways:
            _unreached(found, rule, band, places, here)
            continue
        found.numbers["bands"] += 1
        answers = min(ways, key=len)
        found.text(("domain", rule.domain, "name"), answers)
        found.text(("band", band.id), answers)
        for part in FEEDBACK.get(band.kind, ()):
            found.text(("domain", rule.domain, band.id, part), answers)
        found.agree(f"{rule.domain} {band.id}", _has_band(rule.domain, band.id), answers)


def _unreached(found, rule, band, places, here):
    scored = {outcome: answers for outcome, answers in places.items() if outcome.score is not None}
    shown = "Nobody gets a score in this domain at all."
    if scored:
        near = min(scored, key=lambda outcome: min(abs(outcome.score - Fraction(str(end))) for end in (band.start, band.end)))
        pointer = found.counterexamples.write(f"band-{rule.domain}-{band.id}", scored[near])
        shown = f"The nearest score is {float(near.score):g} ({near.band or 'no band'}). {pointer}"
    message = msg(
        "No answers lead to the band {band} of {domain}. Move its limits or remove it. {shown}",
        band=band.id,
        domain=rule.domain,
        shown=shown,
    )
    found.problem(SCORING, here, message)


def _has_band(domain, band):
    return lambda result: next(score for score in result["domains"] if score["id"] == domain)["band"] == band
