"""Where the tools outside Python are."""

from functools import cache
from pathlib import Path

from site_src.generator import setup

ROOT = Path(__file__).resolve().parents[2]


@cache
def node():
    """The path of Node.js."""
    return str(setup.node(ROOT))
