"""What differs between two values, for people."""

import json

SHOWN = 120


def differences(before, after, path=""):
    """What differs between two values, as lines `field: old → new`."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            if before.get(key) != after.get(key):
                yield from differences(before.get(key), after.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for place, (old, new) in enumerate(zip(before, after, strict=True), 1):
            if old != new:
                yield from differences(old, new, f"{path} {place}")
    else:
        yield f"{path}: {_shown(before)} → {_shown(after)}"


def _shown(value):
    text = "nothing" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
