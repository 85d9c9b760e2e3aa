"""From answers to domain scores."""

import json
from dataclasses import dataclass

from scoring.conditions import holds
from scoring.errors import Message, Problems, msg
from scoring.exact import ZERO, Exact, exact
from scoring.model import DOES_NOT_APPLY, MAX_TEXT, Band, Completeness, Content, Item, ScoredItem, ScoringRule, Span, Step, Table
from scoring.plain import Facts, Ids

# A page can't ask more than this; more keys or problems than a person would read are cut.
MAX_ANSWERS = 1000
MAX_PROBLEMS = 20
MAX_OPTIONS = 12
MAX_DIGITS = 20


@dataclass(frozen=True)
class DomainScore:
    """One domain's result. `score` and `band` are None when too few of its `applicable` items were answered.

    `score` is the number a reader sees, `exact` what it stands for. `worst` and `best` are the answered items that stand
    at that end of their options, by id; `quick` tells that the domain was only looked at quickly.
    """

    id: str
    score: int | float | None
    band: str | None
    answered: int
    applicable: int
    exact: Exact | None = None
    worst: Ids = ()
    best: Ids = ()
    quick: bool = False


@dataclass(frozen=True)
class Depth:
    """How much is asked: by `default` the whole, a quick look, or none of the domains; the steps in `whole` wholly."""

    default: str = "whole"
    whole: frozenset[str] = frozenset()

    def of(self, step: Step, content: Content) -> str:
        """Which of a step's items are asked: "whole" (all), "quick" (those of the quick look) or "none"."""
        if step.id in self.whole or (self.default == "none" and step.id not in content.scored_steps):
            return "whole"
        return self.default


DEPTHS = ("whole", "quick", "none")
WHOLE = Depth()


@dataclass(frozen=True)
class Asked:
    """What the person was asked and said: `facts` holds the answers of visible items only, by item id.

    `quick` are the visible items of which the rest of the step was not asked.
    """

    route: str | None
    visible: Ids
    facts: Facts
    quick: frozenset[str] = frozenset()


def check_answers(raw: object, content: Content) -> Facts:
    """The answers as {item id: tuple of option ids, or of one own text}, without the skipped ones.

    Raises `Problems` with every problem when `raw` is anything but a mapping from known item ids to known options.
    """
    if not isinstance(raw, dict):
        raise Problems([msg('The answers must be one JSON object, {{"item": "option"}}. Give an object.')])
    if len(raw) > MAX_ANSWERS:
        raise Problems(
            [
                msg(
                    "There are {count} answers, more than any questionnaire has. Give at most {most}.",
                    count=len(raw),
                    most=MAX_ANSWERS,
                )
            ]
        )
    problems: list[Message] = []
    answers: Facts = {}
    for key, value in raw.items():
        item = content.items.get(key)
        if item is None:
            problems.append(
                msg(
                    "{place}: {message}",
                    place=_short(key),
                    message=msg("there is no such item. Use the ids in questionnaire.yml."),
                )
            )
            continue
        problem, given = _check_answer(item, value)
        if problem:
            problems.append(msg("{place}: {message}", place=item.id, message=problem))
        elif given:
            answers[item.id] = given
    if problems:
        more = len(problems) - MAX_PROBLEMS
        rest = [msg("… and {count} more problems of these kinds.", count=more)] if more > 0 else []
        raise Problems(problems[:MAX_PROBLEMS] + rest)
    return answers


def _check_answer(item: Item, value: object) -> tuple[Message | None, Ids]:
    if item.traits.own_words:
        if not isinstance(value, str):
            return msg("own words must be text. Give a text."), ()
        if len(value) > MAX_TEXT:
            return msg("the text has {count} characters. Shorten it to {most} at most.", count=len(value), most=MAX_TEXT), ()
        return None, (value.strip(),) if value.strip() else ()
    if item.traits.several:
        if not isinstance(value, list):
            return msg('several options are given as a list. Give ["option", …].'), ()
        given = value
    elif item.traits.measured and value != DOES_NOT_APPLY:
        return _check_number(item, value)
    else:
        given = [value]
    allowed = (*item.options, DOES_NOT_APPLY)
    for option in given:
        if not isinstance(option, str) or option not in allowed:
            return msg(
                "{given} is not one of its options. Use one of: {names}.", given=_short(option), names=_listed(allowed)
            ), ()
    if len(set(given)) < len(given):
        return msg("an option is given twice. Give each once."), ()
    alone = next((option for option in (*item.exclusive, DOES_NOT_APPLY) if option in given), None)
    if alone and len(given) > 1:
        return msg("{option} is given beside others. Give it alone, or leave it out.", option=alone), ()
    return None, tuple(option for option in allowed if option in given)


def _check_number(item: Item, value: object) -> tuple[Message | None, Ids]:
    text = value if isinstance(value, str) and len(value) <= MAX_DIGITS and "e" not in value else ""
    number = _number(text)
    low, high, step = item.low, item.high, item.step
    if number is None or not low <= number <= high or ((number - low) / step).under != 1:
        problem = msg(
            '{given} is not a number from {low} to {high} in steps of {step}. Give one as text, such as "{high}".',
            given=_short(value),
            low=low.number(),
            high=high.number(),
            step=step.number(),
        )
        return problem, ()
    return None, (text,)


def _number(text: str) -> Exact | None:
    try:
        return exact(text)
    except ValueError:
        return None


def _listed(names: Ids) -> str:
    """Names in a row; of many the first, and how many more there are."""
    first = ", ".join(names[:MAX_OPTIONS])
    more = len(names) - MAX_OPTIONS
    return msg("{names} and {count} more", names=first, count=more) if more > 0 else first


def _short(value: object) -> str:
    """What was given, as it stands in the answers."""
    try:
        text = json.dumps(value, ensure_ascii=False)
    except RecursionError:
        # Nested deeper than JSON can be written, though not deeper than it can be read.
        return "[…]"
    return text if len(text) <= 40 else text[:37] + "…"


def ask(answers: Facts, content: Content, depth: Depth = WHOLE) -> Asked:
    """Which items the answers make visible, in order; an item's own answer can only change what comes after it."""
    facts: Facts = {}
    visible: list[str] = []
    quick: list[str] = []
    route: str | None = None
    for step in content.steps:
        # The route follows from the first step, so it is settled before anything depends on it.
        if step is not content.steps[0] and route is None:
            route = _route(facts, content)
            facts["route"] = (route,) if route else ()
        asked = depth.of(step, content)
        if asked == "none" or not holds(step.asked_if, facts):
            continue
        for item in step.items:
            if (asked == "quick" and not item.quick) or not holds(item.asked_if, facts):
                continue
            visible.append(item.id)
            if asked == "quick":
                quick.append(item.id)
            if item.id in answers:
                facts[item.id] = answers[item.id]
    if route is None:
        route = _route(facts, content)
        facts["route"] = (route,) if route else ()
    return Asked(route, tuple(visible), facts, frozenset(quick))


def _route(facts: Facts, content: Content) -> str | None:
    return next((route.id for route in content.routes if holds(route.when, facts)), None)


def score_domains(asked: Asked, content: Content) -> tuple[DomainScore, ...]:
    """The score of every domain that has an item among those asked, in the order of the scoring rules."""
    visible, scores = set(asked.visible), []
    parts: dict[str, DomainScore] = {}
    for rule in content.rules:
        if any(part.id in visible or part.id in parts for part in rule.items):
            score = score_domain(rule, asked, content, parts)
            scores.append(score)
            if rule.domain not in content.items:
                parts[rule.domain] = score
    return tuple(scores)


def score_domain(rule: ScoringRule, asked: Asked, content: Content, parts: dict[str, DomainScore] | None = None) -> DomainScore:
    """One domain's score by its rule: only visible, answered, applicable items count; skipped is never zero.

    `parts` holds the domains scored before this one, by id, which the rule may count among its items.
    """
    parts = parts or {}
    applicable = [scored for scored in rule.items if _applies(scored.id, asked, parts)]
    answered = [scored for scored in applicable if _is_answered(scored.id, asked, parts)]
    quick = any(scored.id in asked.quick for scored in rule.items)
    shown = answered and _complete(rule.quick if quick else rule.complete, len(answered), len(applicable))
    if not shown or any(name not in parts or parts[name].exact is None for name in rule.requires):
        return DomainScore(rule.domain, None, None, len(answered), len(applicable), quick=quick)
    values = [_weighted(scored, rule, asked, content, parts) for scored in answered]
    score = _combined(rule, values, applicable, answered)
    if rule.transform:
        (low, high), (new_low, new_high) = rule.transform
        score = new_low + (score - low) * (new_high - new_low) / (high - low)
    if rule.lookup:
        score = look_up(score, rule.lookup)
    if rule.decimals is not None:
        score = score.rounded(rule.decimals)
    bands = bands_for(rule, asked.facts)
    own = [scored for scored in answered if scored.id not in parts]
    ends = {scored.id: end_of(scored, content.items[scored.id], asked.facts[scored.id][0]) for scored in own}
    worst, best = (tuple(name for name in asked.visible if ends.get(name) == end) for end in ("worst", "best"))
    band = band_of(score, bands)
    if worst and rule.cap:
        band = capped(band, rule.cap, bands)
    return DomainScore(rule.domain, score.number(), band, len(answered), len(applicable), score, worst, best, quick)


def _combined(rule: ScoringRule, values: list[Exact], applicable: list[ScoredItem], answered: list[ScoredItem]) -> Exact:
    if rule.method == "highest":
        return max(values)
    if rule.method == "lowest":
        return min(values)
    total = sum(values, ZERO)
    if rule.method == "mean":
        return total / _weight(answered)
    if rule.prorate and len(answered) < len(applicable):
        return total * _weight(applicable) / _weight(answered)
    return total


def _weight(items: list[ScoredItem]) -> Exact:
    return sum((scored.weight for scored in items), ZERO)


def _applies(name: str, asked: Asked, parts: dict[str, DomainScore]) -> bool:
    if name in parts:
        return parts[name].applicable > 0
    return name in asked.visible and asked.facts.get(name) != (DOES_NOT_APPLY,)


def _is_answered(name: str, asked: Asked, parts: dict[str, DomainScore]) -> bool:
    return parts[name].exact is not None if name in parts else name in asked.facts


def _weighted(scored: ScoredItem, rule: ScoringRule, asked: Asked, content: Content, parts: dict[str, DomainScore]) -> Exact:
    part = parts.get(scored.id)
    if part is not None and part.exact is not None:
        return part.exact * scored.weight
    key = (rule.domain, scored.id, asked.facts[scored.id][0])
    if key not in content.points:
        content.points[key] = item_value(scored, content.items[scored.id], key[2], rule.spread) * scored.weight
    return content.points[key]


def item_value(scored: ScoredItem, item: Item, option: str, spread: Span | None = None) -> Exact:
    """The number one answer gives: its place on the scale (or its own value), turned if reverse, spread if asked."""
    values = scored.values or {name: exact(place) for place, name in enumerate(item.options)}
    value = values[option] if values else exact(option)
    ends = tuple(values.values()) or (item.low, item.high)
    if scored.lookup:
        value, ends = look_up(value, scored.lookup), tuple(each for _, each in scored.lookup)
    low, high = min(ends), max(ends)
    if scored.reverse:
        value = low + high - value
    if spread:
        value = spread[0] + (value - low) * (spread[1] - spread[0]) / (high - low)
    return value


def end_of(scored: ScoredItem, item: Item, option: str) -> str | None:
    """Whether an answer stands at the worst or the best end of what the item can be worth, or at neither (None)."""
    if not item.traits.ordered:
        return None
    low, high = (item.options[0], item.options[-1]) if item.options else (item.low, item.high)
    given = option if item.options else exact(option)
    if given not in (low, high):
        return None
    return "worst" if (given == low) != scored.reverse else "best"


def capped(band: str | None, cap: str, bands: tuple[Band, ...]) -> str | None:
    """The band, or the band named by `cap` where that is lower. `bands` are lowest first."""
    places = {each.id: place for place, each in enumerate(bands)}
    return cap if band in places and cap in places and places[cap] < places[band] else band


def look_up(number: Exact, table: Table) -> Exact:
    """The value of the last step that the number has reached; below the first step, the first value."""
    return next((value for start, value in reversed(table) if start <= number), table[0][1])


def bands_for(rule: ScoringRule, facts: Facts) -> tuple[Band, ...]:
    """The bands that a score is read by: those of the first condition that holds, or the rule's own."""
    return next((bands for when, bands in rule.bands_if if holds(when, facts)), rule.bands)


def band_of(score: Exact, bands: tuple[Band, ...]) -> str | None:
    """The id of the band a score (an `Exact`) lies in, or None where none covers it."""
    for band in bands:
        if band.start <= score and (score < band.end or (band.closed and score <= band.end)):
            return band.id
    return None


def _complete(rule: Completeness, answered: int, applicable: int) -> bool:
    if rule.missing_at_most is not None:
        return applicable - answered <= rule.missing_at_most
    return answered * rule.denominator >= applicable * rule.numerator
