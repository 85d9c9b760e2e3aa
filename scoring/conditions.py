"""Conditions are data. One function here and one in the browser (look/assessment/conditions.mjs) read them alike."""

from scoring.plain import Condition, Facts, Ids


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether `condition` holds for `facts` (fact name -> tuple of strings).

    A mapping holds when all its keys hold; an empty one always does. `all`, `any` and `not` combine conditions;
    every other key names a fact, and its value is a list ("*" means any answer), {at_least: n} or {at_most: n}.
    """
    return all(_holds_one(key, condition, facts) for key in condition)


def _holds_one(key: str, condition: Condition, facts: Facts) -> bool:
    value = condition[key]
    if key == "all":
        return all(holds(part, facts) for part in value)
    if key == "any":
        return any(holds(part, facts) for part in value)
    if key == "not":
        return not holds(value, facts)
    present = facts.get(key, ())
    if isinstance(value, dict):
        return any(_in_range(number, value) for number in present)
    return bool(present) if "*" in value else any(entry in value for entry in present)


def _in_range(text: str, limits: Condition) -> bool:
    if not text.removeprefix("-").replace(".", "", 1).isdecimal() or not text.isascii():
        return False
    number = float(text)
    return bool(limits.get("at_least", number) <= number <= limits.get("at_most", number))


def names(condition: Condition) -> Ids:
    """The fact names a condition reads, in order, each once."""
    found: list[str] = []
    for key, value in condition.items():
        if key in ("all", "any"):
            inner = [name for part in value for name in names(part)]
        elif key == "not":
            inner = [*names(value)]
        else:
            inner = [key]
        found.extend(name for name in inner if name not in found)
    return tuple(found)


def supporting(condition: Condition, facts: Facts) -> Ids:
    """The names of the facts that make `condition` hold, so that a reader can be shown why. Empty when it does not."""
    if not holds(condition, facts):
        return ()
    found: list[str] = []
    for key, value in condition.items():
        if key in ("all", "any"):
            inner = [name for part in value for name in supporting(part, facts)]
        elif key == "not":
            inner = []
        else:
            inner = [key]
        found.extend(name for name in inner if name not in found)
    return tuple(found)
