"""From what a person said to needs, and from needs to services. Every step keeps its reasons."""

from dataclasses import dataclass

from scoring.conditions import holds, supporting

# Nearest first. A service's area is one of these.
AREAS = ("municipality", "employment-area", "county", "nation")
ANYWHERE = ("county", "nation")


@dataclass(frozen=True)
class FoundNeed:
    """A need with its weight, the kinds of reason (wish, answer, attention, varies) and the facts behind them."""

    id: str
    sector: str
    weight: int
    kinds: tuple
    facts: tuple


@dataclass(frozen=True)
class FoundService:
    """A service with the needs it meets, the person's first need first."""

    id: str
    needs: tuple
    near: str


def facts_with_bands(asked, scores, content):
    """The answers' facts plus band.DOMAIN, count.BAND and count.shown."""
    facts = dict(asked.facts)
    shown = [score for score in scores if score.band]
    for score in shown:
        facts[f"band.{score.id}"] = (score.band,)
    for band in content.band_kinds:
        facts[f"count.{band}"] = (str(sum(score.band == band for score in shown)),)
    facts["count.shown"] = (str(len(shown)),)
    return facts


def find_needs(facts, content):
    """The needs, heaviest first. The resident's own wish weighs more than everything the answers add up to."""
    found = [need for need in (_find_need(need, facts, content) for need in content.guidance.needs) if need]
    return tuple(sorted(found, key=lambda need: -need.weight))


def _find_need(need, facts, content):
    reasons, wish, weights = [], content.roles.get("wish"), content.guidance.weights
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
    names = tuple(dict.fromkeys(name for _, behind in reasons for name in behind))
    kinds = tuple(kind for kind, _ in reasons)
    return FoundNeed(need.id, need.sector, sum(weights[kind] for kind in kinds), kinds, names)


def _has_kind(bands, kind, content):
    return any(content.band_kinds[band] == kind for band in bands or ())


def facts_with_needs(facts, needs):
    """The facts plus need, sector, count.need and count.sector."""
    sectors = tuple(dict.fromkeys(need.sector for need in needs))
    return {
        **facts,
        "need": tuple(need.id for need in needs),
        "sector": sectors,
        "count.need": (str(len(needs)),),
        "count.sector": (str(len(sectors)),),
    }


def first_that_holds(patterns, facts):
    """The first pattern whose condition holds, or None."""
    return next((pattern for pattern in patterns if holds(pattern.when, facts)), None)


def match_services(needs, facts, content, language):
    """The services that fit, best first, each once.

    A service fits when it can be read in the language, meets a need, serves the person's situation and age (where the
    person told them) and, unless it is for the whole county or nation, their municipality. Order: each need in turn gets
    its best service before any need gets its second. Within a need: services for everyone before those limited to
    something the person has not told, those whose foremost need it is, those in the reader's language, the nearest; then
    as the directory lists them.
    """
    order = {need.id: place for place, need in enumerate(needs)}
    fitting = [service for service in content.services if language in service.read_in and _fits(service, facts, content, order)]
    queues = {
        need.id: sorted(
            (service for service in fitting if need.id in service.needs),
            key=lambda service, need=need: (
                _limited_by_untold(service, facts, content),
                service.needs[0] != need.id,
                bool(service.languages) and language not in service.languages,
                AREAS.index(service.area),
                service.needs.index(need.id),
            ),
        )
        for need in needs
    }
    chosen = {}
    for round_number in range(max(map(len, queues.values()), default=0)):
        for queue in queues.values():
            if round_number < len(queue):
                chosen.setdefault(queue[round_number].id, queue[round_number])
    return tuple(
        FoundService(
            service.id,
            tuple(sorted((need for need in service.needs if need in order), key=order.get)),
            service.area,
        )
        for service in list(chosen.values())[: content.guidance.most_services]
    )


def told(role, facts, content):
    """What was answered to the item with a role (a tuple); empty when skipped, not asked, or when no item has it."""
    return facts.get(content.roles.get(role), ())


def _limits(service, facts, content):
    pairs = ((service.situations, told("situation", facts, content)), (service.ages, told("age", facts, content)))
    return [(limit, given) for limit, given in pairs if limit]


def _limited_by_untold(service, facts, content):
    return any(not given for _, given in _limits(service, facts, content))


def _fits(service, facts, content, order):
    if not any(need in order for need in service.needs):
        return False
    if any(given and given[0] not in limit for limit, given in _limits(service, facts, content)):
        return False
    if service.area in ANYWHERE:
        return True
    return any(code in service.municipalities for code in told("municipality", facts, content))
