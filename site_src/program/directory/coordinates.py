"""Finnish plane coordinates (ETRS-TM35FIN, EPSG:3067), as PTV gives them, to the degrees that maps take (WGS84)."""

from functools import cache

from site_src.program.messages import msg

# The extent in which EPSG:3067 is used in Finland, with its waters; what lies outside is a mistake, often a swap.
NORTHING = (6_570_000.0, 7_790_000.0)
EASTING = (40_000.0, 760_000.0)
DECIMALS = 6  # about 0.1 m


@cache
def _transformer():
    from pyproj import Transformer  # loading it takes a while, and most commands never need it

    return Transformer.from_crs("EPSG:3067", "EPSG:4326", always_xy=True)


def degrees(northing, easting):
    """(latitude, longitude) of a point in Finland; ValueError says what is wrong with it."""
    try:
        north, east = (float(str(value).strip().replace(",", ".")) for value in (northing, easting))
    except ValueError:
        raise ValueError(f"the coordinates {northing!r}, {easting!r} are not numbers") from None
    if not (NORTHING[0] <= north <= NORTHING[1] and EASTING[0] <= east <= EASTING[1]):
        swapped = NORTHING[0] <= east <= NORTHING[1] and EASTING[0] <= north <= EASTING[1]
        hint = msg("they look swapped") if swapped else msg("EPSG:3067 northing and easting are expected")
        raise ValueError(f"the coordinates {northing}, {easting} are not in Finland; {hint}")
    longitude, latitude = _transformer().transform(east, north)
    return round(latitude, DECIMALS), round(longitude, DECIMALS)
