"""What scoring uses of dataclasses: `@dataclass(frozen=True)` and `field`.

The full module writes the methods of each class as source text and compiles it, and imports a parser for that: in the
browser a tenth of the time to the first score. Here the methods are the same few for every class. What scoring would use
beyond this is not there, and fails the build.
"""

_MISSING = object()


class FrozenInstanceError(AttributeError):
    """Somebody tried to change a frozen instance."""


class _Field:
    def __init__(self, default, default_factory):
        self.default, self.default_factory = default, default_factory


def field(*, default=_MISSING, default_factory=_MISSING):
    """A field whose default is made anew for each instance."""
    return _Field(default, default_factory)


def dataclass(*, frozen):
    """Give a class the methods that its annotated names call for."""
    if not frozen:
        raise TypeError("Only frozen dataclasses are here.")
    return _with_methods


def _with_methods(cls):
    names = tuple(cls.__annotations__)
    fields = {}
    for name in names:
        value = cls.__dict__.get(name, _MISSING)
        fields[name] = value if isinstance(value, _Field) else _Field(value, _MISSING)
        if fields[name] is value:
            delattr(cls, name)
            if value.default is not _MISSING:
                setattr(cls, name, value.default)

    def __init__(self, *given, **named):
        if len(given) > len(names):
            raise TypeError(f"{cls.__name__} has {len(names)} fields, and was given {len(given)} values.")
        values = dict(zip(names, given, strict=False))
        for name, value in named.items():
            if name in values or name not in fields:
                raise TypeError(f"{cls.__name__} was given {name} twice, or has no such field.")
            values[name] = value
        for name, each in fields.items():
            if name in values:
                continue
            if each.default_factory is not _MISSING:
                values[name] = each.default_factory()
            elif each.default is not _MISSING:
                values[name] = each.default
            else:
                raise TypeError(f"{cls.__name__} needs {name}.")
        # Not by assignment, which is what frozen forbids.
        self.__dict__.update(values)

    def values_of(self):
        return tuple(self.__dict__[name] for name in names)

    def __eq__(self, other):
        return values_of(self) == values_of(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self):
        return hash(values_of(self))

    def __repr__(self):
        return f"{cls.__qualname__}({', '.join(f'{name}={self.__dict__[name]!r}' for name in names)})"

    def refuse(self, name, *_):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    cls.__init__, cls.__eq__, cls.__hash__, cls.__repr__ = __init__, __eq__, __hash__, __repr__
    cls.__setattr__ = cls.__delattr__ = refuse
    return cls
