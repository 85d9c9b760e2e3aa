"""The texts that one template, script or Python module asks for, as paths of keys.

A key that is not known before the program runs is `ANY`, a pattern, or every key it could be.
"""

import ast
import re
from functools import cached_property
from itertools import product

from jinja2 import Environment, nodes

# The kinds whose keys the program names itself; the keys of the others are ids of the questionnaire.
KINDS = ("report", "ui", "notice", "nav", "footer", "site", "joint", "directory", "form", "page")
ANY = object()
# What Python calls the texts of one language.
HOLDERS = ("words", "texts")

SCRIPT_DOT = re.compile(r"(?<!/)\btexts\??\.([A-Za-z_]\w*)")
SCRIPT_BRACKET = re.compile(r"""\btexts(?:\?\.)?\[\s*(['"`])(.+?)\1\s*\]""")
SCRIPT_OTHER = re.compile(r"""\btexts(?:\?\.)?\[\s*[^'"`\s]""")
SCRIPT_PARTS = re.compile(r"\{([\w\s,:]+)\}\s*=\s*(?:\w+\.)*texts\b")
SCRIPT_CHOICE = re.compile(r"""\?\s*'([^'{}]*)'\s*:\s*'([^'{}]*)'\s*\}\Z""")


def keys_in_script(text):
    """The keys a script asks its page's texts for."""
    yield from SCRIPT_DOT.findall(text)
    for names in SCRIPT_PARTS.findall(text):
        yield from re.findall(r"[A-Za-z_]\w*", names)
    for _, written in SCRIPT_BRACKET.findall(text):
        # `${held ? 'good' : 'bad'}-${name}`
        pieces = re.split(r"(\$\{[^{}]*\})", written)
        yield written if len(pieces) == 1 else re.compile("".join(map(_script_piece, pieces)))
    if SCRIPT_OTHER.search(text):
        yield ANY


def _script_piece(piece):
    if not piece.startswith("${"):
        return re.escape(piece)
    choice = SCRIPT_CHOICE.search(piece)
    return f"(?:{re.escape(choice[1])}|{re.escape(choice[2])})" if choice else ".+"


class Template:
    """The paths a template asks for, from `t`, `k.texts` or `texts[language]`, and the groups it hands over to a script."""

    def __init__(self, source):
        self.uses, self.handed_over, self.names, self.lists = set(), [], {"t": [()], "texts": [()]}, {}
        self.read(Environment().parse(source))

    def read(self, node):
        if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name) and (paths := self.resolve(node.node)):
            self.names[node.target.name] = paths
            return
        if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) and (listed := _constants(node.iter)):
            self.lists[node.target.name] = listed
        if isinstance(node, nodes.Filter) and node.name in ("tojson", "json") and (paths := self.resolve(node.node)):
            self.handed_over += paths
            return
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr) and (paths := self.resolve(node.node.node)):
            # A method of the text, such as format: the text itself is asked for.
            self.uses.update(paths)
            for child in (*node.args, *node.kwargs):
                self.read(child)
            return
        if paths := self.resolve(node):
            self.uses.update(path for path in paths if path)
            return
        for child in node.iter_child_nodes():
            self.read(child)

    def resolve(self, node):
        """The paths that an expression can mean, or None when it is no text of ours."""
        if isinstance(node, nodes.Name):
            return self.names.get(node.name)
        if isinstance(node, nodes.Getattr):
            if node.attr == "texts":
                return [()]
            paths = self.resolve(node.node)
            return paths and [(*path, node.attr) for path in paths]
        if isinstance(node, nodes.Getitem):
            if isinstance(node.node, nodes.Name) and node.node.name == "texts":
                return [()]
            paths = self.resolve(node.node)
            return paths and [(*path, key) for path in paths for key in self.keys(node.arg)]
        return None

    def keys(self, node):
        if isinstance(node, nodes.Const):
            return [node.value]
        return (isinstance(node, nodes.Name) and self.lists.get(node.name)) or [ANY]


def _constants(node):
    if not isinstance(node, nodes.List | nodes.Tuple):
        return None
    return [item.value for item in node.items if isinstance(item, nodes.Const)] or None


class Module:
    """The paths a Python module asks for, as `words("report", "why")` or `texts["notice"]["preview"]`.

    Where the key is a variable, every text constant of the module counts.
    """

    def __init__(self, source):
        self.tree = ast.parse(source)
        self.names, self.uses = {}, set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and (path := self.chain(node.value)):
                self.names[node.targets[0].id] = path
        inner = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Subscript | ast.Assign)}
        for node in ast.walk(self.tree):
            path = self.call(node) if isinstance(node, ast.Call) else None
            if isinstance(node, ast.Subscript) and id(node) not in inner:
                path = self.chain(node)
            if path:
                self.uses.update(product(*path))

    def call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in HOLDERS and node.args and getattr(node.args[0], "value", None) in KINDS:
            return [self.keys(arg) for arg in node.args]
        return None

    def chain(self, node):
        """The keys of a[..][..] from the kind of text on, each as what it can be; None when there is no kind in it."""
        keys = []
        while isinstance(node, ast.Subscript):
            keys.insert(0, node.slice)
            node = node.value
        for place, key in enumerate(keys):
            if getattr(key, "value", None) in KINDS and self.holds(node):
                return [self.keys(key) for key in keys[place:]]
        if isinstance(node, ast.Name) and node.id in self.names and keys:
            return [*self.names[node.id], *map(self.keys, keys)]
        return None

    def holds(self, node):
        name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", None)
        return name in HOLDERS

    def keys(self, node):
        if isinstance(node, ast.Constant):
            return [node.value]
        if isinstance(node, ast.IfExp):
            return [*self.keys(node.body), *self.keys(node.orelse)]
        if isinstance(node, ast.JoinedStr):
            return [_pattern(node)]
        return self.constants

    @cached_property
    def constants(self):
        found = [_pattern(node) for node in ast.walk(self.tree) if isinstance(node, ast.JoinedStr)]
        # A pattern of nothing fixed fits every key.
        found = [pattern for pattern in found if pattern.pattern.strip(".+")]
        return found + [
            node.value for node in ast.walk(self.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]


def _pattern(node):
    return re.compile("".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values))
