"""Scoring rules in whole numbers and fractions, written apart from the engine so that the two check each other."""

from dataclasses import dataclass
from fractions import Fraction
from math import floor, lcm


@dataclass(frozen=True)
class State:
    """One domain's answers as far as its rule can tell them apart: how many apply, are answered, and their points."""

    applicable: int
    answered: int
    applicable_weight: int
    weight: int
    points: int


@dataclass(frozen=True)
class Outcome:
    """The score and band of one state, worked out exactly."""

    score: Fraction | None
    band: str | None


class ExactRule:
    """One rule: what each answer counts, and what score and band each state gets."""

    def __init__(self, rule, items):
        self.rule = rule
        self.scored = {scored.id: scored for scored in rule.items}
        self.lookup = sorted((_exact(start), _exact(value)) for start, value in rule.lookup)
        points, weights = {}, {}
        for scored in rule.items:
            weights[scored.id] = _exact(scored.weight)
            for option in items[scored.id].options:
                points[scored.id, option] = self.value(scored, items[scored.id], option)
        self.values = points
        self.unit = Fraction(1, lcm(*(weight.denominator for weight in weights.values())))
        weighted = {key: value * weights[key[0]] for key, value in points.items()}
        self.grain = Fraction(1, lcm(1, *(value.denominator for value in weighted.values())))
        self.weights = {key: int(weight / self.unit) for key, weight in weights.items()}
        self.points = {key: int(value / self.grain) for key, value in weighted.items()}

    def value(self, scored, item, option):
        """The points of one answer."""
        table = {name: _exact(value) for name, value in scored.values.items()} or {
            name: Fraction(place) for place, name in enumerate(item.options)
        }
        low, high = min(table.values()), max(table.values())
        value = high - (table[option] - low) if scored.reverse else table[option]
        if self.rule.spread:
            start, end = map(_exact, self.rule.spread)
            value = start + (end - start) * (value - low) / (high - low)
        return value

    def outcome(self, state):
        """The score and band the rule gives to a state."""
        if not state.answered or not self.complete(state):
            return Outcome(None, None)
        points, weight = state.points * self.grain, state.weight * self.unit
        score = points / weight if self.rule.method == "mean" else points
        if self.rule.method != "mean" and self.rule.prorate:
            score = points * state.applicable_weight / state.weight
        if self.rule.transform:
            (low, high), (new_low, new_high) = (tuple(map(_exact, ends)) for ends in self.rule.transform)
            score = new_low + (new_high - new_low) * (score - low) / (high - low)
        if self.rule.lookup:
            score = max((step for step in self.lookup if step[0] <= score), default=self.lookup[0])[1]
        if self.rule.decimals is not None:
            # Half up.
            score = Fraction(floor(score * 10**self.rule.decimals + Fraction(1, 2)), 10**self.rule.decimals)
        return Outcome(score, self.band(score))

    def band(self, score):
        """The first band that a score lies in."""
        for band in self.rule.bands:
            start, end = _exact(band.start), _exact(band.end)
            if start <= score < end or (band.closed and score == end):
                return band.id
        return None

    def complete(self, state):
        """Whether enough was answered."""
        rule = self.rule.complete
        if rule.missing_at_most is not None:
            return state.applicable <= state.answered + rule.missing_at_most
        return Fraction(state.answered, state.applicable) >= Fraction(rule.numerator, rule.denominator)


def _exact(number):
    # The number as it is written in the file, not as a computer's nearest binary fraction.
    return Fraction(str(number))
