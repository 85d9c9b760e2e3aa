"""YAML as editors expect it: what looks like text stays text, and every value remembers its line and column.

YAML 1.1 reads `no` as false, 012 as ten, 12:30 as 750 and keeps the last of two equal keys; all are refused here with
the place and the remedy. Anchors, tags and merge keys are refused too: content is read by people. Nothing else in the
program reads YAML.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from site_src.program.content import reader
from site_src.program.content.problems import ContentError, Problem, shown

SURPRISES = (
    (re.compile(r"(?i:yes|no|on|off|y|n)"), "is read as true or false by some programs"),
    (re.compile(r"[-+]?0[0-9_]+(\.[0-9]*)?"), "begins with a zero, which some programs read as another number"),
    (re.compile(r"[-+]?0[xob][0-9a-fA-F_]+"), "is read as a number of another base"),
    (re.compile(r"[0-9]+(:[0-9]{1,2})+(\.[0-9]*)?"), "is read as a number by some programs"),
    (re.compile(r"[-+]?[0-9][0-9_]*_[0-9_]*"), "is read as a number by some programs"),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), "is not a number that means anything here"),
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


@dataclass(frozen=True)
class Document:
    """A file's plain data, and where each value and key stands: path of keys and indexes -> (line, column)."""

    file: str
    data: object
    marks: dict

    def place(self, path):
        """(file, line, column) of the value under `path`, or of its nearest parent that has a place."""
        path = tuple(path)
        while path and path not in self.marks:
            path = path[:-1]
        return (self.file, *self.marks.get(path, (1, 1)))

    def problem(self, path, message, warning=False):
        """A problem at the value under `path`, or at its nearest parent that has a place."""
        return Problem(*self.place(path), message, warning)


def load(path, name):
    """The document in `path`, called `name` in messages. Raises `ContentError` with every problem."""
    return parse(reader.text(Path(path), name), name)


def parse(text, name, first_line=1):
    """The document in `text`, which begins on `first_line` of the file. Raises `ContentError` with every problem."""
    below = first_line - 1
    try:
        _refuse_conflict(text, name, below)
        _refuse_depth(text, name, below)
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = (error.problem or "This is not YAML").rstrip(".")
        message = f"{what[0].upper()}{what[1:]}. Check the indentation, colons and quotes here."
        raise ContentError([Problem(name, line + below, column, message)]) from None
    except yaml.reader.ReaderError as error:
        character = error.character if isinstance(error.character, str) else chr(error.character)
        before = text[: text.find(character)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise ContentError([Problem(name, line + below, column, reader.unseen_message(character))]) from None
    except yaml.YAMLError as error:
        raise ContentError([Problem(name, first_line, 1, f"This is not YAML: {error}. Correct it.")]) from None
    builder = _Builder(name, below, text.split("\n"))
    data = builder.read(node, ()) if node is not None else None
    if builder.problems:
        raise ContentError(builder.problems)
    return Document(name, data, builder.marks)


def _refuse_conflict(text, name, below):
    """Tells what a merge left behind, before the parser complains of its consequences."""
    found = [
        Problem(
            name, line, 1, f"{row[:7]} is left over from two edits of this file at once. Keep one of both, and remove the marks."
        )
        for line, row in enumerate(text.split("\n"), below + 1)
        if row.startswith(CONFLICT)
    ]
    if found:
        raise ContentError(found)


def _refuse_depth(text, name, below):
    """Stops before the parser that builds the tree calls itself once a level: a deep file would end the whole program."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                mark = event.start_mark
                message = f"This is nested over {MAX_DEPTH} levels deep. Use fewer."
                raise ContentError([Problem(name, mark.line + 1 + below, mark.column + 1, message)])
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Builder:
    def __init__(self, name, below, rows):
        self.rows = rows
        self.name, self.below, self.marks, self.problems, self.seen = name, below, {}, [], set()

    def place(self, node):
        return node.start_mark.line + 1 + self.below, node.start_mark.column + 1

    def complain(self, node, message):
        self.problems.append(Problem(self.name, *self.place(node), message))

    def read(self, node, path):
        self.marks[path] = self.place(node)
        if not isinstance(node, yaml.ScalarNode):
            if id(node) in self.seen:
                self.complain(node, "Anchors and aliases (& and *) are not used here. Write the value out.")
                return None
            self.seen.add(id(node))
        if node.tag and not node.tag.startswith("tag:yaml.org,2002:"):
            self.complain(node, f"The tag {shown(node.tag)} is not used here. Remove it.")
            return None
        if isinstance(node, yaml.MappingNode):
            return self.read_mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.read(child, (*path, place)) for place, child in enumerate(node.value)]
        return self.scalar(node)

    def read_mapping(self, node, path):
        result = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.complain(key_node, "A key must be a word. Write one word before the colon.")
                continue
            key = self.scalar(key_node)
            if not isinstance(key, str):
                key = key_node.value
            if key == "<<":
                self.complain(key_node, "Merge keys (<<) are not used here. Write the values out.")
                continue
            if key in result:
                first = self.marks[(*path, key)][0]
                self.complain(key_node, f'The key "{shown(key)}" stands twice (first on line {first}). Keep one.')
                continue
            result[key] = None
            result[key] = self.read(value_node, (*path, key))
            # A problem with a value is easiest to find at its key.
            self.marks[(*path, key)] = self.place(key_node)
        return result

    def scalar(self, node):
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
                self.complain(node, f'The value {shown(text)} {why}. Write it in quotes: "{shown(text)}".')
                return text
        if text.lower() in CONSTANTS:
            return CONSTANTS[text.lower()]
        if INTEGER.fullmatch(text):
            if len(text) > MAX_DIGITS:
                self.complain(node, f"The number {shown(text)} is longer than any here. Correct it, or write it in quotes.")
                return None
            return int(text)
        if DECIMAL.fullmatch(text):
            return float(text)
        end = node.end_mark
        if end.line < len(self.rows) and CUT.match(self.rows[end.line], end.column):
            message = f"The text ends before #: {shown(text)}. Write the whole in quotes, and a remark on a line of its own."
            self.complain(node, message)
        return text
