"""YAML as editors expect it: what looks like text stays text, and every value remembers its line and column.

YAML 1.1 reads `no` as false, 012 as ten, 12:30 as 750 and keeps the last of two equal keys; all are refused here with
the place and the remedy. Anchors, tags and merge keys are refused too: content is read by people. Nothing else in the
program reads YAML.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from site_src.program.content import reader
from site_src.program.content.problems import ContentError, Keys, Problem, shown
from site_src.program.messages import msg

SURPRISES = (
    (re.compile(r"(?i:yes|no|on|off|y|n)"), msg("is read as true or false by some programs")),
    (re.compile(r"[-+]?0[0-9_]+(\.[0-9]*)?"), msg("begins with a zero, which some programs read as another number")),
    (re.compile(r"[-+]?0[xob][0-9a-fA-F_]+"), msg("is read as a number of another base")),
    (re.compile(r"[0-9]+(:[0-9]{1,2})+(\.[0-9]*)?"), msg("is read as a number by some programs")),
    (re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*"), msg("is read as a number by some programs")),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), msg("is not a number that means anything here")),
)
# What the parser says, in words for people.
GRAMMAR = (
    ("mapping values are not allowed", msg("A colon with a space after it stands in the middle of a text")),
    ("could not find expected ':'", msg("A key has no colon after it")),
    ("did not find expected key", msg("A line is indented otherwise than those beside it, or a text has quotes in its middle")),
    ("did not find expected '-' indicator", msg("A line of a list does not begin with a dash at the same place as the others")),
    ("did not find expected ',' or", msg("A bracket or a brace is not closed, or a comma is missing")),
    ("did not find expected node content", msg("A bracket or a brace is not closed, or a comma is missing")),
    ("unexpected end of stream", msg("A quotation mark is not closed")),
    ("unknown escape character", msg("A backslash stands in quotes before a letter it does not go with")),
    ("cannot start any token", msg("A text begins with a character that needs quotes around the whole text")),
    ("violates indentation", msg("A line is indented with a tab")),
    ("block sequence entries are not allowed", msg("A dash stands where a value is expected")),
    ("undefined alias", msg("A text begins with a star; write the whole in quotes")),
    ("document start", msg("Three dashes stand in the middle of the file")),
)
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
# A text without quotes ends before " #", also where what follows was meant to be read.
CUT = re.compile(r"[ \t]+#")
CONFLICT = ("<<<<<<<", ">>>>>>>", "|||||||")
CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
MAX_DEPTH = 40
MAX_DIGITS = 15
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, eq=False)
class Document:
    """A file's plain data, and where each value and key stands: path of keys and indexes -> (line, column)."""

    file: str
    data: Any
    marks: dict[Keys, tuple[int, int]]

    def place(self, path: Keys) -> tuple[str, int, int]:
        """(file, line, column) of the value under `path`, or of its nearest parent that has a place."""
        path = tuple(path)
        while path and path not in self.marks:
            path = path[:-1]
        line, column = self.marks.get(path, (1, 1))
        return self.file, line, column

    def problem(self, path: Keys, message: str, warning: bool = False) -> Problem:
        """A problem at the value under `path`, or at its nearest parent that has a place."""
        return Problem(*self.place(path), message, warning)


def load(path: Path | str, name: str) -> Document:
    """The document in `path`, called `name` in messages. Raises `ContentError` with every problem."""
    return parse(reader.text(Path(path), name), name)


def parse(text: str, name: str, first_line: int = 1) -> Document:
    """The document in `text`, which begins on `first_line` of the file. Raises `ContentError` with every problem."""
    below = first_line - 1
    try:
        _refuse_conflict(text, name, below)
        _refuse_depth(text, name, below)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = error.problem or ""
        what = next((message for words, message in GRAMMAR if words in said), msg("This cannot be read"))
        message = msg("{what}. Check the indentation, colons and quotes here.", what=what)
        raise ContentError([Problem(name, line + below, column, message)]) from None
    except yaml.reader.ReaderError as error:
        character = error.character if isinstance(error.character, str) else chr(error.character)
        before = text[: text.find(character)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise ContentError([Problem(name, line + below, column, reader.unseen_message(character))]) from None
    except yaml.YAMLError:
        message = msg("This cannot be read. Check the indentation, colons and quotes here.")
        raise ContentError([Problem(name, first_line, 1, message)]) from None
    builder = _Builder(name, below, text.split("\n"))
    data = builder.read(node, ()) if node is not None else None
    if builder.problems:
        raise ContentError(builder.problems)
    return Document(name, data, builder.marks)


def _refuse_conflict(text: str, name: str, below: int) -> None:
    """Tells what a merge left behind, before the parser complains of its consequences."""
    found = [
        Problem(
            name,
            line,
            1,
            msg("{row} is left over from two edits of this file at once. Keep one of both, and remove the marks.", row=row[:7]),
        )
        for line, row in enumerate(text.split("\n"), below + 1)
        if row.startswith(CONFLICT)
    ]
    if found:
        raise ContentError(found)


def _refuse_depth(text: str, name: str, below: int) -> None:
    """Stops before the parser that builds the tree calls itself once a level: a deep file would end the whole program."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                line, column = (mark.line, mark.column) if (mark := event.start_mark) else (0, 0)
                message = msg("This is nested over {max_depth} levels deep. Use fewer.", max_depth=MAX_DEPTH)
                raise ContentError([Problem(name, line + 1 + below, column + 1, message)])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Builder:
    def __init__(self, name: str, below: int, rows: list[str]) -> None:
        self.name, self.below, self.rows = name, below, rows
        self.marks: dict[Keys, tuple[int, int]] = {}
        self.problems: list[Problem] = []
        self.seen: set[int] = set()

    def place(self, node: yaml.Node) -> tuple[int, int]:
        return node.start_mark.line + 1 + self.below, node.start_mark.column + 1

    def complain(self, node: yaml.Node, message: str) -> None:
        line, column = self.place(node)
        self.problems.append(Problem(self.name, line, column, message))

    def read(self, node: yaml.Node, path: Keys) -> Any:
        self.marks[path] = self.place(node)
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in self.seen:
                self.complain(node, msg("Anchors and aliases (& and *) are not used here. Write the value out."))
                return None
            self.seen.add(id(node))
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:"):
            self.complain(node, msg("The tag {tag} is not used here. Remove it.", tag=shown(node.tag)))
            return None
        if isinstance(node, yaml.MappingNode):
            return self.read_mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*path, place)) for place, child in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return self.scalar(node)

    def read_mapping(self, node: yaml.MappingNode, path: Keys) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.complain(key_node, msg("A key must be a word. Write one word before the colon."))
                continue
            key = self.scalar(key_node)
            if not isinstance(key, str):
                key = key_node.value
            if key == "<<":
                self.complain(key_node, msg("Merge keys (<<) are not used here. Write the values out."))
                continue
            if key in result:
                first = self.marks[(*path, key)][0]
                self.complain(
                    key_node, msg('The key "{key}" stands twice (first on line {first}). Keep one.', key=shown(key), first=first)
                )
                continue
            result[key] = None
            result[key] = self.read(value_node, (*path, key))
            # A problem with a value is easiest to find at its key.
            self.marks[(*path, key)] = self.place(key_node)
        return result

    def scalar(self, node: yaml.ScalarNode) -> Any:
        text = node.value
        # An escape such as "\0" brings in what the file itself may not hold.
        if unseen := reader.UNSEEN.search(text):
            self.complain(node, reader.unseen_message(unseen[0]))
            return ""
        # Plain scalars have no style; the C parser says so with an empty one.
        if node.style:
            return text
        for pattern, why in SURPRISES:
            if pattern.fullmatch(text):
                self.complain(node, msg('The value {text} {why}. Write it in quotes: "{text}".', text=shown(text), why=why))
                return text
        if text.lower() in CONSTANTS:
            return CONSTANTS[text.lower()]
        if INTEGER.fullmatch(text):
            if len(text) > MAX_DIGITS:
                self.complain(
                    node, msg("The number {text} is longer than any here. Correct it, or write it in quotes.", text=shown(text))
                )
                return None
            return int(text)
        if DECIMAL.fullmatch(text):
            return float(text)
        end = node.end_mark
        if end.line < len(self.rows) and CUT.match(self.rows[end.line], end.column):
            message = msg(
                "The text ends before #: {text}. Write the whole in quotes, and a remark on a line of its own.", text=shown(text)
            )
            self.complain(node, message)
        return text
