"""The icons that devices keep (`look/base/img/icons/*.png`): drawn beforehand without colours, and painted at the build.

Each of their pixels names a step of one of three ramps: from nothing to the brand, from the brand to the line, from the brand
to the sun. What is painted is their palette.
"""

import struct
import zlib

from site_src.program.browser import brand, contrast

# The steps of a ramp, and the colour of the line.
STEPS, LINE = 64, (1.0, 1.0, 1.0)


def painted(look, png):
    """An icon in the colours of the brand: the PNG with its palette filled in."""
    ground, sun = (contrast.colour(brand.colour(look, role)) for role in ("--k-brand", "--k-sun"))
    ramps = ((ground, ground), (ground, LINE), (ground, sun))
    palette = bytes(
        round(255 * (first + (last - first) * step / (STEPS - 1)))
        for start, end in ramps
        for step in range(STEPS)
        for first, last in zip(start, end, strict=True)
    )
    head = png.index(b"PLTE")
    size = len(palette)
    checked = b"PLTE" + palette
    return png[:head] + checked + struct.pack(">I", zlib.crc32(checked)) + png[head + 4 + size + 4 :]
