"""Which needs, patterns and combinations of them are reachable in a case, exactly, each with a way there.

Clusters are independent, so a combination is reachable when each cluster can do its part. One cluster after another is
added to a table of what has come about so far; only what the question at hand reads is kept in it.
"""

from dataclasses import dataclass
from functools import cached_property

from site_src.program.proof.clusters import Way, keep
from site_src.program.proof.expressions import alternatives, leaf_holds, leaves, truth

# More work than this (some seconds) is not worth waiting for; the question then stays open and is reported so.
MAX_WORK = 2_000_000


class TooMany(Exception):
    """A question that reads so much that it can't be decided in a reasonable time."""


@dataclass(frozen=True)
class SoFar:
    """What the table keeps: which needs watched for have come about, which leaves are true, how many bands of each."""

    watched: frozenset
    true: frozenset
    counts: tuple


def reachable(population, group, targets):
    """The truth values the targets (expressions) can have together: a tuple of booleans -> the cheapest ways there.

    A way is a tuple of one `Way` a cluster.
    """
    found = {}
    for values, cost, way in combinations(population, group, targets):
        if values not in found or cost < found[values][0]:
            found[values] = (cost, way)
    return {values: way for values, (_, way) in found.items()}


def combinations(population, group, targets):
    """Everything the targets can tell apart, as (their truth values, cost, way): also equal values that come about by
    other numbers of bands or other needs."""
    return _Question(population, group, targets).answer()


class _Question:
    def __init__(self, population, group, targets):
        self.population, self.group, self.targets = population, group, targets
        self.read = set().union(*(leaves(target) for target in targets))
        needs = {need.id: need for need in population.guidance.needs}
        sectors = {}
        for need in needs.values():
            sectors.setdefault(need.sector, set()).add(need.id)
        # Each watch is a set of needs of which any one makes it true.
        self.watches = {}
        for leaf in self.read:
            _, name, value = leaf
            if name == "need":
                self.watches[leaf] = frozenset(needs if "*" in value[1:] else set(value[1:]) & set(needs))
            elif name == "sector":
                wanted = sectors if "*" in value[1:] else value[1:]
                self.watches[leaf] = frozenset().union(*(sectors.get(sector, ()) for sector in wanted))
            elif name == "count.sector":
                self.watches.update({("sector", sector): frozenset(members) for sector, members in sectors.items()})
            elif name == "count.need":
                self.watches.update({("need", need): frozenset([need]) for need in needs})
        watched = set().union(*self.watches.values()) if self.watches else set()
        self.needs = {need: population.need_expression(needs[need], group.known) for need in watched}
        self.home = {}
        for place, cluster in enumerate(population.clusters):
            self.home.update(dict.fromkeys(cluster.ids, place))
            self.home.update({f"band.{rule.rule.domain}": place for rule in cluster.rules})
        self.local, self.late = self._split()
        raw = self.read | set().union(*(leaves(part) for _, part in self.late)) if self.late else self.read
        self.raw = {leaf for leaf in raw if leaf[1] in self.home}
        self.caps, self.enough = self._caps(raw)

    def _split(self):
        """The alternatives of each need: those that one cluster decides by itself, and the others."""
        local, late = {}, []
        for need, whole in self.needs.items():
            for part in alternatives(whole):
                if part is False:
                    continue
                homes = {self.home.get(leaf[1]) for leaf in leaves(part)}
                if len(homes) == 1 and None not in homes:
                    local.setdefault(homes.pop(), []).append((need, part))
                else:
                    late.append((need, part))
        return local, late

    def _caps(self, read):
        caps = {}
        for _, name, value in read:
            if name.startswith("count."):
                numbers = [int(limit) for limit in value[1:] if limit is not None and str(limit).isdecimal()]
                caps[name] = max([caps.get(name, 0), *(number + 1 for number in numbers)])
        counted = (*self.population.content.band_kinds, "shown", "worst")
        bands = tuple((band, caps[f"count.{band}"]) for band in counted if f"count.{band}" in caps)
        return bands, caps.get("count.need")

    def _enough(self, watched):
        """Which needs they are matters no more once there are more than any condition asks for: any such set will do."""
        if self.enough is None:
            return watched
        needs = sorted(watch for watch in watched if watch[0] == "need")
        return watched if len(needs) < self.enough else frozenset(self._first) | watched.difference(needs)

    @cached_property
    def _first(self):
        return sorted(watch for watch in self.watches if watch[0] == "need")[: self.enough]

    def answer(self):
        blank = SoFar(frozenset(), frozenset(), tuple(0 for _ in self.caps))
        table = {blank: Way()}
        chains = {blank: ()}
        for place in range(len(self.population.clusters)):
            parts = self._parts(place)
            if len(parts) == 1 and blank in parts:
                continue
            if len(table) * len(parts) > MAX_WORK:
                raise TooMany
            following, following_chains = {}, {}
            for before, way in table.items():
                for part, own in parts.items():
                    after = SoFar(
                        self._enough(before.watched | part.watched),
                        before.true | part.true,
                        tuple(
                            min(cap, first + second)
                            for (_, cap), first, second in zip(self.caps, before.counts, part.counts, strict=True)
                        ),
                    )
                    cost = (way.cost[0] + own.cost[0], way.cost[1] + own.cost[1])
                    if after not in following or cost < following[after].cost:
                        following[after] = Way(cost)
                        following_chains[after] = (*chains[before], own)
            table, chains = following, following_chains
        return [(self._conclude(step), way.cost, chains[step]) for step, way in table.items()]

    def _parts(self, place):
        """What one cluster can contribute, each with its cheapest way."""
        cluster = self.population.clusters[place]
        reached = cluster.reached(self.population.steps, self.group.known)
        domains = [rule.rule.domain for rule in reached.rules]
        local = self.local.get(place, ())
        own = {leaf for leaf in self.raw if self.home[leaf[1]] == place}
        read = own.union(*(leaves(part) for _, part in local))
        if not read and not (self.caps and domains):
            return {SoFar(frozenset(), frozenset(), tuple(0 for _ in self.caps)): Way()}
        short = {}
        for (bands, true), way in reached.signatures.items():
            keep(short, (bands, true & read), way)
        parts = {}
        for (bands, true), way in short.items():
            given = {f"band.{domain}": (band,) if band else () for domain, (band, _) in zip(domains, bands, strict=True)}
            facts = {
                leaf: leaf_holds(leaf, given.get(leaf[1], ())) if leaf[1].startswith("band.") else leaf in true for leaf in read
            }
            come = {need for need, part in local if truth(part, facts)}
            watched = frozenset(watch for watch, members in self.watches.items() if members & come)
            counts = tuple(min(cap, sum(_counts(band, each) for each in bands)) for band, cap in self.caps)
            keep(parts, SoFar(watched, frozenset(leaf for leaf in own if facts[leaf]), counts), way)
        return parts

    def _conclude(self, step):
        facts = {leaf: leaf in step.true for leaf in self.raw}
        counts = {f"count.{band}": number for (band, _), number in zip(self.caps, step.counts, strict=True)}
        for leaf in self.read | set().union(*(leaves(part) for _, part in self.late)):
            if leaf[1] in counts:
                facts[leaf] = leaf_holds(leaf, (str(counts[leaf[1]]),))
            elif leaf not in facts and leaf[1] not in ("need", "sector", "count.need", "count.sector"):
                facts[leaf] = False
        watched = set(step.watched)
        for need, part in self.late:
            if truth(part, facts):
                watched.update(watch for watch, members in self.watches.items() if need in members)
        for leaf in self.read:
            if leaf[1] in ("need", "sector"):
                facts[leaf] = leaf in watched
            elif leaf[1] in ("count.need", "count.sector"):
                kind = leaf[1].removeprefix("count.")
                facts[leaf] = leaf_holds(leaf, (str(sum(watch[0] == kind for watch in watched)),))
        return tuple(truth(target, facts) for target in self.targets)


def _counts(kind, shown):
    """Whether a domain (its band, and whether an answer stands at its worst) is one of those counted."""
    band, worst = shown
    return {"shown": bool(band), "worst": worst}.get(kind, band == kind)


def answers_of(group, ways):
    """The answers, as a file holds them, and the domains disagreed with, of a way through several clusters."""
    answers, disagree = dict(group.answers), []
    for way in ways:
        for item, given, domains in way.steps():
            disagree.extend(domains)
            if item:
                answers[item] = given
    return answers, disagree
