"""Damage to values, texts and bytes, as people, programs and disks do it. Each takes a `random.Random`."""

JUNK = (
    None, 0, -1, 1.5, True, "", " ", "x", "yes", "0", [], {}, [None], [[]], {"a": None}, ["x"], [1], {"fi": None}, {"fi": ""},
    "<script>alert(1)</script>", "javascript:alert(1)", "=1+1", "\u202e", "a\x00b", "9" * 400, "{x}", "{", "24:00", "2026-02-30",
    "9999-12-31", "http://", "https://example.org/ x", "+358 (0)40 123 4567", "040", "nothing-of-this-name", "fi", "se", 10**30,
    {"value": {"value": None}}, [{"language": "fi", "value": "<img src=x onerror=y>"}], "x" * 5000,
)  # fmt: skip
LINES = (
    "<<<<<<< HEAD",
    "=======",
    "- ",
    "  x: y",
    "\t- tab",
    "a: b: c",
    "{{ 7*7 }}",
    "key: [",
    "'",
    "&a *a",
    "? ",
    "!!python/none x",
)
LETTERS = ("\x00", "\x07", "\ufeff", "\u200b", "\r", "\n", "#", ":", "{", "}", '"', "'", "-", " ", "ä", "\U0001f600", "<", "&")


def value(whole, chance, some=0.02):
    """The value with some of its parts replaced by junk, left out or doubled."""
    if chance.random() < some:
        return chance.choice(JUNK)
    if isinstance(whole, dict):
        kept = {key: value(child, chance, some) for key, child in whole.items() if chance.random() > some / 3}
        return {**kept, chance.choice(("x", "id", "fi", "type")): chance.choice(JUNK)} if chance.random() < some / 2 else kept
    if isinstance(whole, list):
        return [value(child, chance, some) for child in whole] * chance.choice((1,) * 30 + (0, 2))
    return whole


def text(whole, chance):
    """The text with one to three lines or letters changed."""
    for _ in range(chance.randint(1, 3)):
        lines = whole.split("\n")
        place = chance.randrange(len(lines))
        how = chance.randrange(7)
        if how == 0:
            del lines[place]
        elif how == 1:
            lines.insert(place, lines[chance.randrange(len(lines))])
        elif how == 2:
            lines.insert(place, chance.choice(LINES))
        elif how == 3:
            lines[place] = chance.choice((" ", "  ", "\t")) + lines[place]
        elif how == 4:
            lines[place] = lines[place][: chance.randint(0, len(lines[place]))]
        else:
            at = chance.randint(0, len(lines[place]))
            lines[place] = lines[place][:at] + chance.choice(LETTERS) + lines[place][at + (how == 5) :]
        whole = "\n".join(lines) or " "
    return whole


def data(whole, chance):
    """The bytes with a few changed, cut off, or with others in between."""
    found = bytearray(whole)
    for _ in range(chance.randint(1, 8)):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    if chance.random() < 0.1:
        del found[chance.randrange(len(found) + 1) :]
    if chance.random() < 0.1:
        at = chance.randrange(len(found) + 1)
        found[at:at] = bytes(chance.randrange(256) for _ in range(20))
    return bytes(found)
