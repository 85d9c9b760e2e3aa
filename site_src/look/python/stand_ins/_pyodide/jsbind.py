"""How Python calls a JavaScript function, without the reading of type hints that typed bindings would need."""

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default

no_default = object()


def any_arguments(*args, **kwargs):
    """The shape of a call that is not described further."""


# Any number of arguments, by position or by name, each converted in the default way.
default_signature = JsFuncSignature(
    any_arguments, False, 0, (), (), py2js_default, (), (), (), py2js_default, js2py_default_call_result
)
