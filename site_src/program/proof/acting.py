"""In every case each reachable need has a service that the person can act on, and how many have a telephone is told."""

from collections import defaultdict

from site_src.program.checks.coverage import Coverage, vital_needs
from site_src.program.content.actions import MET
from site_src.program.messages import msg
from site_src.program.proof.findings import GUIDANCE
from site_src.program.proof.services import serves

NOTHING = frozenset()


def prove(found):
    """All cases; the needs of each must have been found before."""
    coverage = Coverage(found.site)
    by_need = defaultdict(list)
    for service in found.content.services:
        if set(found.languages) <= set(service.read_in):
            for need in service.needs:
                by_need[need].append((service, coverage.actions.get(service.id, NOTHING)))
    missing, pairs, called = defaultdict(list), 0, 0
    for group in found.population.groups:
        for answers, known in group.cases:
            for need in found.needs_of[id(group)]:
                there = [actions for service, actions in by_need[need] if serves(service, known, found.content.roles)]
                pairs += 1
                called += any("call" in actions for actions in there)
                if not any(there):
                    missing[need, "that they can act on"].append(answers)
                elif all(MET.isdisjoint(actions) for actions in there):
                    missing[need, "with a telephone, chat or place"].append(answers)
    found.numbers["called"] = (called, pairs)
    vital, places = vital_needs(found.site), {need.id: place for place, need in enumerate(found.population.guidance.needs)}
    for (need, what), cases in missing.items():
        more = msg(" and for {count} other combinations", count=len(cases) - 1) if len(cases) > 1 else ""
        message = msg(
            "The need {need} has no service {what} for {told}{more}. `build.py services coverage` tells whom to ask.",
            need=need,
            what=what,
            told=found.population.told(cases[0]),
            more=more,
        )
        stop = need in vital and what == "that they can act on"
        found.problem(GUIDANCE, ("needs", places[need]), message, warning=not stop)
