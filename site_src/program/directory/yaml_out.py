"""YAML as this project writes it by hand: two spaces, one key a line, quotes where a reader needs them, long text folded.

PyYAML's own writer takes more than ten seconds for a large export. This one writes only what the records hold (mappings
with plain keys, lists, texts, numbers, true, false and null); a test reads everything back with PyYAML.
"""

import json
import re
from functools import lru_cache

WIDTH = 116
# A plain scalar that every YAML reader takes for the same text.
PLAIN = re.compile(r"[A-Za-zÅÄÖåäö](?:[\w .,;/()+%!?'’–-]*[\w.)!?])?")
PLAIN_KEY = re.compile(r"[A-Za-z][\w.-]*")
RESERVED = frozenset(["yes", "no", "on", "off", "y", "n", "true", "false", "null", "nan", "inf"])
# What JSON leaves as it is but YAML does not allow, or breaks the line at.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
# From one visible character to another, and nothing unprintable anywhere, the first and the last included.
FOLDABLE = re.compile(r"(?=\S)[^\x00-\x09\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]*(?<=\S)")


def dump(value, indent=0):
    """The lines of a mapping or list as one text that ends with a line feed."""
    lines = []
    _block(value, indent, lines)
    return "".join(f"{line}\n" for line in lines)


def scalar(value):
    """A text, number or constant on one line."""
    if isinstance(value, str):
        return _word(value) if len(value) <= WIDTH else quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return f"{value:.15g}" if "e" not in f"{value:.15g}" and "." in f"{value:.15g}" else f"{value:.6f}"
    raise TypeError(f"YAML here holds no {type(value).__name__}")


# The same words, keys and names stand in thousands of records.
@lru_cache(maxsize=20_000)
def _word(value):
    return value if PLAIN.fullmatch(value) and value.lower() not in RESERVED else quoted(value)


def quoted(value):
    """A text in double quotes."""
    if value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


@lru_cache(maxsize=1_000)
def _key(key):
    return key if PLAIN_KEY.fullmatch(key) and key.lower() not in RESERVED else quoted(key)


def _block(value, indent, lines):
    pad = " " * indent
    if isinstance(value, dict):
        for key, child in value.items():
            _entry(f"{pad}{_key(key)}:", child, indent, lines)
    else:
        for child in value:
            if isinstance(child, dict) and child:
                # The first key stands on the dash's line.
                start = len(lines)
                _block(child, indent + 2, lines)
                lines[start] = f"{pad}- {lines[start][indent + 2 :]}"
            else:
                _entry(f"{pad}-", child, indent, lines)


def _entry(head, value, indent, lines):
    if isinstance(value, (dict, list, tuple)):
        flow = _flow(value)
        if flow is not None and (not value or len(head) + len(flow) < WIDTH):
            lines.append(f"{head} {flow}")
        else:
            lines.append(head)
            _block(value, indent + 2, lines)
    elif isinstance(value, str) and len(head) + len(value) > WIDTH - 4 and _foldable(value):
        lines.append(f"{head} >-")
        _fold(value, " " * (indent + 2), lines)
    else:
        lines.append(f"{head} {scalar(value)}")


def _foldable(value):
    """Whether folding keeps every character: spaces at the edge of a line, or two in a row, would be lost."""
    return bool(FOLDABLE.fullmatch(value)) and not re.search(r"  |\n | \n", value)


def _flow(value):
    """A short list or mapping of scalars on one line, or None."""
    if not value:
        return "{}" if isinstance(value, dict) else "[]"
    children = value.values() if isinstance(value, dict) else value
    if any(isinstance(child, (dict, list, tuple)) or (isinstance(child, str) and "\n" in child) for child in children):
        return None
    if isinstance(value, dict):
        if sum(len(child) for child in children if isinstance(child, str)) > WIDTH:
            return None
        return "{" + ", ".join(f"{_key(key)}: {_in_flow(child)}" for key, child in value.items()) + "}"
    return "[" + ", ".join(map(_in_flow, value)) + "]"


def _in_flow(value):
    if isinstance(value, str) and "," in value:
        return quoted(value)
    return scalar(value)


def _fold(value, pad, lines):
    """Folded lines: one line feed in the text is an empty line, two are two."""
    width = max(WIDTH - len(pad), 40)
    for number, paragraph in enumerate(value.split("\n")):
        if number:
            lines.append("")
        if not paragraph:
            continue
        current = ""
        for word in paragraph.split(" "):
            if current and len(current) + 1 + len(word) > width:
                lines.append(pad + current)
                current = word
            else:
                current = f"{current} {word}" if current else word
        lines.append(pad + current)
