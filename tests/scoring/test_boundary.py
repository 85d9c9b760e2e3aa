"""The scoring package keeps its boundary: standard library only, no files, imports one way."""

import ast
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "scoring"
ORDER = ["plain", "errors", "exact", "item_types", "model", "conditions", "engine", "guidance", "matching", "report", "wire"]
FILES = sorted(PACKAGE.glob("*.py"))


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module if node.module != "scoring" else f"scoring.{node.names[0].name}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scoring_imports_the_standard_library_and_itself_only(path):
    roots = {name.split(".")[0] for name in imports(path)}

    assert roots <= sys.stdlib_module_names | {"scoring"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_imports_inside_scoring_point_one_way(path):
    if path.stem == "__init__":
        return
    inner = [name.split(".")[1] for name in imports(path) if name.startswith("scoring.")]

    assert all(ORDER.index(name) < ORDER.index(path.stem) for name in inner)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_scoring_opens_no_file_and_knows_no_browser(path):
    text = path.read_text(encoding="utf-8")
    calls = {node.func.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}

    assert not calls & {"open", "exec", "eval", "input", "print"}
    assert not {"pathlib", "os", "io", "js", "pyodide"} & {name.split(".")[0] for name in imports(path)}
