"""Errors as text for JavaScript: the places in the code and the message, without source lines, which are not shipped."""


def format_exception(exc, /, value=None, tb=None, **options):
    """Return the lines of a traceback, innermost call last."""
    error = exc if value is None else value
    step = error.__traceback__ if tb is None else tb
    lines = ["Traceback (most recent call last):\n"]
    while step is not None:
        code = step.tb_frame.f_code
        lines.append(f'  File "{code.co_filename}", line {step.tb_lineno}, in {code.co_name}\n')
        step = step.tb_next
    lines.append(f"{type(error).__qualname__}: {error}\n")
    return lines
