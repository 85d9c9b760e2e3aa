"""Running the four fixed lines of source that Pyodide's start-up holds, and importing a module by its path.

The original parses with `ast` to find a last expression. Those four lines are "statement; expression", so splitting at
the last semicolon is enough.
"""

from importlib import import_module


def eval_code(source, globals=None, locals=None):
    """Run the statements of *source* and return the value of the expression after the last semicolon."""
    statements, _, expression = source.rpartition(";")
    exec(statements, globals, locals)
    return eval(expression.strip(), globals, locals)


def pyimport_impl(path):
    """Return the module or the attribute of a module that *path* names, for `pyodide.pyimport`."""
    stem, _, name = path.rpartition(".")
    if not stem:
        return import_module(path)
    parent = import_module(stem)
    return getattr(parent, name) if hasattr(parent, name) else import_module(path)
