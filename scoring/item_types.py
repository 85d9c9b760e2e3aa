"""The types of item there are: one table of traits, which engine, checks, proof, pages and scripts ask.

Nothing else in the program names a type; docs/extending.md says how to add one.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class ItemType:
    """How the items of one type behave.

    `widget` is the macro that draws it, on the screen and on paper (look/assessment/_widgets.html.j2).
    `ordered`: its options run from the lowest to the highest, so it can be turned, and every domain's are of this kind.
    `scored`: it may count in a domain. `several`: more than one option may be given, so an answer is a list.
    `own_words`: it has no options, and is answered with a text. `words`: the texts an item needs besides its question.
    `does_not_apply`: the page offers that it has no meaning for the person; the engine takes this from every type.
    `on_scale`: its options are those of the scale it names. `numbers`: the options it always has, said as they are.
    `measured`: it has no options, and is answered with a number within its own limits.
    """

    widget: str
    ordered: bool = False
    scored: bool = False
    several: bool = False
    own_words: bool = False
    words: tuple[str, ...] = ()
    does_not_apply: bool = False
    on_scale: bool = False
    numbers: tuple[str, ...] = ()
    measured: bool = False

    @property
    def labelled(self) -> bool:
        """Whether its options have words of their own, and are not said as they stand."""
        return not (self.numbers or self.own_words or self.measured)


ITEM_TYPES: dict[str, ItemType] = {
    "scale": ItemType("row", ordered=True, scored=True, does_not_apply=True, on_scale=True),
    "rating": ItemType(
        "rating",
        ordered=True,
        scored=True,
        words=("low", "high"),
        does_not_apply=True,
        numbers=tuple(str(number) for number in range(11)),
    ),
    "choice": ItemType("list", scored=True),
    "choices": ItemType("list", several=True),
    "text": ItemType("words", own_words=True),
    "number": ItemType("number", ordered=True, scored=True, does_not_apply=True, measured=True),
}
