"""Checks of the questionnaire, its scoring and its guidance: what is referred to exists, and what exists is reached."""

from scoring.conditions import holds, names
from scoring.model import Route

QUESTIONNAIRE = "questionnaire/questionnaire.yml"
SCORING = "questionnaire/scoring.yml"
GUIDANCE = "questionnaire/guidance.yml"
BANDS = ("strength", "varies", "attention")


def problems(content):
    """Every problem in the questionnaire, in what its domains are, and in its guidance, where it has one."""
    facts = Facts(content)
    yield from _items(content, facts)
    yield from _routes(content)
    if content.guidance:
        yield from _domains(content, facts)
        yield from _guidance(content, facts)


class Facts:
    """The facts conditions may read, and the values each can have."""

    def __init__(self, content):
        questionnaire = content.questionnaire
        self.items = {}
        for step in questionnaire["steps"]:
            for item in step["items"]:
                self.items[item["id"]] = item
        self.values = {"route": tuple(route["id"] for route in questionnaire.get("routes", ()))}
        for item_id, item in self.items.items():
            self.values[item_id] = content.option_ids(item)
        self.late = {f"band.{domain}": BANDS for domain in content.scoring["domains"]}
        needs = content.guidance["needs"] if content.guidance else ()
        self.late["need"] = tuple(need["id"] for need in needs)
        self.late["sector"] = tuple(dict.fromkeys(need["sector"] for need in needs))
        self.counts = {f"count.{name}" for name in (*BANDS, "shown", "need", "sector")}


def _items(content, facts):
    document = content.documents[QUESTIONNAIRE]
    seen, known = {}, {"route"}
    for step_place, step in enumerate(document.data["steps"]):
        path = ("steps", step_place)
        yield from condition_problems(document, (*path, "asked_if"), step.get("asked_if", {}), facts, known)
        for place, item in enumerate(step["items"]):
            here = (*path, "items", place)
            if item["id"] in seen:
                yield document.problem((*here, "id"), f"The item {item['id']} stands twice. Give one another id.")
            seen[item["id"]] = here
            if item["type"] == "scale" and item["scale"] not in document.data.get("scales", {}):
                yield document.problem((*here, "scale"), f"There is no scale {item['scale']}. Define it under scales.")
            if content.guidance and not item.get("icf"):
                yield document.problem(here, f"The item {item['id']} has no ICF code. Add icf: [code].")
            yield from condition_problems(document, (*here, "asked_if"), item.get("asked_if", {}), facts, known)
            known.add(item["id"])


def condition_problems(document, path, condition, facts, known=None):
    """Problems of one condition; `known` limits it to what is answered before, for what decides what is asked."""
    for name, value in leaves(condition):
        values = facts.values.get(name, facts.late.get(name) if known is None else None)
        number = name in facts.items and facts.items[name]["type"] == "number"
        if name in facts.counts and known is None:
            if isinstance(value, list):
                yield document.problem(path, f"{name} is a number. Use at_least or at_most.")
        elif values is None:
            yield document.problem(
                path,
                f"There is no fact {name} here. Use an item's id or route{'' if known else ', band.…, need, sector, count.…'}.",
            )
        elif known is not None and name not in known:
            yield document.problem(path, f"{name} is asked later than this condition reads it. Move the item earlier.")
        elif isinstance(value, dict):
            if not number and not any(holds({name: value}, {name: (option,)}) for option in values):
                message = f"No answer to {name} is a number in this range. Name its options, or correct the range."
                yield document.problem(path, message)
            elif number and not _overlaps(facts.items[name], value):
                message = f"{name} goes from {facts.items[name]['from']} to {facts.items[name]['to']}. Correct the range."
                yield document.problem(path, message)
        elif number:
            if value != ["*"]:
                yield document.problem(path, f'{name} is a number. Use at_least or at_most, or ["*"] for any.')
        else:
            for option in value:
                if option != "*" and option not in values:
                    yield document.problem(path, f"{name} has no option {option}. Use one of: {', '.join(values[:14])}.")


def _overlaps(item, limits):
    low, high = limits.get("at_least", item["from"]), limits.get("at_most", item["to"])
    return max(low, item["from"]) <= min(high, item["to"])


def leaves(condition):
    """Every fact that a condition reads, with what it asks of it."""
    for key, value in condition.items():
        if key in ("all", "any"):
            for part in value:
                yield from leaves(part)
        elif key == "not":
            yield from leaves(value)
        else:
            yield key, value


def _routes(content):
    document = content.documents[QUESTIONNAIRE]
    routes = [Route(route["id"], route["when"]) for route in document.data.get("routes", ())]
    if not routes:
        return
    reached = set()
    for situation in (None, *content.option_ids(document.data["steps"][0]["items"][0])):
        facts = {document.data["steps"][0]["items"][0]["id"]: (situation,)} if situation else {}
        first = next((route.id for route in routes if holds(route.when, facts)), None)
        reached.add(first)
        if first is None:
            where = f"For situation {situation or '(skipped)'} no route holds"
            yield document.problem(("routes",), f"{where}. End with one that always does: when: {{}}.")
    for place, route in enumerate(routes):
        if route.id not in reached:
            yield document.problem(("routes", place), f"No answer leads to the route {route.id}. Change or remove it.")
    # A step or item whose only routes nobody reaches is never asked.
    for step_place, step in enumerate(document.data["steps"]):
        for path, condition in [
            (("steps", step_place), step.get("asked_if", {})),
            *((("steps", step_place, "items", place), item.get("asked_if", {})) for place, item in enumerate(step["items"])),
        ]:
            allowed = condition.get("route")
            if isinstance(allowed, list) and not reached & set(allowed):
                yield document.problem(path, "No route leads here, so this is never asked. Change its asked_if.")


def _domains(content, facts):
    document, data = content.documents[SCORING], content.scoring
    declared = {domain["id"] for domain in content.questionnaire.get("domains", ())}
    for domain in sorted(declared - set(data["domains"])):
        yield document.problem(("domains",), f"The domain {domain} has no scoring. Add it.")
    used = set()
    for domain, rule in data["domains"].items():
        if domain not in declared:
            yield document.problem(("domains", domain), f"The domain {domain} is not in questionnaire.yml. Add it there.")
        used |= {entry if isinstance(entry, str) else entry["id"] for entry in rule["items"]}
    for item_id, item in facts.items.items():
        if item["type"] in ("scale", "rating", "number") and item_id not in used and not _is_sensitive(content, item_id):
            yield document.problem(("domains",), f"The item {item_id} is in no domain. Add it to one.")


def _is_sensitive(content, item_id):
    return any(
        step.get("sensitive") and any(item["id"] == item_id for item in step["items"]) for step in content.questionnaire["steps"]
    )


def _guidance(content, facts):
    document, data = content.documents[GUIDANCE], content.guidance
    wishes = facts.values.get("help.first", ())
    taken = {}
    for place, need in enumerate(data["needs"]):
        here = ("needs", place)
        if need.get("wish"):
            if need["wish"] not in wishes:
                yield document.problem(
                    (*here, "wish"), f"help.first has no option {need['wish']}. Use one of: {', '.join(wishes)}."
                )
            taken[need["wish"]] = need["id"]
        for band in ("attention", "varies"):
            for domain in need.get(band, ()):
                if domain not in content.scoring["domains"]:
                    yield document.problem((*here, band), f"There is no domain {domain}. Use a domain of scoring.yml.")
        yield from condition_problems(document, (*here, "answer"), need.get("answer", {}), facts)
        if any(name in ("need", "sector") for name in names(need.get("answer", {}))):
            yield document.problem((*here, "answer"), "A need cannot depend on needs. Use answers and bands.")
    ids = [need["id"] for need in data["needs"]]
    for name in sorted({name for name in ids if ids.count(name) > 1}):
        yield document.problem(("needs",), f"The need {name} stands twice. Keep one.")
    for wish in wishes:
        if wish not in taken and wish != "nothing":
            yield document.problem(("needs",), f"The wish {wish} leads to no need. Give a need `wish: {wish}`.")
    yield from condition_problems(document, ("joint",), data["joint"], facts)
    for key in ("openings", "overall"):
        for place, entry in enumerate(data[key]):
            yield from condition_problems(document, (key, place, "when"), entry["when"], facts)
        if data[key][-1]["when"]:
            yield document.problem(
                (key, len(data[key]) - 1), "The last one must always hold, so that nobody is left out. Use when: {}."
            )
        for place, entry in enumerate(data[key][:-1]):
            if not entry["when"]:
                yield document.problem((key, place), "This always holds, so nothing below it is reached. Move it last.")
    if data["services"]["most"] < len(ids):
        yield document.problem(
            ("services",), f"There are {len(ids)} needs, so some could lose their service. Let most be at least {len(ids)}."
        )
    if data["weights"]["wish"] <= data["weights"]["answer"] + data["weights"]["attention"] + data["weights"]["varies"]:
        yield document.problem(("weights",), "A wish must weigh more than everything else together. Raise wish.")
