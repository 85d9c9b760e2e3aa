"""Texts that no reader ever meets: keys that no template, script or Python module asks for.

Templates and Python are read as syntax trees, scripts by the forms in which they name a text. A key that is put together
(`near-{area}`) counts as every key it could become, so that a text in use is never called unused.
"""

import re
from functools import cached_property

from site_src.program.content.project import WORDS
from site_src.program.content.translations import flatten
from site_src.program.pages.pages import SCRIPTS as PAGE_SCRIPTS
from tests.checks.asked_texts import ANY, Module, Template, keys_in_script

TEMPLATES = ("site_src/look",)
PYTHON = ("scoring", "site_src/program")
SCRIPTS = "site_src/look"
# Checks name texts only to check them.
NOT_READERS = ("checks",)
# The search asks for the words of every need; the check holds them to the needs.
BY_NEED = {("search",)}
IMPORT = re.compile(r"""(?:from|import)\s*\(?\s*['"]\.{1,2}/(?:[\w.-]+/)?([\w.-]+\.mjs)['"]""")


def problems(content):
    """A warning for each of the site's words in the source language that nothing shows; it harms no reader."""
    document = content.documents[f"{WORDS}/{content.source}.yml"]
    uses = Uses(content.project.program)
    for path, _ in flatten(document.data["texts"]):
        if not uses.covers(path):
            message = f"Nothing shows the text {'/'.join(path)}. Remove it in every language."
            yield document.problem(("texts", *path), message, warning=True)


class Uses:
    """What the program below `root` asks for: paths of keys, in which a pattern stands for a key put together."""

    def __init__(self, root):
        self.root = root

    def covers(self, path):
        """Whether a text, or a group it is in, is asked for."""
        return any(
            len(use) <= len(path) and all(_fits(asked, key) for asked, key in zip(use, path, strict=False)) for use in self.paths
        )

    @cached_property
    def paths(self):
        """Every path that is asked for."""
        found, handed_over = set(BY_NEED), []
        for folder in TEMPLATES:
            for path in sorted((self.root / folder).rglob("*.html*")):
                reader = Template(path.read_text(encoding="utf-8"))
                found |= reader.uses
                handed_over += [(path.name.split(".")[0], group) for group in reader.handed_over]
        for folder in PYTHON:
            for path in sorted((self.root / folder).rglob("*.py")):
                if not set(path.relative_to(self.root).parts) & set(NOT_READERS):
                    found |= Module(path.read_text(encoding="utf-8")).uses
        for page, group in handed_over:
            found |= {(*group, key) for key in self._script_keys(page)}
        return found

    def _script_keys(self, page):
        """The keys that the scripts of a page and what they import ask for; all scripts' if the page has none of its own."""
        scripts = {path.name: path for path in (self.root / SCRIPTS).glob("*/*.mjs")}
        waiting = list(PAGE_SCRIPTS.get(page) or scripts)
        keys, seen = set(), set()
        while waiting:
            name = waiting.pop()
            if name in seen or name not in scripts:
                continue
            seen.add(name)
            text = scripts[name].read_text(encoding="utf-8")
            waiting += IMPORT.findall(text)
            keys.update(keys_in_script(text))
        return keys


def _fits(asked, key):
    if asked is ANY:
        return True
    return asked == key if isinstance(asked, str) else asked.fullmatch(key) is not None
