"""Imports between the rooms run down only, so that a room can be read, tested and replaced without those above it."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The highest first. Rooms that stand side by side do not know each other.
LAYERS = (
    ("cli",),
    ("arguments",),
    ("watch", "bench", "release"),
    ("site", "translation"),
    ("proof", "directory", "host"),
    ("checks",),
    ("browser",),
    ("pages",),
    ("content",),
    ("setup",),
    ("messages",),
    ("scoring",),
)
HEIGHT = {room: -place for place, rooms in enumerate(LAYERS) for room in rooms}


def room_of(module):
    """The room that a module of ours lies in, or None for anybody else's."""
    parts = module.split(".")
    if parts[:2] == ["site_src", "program"]:
        return parts[2] if len(parts) > 2 else None
    return "scoring" if parts[0] == "scoring" else None


def imported(source):
    """Every module that a source text imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def arrows(module, source):
    """The imports of a module that do not run down, as "room -> module"."""
    own = room_of(module)
    for name in imported(source):
        other = room_of(name)
        if other and other != own and HEIGHT[other] >= HEIGHT[own]:
            yield f"{module} -> {name}"


def modules():
    """Every module of the program and the scoring, with its source."""
    for path in sorted([*ROOT.glob("scoring/**/*.py"), *ROOT.glob("site_src/program/**/*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts).removesuffix(".__init__")
        if room_of(name):
            yield name, path.read_text(encoding="utf-8")


def test_every_module_lies_in_a_room_with_a_place():
    assert set() == {room_of(name) for name, _ in modules()} - set(HEIGHT)


def test_imports_between_rooms_run_down_only():
    assert [] == [arrow for name, source in modules() for arrow in arrows(name, source)]


def test_an_import_that_runs_up_or_across_is_noticed_also_inside_a_function():
    source = "def run():\n    from site_src.program import site\n    from site_src.program.host import server\n"
    own = "site_src.program.directory.edit"

    assert [f"{own} -> site_src.program.site", f"{own} -> site_src.program.host.server"] == list(arrows(own, source))
