"""Exact numbers, so that a sum, a mean and a rounding come out alike in any order and on any platform.

Binary fractions do not: 1.005 is a little less than it says, and how a sum of them rounds differs between versions of
Python. `fractions` of the standard library would bring four more modules into the browser; scoring needs this much.
"""

from math import gcd


class Exact:
    """A fraction of whole numbers in lowest terms: `over` / `under`, and `under` above zero."""

    __slots__ = ("over", "under")

    def __init__(self, over: int, under: int = 1) -> None:
        if under != 1:
            common = gcd(over, under) if under > 0 else -gcd(over, under)
            over, under = over // common, under // common
        self.over, self.under = over, under

    def __add__(self, other: "Exact") -> "Exact":
        if self.under == other.under == 1:
            return Exact(self.over + other.over)
        return Exact(self.over * other.under + other.over * self.under, self.under * other.under)

    def __sub__(self, other: "Exact") -> "Exact":
        return Exact(self.over * other.under - other.over * self.under, self.under * other.under)

    def __mul__(self, other: "Exact") -> "Exact":
        return Exact(self.over * other.over, self.under * other.under)

    def __truediv__(self, other: "Exact") -> "Exact":
        return Exact(self.over * other.under, self.under * other.over)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Exact) and self.over == other.over and self.under == other.under

    def __hash__(self) -> int:
        return hash((self.over, self.under))

    def __lt__(self, other: "Exact") -> bool:
        return self.over * other.under < other.over * self.under

    def __le__(self, other: "Exact") -> bool:
        return self.over * other.under <= other.over * self.under

    def __repr__(self) -> str:
        return f"{self.over}/{self.under}"

    def rounded(self, decimals: int) -> "Exact":
        """Half up, as people and published rules round."""
        scale = 10**decimals
        return Exact((2 * self.over * scale + self.under) // (2 * self.under), scale)

    def number(self) -> int | float:
        """The number as JSON has it: a whole number, or the nearest there is."""
        return self.over if self.under == 1 else self.over / self.under


ZERO = Exact(0)


def exact(written: object) -> Exact:
    """The number as it is written: a whole number, a decimal or its text. Raises `ValueError` for anything else."""
    if isinstance(written, int):
        return Exact(int(written))
    if isinstance(written, Exact):
        return written
    # A float's own text is the shortest that means it, which is what the file says; tiny ones come as 1e-05.
    text, _, power = str(written).partition("e")
    whole, point, decimals = text.partition(".")
    digits = whole.removeprefix("-") + decimals
    if not (digits.isascii() and digits.isdecimal()) or not whole.removeprefix("-") or (point and not decimals):
        raise ValueError(f"{written!r} is not a number")
    over, shift = int(whole + decimals), int(power or 0) - len(decimals)
    return Exact(over * 10**shift) if shift >= 0 else Exact(over, 10**-shift)
