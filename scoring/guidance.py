"""From what a person said to needs, and from needs to steps. Each keeps its reasons; services are matched in `matching`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.conditions import holds, names, supporting
from scoring.engine import Asked, DomainScore
from scoring.model import Content, FollowingNeed, Guidance, Need, Pattern, RoundTheClock
from scoring.plain import Facts, Ids


@dataclass(frozen=True)
class FoundNeed:
    """A need with its weight, the kinds of reason (wish, answer, attention, varies) and the facts behind them.

    It is `sensitive` when only answers that stay off paper lead to it.
    """

    id: str
    sector: str
    weight: int
    kinds: Ids
    facts: Ids
    sensitive: bool = False


@dataclass(frozen=True)
class FoundStep:
    """What a person could do for a need: a text of `need` by its id, and the services it is about, the best first."""

    need: str
    id: str
    sensitive: bool
    leads_to: Ids = ()


def facts_with_bands(asked: Asked, scores: Sequence[DomainScore], content: Content) -> Facts:
    """The answers' facts plus band.DOMAIN, count.BAND, count.shown and count.worst (domains with an answer at its worst)."""
    facts = dict(asked.facts)
    shown = {score.id: score.band for score in scores if score.band}
    for domain, band in shown.items():
        facts[f"band.{domain}"] = (band,)
    for band in content.band_kinds:
        facts[f"count.{band}"] = (str(sum(each == band for each in shown.values())),)
    facts["count.shown"] = (str(len(shown)),)
    facts["count.worst"] = (str(sum(bool(score.band and score.worst) for score in scores)),)
    return facts


def find_needs(facts: Facts, content: Content) -> tuple[FoundNeed, ...]:
    """The needs, heaviest first. The resident's own wish weighs more than everything the answers add up to.

    Where planning together is told of, the need for it comes last, so that its services are found. Who answered little and
    has no need is given the one of `otherwise`.
    """
    guidance = content.guidance
    found = [need for need in (_find_need(need, facts, content) for need in guidance.needs) if need]
    found.sort(key=lambda need: -need.weight)
    joint, otherwise = guidance.joint, guidance.otherwise
    if joint and joint.need not in [need.id for need in found] and holds(joint.when, facts_with_needs(facts, found)):
        found.append(_following(joint, facts, guidance))
    if otherwise and not found and holds(otherwise.when, facts):
        found.append(_following(otherwise, facts, guidance))
    return tuple(found)


def _following(rule: FollowingNeed, facts: Facts, guidance: Guidance) -> FoundNeed:
    """The need that follows from the others, or from there being none; it weighs nothing."""
    sector = next(need.sector for need in guidance.needs if need.id == rule.need)
    return FoundNeed(rule.need, sector, 0, ("joint",), tuple(name for name in names(rule.when) if name in facts))


def _find_need(need: Need, facts: Facts, content: Content) -> FoundNeed | None:
    reasons: list[tuple[str, Ids]] = []
    wish, weights = content.roles.get("wish", ""), content.guidance.weights
    if need.wish and need.wish in facts.get(wish, ()):
        reasons.append(("wish", (wish,)))
    if need.answer is not None:
        behind = supporting(need.answer, facts)
        if behind:
            reasons.append(("answer", behind))
    for kind, domains in need.bands.items():
        behind = tuple(name for name in (f"band.{domain}" for domain in domains) if _has_kind(facts.get(name), kind, content))
        if behind:
            reasons.append((kind, behind))
    if not reasons:
        return None
    behind = tuple(dict.fromkeys(name for _, facts_behind in reasons for name in facts_behind))
    kinds = tuple(kind for kind, _ in reasons)
    sensitive = content.sensitive.issuperset(behind)
    return FoundNeed(need.id, need.sector, sum(weights[kind] for kind in kinds), kinds, behind, sensitive)


def _has_kind(bands: Ids | None, kind: str, content: Content) -> bool:
    return any(content.band_kinds[band] == kind for band in bands or ())


def facts_with_needs(facts: Facts, needs: Sequence[FoundNeed]) -> Facts:
    """The facts plus need, sector, count.need and count.sector."""
    sectors = tuple(dict.fromkeys(need.sector for need in needs))
    return {
        **facts,
        "need": tuple(need.id for need in needs),
        "sector": sectors,
        "count.need": (str(len(needs)),),
        "count.sector": (str(len(sectors)),),
    }


def first_that_holds(patterns: Iterable[Pattern], facts: Facts) -> Pattern | None:
    """The first pattern whose condition holds, or None."""
    return next((pattern for pattern in patterns if holds(pattern.when, facts)), None)


def told(role: str, facts: Facts, content: Content) -> Ids:
    """What was answered to the item with a role (a tuple); empty when skipped, not asked, or when no item has it."""
    return facts.get(content.roles.get(role, ""), ())


def needs_around_the_clock(facts: Facts, content: Content) -> RoundTheClock | None:
    """The rule by which a person sees the services that are always there above all others, or None."""
    always = content.guidance.round_the_clock
    return always if always and holds(always.when, facts) else None


def find_steps(needs: Sequence[FoundNeed], facts: Facts, content: Content) -> tuple[FoundStep, ...]:
    """What the person could do, one step a need: the wish's first, then the one that is always shown, then by weight."""
    always = needs_around_the_clock(facts, content)
    rules = {need.id: need for need in content.guidance.needs}
    found = []
    for need in needs:
        pattern = first_that_holds(rules[need.id].steps, facts)
        if pattern:
            sensitive = need.sensitive or bool(content.sensitive.intersection(names(pattern.when)))
            found.append(FoundStep(need.id, pattern.id, sensitive, pattern.leads_to))
    if always:
        own = [step for step in found if step.need == always.need]
        if not own:
            pattern = first_that_holds(rules[always.need].steps, facts)
            own = [FoundStep(always.need, pattern.id, True)] if pattern else []
        found = [step for step in found if step.need != always.need]
        first = 1 if needs and "wish" in needs[0].kinds else 0
        found[first:first] = own
    return tuple(found)
