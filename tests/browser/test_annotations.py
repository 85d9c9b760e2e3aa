"""What the browser gets does what the source does, without its types."""

import ast
from pathlib import Path

import pytest

from site_src.program.browser.annotations import without_annotations

FILES = sorted((Path(__file__).resolve().parents[2] / "scoring").glob("*.py"))


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("def f(a: int, *b: str, c: dict[str, int] = {}) -> None: pass", "def f(a, *b, c = {}): pass"),
        ("def f(\n    a: 'Ä',\n) -> tuple: pass", "def f(\n    a,\n): pass"),
        ("def f():\n    x: list[int] = []\n    y: int", "def f():\n    x = []\n    y: int"),
        ("class A:\n    x: int = 1\n    y: tuple", "class A:\n    x: 0 = 1\n    y: 0"),
        ("f = lambda a: {a: 1}[a:2]", "f = lambda a: {a: 1}[a:2]"),
    ],
)
def test_annotations_are_cut_out_and_nothing_else(written, left):
    assert left == without_annotations(written.encode()).decode()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_scoring_stays_the_same_program(path):
    def bare(source):
        tree = ast.parse(source)
        for node in ast.walk(tree):
            for name in ("annotation", "returns"):
                if getattr(node, name, None):
                    setattr(node, name, None)
            if isinstance(node, ast.AnnAssign):
                node.__class__, node.targets = ast.Assign, [node.target]
        return ast.dump(tree)

    source = path.read_bytes()

    assert bare(source) == bare(without_annotations(source))
