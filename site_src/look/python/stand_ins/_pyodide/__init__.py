"""What JavaScript reaches as `API._pyodide` while it starts Python."""

from . import _base, _importhook


def set_excepthook():
    """Keep Python's own hook: there is no source text to look lines up in."""
