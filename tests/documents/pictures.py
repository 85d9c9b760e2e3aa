"""Pictures of pages that are small: of a PNG as browsers write it, one with a palette."""

import struct
import zlib
from collections import Counter

COLOURS = 128
# Colours this near are one: a shade of a letter's edge is not looked at.
STEP = 8


def reduced(data):
    """A PNG of eight bits a channel, without transparency, as one of few colours."""
    width, height, pixels = _pixels(data)
    rough = [(r // STEP, g // STEP, b // STEP) for r, g, b in pixels]
    counts, exact = Counter(rough), {}
    for near, colour in zip(rough, pixels, strict=True):
        exact.setdefault(near, Counter())[colour] += 1
    kept = [near for near, _ in counts.most_common(COLOURS)]
    palette = [exact[near].most_common(1)[0][0] for near in kept]
    place = {near: min(range(len(kept)), key=lambda each: _far(kept[each], near)) for near in counts}
    shown = bytes(place[near] for near in rough)
    rows = b"".join(b"\0" + shown[start : start + width] for start in range(0, len(shown), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    table = b"".join(bytes(colour) for colour in palette)
    parts = ((b"IHDR", head), (b"PLTE", table), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _far(one, other):
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pixels(data):
    """Width, height and the colours (red, green, blue), row by row."""
    at, packed = 8, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, part = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, _, form = struct.unpack(">IIBB", part[:10])
        elif kind == b"IDAT":
            packed += part
        at += 12 + length
    size = {2: 3, 6: 4}[form]
    raw, before, found = zlib.decompress(packed), bytes(width * size), []
    for row in range(height):
        start = row * (width * size + 1)
        line = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + width * size]), before, size)
        found += zip(line[0::size], line[1::size], line[2::size], strict=True)
        before = line
    return width, height, found


def _unfiltered(kind, line, before, size):
    """A row of bytes without the filter that PNG puts before compression."""
    if kind == 0:
        return line
    for at in range(len(line)):
        left, up = line[at - size] if at >= size else 0, before[at]
        if kind == 1:
            near = left
        elif kind == 2:
            near = up
        elif kind == 3:
            near = (left + up) // 2
        else:
            corner = before[at - size] if at >= size else 0
            guess = left + up - corner
            near = min((left, up, corner), key=lambda each: abs(guess - each))
        line[at] = (line[at] + near) & 255
    return line
