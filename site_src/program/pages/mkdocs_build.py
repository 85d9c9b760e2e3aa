"""Runs MkDocs for one language, and turns what it complains of into problems at the written page."""

import logging
import os
import re
from contextlib import contextmanager
from pathlib import Path

from site_src.program.content.problems import Problem
from site_src.program.messages import msg

QUOTED = re.compile(r"'([^']+)'")


def build(config, pages, root, skipped=""):
    """Builds the site that the file `config` describes. Gives a problem for each complaint: every one of them is a broken
    link or a missing page. `pages` is the folder of the written pages the complaints are about; `skipped` names, one a
    line, pages that are there but are not made."""
    _keep_quiet()
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    with _listening() as messages:
        try:
            mkdocs_build(load_config(str(config), **({"exclude_docs": skipped} if skipped else {})))
        except MkDocsException as error:
            messages.append(str(error))
    return [_problem(message, pages, root) for message in messages]


class Renderer:
    """Renders single pages of one language, as they are asked for; the same bytes as `build` writes."""

    def __init__(self, config, names, pages, root):
        """`names` are the files of all pages, which links may lead to; `pages` and `root` as for `build`."""
        _keep_quiet()
        from mkdocs.config import load_config
        from mkdocs.structure.files import File, Files
        from mkdocs.structure.nav import Navigation

        self.config = load_config(str(config))
        self.docs, config = Path(self.config.docs_dir), self.config
        self.files = Files([File(name, config.docs_dir, config.site_dir, config.use_directory_urls) for name in names])
        self.env = self.config.theme.get_env()
        self.nav = Navigation([], [])
        self.pages, self.root = pages, root

    def page(self, name, text):
        """The HTML of the page `name` with the Markdown `text`, and the problems that MkDocs finds in it."""
        from mkdocs.commands.build import get_context
        from mkdocs.structure.pages import Page

        (self.docs / name).parent.mkdir(exist_ok=True)
        (self.docs / name).write_text(text, encoding="utf-8")
        page = Page(None, self.files.get_file_from_path(name), self.config)
        with _listening() as messages:
            page.read_source(self.config)
            page.render(self.config, self.files)
            page.active = True
            html = self.env.get_template("main.html").render(get_context(self.nav, self.files, self.config, page))
        return html, [_problem(message, self.pages, self.root) for message in messages]

    def not_found(self):
        """The HTML of the page for addresses that lead nowhere."""
        from mkdocs.commands.build import get_context

        return self.env.get_template("404.html").render(get_context(self.nav, self.files, self.config, base_url="/"))


def _keep_quiet():
    """Material announces its successor on standard error at every start; a build's output is for its user."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@contextmanager
def _listening():
    """The list of what MkDocs complains of meanwhile."""
    complaints = _Complaints()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(complaints)
    try:
        yield complaints.messages
    finally:
        logger.removeHandler(complaints)


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
    return Problem(name, line, 1, msg("{what}. Correct the link or the page.", what=" ".join(message.split()).rstrip(".")))
