"""Scoring rules in whole numbers and fractions, written apart from the engine so that the two check each other."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm


@dataclass(frozen=True)
class State:
    """One domain's answers as far as its rule can tell them apart: how many apply, are answered, and their points.

    Points are added up, or the highest or lowest kept, as the rule's method says. `worst` tells that an answer stands at
    its worst end.
    """

    applicable: int
    answered: int
    applicable_weight: int
    weight: int
    points: int
    worst: bool = False


@dataclass(frozen=True)
class Outcome:
    """The score and band of one state, worked out exactly; `bands` is the place of the bands it was read by."""

    score: Fraction | None
    band: str | None
    bands: int = 0


NOTHING = (0, 0, 0, 0, 0, False)


class ExactRule:
    """One rule: what each answer counts, and what score and band each state gets.

    `scored` are its items and `parts` the domains it counts, by id; `bands` all the bands it may be read by, each with
    its condition, everybody's last.
    """

    def __init__(self, rule, items):
        self.rule = rule
        self.scored = {scored.id: scored for scored in rule.items if scored.id in items}
        self.parts = {scored.id: scored for scored in rule.items if scored.id not in items}
        self.bands = (*rule.bands_if, ({}, rule.bands))
        weights = {scored.id: _exact(scored.weight) for scored in rule.items}
        points = {
            (name, option): value
            for name, scored in self.scored.items()
            for option, value in self._points(scored, items[name]).items()
        }
        self.values = points
        self.worst = {
            (name, option)
            for name, scored in self.scored.items()
            if items[name].traits.ordered
            for option in [options_of(items[name])[-1 if scored.reverse else 0]]
        }
        self.unit = Fraction(1, lcm(*(weight.denominator for weight in weights.values())))
        weighted = {key: value * weights[key[0]] for key, value in points.items()}
        # Where other domains count, their scores may be any fraction.
        self.grain = Fraction(1, 1 if self.parts else lcm(1, *(value.denominator for value in weighted.values())))
        self.weights = {key: int(weight / self.unit) for key, weight in weights.items()}
        whole = Fraction if self.parts else int
        self.points = {key: whole(value / self.grain) for key, value in weighted.items()}

    def _points(self, scored, item):
        """The points of each answer to an item."""
        table = {name: _exact(value) for name, value in scored.values.items()} or {
            name: Fraction(name if item.traits.measured else place) for place, name in enumerate(options_of(item))
        }
        ends = table.values()
        if scored.lookup:
            steps = _steps(scored.lookup)
            table = {name: _reached(steps, value) for name, value in table.items()}
            ends = [value for _, value in steps]
        low, high = min(ends), max(ends)
        if scored.reverse:
            table = {name: high - (value - low) for name, value in table.items()}
        if self.rule.spread:
            start, end = map(_exact, self.rule.spread)
            table = {name: start + (end - start) * (value - low) / (high - low) for name, value in table.items()}
        return table

    def count(self, state, item, option):
        """A state with one more item that applies: answered, or skipped (None)."""
        counted = self._add(state, self.weights[item], None if option is None else self.points[item, option])
        return (*counted[:5], True) if (item, option) in self.worst else counted

    def take(self, state, domain, applies, score):
        """A state with one more domain, where it applies."""
        if not applies:
            return state
        return self._add(state, self.weights[domain], None if score is None else score * _exact(self.parts[domain].weight))

    def _add(self, state, own, points):
        applicable, answered, applicable_weight, weight, before, worst = state
        if points is None:
            return (applicable + 1, answered, applicable_weight + own, weight, before, worst)
        if answered and self.rule.method in ("highest", "lowest"):
            points = max(before, points) if self.rule.method == "highest" else min(before, points)
        elif answered:
            points += before
        return (applicable + 1, answered + 1, applicable_weight + own, weight + own, points, worst)

    def outcome(self, state, bands=-1, required=True):
        """The score and band the rule gives to a state, read by its `bands`, if what it requires is there."""
        bands %= len(self.bands)
        if not state.answered or not required or not self.complete(state):
            return Outcome(None, None, bands)
        points, weight = state.points * self.grain, state.weight * self.unit
        score = points / weight if self.rule.method == "mean" else points
        if self.rule.method == "sum" and self.rule.prorate:
            score = points * state.applicable_weight / state.weight
        if self.rule.transform:
            (low, high), (new_low, new_high) = (tuple(map(_exact, ends)) for ends in self.rule.transform)
            score = new_low + (new_high - new_low) * (score - low) / (high - low)
        if self.rule.lookup:
            score = _reached(_steps(self.rule.lookup), score)
        if self.rule.decimals is not None:
            # Half up.
            score = Fraction(floor(score * 10**self.rule.decimals + Fraction(1, 2)), 10**self.rule.decimals)
        return Outcome(score, self.band(score, self.bands[bands][1], state.worst), bands)

    def band(self, score, bands, worst):
        """The first band that a score lies in, or the cap where an answer stands at its worst end."""
        for band in bands:
            start, end = _exact(band.start), _exact(band.end)
            if start <= score < end or (band.closed and score == end):
                return band.id
            if worst and band.id == self.rule.cap:
                return band.id if score >= start else None
        return None

    def complete(self, state):
        """Whether enough was answered."""
        rule = self.rule.complete
        if rule.missing_at_most is not None:
            return state.applicable <= state.answered + rule.missing_at_most
        return Fraction(state.answered, state.applicable) >= Fraction(rule.numerator, rule.denominator)


def options_of(item):
    """All that can be answered: the options, or the numbers from the lowest to the highest, as text."""
    if not item.traits.measured:
        return item.options
    low, high, step = map(_exact, (item.low, item.high, item.step))
    return tuple(_written(low + place * step) for place in range(int((high - low) / step) + 1))


def _written(number):
    places = next(places for places in range(20) if number * 10**places % 1 == 0)
    digits = f"{abs(int(number * 10**places)):0{places + 1}}"
    return ("-" if number < 0 else "") + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)


def _steps(table):
    return sorted((_exact(start), _exact(value)) for start, value in table)


def _reached(steps, number):
    """The value of the highest step that a number has reached."""
    return max((step for step in steps if step[0] <= number), default=steps[0])[1]


def _exact(number):
    # The number as it is written in the file, not as a computer's nearest binary fraction.
    return Fraction(str(number))
