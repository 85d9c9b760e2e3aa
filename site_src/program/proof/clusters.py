"""What a few items that hang together can lead to, exactly: every reachable score state and combination of facts.

Items hang together when they count in the same domain or when one decides whether another is asked. Different clusters
are independent of each other once the person's case (situation, municipality, age) is settled. Within a cluster, every
way to answer is followed item by item; ways that no rule can tell apart any more are kept once (dynamic programming).
"""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from scoring.conditions import names
from scoring.model import DOES_NOT_APPLY
from site_src.program.proof.exact import NOTHING, ExactRule, State, options_of
from site_src.program.proof.expressions import both, expression, leaf_holds, leaves, truth

MISSING = (None, False)


@dataclass(frozen=True)
class Way:
    """One way to answer: the answers, newest first, as a chain; `cost` prefers few answers and no disagreement."""

    cost: tuple = (0, 0)
    before: "Way | None" = None
    item: str = ""
    given: tuple = ()
    disagree: tuple = ()

    def answer(self, item, given):
        """This way with one more answer."""
        return Way((self.cost[0], self.cost[1] + 1), self, item, given)

    def without(self, domains):
        """This way where the person does not recognise some domains."""
        return Way((self.cost[0] + len(domains), self.cost[1]), self, disagree=domains)

    def steps(self):
        """(item, given, domains disagreed with), oldest first."""
        chain, way = [], self
        while way.before is not None:
            chain.append((way.item, way.given, way.disagree))
            way = way.before
        return chain[::-1]


def keep(table, key, way):
    """Puts the cheapest way to `key` into a table."""
    if key not in table or way.cost < table[key].cost:
        table[key] = way


@dataclass
class Reached:
    """All that a cluster can lead to in one case: `signatures` maps (bands, true leaves) to a way there.

    Each of the bands is a pair: its id, or None where the domain is not shown, and whether an answer stands at its worst.
    """

    signatures: dict = field(default_factory=dict)
    states: dict = field(default_factory=dict)
    visible: dict = field(default_factory=dict)
    rules: tuple = ()


class Cluster:
    """Items that hang together, in the order in which they are asked."""

    def __init__(self, items, rules, read):
        self.items = items
        self.rules = rules
        self.ids = frozenset(item.id for item in items)
        self.read = tuple(sorted((leaf for leaf in read if leaf[1] in self.ids), key=repr))
        self._done = {}

    @cached_property
    def choices(self):
        """Every way to answer each item, as {true leaves: what is given}, cheapest first; skipped is not in it."""
        return {item.id: tuple(self._choices(item)) for item in self.items}

    def _choices(self, item):
        read = [leaf for leaf in self.read if leaf[1] == item.id]

        def true(given):
            return frozenset(leaf for leaf in read if leaf_holds(leaf, given))

        if item.traits.own_words:
            written = ["…", *(word for leaf in read for word in leaf[2][1:] if isinstance(word, str) and word != "*")]
            yield from ((true((word,)), (word,)) for word in dict.fromkeys(written))
        elif item.traits.several:
            # What several options make true is what any of them makes true, so sets that read alike are kept once.
            found = {}
            for option in (*item.options, DOES_NOT_APPLY):
                alone = true((option,))
                for facts, given in [(frozenset(), ()), *found.items()]:
                    more = (facts | alone, (*given, option))
                    if more[0] not in found or len(more[1]) < len(found[more[0]]):
                        found[more[0]] = more[1]
            yield from found.items()
        else:
            # Options that read alike and count alike are kept once.
            first = {}
            for option in (*options_of(item), DOES_NOT_APPLY):
                counts = tuple(rule.points.get((item.id, option)) for rule in self.rules)
                first.setdefault((true((option,)), counts), (option,))
            yield from ((facts, given) for (facts, _), given in first.items())

    def asked_if(self, steps, known):
        """When each item is asked, given the case."""
        return tuple(both((expression(steps[item.id].asked_if, known), expression(item.asked_if, known))) for item in self.items)

    def reached(self, steps, known):
        """All that this cluster can lead to in a case."""
        conditions = self.asked_if(steps, known)
        bands = tuple(tuple(expression(when, known) for when, _ in rule.bands) for rule in self.rules)
        if (conditions, bands) not in self._done:
            self._done[conditions, bands] = self._follow(conditions, bands)
        return self._done[conditions, bands]

    def _follow(self, conditions, bands):
        reached = Reached()
        table = {(frozenset(), tuple(NOTHING for _ in self.rules)): Way()}
        for item, condition in zip(self.items, conditions, strict=True):
            if condition is not False:
                table = self._ask(table, item, condition, reached)
            # A domain whose last item has come is settled: from here on only its band matters.
            for place, rule in enumerate(self.rules):
                if self._last[rule] == item.id:
                    table = self._settle(table, place, bands[place], reached)
        there = {}
        for rule in self.rules:
            if any(item in reached.visible for item in rule.scored) or any(part in there for part in rule.parts):
                there[rule.rule.domain] = rule
        reached.rules = tuple(there.values())
        self._conclude(table, reached)
        return reached

    @cached_property
    def _last(self):
        last = {}
        for rule in self.rules:
            awaited = {*rule.scored, *(name for when, _ in rule.bands for name in names(when))}
            awaited |= {last[before] for before in last if before.rule.domain in (*rule.parts, *rule.rule.requires)}
            last[rule] = next(item.id for item in reversed(self.items) if item.id in awaited)
        return last

    def _ask(self, table, item, condition, reached):
        following, used = {}, leaves(condition)
        scores = any(item.id in rule.scored for rule in self.rules)
        for (true, states), way in table.items():
            if condition is not True and not truth(condition, {leaf: leaf in true for leaf in used}):
                keep(following, (true, states), way)
                continue
            keep(reached.visible, item.id, way)
            keep(following, (true, self._count(states, item.id, None) if scores else states), way)
            for facts, given in self.choices[item.id]:
                after = self._count(states, item.id, given[0]) if scores else states
                keep(following, (true | facts if facts else true, after), way.answer(item.id, given))
        return following

    def _settle(self, table, place, bands, reached):
        rule, following, outcomes = self.rules[place], {}, {}
        parents = [(above, other) for above, other in enumerate(self.rules) if rule.rule.domain in other.parts]
        required = [below for below, other in enumerate(self.rules) if other.rule.domain in rule.rule.requires]
        there = len(required) == len(rule.rule.requires)
        for (true, states), way in table.items():
            state = State(*states[place])
            read_by = next(
                number for number, when in enumerate(bands) if truth(when, {leaf: leaf in true for leaf in leaves(when)})
            )
            key = (state, read_by, there and all(states[below][1] for below in required))
            if key not in outcomes:
                outcomes[key] = rule.outcome(*key)
            outcome = outcomes[key]
            keep(reached.states, (rule.rule.domain, state, outcome), way)
            after = list(states)
            # The band, whether there is a score, which another domain may require, and an answer at its worst end.
            after[place] = (outcome.band, outcome.score is not None, bool(outcome.band) and state.worst)
            for above, other in parents:
                after[above] = other.take(after[above], rule.rule.domain, state.applicable > 0, outcome.score)
            keep(following, (true, tuple(after)), way)
        return following

    def _count(self, states, item, option):
        if option == DOES_NOT_APPLY:
            return states
        return tuple(
            rule.count(state, item, option) if item in rule.scored else state
            for rule, state in zip(self.rules, states, strict=True)
        )

    def _conclude(self, table, reached):
        places = [place for place, rule in enumerate(self.rules) if rule in reached.rules]
        domains = [self.rules[place].rule.domain for place in places]
        for (true, settled), way in table.items():
            keep(reached.signatures, (tuple((settled[place][0], settled[place][2]) for place in places), true), way)
        # What a person does not recognise leads to no band, so every set of bands may also be missing.
        for (bands, true), way in list(reached.signatures.items()):
            shown = [place for place, (band, _) in enumerate(bands) if band]
            for size in range(1, len(shown) + 1):
                for dropped in combinations(shown, size):
                    left = tuple(MISSING if place in dropped else band for place, band in enumerate(bands))
                    keep(reached.signatures, (left, true), way.without(tuple(domains[place] for place in dropped)))


def clusters_of(content, case_items, told):
    """The clusters of a questionnaire without the items that make up the case."""
    leader = {item: item for item in content.items if item not in case_items}

    def find(item):
        while leader[item] != item:
            item = leader[item]
        return item

    def unite(names):
        known = [find(name) for name in names if name in leader]
        for other in known[1:]:
            leader[find(other)] = find(known[0])

    behind, asking = {}, set()
    for rule in content.rules:
        asking |= {leaf for when, _ in rule.bands_if for leaf in leaves(expression(when, {}))}
        counted = [name for scored in rule.items for name in behind.get(scored.id, (scored.id,))]
        required = [name for domain in rule.requires for name in behind.get(domain, ())]
        read = [name for when, _ in rule.bands_if for name in names(when)]
        behind[rule.domain] = [name for name in (*counted, *required, *read) if name in leader]
        unite(behind[rule.domain])
    for step in content.steps:
        for item in step.items:
            condition = both((expression(step.asked_if, {}), expression(item.asked_if, {})))
            asking |= leaves(condition)
            unite([item.id, *(leaf[1] for leaf in leaves(condition))])
    members = {}
    for item in leader:
        members.setdefault(find(item), []).append(content.items[item])
    return tuple(
        Cluster(
            tuple(items),
            tuple(
                ExactRule(rule, content.items) for rule in content.rules if any(item.id in behind[rule.domain] for item in items)
            ),
            told | asking,
        )
        for items in members.values()
    )
