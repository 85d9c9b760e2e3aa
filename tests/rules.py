"""Made-up scoring rules of every kind, and answers to them, the same for the same seed."""

import json
import random

from scoring.model import DOES_NOT_APPLY
from site_src.program.browser.bundle import NO_GUIDANCE
from site_src.program.proof.exact import options_of

DECIMALS = (0.1, 0.5, 1.005, 1.25, 2.5, 3, 7)


def questionnaire(draw):
    """Scales, a rating, numbers and a choice that the rules may ask about."""
    scales = {f"scale-{size}": [str(place) for place in range(size)] for size in (2, 3, 4, 7)}
    items = [{"id": f"i{place}", "type": "scale", "scale": draw.choice(list(scales))} for place in range(draw.randint(2, 6))]
    items.append({"id": "rating", "type": "rating"})
    for name in ("small", "large"):
        step, low = draw.choice((0.1, 0.25, 0.5, 1, 3)), draw.choice((-5, 0, 0.5, 10))
        steps = draw.randint(1, 40)
        items.append({"id": name, "type": "number", "from": low, "to": _sum(low, step, steps), "step": step})
    # Sometimes not everybody is asked everything.
    for item in items:
        if draw.random() < 0.2:
            item["asked_if"] = draw.choice(({"kind": ["one"]}, {"not": {"kind": ["two"]}}, {"age": {"at_least": 40}}))
    first = [
        {"id": "kind", "type": "choice", "options": ["one", "two", "three"]},
        {"id": "age", "type": "number", "from": 16, "to": 66, "step": 5},
    ]
    return {
        "id": "made-up",
        "version": "1.0.0",
        "status": "unvalidated",
        "scales": scales,
        "steps": [{"id": "first", "items": first}, {"id": "second", "items": items}],
    }


def _sum(low, step, steps):
    return round(low + step * steps, 6)


def scoring(draw, asked):
    """One to four domains over the items of `asked`, later ones sometimes over earlier ones."""
    items = [item for step in asked["steps"] for item in step["items"]]
    bands = {name: _bands(draw) for name in ("some", "others")}
    domains = {}
    for place in range(draw.randint(1, 4)):
        method = draw.choice(("mean", "sum", "sum", "highest", "lowest"))
        rule = {"method": method, "complete": draw.choice(({"missing_at_most": draw.randint(0, 3)}, {"at_least": "2/3"}))}
        if method == "sum" and draw.random() < 0.5:
            rule["prorate"] = True
        if draw.random() < 0.4:
            rule["spread"] = draw.choice(([0, 100], [1, 5], [-1.5, 2.25], [10, 0]))
        if draw.random() < 0.3:
            rule["transform"] = {"from": draw.choice(([0, 3], [7, 49], [0.1, 0.4])), "to": draw.choice(([0, 100], [1.5, -3]))}
        if draw.random() < 0.2:
            rule["lookup"] = _lookup(draw, range(-10, 60))
        if draw.random() < 0.7:
            rule["decimals"] = draw.choice((0, 0, 1, 2))
        if draw.random() < 0.7:
            rule["bands"] = "some"
        if draw.random() < 0.3:
            rule["bands_if"] = [{"when": {"kind": ["one", "three"]}, "bands": "others"}]
        if domains and draw.random() < 0.3:
            rule["requires"] = [draw.choice(list(domains))]
        parts = draw.sample(items, draw.randint(1, min(6, len(items))))
        rule["items"] = [_part(draw, item, rule) for item in parts]
        if domains and draw.random() < 0.3:
            rule["items"].append({"id": draw.choice(list(domains)), "weight": draw.choice(DECIMALS)})
        domains[f"d{place}"] = rule
    return {"bands": bands, "domains": domains}


def _part(draw, item, rule):
    part = {"id": item["id"]}
    if draw.random() < 0.4 and item["type"] != "choice":
        part["reverse"] = True
    if draw.random() < 0.4:
        negative = rule["method"] != "mean" and "prorate" not in rule and draw.random() < 0.4
        part["weight"] = draw.choice(DECIMALS) * (-1 if negative else 1)
    if draw.random() < 0.3:
        if item["type"] == "number":
            part["lookup"] = _lookup(draw, range(-4, 30))
        elif item["type"] == "choice":
            values = draw.sample([0, 1.5, 2, 1.005, -3], 3)
            part["values"] = dict(zip(item["options"], values, strict=True))
    return part


def _lookup(draw, among):
    starts = sorted(draw.sample(among, draw.randint(2, 4)))
    return [[start, draw.choice(DECIMALS) + place] for place, start in enumerate(starts)]


def _bands(draw):
    """Bands wide enough for every score, cut anywhere."""
    cuts = sorted(draw.sample([-2, 0, 0.5, 1.01, 2.5, 10, 50, 62.5, 63], 3))
    ends = [-1_000_000_000, *cuts, 1_000_000_000]
    names = ("lowest", "low", "high", "highest")
    return [
        {"id": name, "from": start, ("to" if end == ends[-1] else "below"): end, "reason": "made up for a test"}
        for name, start, end in zip(names, ends, ends[1:], strict=False)
    ]


def made_up(seed):
    """One questionnaire, its scoring, and the draw that answers to it can go on with."""
    draw = random.Random(seed)
    asked = questionnaire(draw)
    return asked, scoring(draw, asked), draw


def answers(draw, content, people=1):
    """Some persons' answers, hidden items included."""
    options = {item.id: options_of(item) for item in content.items.values()}
    for _ in range(people):
        skipped = draw.choice((0, 0.2, 0.6))
        yield {
            name: DOES_NOT_APPLY if draw.random() < 0.1 else draw.choice(each)
            for name, each in options.items()
            if draw.random() >= skipped
        }


def documents(seed):
    """The files of made-up rules as the browser gets them, without guidance and words, and the draw."""
    asked, rules, draw = made_up(seed)
    return files(asked, rules), draw


def files(asked, rules):
    """What the browser gets of a questionnaire that is only scored, by name."""
    data = {"questionnaire": asked, "scoring": rules, "guidance": NO_GUIDANCE, "languages": ["fi"]}
    return {"content.json": json.dumps(data), "texts/fi.json": "{}"}
