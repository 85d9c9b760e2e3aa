"""What differs from copy to copy stays a token until a page is rendered: so a page is rendered once for all copies.

A token is a name between two characters that no text may hold. MkDocs and our templates pass it through; `filled` puts the
values of one copy in its place.
"""

import re
from dataclasses import replace

from markupsafe import escape

from site_src.program.content.project import SETTINGS
from site_src.program.content.translations import flatten

START, END = "\ue000", "\ue001"
# A generated part stands in a paragraph of its own, which Markdown made of it.
TOKEN = re.compile(f"<p>{START}(part:[^{END}]*){END}</p>|{START}([^{END}]*){END}")
# Settings that only tokens carry: pages are made without them.
LATE = ("address", "colours", "default_municipality", "hidden_services", "host", "leave_to", "accept_documented_crisis")


def token(name):
    """The token of a value."""
    return f"{START}{name}{END}"


def texts(kinds, said):
    """The texts of some kinds as tokens, in the same form."""
    return {kind: _tokens(said[kind], f"text:{kind}") for kind in kinds if kind in said}


def _tokens(said, name):
    return {key: _tokens(text, f"{name}/{key}") for key, text in said.items()} if isinstance(said, dict) else token(name)


def text_values(kinds, said):
    """The value of each token that `texts` makes."""
    return {
        f"text:{'/'.join(path)}": str(escape(text))
        for path, text in flatten({kind: said[kind] for kind in kinds if kind in said})
    }


def neutral(content):
    """Content of which every copy's pages are made alike: what the copies differ in is a token, or not there."""
    settings = content.documents[SETTINGS]
    data = {key: value for key, value in settings.data.items() if key not in LATE}
    data |= {"name": token("site"), "leave_to": token("leave")}
    return replace(content, documents={**content.documents, SETTINGS: replace(settings, data=data)})


def filled(text, values):
    """The text with the value of each token; `name|argument` gives the argument to a value that asks for one."""

    def value(found):
        name, _, argument = (found[1] or found[2]).partition("|")
        return values[name].replace("{}", argument) if argument else values[name]

    return TOKEN.sub(value, text)
