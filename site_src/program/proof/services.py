"""In every case each reachable need has a service, and the cut to the most that are shown keeps it.

The engine gives each need its best service before any need gets its second. So a need that has a fitting service keeps
one as long as no more needs are found at once than services are shown.
"""

from collections import defaultdict
from dataclasses import replace

from scoring.conditions import holds
from scoring.guidance import FoundNeed
from scoring.matching import match_services
from site_src.program.messages import msg
from site_src.program.proof.cases import CASE_ROLES
from site_src.program.proof.findings import GUIDANCE
from site_src.program.proof.guidance import has_need

ANYWHERE = ("county", "nation")


def prove(found):
    """All cases; the needs of each must have been found before."""
    population = found.population
    by_need = defaultdict(list)
    everywhere = [service for service in found.content.services if set(found.languages) <= set(service.read_in)]
    for service in everywhere:
        for need in service.needs:
            by_need[need].append(service)
    missing, pairs, cases = defaultdict(list), 0, 0
    for group in population.groups:
        for answers, known in group.cases:
            cases += 1
            for need in found.needs_of[id(group)]:
                pairs += 1
                if not any(serves(service, known, found.content.roles) for service in by_need[need]):
                    missing[need].append((group, answers))
    for place, need in enumerate(population.guidance.needs):
        if need.id in missing:
            _without_service(found, need.id, ("needs", place), missing[need.id])
    _cut(found)
    _matching(found, missing)
    # Those counted can be read in every language, so the languages multiply the cases and change none.
    found.numbers.update(cases=cases * len(found.languages), pairs=pairs * len(found.languages))


def serves(service, known, roles):
    """Whether a service is for a person; written apart from the engine, so that the two check each other."""
    situation, place, age = (known.get(roles.get(role)) or () for role in CASE_ROLES)
    for limit, told in ((service.situations, situation), (service.ages, age)):
        if limit and told and not any(each in limit for each in told):
            return False
    if (service.only_if and not holds(service.only_if, known)) or (service.not_for and holds(service.not_for, known)):
        return False
    return service.area in ANYWHERE or any(code in service.municipalities for code in place)


def _without_service(found, need, here, without):
    group, case = without[0]
    way, disagree = found.needs_of[id(group)][need]
    answers = {**case, **{item: given for item, given in way.items() if item not in found.population.case_items}}
    result = found.trials.run(answers, found.languages[0], disagree)
    if "failure" not in result and (need in _met(result) or not has_need(need)(result)):
        message = msg(
            "The analysis finds no service for {need}, the engine finds one or no need. Look at scoring/guidance.py.", need=need
        )
        found.problem(GUIDANCE, here, message)
    shown = found.counterexamples.write(f"need-{need}", answers, disagree)
    more = msg(" and for {count} other combinations", count=len(without) - 1) if len(without) > 1 else ""
    message = msg(
        "The need {need} has no service for {told}{more}. Add one that serves them to the directory. {shown}",
        need=need,
        told=found.population.told(case),
        more=more,
        shown=shown,
    )
    found.problem(GUIDANCE, here, message)


def _met(result):
    return {reason["need"] for service in result.get("services", ()) for reason in service["reasons"]}


def _cut(found):
    """No more needs at once than services shown; else looks for a person who loses one."""
    most = found.content.guidance.places.most
    group = max(found.population.groups, key=lambda group: len(found.needs_of[id(group)]))
    reached = found.needs_of[id(group)]
    found.numbers["at_once"] = len(reached)
    if len(reached) <= most:
        return
    answers = dict(group.answers)
    for way, disagree in reached.values():
        if not disagree:
            answers = {**way, **answers}
    result = found.trials.run(answers, found.languages[0])
    lost = [need["id"] for need in result.get("needs", ()) if need["id"] not in _met(result)]
    shown = f" {', '.join(lost)} is lost. {found.counterexamples.write('services-most', answers)}" if lost else ""
    count = len(reached)
    message = msg(
        "{count} needs can be found, but only {most} services are shown. Let most be at least {count}.{shown}",
        count=count,
        most=most,
        shown=shown,
    )
    found.problem(GUIDANCE, ("services",), message)


def _matching(found, missing):
    """The engine's own matching finds exactly the services that serve a case, and its cut keeps one for every need.

    All reachable needs of a case at once, in each kind of municipality; for two situations at once in one municipality
    after another, since they share the services of each. Where the municipality isn't told every language is tried,
    elsewhere one after another.
    """
    content = found.content
    uncut = replace(
        content, guidance=replace(content.guidance, places=replace(content.guidance.places, most=len(content.services)))
    )
    local = [service for service in content.services if service.area not in ANYWHERE]
    sectors = {need.id: need.sector for need in content.guidance.needs}
    for group in found.population.groups:
        needs = tuple(FoundNeed(need, sectors[need], 1, ("answer",), ()) for need in found.needs_of[id(group)])
        tried = set()
        for answers, known in group.cases:
            situation, place, age = (known.get(content.roles.get(role)) or ("",) for role in CASE_ROLES)
            two = len(situation) > 1
            kind = (situation, age, bool(place[0]) if two else tuple(place[0] in service.municipalities for service in local))
            if kind in tried:
                continue
            tried.add(kind)
            turn = len(tried) % len(found.languages)
            for language in found.languages[turn : turn + 1] if place[0] else found.languages:
                if not _matches(found, needs, known, uncut, language, answers):
                    return
        certain = tuple(need for need in needs if need.id not in missing)[: content.guidance.places.most]
        if not _keeps_all(found, certain, group, found.languages[0]):
            return


def _matches(found, needs, known, uncut, language, answers):
    facts = {name: told for name, told in known.items() if told}
    found.numbers["matchings"] += 1
    ids = {need.id for need in needs}
    matched = {service.id for service in match_services(needs, facts, uncut, language)}
    read = [service for service in uncut.services if language in service.read_in]
    serving = {service.id for service in read if ids.intersection(service.needs) and serves(service, known, uncut.roles)}
    if matched != serving:
        shown = found.counterexamples.write("matching", answers)
        wrong = ", ".join(sorted(matched ^ serving)[:3])
        message = msg(
            "The matching is wrong about {wrong} in {language}. Look at scoring/guidance.py. {shown}",
            wrong=wrong,
            language=language,
            shown=shown,
        )
        found.problem(GUIDANCE, ("services",), message)
    return matched == serving


def _keeps_all(found, needs, group, language):
    facts = {name: told for name, told in group.known.items() if told}
    matched = match_services(needs, facts, found.content, language)
    lost = {need.id for need in needs} - {need for service in matched for need in service.needs}
    if lost:
        shown = found.counterexamples.write("matching", group.answers)
        message = msg(
            "The cut loses the services of {lost}. Look at scoring/guidance.py. {shown}",
            lost=", ".join(sorted(lost)),
            shown=shown,
        )
        found.problem(GUIDANCE, ("services",), message)
    return not lost
