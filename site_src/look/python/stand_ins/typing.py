"""The names that Pyodide's documentation classes are written with. Nobody reads a type in the browser."""

from _typing import ParamSpec, TypeVar

__all__ = ["IO", "Any", "Generic", "ParamSpec", "Protocol", "Self", "TypeVar", "overload"]


class Generic:
    """A class that is the same whatever it is of."""

    @classmethod
    def __class_getitem__(cls, _):
        return cls


class Protocol(Generic):
    """A class that others need not name to be like it."""


IO = Any = Self = Generic


def overload(method):
    """Leave the method as it is; a later one of the same name takes its place."""
    return method
