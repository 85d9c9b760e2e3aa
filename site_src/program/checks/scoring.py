"""Checks of the scoring rules, of any questionnaire: what they name is there, and every score that can come about has a band.

Here it is worked out from the ends of each item's values; `check --prove` follows every answer.
"""

from dataclasses import dataclass
from itertools import pairwise, product

from scoring import engine
from scoring.conditions import names
from scoring.exact import ZERO, Exact, exact
from scoring.item_types import ITEM_TYPES
from scoring.model import Content, Route, rules_from, steps_from
from site_src.program.checks.instrument import Facts, condition_problems, leaves
from site_src.program.content.problems import among, listed
from site_src.program.messages import msg

# More answers than this are not tried to see which items are asked together; the proof then tells.
MOST_WAYS = 20_000
MOST_NUMBERS = 10_000
LISTED = 12


def problems(content):
    """Every problem of the scoring rules and of the numbers they count, by themselves."""
    yield from _numbers(content)
    yield from _rules(content)


def _numbers(content):
    document = content.document("questionnaire")
    for step_place, step in enumerate(document.data["steps"]):
        for place, item in enumerate(step["items"]):
            here = ("steps", step_place, "items", place)
            if not ITEM_TYPES[item["type"]].measured:
                for key in ("from", "to", "step", "unit"):
                    if key in item:
                        yield document.problem(
                            (*here, key), msg("Only a number has {key}. Remove it, or let its type be number.", key=key)
                        )
                continue
            low, high, step_size = exact(item["from"]), exact(item["to"]), exact(item.get("step", 1))
            if high <= low:
                yield document.problem(
                    (*here, "to"),
                    msg(
                        "The highest number, {highest}, must lie above {lowest}. Raise it.",
                        highest=item["to"],
                        lowest=item["from"],
                    ),
                )
                continue
            steps = (high - low) / step_size
            if steps.under != 1:
                message = msg(
                    "Steps of {step_size} from {lowest} do not lead to {highest}. Change one of them.",
                    step_size=step_size.number(),
                    lowest=item["from"],
                    highest=item["to"],
                )
                yield document.problem((*here, "to"), message)
            elif steps.over > MOST_NUMBERS:
                message = msg(
                    "That makes {over} different answers; more than {most_numbers} can't be proven. Take larger steps.",
                    over=steps.over,
                    most_numbers=MOST_NUMBERS,
                )
                yield document.problem((*here, "to"), message)


def _rules(content):
    document, data = content.document("scoring"), content.scoring
    facts = Facts(content)
    for name, bands in data.get("bands", {}).items():
        yield from _bands(document, ("bands", name), bands)
    yield from _rule(document, ("defaults",), data.get("defaults", {}), data)
    before, used = [], {}
    for domain, rule in data["domains"].items():
        here = ("domains", domain)
        merged = {**data.get("defaults", {}), **rule}
        for key in ("method", "complete"):
            if key not in merged:
                yield document.problem(
                    here, msg("The domain {domain} has no {key}. Set it here or under defaults.", domain=domain, key=key)
                )
        yield from _rule(document, here, rule, data)
        for name in rule.get("requires", ()):
            if name not in before:
                yield document.problem(
                    (*here, "requires"),
                    msg("{name} is no domain above this one, or has the id of an item. Correct it.", name=name),
                )
        for place, entry in enumerate(merged.get("bands_if", ())):
            path = (*here, "bands_if", place) if "bands_if" in rule else ("defaults", "bands_if", place)
            yield from condition_problems(document, path, entry["when"], facts, {"route", *facts.items})
        names_here = set()
        for place, entry in enumerate(rule["items"]):
            entry, path = {"id": entry} if isinstance(entry, str) else entry, (*here, "items", place)
            if entry["id"] in names_here:
                yield document.problem(
                    path, msg("{entry} stands twice in {domain}. Give it a weight instead.", entry=entry["id"], domain=domain)
                )
            names_here.add(entry["id"])
            yield from _part(document, path, entry, merged, facts, before)
            if content.guidance and entry["id"] in used:
                yield document.problem(
                    path, msg("{entry} already counts in {used}. Let it count once.", entry=entry["id"], used=used[entry["id"]])
                )
            used.setdefault(entry["id"], domain)
        if domain not in facts.items:
            before.append(domain)


def _rule(document, here, rule, data):
    """Problems of one rule's settings, each at its own place."""
    for key in ("spread", "transform"):
        ends = {"spread": (rule.get("spread"),), "transform": (rule.get("transform") or {}).values()}[key]
        for low, high in filter(None, ends):
            if low == high:
                yield document.problem(
                    (*here, key),
                    msg("{key} from {low} to {high} has no width. Give it two different ends.", key=key, low=low, high=high),
                )
    yield from _sorted(document, (*here, "lookup"), rule.get("lookup", ()))
    share = rule.get("complete", {}).get("at_least")
    if share and exact(share.split("/")[1]) < exact(share.split("/")[0]):
        message = msg("Nobody can answer {share} of the items. Use a share up to the whole, such as 2/3 or 1/1.", share=share)
        yield document.problem((*here, "complete"), message)
    for path, name in [
        ((*here, "bands"), rule.get("bands")),
        *(((*here, "bands_if", place), entry["bands"]) for place, entry in enumerate(rule.get("bands_if", ()))),
    ]:
        if name is not None and name not in data.get("bands", {}):
            yield document.problem(
                path,
                among(msg("There are no bands {name}.", name=name), name, data.get("bands", {}), msg("Define them under bands.")),
            )


def _sorted(document, path, table):
    for place, ((before, _), (start, _)) in enumerate(pairwise(table)):
        if start <= before:
            message = msg(
                "{start} does not come after {before}, and a step is found from the lowest on. Put the steps in order.",
                start=start,
                before=before,
            )
            yield document.problem((*path, place + 1), message)


def _part(document, path, entry, rule, facts, before):
    """Problems of one item, or one domain, among those a rule counts."""
    name, weight = entry["id"], entry.get("weight", 1)
    if weight < 0 and (rule.get("method") == "mean" or rule.get("prorate")):
        message = msg("{name} is taken away, which only a plain sum can do. Use method: sum without prorate.", name=name)
        yield document.problem(path, message)
    yield from _sorted(document, (*path, "lookup"), entry.get("lookup", ()))
    item = facts.items.get(name)
    if name in before and item is None:
        for key in ("reverse", "values", "lookup"):
            if key in entry:
                message = msg(
                    "{name} is a domain, whose score counts as it is. Remove {key}, or set it in that domain.", name=name, key=key
                )
                yield document.problem(path, message)
        return
    if item is None:
        yield document.problem(
            path,
            among(
                msg("There is no item {name}.", name=name),
                name,
                [*facts.items, *before],
                msg("Use an id of questionnaire.yml, or a domain above this one."),
            ),
        )
        return
    traits = ITEM_TYPES[item["type"]]
    if not traits.scored:
        yield document.problem(
            path, msg("The item {name} is of type {type}, which is never scored. Remove it.", name=name, type=item["type"])
        )
        return
    if entry.get("reverse") and not traits.ordered:
        yield document.problem(path, msg("The item {name} has no scale to turn. Remove reverse.", name=name))
    values, options = entry.get("values", {}), facts.values[name]
    if values and traits.measured:
        yield document.problem(path, msg("{name} is a number, which has no options. Use lookup instead of values.", name=name))
        return
    for option in values:
        if option not in options:
            yield document.problem(path, among(msg("{name} has no option {option}.", name=name, option=option), option, options))
    missing = sorted(set(options) - set(values)) if values else ()
    if missing:
        yield document.problem(
            path,
            msg(
                "{name} has no value for {missing}. Give each option one.",
                name=name,
                missing=listed(missing, LISTED),
            ),
        )
    given = set(values.values()) or ({value for _, value in entry["lookup"]} if "lookup" in entry else set(range(len(options))))
    if rule.get("spread") and len(given) == 1:
        yield document.problem(
            path, msg("Every answer to {name} counts the same, so it can't be spread. Give different values.", name=name)
        )


def _bands(document, here, bands):
    for place, (band, following) in enumerate(pairwise(bands)):
        end = band.get("below")
        if end is None:
            yield document.problem(
                (*here, place), msg("Only the last band ends with `to`. Give {band} a `below`.", band=band["id"])
            )
        elif end != following["from"]:
            low, high = sorted((end, following["from"]))
            what = msg("no band") if end < following["from"] else msg("two bands")
            message = msg(
                "Scores from {low} to {high} lie in {what}. Let {following} begin at {end}.",
                low=low,
                high=high,
                what=what,
                following=following["id"],
                end=end,
            )
            yield document.problem((*here, place + 1), message)
    for place, band in enumerate(bands):
        end = band.get("below", band.get("to"))
        if end is not None and end <= band["from"]:
            yield document.problem(
                (*here, place), msg("The band {band} ends before it begins. Correct from and below.", band=band["id"])
            )
    if "to" not in bands[-1]:
        yield document.problem(
            (*here, len(bands) - 1), msg("The last band has no `to`, so the highest score has no band. Add it.")
        )


@dataclass(frozen=True)
class Span:
    """The lowest and the highest of what can come about; both do."""

    low: Exact
    high: Exact


def ranges(content):
    """Scores that lie in no band, and bands and steps that no score reaches, of rules that are otherwise right."""
    document, data = content.document("scoring"), content.scoring
    questionnaire = content.questionnaire
    routes = tuple(Route(route["id"], route["when"]) for route in questionnaire.get("routes", ()))
    steps = steps_from(questionnaire, content.regions["municipalities"])
    model = Content("", "", "", routes, steps, rules_from(data), None, (), {}, {}, {})
    spans = {}
    for rule in model.rules:
        own = data["domains"][rule.domain]
        span = _span(rule, model, spans)
        if span is None:
            continue
        if rule.transform:
            (low, high), (new_low, new_high) = rule.transform
            ends = [new_low + (end - low) * (new_high - new_low) / (high - low) for end in (span.low, span.high)]
            span = Span(min(ends), max(ends))
        if rule.lookup:
            at = ("domains", rule.domain, "lookup") if "lookup" in own else ("defaults", "lookup")
            for place, (start, _) in enumerate(rule.lookup):
                if span.high < start:
                    message = msg(
                        "No score reaches {start}: the highest of {domain} is {high}.",
                        start=start.number(),
                        domain=rule.domain,
                        high=span.high.number(),
                    )
                    yield document.problem((*at, place), msg("{what} Remove the step.", what=message))
            reached = [value for start, value in rule.lookup if span.low < start <= span.high]
            reached.append(engine.look_up(span.low, rule.lookup))
            span = Span(min(reached), max(reached))
        if rule.decimals is not None:
            span = Span(span.low.rounded(rule.decimals), span.high.rounded(rule.decimals))
        spans[rule.domain] = span
        merged = {**data.get("defaults", {}), **own}
        sets = [entry["bands"] for entry in merged.get("bands_if", ())] + ([merged["bands"]] if merged.get("bands") else [])
        for name, bands in zip(sets, [bands for _, bands in rule.bands_if] + [rule.bands], strict=False):
            yield from _outside(document, rule.domain, name, bands, span)


def _outside(document, domain, name, bands, span):
    low, high = span.low.number(), span.high.number()
    first, last = bands[0], bands[-1]
    if span.low < first.start:
        message = msg(
            "{domain} can be as low as {low}, which lies in no band. Let {first} begin there.",
            domain=domain,
            low=low,
            first=first.id,
        )
        yield document.problem(("bands", name, 0), message)
    if engine.band_of(span.high, (last,)) is None and last.start <= span.high:
        message = msg(
            "{domain} can be as high as {high}, which lies in no band. Let {last} end there.",
            domain=domain,
            high=high,
            last=last.id,
        )
        yield document.problem(("bands", name, len(bands) - 1), message)
    for place, band in enumerate(bands):
        if span.high < band.start or band.end < span.low or (band.end == span.low and not band.closed):
            message = msg(
                "No answers lead to the band {band} of {domain}, whose scores go from {low} to {high}.",
                band=band.id,
                domain=domain,
                low=low,
                high=high,
            )
            yield document.problem(("bands", name, place), msg("{what} Move its limits or remove it.", what=message))


def _span(rule, model, spans):
    """What the items of a rule come to before it is transformed, or None when nobody is asked them or it can't be told."""
    ends = {}
    for part in rule.items:
        if part.id in model.items:
            ends[part.id] = _ends(part, model.items[part.id], rule.spread)
        elif part.id in spans:
            ends[part.id] = spans[part.id]
    weighted = {}
    for part in rule.items:
        if part.id in ends:
            both = [end * part.weight for end in (ends[part.id].low, ends[part.id].high)]
            weighted[part.id] = Span(min(both), max(both))
    together = _asked_together(rule, model, spans)
    if not together:
        return None
    if rule.method == "sum":
        found = [_sum([weighted[name] for name in group], rule) for group in together]
        return Span(min(each.low for each in found), max(each.high for each in found))
    # What others do not answer, one answer alone may decide.
    asked = set().union(*together)
    alone = ends if rule.method == "mean" else weighted
    return Span(min(alone[name].low for name in asked), max(alone[name].high for name in asked))


def _ends(part, item, spread):
    options = item.options
    if item.traits.measured:
        options = _numbers_at(item, [start for start, _ in part.lookup])
    found = [engine.item_value(part, item, option, spread) for option in options]
    return Span(min(found), max(found))


def _numbers_at(item, limits):
    """The ends of a number, and the answers just at and below some limits, as text."""
    found = {item.low, item.high}
    for limit in limits:
        steps = (limit - item.low) / item.step
        for place in (-(-steps.over // steps.under), -(-steps.over // steps.under) - 1):
            number = item.low + Exact(place) * item.step
            if item.low <= number <= item.high:
                found.add(number)
    return [str(number.number()) for number in sorted(found)]


def _sum(spans, rule):
    low, high = sum((span.low for span in spans), ZERO), sum((span.high for span in spans), ZERO)
    if rule.prorate:
        return Span(low, high)
    # Some may be missing, which takes away what they would have added.
    count, complete = len(spans), rule.complete
    spare = complete.missing_at_most
    if spare is None:
        spare = count - -(-count * complete.numerator // complete.denominator)
    spare = min(spare, count - 1)
    for span in sorted(spans, key=lambda span: span.low, reverse=True)[:spare]:
        low = low - max(span.low, ZERO)
    for span in sorted(spans, key=lambda span: span.high)[:spare]:
        high = high - min(span.high, ZERO)
    return Span(low, high)


def _asked_together(rule, model, spans):
    """The sets of the rule's items that are asked of one person, by their conditions."""
    steps = {item.id: step for step in model.steps for item in step.items}
    items = [part.id for part in rule.items if part.id in steps]
    domains = frozenset(part.id for part in rule.items if part.id in spans)
    wanted, told = list(items), {}
    while wanted:
        name = wanted.pop()
        for read in (*names(steps[name].asked_if), *names(model.items[name].asked_if)):
            reads = [each for route in model.routes for each in names(route.when)] if read == "route" else [read]
            for each in reads:
                if each not in told:
                    told[each] = _samples(model.items[each], model)
                    wanted.append(each)
    ways = 1
    for options in told.values():
        ways *= len(options)
    if ways > MOST_WAYS:
        return set()
    found = set()
    for way in product(*told.values()):
        answers = {name: (option,) for name, option in zip(told, way, strict=True) if option is not None}
        visible = set(engine.ask(answers, model).visible)
        found.add(frozenset(name for name in items if name in visible) | domains)
    return found - {frozenset()}


def _samples(item, model):
    """Answers that every condition can tell apart, and none."""
    if not item.traits.measured:
        return (None, *item.options)
    conditions = [each.asked_if for step in model.steps for each in (step, *step.items)]
    read = [value for condition in conditions for name, value in leaves(condition) if name == item.id]
    limits = [limit for value in read for limit in _limits(value)]
    return (None, *_numbers_at(item, limits))


def _limits(value):
    return [exact(limit) + Exact(key == "at_most") for key, limit in value.items()] if isinstance(value, dict) else []
