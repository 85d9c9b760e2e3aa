"""Where the tools outside Python are."""

from functools import cache
from pathlib import Path

from site_src.program.setup import setup

ROOT = Path(__file__).resolve().parents[3]


@cache
def node():
    """The path of Node.js."""
    return str(setup.node(ROOT))
