"""Records written anew where they stand: what did not change keeps its line, its comments and its quotes, to the letter."""

import io
from difflib import SequenceMatcher

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString, ScalarString

from site_src.program.directory import yaml_out

FLOW_WIDTH = 110
BLOCKS = (FoldedScalarString, LiteralScalarString)


def rewritten(text, before, after):
    """The lines of one record, `  - id: …`, with what differs between `before` and `after` changed in them.

    `before` is what the text says. Raises ValueError where the lines are not in the form that can be kept.
    """
    yaml = _yaml()
    found = yaml.load(text)
    if not isinstance(found, CommentedSeq) or len(found) != 1 or not isinstance(found[0], CommentedMap):
        raise ValueError("This is not one record")
    _mapping(found[0], before, after)
    out = io.StringIO()
    yaml.dump(found, out)
    return out.getvalue()


def _yaml():
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.allow_unicode = True
    yaml.width = 1_000_000  # lines break where they did
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _mapping(node, before, after):
    for key in [key for key in node if key not in after]:
        del node[key]
    names = list(after)
    for key, value in after.items():
        if key not in node:
            # A new key stands after the key that it follows in the record.
            behind = [name for name in names[: names.index(key)] if name in node]
            place = list(node).index(behind[-1]) + 1 if behind else 0
            node.insert(place, key, _new(value))
        elif key not in before or before[key] != value:
            node[key] = _changed(node[key], before.get(key), value)


def _changed(node, before, after):
    """The node of a changed value; what is the same inside stays."""
    if isinstance(node, CommentedMap) and isinstance(before, dict) and isinstance(after, dict):
        _mapping(node, before, after)
        return node
    if isinstance(node, CommentedSeq) and isinstance(before, list) and isinstance(after, list) and len(node) == len(before):
        return _sequence(node, before, after)
    if isinstance(node, ScalarString) and isinstance(after, str) and "\n" not in after and not isinstance(node, BLOCKS):
        return type(node)(after)
    return _new(after)


def _sequence(node, before, after):
    matcher = SequenceMatcher(None, [repr(value) for value in before], [repr(value) for value in after], autojunk=False)
    for kind, first, last, start, end in reversed(matcher.get_opcodes()):
        if kind == "equal":
            continue
        same = min(last - first, end - start)
        for place in reversed(range(first + same, last)):
            del node[place]
        for place in range(same):
            node[first + place] = _changed(node[first + place], before[first + place], after[start + place])
        for place in range(start + same, end):
            node.insert(first + place - start, _new(after[place]))
    return node


def _new(value):
    """A value in the form in which this project writes it."""
    if isinstance(value, dict):
        node = CommentedMap((key, _new(child)) for key, child in value.items())
    elif isinstance(value, (list, tuple)):
        node = CommentedSeq(_new(child) for child in value)
    else:
        quoted = isinstance(value, str) and yaml_out.scalar(value).startswith('"')
        return DoubleQuotedScalarString(value) if quoted else value
    children = value.values() if isinstance(value, dict) else value
    if not any(isinstance(child, (dict, list)) for child in children) and len(repr(value)) < FLOW_WIDTH:
        node.fa.set_flow_style()
    return node
