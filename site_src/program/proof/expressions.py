"""Conditions as expressions: what is known is worked out, what is not stays as leaves.

An expression is True, False or a tuple: ("leaf", fact name, value), ("not", e), ("and", e…), ("or", e…). Values are
frozen, so that equal expressions are equal tuples and can be keys.
"""

from scoring.conditions import holds


def freeze(value):
    """A condition's value as something that can be a key."""
    if isinstance(value, dict):
        return ("range", value.get("at_least"), value.get("at_most"))
    return ("any", *value)


def thaw(frozen):
    """The value as the engine reads it."""
    if frozen[0] == "range":
        return {key: limit for key, limit in zip(("at_least", "at_most"), frozen[1:], strict=True) if limit is not None}
    return list(frozen[1:])


def leaf_holds(leaf, given):
    """Whether a leaf holds for what was answered to its item (a tuple, empty when skipped)."""
    _, name, value = leaf
    return holds({name: thaw(value)}, {name: given} if given else {})


def both(parts):
    """All of them."""
    return _join("and", parts, neutral=True)


def either(parts):
    """Any of them."""
    return _join("or", parts, neutral=False)


def _join(kind, parts, neutral):
    kept = []
    for part in parts:
        if isinstance(part, bool):
            if part is not neutral:
                return part
            continue
        for each in part[1:] if part[0] == kind else (part,):
            if each not in kept:
                kept.append(each)
    if not kept:
        return neutral
    return kept[0] if len(kept) == 1 else (kind, *kept)


def opposite(part):
    """Not this."""
    return (not part) if isinstance(part, bool) else ("not", part)


def expression(condition, known):
    """What is left of a condition when the facts in `known` are settled (name -> tuple, () when absent)."""
    return both(_one(key, value, known) for key, value in condition.items())


def _one(key, value, known):
    if key == "all":
        return both(expression(part, known) for part in value)
    if key == "any":
        return either(expression(part, known) for part in value)
    if key == "not":
        return opposite(expression(value, known))
    leaf = ("leaf", key, freeze(value))
    return leaf_holds(leaf, known[key]) if key in known else leaf


def explained(condition, known):
    """When a condition holds by something that was said. One that holds only by what was not said explains nothing,
    and the engine finds no need without an explanation."""
    ways = []
    for key, value in condition.items():
        if key in ("all", "any"):
            ways.extend(explained(part, known) for part in value)
        elif key != "not":
            ways.append(True)
    return both((expression(condition, known), either(ways)))


def leaves(part):
    """Every leaf of an expression."""
    if isinstance(part, bool):
        return set()
    if part[0] == "leaf":
        return {part}
    return set().union(*(leaves(each) for each in part[1:]))


def truth(part, facts):
    """The value of an expression, where `facts` says of each leaf whether it holds."""
    if isinstance(part, bool):
        return part
    kind = part[0]
    if kind == "leaf":
        return facts[part]
    if kind == "not":
        return not truth(part[1], facts)
    return all(truth(each, facts) for each in part[1:]) if kind == "and" else any(truth(each, facts) for each in part[1:])


def alternatives(part):
    """The parts of which one is enough."""
    return part[1:] if not isinstance(part, bool) and part[0] == "or" else (part,)
