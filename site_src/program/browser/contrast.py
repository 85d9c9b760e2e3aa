"""Whether colours can be read on one another, by WCAG 2.2: the roles of the look with a copy's own colours over them."""

import colorsys
import re

from site_src.program.browser.brand import ROLES

TOKENS = "base/tokens.css"
DARK = "@media (prefers-color-scheme: dark)"
SET = re.compile(r"(--[\w-]+):\s*([^;]+);")
HSL = re.compile(r"hsl\((\d+)(?:deg)? (\d+)% (\d+)%\)")
VAR = re.compile(r"var\((--[\w-]+)\)")
# What stands on what, and the least contrast: 4.5 for words, 3 for what is drawn.
PAIRS = (
    ("on-brand", "brand", 4.5),
    ("on-brand", "brand-strong", 4.5),
    ("brand", "ground", 4.5),
    ("brand", "surface", 4.5),
    ("brand-strong", "brand-tint", 4.5),
    ("text", "brand-tint", 4.5),
    ("link", "ground", 4.5),
    ("link", "surface", 4.5),
    ("link", "sunken", 4.5),
    ("focus", "ground", 3),
    ("focus", "surface", 3),
)


def problems(look, colours):
    """(scheme, role, other role, contrast, least) of each pair that cannot be read with a copy's `colours`."""
    for scheme in ("light", "dark"):
        own = colours.get(scheme, {})
        roles = {**_roles(look, scheme), **{f"--k-{role}": value for role, value in own.items()}}
        for front, back, least in PAIRS:
            if front not in own and back not in own:
                continue
            ratio = contrast(_value(roles, f"--k-{front}"), _value(roles, f"--k-{back}"))
            if ratio < least:
                yield scheme, front if front in own else back, back if front in own else front, ratio, least


def contrast(one, other):
    """The contrast of two colours, each (red, green, blue) from 0 to 1: from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour(text):
    """#rrggbb or hsl(h s% l%) as (red, green, blue) from 0 to 1. Raises ValueError for another form."""
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return tuple(int(text[place : place + 2], 16) / 255 for place in (1, 3, 5))
    if re.fullmatch(r"#[0-9a-fA-F]{3}", text):
        return tuple(int(digit, 16) / 15 for digit in text[1:])
    if found := HSL.fullmatch(text):
        hue, saturation, lightness = map(int, found.groups())
        return colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)
    raise ValueError(text)


def _roles(look, scheme):
    light, _, dark = (look / ROLES).read_text(encoding="utf-8").partition(DARK)
    sheets = [(look / TOKENS).read_text(encoding="utf-8"), light, *([dark] if scheme == "dark" else [])]
    return {name: value.strip() for sheet in sheets for name, value in SET.findall(sheet)}


def _value(roles, name):
    value = roles[name]
    while found := VAR.fullmatch(value):
        value = roles[found[1]]
    return colour(value)


def _luminance(rgb):
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
