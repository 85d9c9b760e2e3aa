"""The cases: every situation, municipality and age a resident may tell or leave untold, and what is settled by them.

Of situations one, none or two may hold. With more no condition reads anything that two of them do not already make true,
and the services only grow: a service made for one of the situations serves whoever is in several.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from scoring import engine
from scoring.conditions import names
from scoring.model import DOES_NOT_APPLY
from site_src.program.proof.clusters import clusters_of
from site_src.program.proof.expressions import either, explained, expression, freeze, leaf_holds, leaves

# The roles of the items by which services are matched; the routes may read more.
CASE_ROLES = ("situation", "municipality", "age")


@dataclass(frozen=True)
class Group:
    """The cases that no condition can tell apart: the same needs and texts are reachable in all of them.

    `answers` are those of the first of them, `known` the facts that are settled, `cases` all of them. Groups of the same
    `signature` differ only in the services that serve them.
    """

    answers: dict
    known: dict
    cases: tuple
    signature: tuple = ()

    @property
    def route(self):
        """The route, or None."""
        return next(iter(self.known["route"]), None)


class Population:
    """All who may answer, as far as the content can tell them apart."""

    def __init__(self, content):
        self.content = content
        self.guidance = content.guidance
        self.steps = {item.id: step for step in content.steps for item in step.items}
        extra = [name for route in content.routes for name in names(route.when)]
        extra += [content.roles.get(role) for role in CASE_ROLES]
        self.case_items = tuple(item for item in content.items if item in extra)
        self.read = self._read()
        self.clusters = clusters_of(content, self.case_items, self.read)

    def conditions(self):
        """Every condition of the guidance."""
        guidance = self.guidance
        yield from (need.answer for need in guidance.needs if need.answer)
        yield from (rule.when for rule in (guidance.joint, guidance.otherwise) if rule)
        if guidance.round_the_clock:
            yield guidance.round_the_clock.when
        yield from (pattern.when for pattern in guidance.overall)
        yield from (step.when for need in guidance.needs for step in need.steps)

    def _read(self):
        """Every leaf about an item that some condition reads."""
        found = set()
        for condition in self.conditions():
            found |= leaves(expression(condition, {}))
        found |= {self._wish(need) for need in self.guidance.needs if need.wish}
        return {leaf for leaf in found if leaf[1] in self.steps}

    @cached_property
    def groups(self):
        """All cases, those that nothing tells apart together."""
        content, tables = self.content, [self._told(item) for item in self.case_items]
        conditions = [step.asked_if for step in content.steps] + [item.asked_if for item in content.items.values()]
        read = {leaf for condition in [*conditions, *self.conditions()] for leaf in leaves(expression(condition, {}))}
        read = sorted((leaf for leaf in read if leaf[1] in self.case_items), key=repr)
        found, situation = {}, content.roles.get("situation")
        for told in product(*tables):
            answers = {item: given for item, given in zip(self.case_items, told, strict=True) if given}
            facts = engine.ask(answers, content).facts
            known = {name: facts.get(name, ()) for name in (*self.case_items, "route")}
            key = (
                known["route"],
                tuple(leaf_holds(leaf, known[leaf[1]]) for leaf in read),
                known.get(situation),
            )
            found.setdefault(key, []).append((answers, known))
        return tuple(Group(cases[0][0], cases[0][1], tuple(cases), key[:2]) for key, cases in found.items())

    def told(self, case):
        """A case in words: each item that makes one with its options, or that it is not told."""
        return ", ".join(f"{item} {' and '.join(case.get(item, ('not told',)))}" for item in self.case_items)

    def _told(self, name):
        """Everything that may be told: each option, none, "does not apply", and every pair where several may hold."""
        item = self.content.items[name]
        pairs = combinations(item.options, 2) if item.traits.several else ()
        return ((), *((option,) for option in (*item.options, DOES_NOT_APPLY)), *pairs)

    def need_expression(self, need, known):
        """When the engine finds a need, in a case."""
        ways = [explained(need.answer, known)] if need.answer is not None else []
        if need.wish:
            ways.append(self._wish(need))
        for kind, domains in need.bands.items():
            bands = freeze([band for band, meant in self.content.band_kinds.items() if meant == kind])
            ways.extend(("leaf", f"band.{domain}", bands) for domain in domains)
        return either(ways)

    def _wish(self, need):
        return ("leaf", self.content.roles.get("wish"), freeze([need.wish]))
