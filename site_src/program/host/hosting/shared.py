"""What every recipe says: the headers and types that the development server sends, so they cannot drift."""

from site_src.program.host.headers import HEADERS, cache_control
from site_src.program.host.server import TYPES

ASSETS, PAGES = cache_control("/assets/any"), cache_control("/")
# Every type that the site serves; `TYPES` are those that a host's own table may lack.
ALL_TYPES = {".html": "text/html", ".css": "text/css", ".xml": "application/xml", ".txt": "text/plain", **TYPES}
# Whether a whole host is reached by HTTPS alone is for whoever runs it to say, not for a site below one of its paths.
WHOLE_HOST_ONLY = "Strict-Transport-Security"
BELOW = {name: value for name, value in HEADERS.items() if name != WHOLE_HOST_ONLY}
# The path of the examples.
PATH = "/polku"


def full_type(kind):
    """A media type as it is sent: text says that it is UTF-8."""
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def lines(each):
    """Lines of a recipe, one below the other."""
    return "\n".join(each)


def any_of(codes):
    """A regular expression for the languages of a site."""
    return "|".join(codes)
