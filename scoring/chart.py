"""The picture: one row a domain with its name, a bar and the band in words, so that colour carries nothing alone."""

WIDTH = 320
ROW = 44
TRACK = 180
TOP = 8
# The bar's end has a shape of its own for each kind of band, readable in black and white.
SHAPES = {
    "strength": '<circle cx="{x}" cy="{y}" r="6" {style}/>',
    "varies": '<path d="M{x} {top}L{right} {y}L{x} {bottom}L{left} {y}Z" {style}/>',
    "attention": '<rect x="{left}" y="{top}" width="12" height="12" {style}/>',
}
FILL = {"strength": "#1f6f5c", "varies": "#8a6d1d", "attention": "#9a4f2b"}


def escape(text: str) -> str:
    """`text` safe between tags and in attributes. html.escape would bring every entity's name into the browser."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def draw(rows: list, title: str, description: str, direction: str = "ltr", ticks: tuple | list = ()) -> str:
    """The profile as SVG text.

    `rows`: (domain id, name, kind of band, band in words, score 0-100 or None); `ticks`: scores where a band begins.
    No style, script or outside reference: it is safe under the strictest policy, and CSS may restyle its classes.
    """
    height = TOP + ROW * len(rows)
    mirror = direction == "rtl"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" direction="{direction}" '
        f'viewBox="0 0 {WIDTH} {height}" font-family="sans-serif">',
        f"<title>{escape(title)}</title><desc>{escape(description)}</desc>",
    ]
    for place, row in enumerate(rows):
        parts.append(_row(row, TOP + ROW * place, mirror, ticks))
    parts.append("</svg>")
    return "".join(parts)


def _row(row: tuple, top: int, mirror: bool, ticks: tuple | list) -> str:
    domain, name, kind, words, score = row

    def across(x: float, width: float = 0) -> float:
        return WIDTH - x - width if mirror else x

    middle = top + 28
    start = across(0)
    parts = [
        f'<g class="chart-row" data-row="{escape(domain)}">',
        f'<text class="chart-name" x="{start}" y="{top + 14}" font-size="14" fill="currentColor">{escape(name)}</text>',
        f'<rect class="chart-track" x="{across(0, TRACK)}" y="{middle - 4}" width="{TRACK}" height="8" rx="4" '
        'fill="currentColor" fill-opacity="0.14"/>',
    ]
    for tick in ticks:
        x = across(_number(TRACK * tick / 100))
        parts.append(f'<path class="chart-tick" d="M{_number(x)} {middle - 7}v14" stroke="currentColor" stroke-opacity="0.45"/>')
    if score is not None:
        length = _number(6 + (TRACK - 12) * score / 100)
        parts.append(
            f'<rect class="chart-bar chart-{kind}" x="{_number(across(0, length))}" y="{middle - 4}" width="{length}" '
            f'height="8" rx="4" fill="{FILL.get(kind, "currentColor")}"/>'
        )
        x = _number(across(length))
        shape = SHAPES.get(kind, SHAPES["strength"])
        style = f'class="chart-mark chart-{kind}" fill="{FILL.get(kind, "currentColor")}"'
        parts.append(
            shape.format(x=x, y=middle, top=middle - 6, bottom=middle + 6, left=_number(x - 6), right=_number(x + 6), style=style)
        )
    parts.append(
        f'<text class="chart-band" x="{across(TRACK + 10)}" y="{middle + 4}" font-size="12" fill="currentColor">'
        f"{escape(words)}</text></g>"
    )
    return "".join(parts)


def _number(value: float) -> int | float:
    """At most two decimals and no trailing zeros, so that every platform writes the same text."""
    rounded = round(value, 2)
    return int(rounded) if rounded == int(rounded) else rounded
