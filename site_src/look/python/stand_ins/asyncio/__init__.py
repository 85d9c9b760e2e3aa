"""Pyodide's C code looks up one name here when it starts, and uses it only to await JavaScript promises."""


def get_event_loop():
    """Refuse: scoring is a plain call, and no event loop is shipped."""
    raise RuntimeError("there is no event loop in the browser runtime")
