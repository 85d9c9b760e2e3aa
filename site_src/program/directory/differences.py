"""What differs between two values, for people, in the language in which messages are told."""

from site_src.program.content import hours as opening_hours
from site_src.program.messages import msg, told

SHOWN = 160


def differences(before, after, path=""):
    """What differs between two values, as lines `field: old → new`; hours whole, as people write them."""
    if path.rpartition(".")[2] == "hours":
        before, after = (value and opening_hours.to_text(value).replace("\n", " / ") for value in (before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            if before.get(key) != after.get(key):
                yield from differences(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list) and all(isinstance(each, dict) for each in [*before, *after]):
        for place, old, new in _paired(before, after):
            if old != new:
                yield from differences(old, new, f"{path} {place}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True), 1):
            if old != new:
                yield from differences(old, new, f"{path} {place}")
    else:
        yield f"{path}: {_shown(before)} → {_shown(after)}"


def _paired(before, after):
    """(place, old, new) of two lists of objects: what is the same is the same wherever it stands, of the rest the first of a
    type goes with the first of that type, and what is left over came or went."""
    gone = [(place, old) for place, old in enumerate(before, 1) if old not in after]
    found = []
    for place, new in enumerate(after, 1):
        if new in before:
            continue
        twin = next((pair for pair in gone if pair[1].get("type") == new.get("type")), None)
        if twin:
            gone.remove(twin)
        found.append((place, twin[1] if twin else None, new))
    return [*found, *((place, old, None) for place, old in gone)]


def _shown(value):
    text = _words(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _words(value):
    if value is None:
        return told(msg("nothing"))
    if isinstance(value, bool):
        return told(msg("yes") if value else msg("no"))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_words(child)}" for key, child in value.items())
    return " / ".join(_words(each) for each in value) if isinstance(value, list) else str(value)
