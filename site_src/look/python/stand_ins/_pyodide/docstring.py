"""Documentation of methods written in C. Nobody reads it in a browser; the C code asks for a string."""


def get_cmeth_docstring(func):
    """Return the shortest documentation string that C accepts."""
    return func.__name__ + "()\n--\n\n"
