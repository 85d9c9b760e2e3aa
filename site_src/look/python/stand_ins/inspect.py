"""The part of inspect that dataclasses and Pyodide's start-up need.

dataclasses asks for the signature of a class only to write its documentation string, and goes on without one.
"""


def signature(obj, **options):
    """Refuse, which dataclasses takes as "no signature to document"."""
    raise ValueError("signatures are left out of the browser runtime")


def unwrap(func, *, stop=None):
    """Return the function under a chain of `functools.wraps` wrappers."""
    while hasattr(func, "__wrapped__") and not (stop and stop(func)):
        func = func.__wrapped__
    return func


def iscoroutinefunction(obj):
    """Say no: Pyodide asks before it wraps a function for JavaScript, and scoring has no coroutine."""
    return False
