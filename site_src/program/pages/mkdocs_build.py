"""Runs MkDocs for one language, and turns what it complains of into problems at the written page."""

import logging
import os
import re

from site_src.program.content.problems import Problem

QUOTED = re.compile(r"'([^']+)'")


def build(config, pages, root, skipped=""):
    """Builds the site that the file `config` describes. Gives a problem for each complaint: every one of them is a broken
    link or a missing page. `pages` is the folder of the written pages the complaints are about; `skipped` names, one a
    line, pages that are there but are not made."""
    # Material announces its successor on standard error at every start; a build's output is for its user.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    try:
        mkdocs_build(load_config(str(config), **({"exclude_docs": skipped} if skipped else {})))
    except MkDocsException as error:
        complaints.messages.append(str(error))
    finally:
        logger.removeHandler(complaints)
    return [_problem(message, pages, root) for message in complaints.messages]


class _Complaints(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


def _problem(message, pages, root):
    """The complaint at its line: MkDocs quotes the page, then what it could not find."""
    page, *targets = QUOTED.findall(message) or [""]
    path = pages / page
    name = (path if path.suffix == ".md" and path.is_file() else pages).relative_to(root).as_posix()
    line = 1
    if name.endswith(".md") and targets:
        lines = path.read_text(encoding="utf-8").splitlines()
        line = next((number for number, text in enumerate(lines, 1) if targets[0] in text), 1)
    return Problem(name, line, 1, f"{' '.join(message.split()).rstrip('.')}. Correct the link or the page.")
