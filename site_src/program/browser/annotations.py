"""Python source without its annotations: nobody reads a type in the browser, and each one is bytes on the way there."""

import ast


def without_annotations(source):
    """The source text (bytes, UTF-8) of a module with the annotations of its functions and variables cut out.

    Every line stays where it is. A class keeps the names that it annotates, since dataclasses read them.
    """
    tree = ast.parse(source)
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    fields = {id(node) for each in ast.walk(tree) if isinstance(each, ast.ClassDef) for node in each.body}
    cuts = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            start, end = _span(node.returns, starts)
            cuts.append((len(source[: source.rindex(b"->", 0, start)].rstrip()), end, b""))
        elif isinstance(node, ast.arg) and node.annotation:
            start, end = _span(node.annotation, starts)
            cuts.append((source.rindex(b":", 0, start), end, b""))
        elif isinstance(node, ast.AnnAssign) and id(node) in fields:
            cuts.append((*_span(node.annotation, starts), b"0"))
        elif isinstance(node, ast.AnnAssign) and node.value:
            start, end = _span(node.annotation, starts)
            cuts.append((source.rindex(b":", 0, start), end, b""))
    for start, end, instead in sorted(cuts, reverse=True):
        source = source[:start] + instead + source[end:]
    return source


def _span(node, starts):
    """The first byte of a node in the source, and the one behind its last."""
    return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
