"""The brand where no stylesheet reaches: pictures, the icon of a page and the colours that browsers paint around it.

They are read from the place that sets them for the stylesheets too, so that a host changes each once.
"""

import re
from urllib.parse import quote

ROLES, MARK = "base/roles.css", "base/img/mark.svg"
ROLE = re.compile(r"var\((--k-[\w-]+)\)")


def colour(look, role):
    """The colour of a role such as `--k-brand`, as CSS writes it and as it is in the light. Raises KeyError for none."""
    found = re.search(rf"{role}:\s*([^;]+);", (look / ROLES).read_text(encoding="utf-8"))
    if not found:
        raise KeyError(role)
    return found[1]


def filled(look, svg, own=None):
    """A picture with the colours of the roles that it names: outside a page it could not look them up. `own` are colours by
    role, such as `brand`, in place of those of the look."""
    return ROLE.sub(lambda role: (own or {}).get(role[1].removeprefix("--k-")) or colour(look, role[1]), svg)


def icon(look, own=None):
    """The mark as an address that holds it whole."""
    svg = filled(look, (look / MARK).read_text(encoding="utf-8").strip(), own).replace('"', "'")
    return "data:image/svg+xml," + quote(svg, safe=" '=:/(),.-")
