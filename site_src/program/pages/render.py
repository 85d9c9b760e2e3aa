"""Our own template environment: strict (a missing name is an error) and escaping by default."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

LOOK = Path(__file__).resolve().parents[2] / "look"


class DataFirst(Environment):
    """Reads `record.name` as a key before it reads it as a method: content may call a key `items` or `values`."""

    def getattr(self, obj, attribute):
        """The value of a key, else the attribute."""
        return obj[attribute] if isinstance(obj, Mapping) and attribute in obj else super().getattr(obj, attribute)


@cache
def environment():
    """The environment every template of ours is rendered in."""
    made = DataFirst(
        loader=FileSystemLoader([folder for folder in sorted(LOOK.iterdir()) if folder.is_dir()]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["json"] = to_json
    # Tokens are found again only as they stand, and letters are shorter than their numbers.
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    return made


def to_json(value):
    """JSON for an attribute: compact; Jinja2 escapes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def html(template, **context):
    """The rendered template without blank lines, so that Markdown passes it through as one block."""
    text = environment().get_template(template).render(**context)
    return Markup(re.sub(r"\n\s*\n+", "\n", text).strip())
