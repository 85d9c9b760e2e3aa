"""The command line: whatever stands on it, a command does what it says, or says why not."""

import contextlib
import io
import os
from unittest import mock

from site_src.program import cli, site
from site_src.program.content import content as content_module
from site_src.program.content import project
from site_src.program.content.problems import ContentError, Problem
from site_src.program.directory import commands as directory_commands
from site_src.program.host import place
from site_src.program.setup import streams
from tests.content import copies
from tests.fuzz.kinds import hold

VALUES = (
    "", "-", "x", "ä", "../..", ".", "./", "a/b", "a" * 300, "a" * 5000, "fi", "sv", "en", "fi-simple", "se", "xx", "oulu",
    "564", "999", "nan", "-1", "0", "1/0", "0/0", "2/1", "1/2", "\U0001f600", "\udc80", "{", "%s", "2026-02-30",
    "2026-11-24", "*", "ui/*", "ui/next", "answers.json", "broken.json", "folder", "book.xlsx", "out.xlf", "out.xlsx",
    "out.csv", "out.txt", "nothing.json", "page.md", "https://", "https://example.org/", "javascript:x", "a\nb", "'\"",
    "a: b # c", "emergency-112", "new", "changed",
)  # fmt: skip
# A command with what it may get: an option, or None for a value alone.
COMMANDS = {
    "score": ("--answers", "--lang", "--questionnaire"),
    "check": ("--municipality",),
    "texts": (None, None, None, "--all", "--by", "--date", "--out", "--municipality"),
    "build": ("--out", "--lang", "--municipality", "--shard", "--all"),
    "new-municipality": (None, "--id", "--name", "--languages", "--address"),
    "upgrade": (None, "--accept"),
    "verify": (None,),
    "services": (None, None, None, "--out", "--yes", "--checked", "--municipality", "--organisation"),
    "import-hsds": (None, "--lang", "--out", "--yes"),
    "export-hsds": ("--out", "--lang"),
    "serve": ("--port",),
    "nothing": (None,),
}
FLAGS = ("--all", "--yes", "--checked", "--accept")
ACTIONS = {
    "texts": ("status", "stamp", "review", "export", "import"),
    "services": ("export", "import", "worksheet", "coverage", "hours", "review", "sync"),
}


class Commands:
    """Arguments of every command that writes nothing but files and asks nobody: 0, or 1 and 2 with a sentence."""

    def __init__(self, site_content, folder):
        self.root = copies.copy(folder / "checkout")
        copies.municipality(self.root, "oulu", {"site.yml": "name: Polku\n"})
        self.work = folder / "checkout/a/b/c"
        (self.work / "folder").mkdir(parents=True)
        (self.work / "answers.json").write_text('{"situation": ["employed"]}', "utf-8")
        (self.work / "broken.json").write_text('{"situation": [', "utf-8")
        (self.work / "page.md").write_text("# x", "utf-8")
        self.content = content_module.read(project.of(self.root))
        self.read = content_module.read

    def arguments(self, chance):
        command = chance.choice(sorted(COMMANDS))
        found = [command, *([chance.choice(ACTIONS[command])] if command in ACTIONS and chance.random() < 0.9 else [])]
        for option in COMMANDS[command]:
            if chance.random() < 0.5:
                found += [option] if option else []
                found += [] if option in FLAGS else [chance.choice(VALUES)]
        return found

    def try_one(self, chance):
        arguments = self.arguments(chance)
        # A whole check takes seconds, and is tried elsewhere.
        if arguments in (["check"], ["serve"]):
            arguments += ["--municipality" if arguments == ["check"] else "--port", "x"]
        said, status = self.run(arguments)
        hold("mistake in the program" not in said, f"{arguments}: {said}")
        hold("Traceback" not in said, f"{arguments}: {said}")
        hold(status in (0, 1, 2), f"{arguments}: exit status {status}")
        hold(status == 0 or said.strip(), f"{arguments}: refused without a word")
        if status:
            raise ContentError([Problem.at("build.py", said)])
        return True

    def run(self, arguments):
        """What is said and the exit status, of a command in a checkout of its own."""
        err, out = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors=streams.HANDLER) for _ in range(2))

        def read(here, county=None, kept=None):
            return self.read(here, county, kept) if here.questionnaire or here.overlay else self.content

        def built(here, out, *_, **__):
            # As far as a build looks at its place, and no further.
            with place.reserved(out, place.base(here.work)):
                return site.Built(out, ("fi",), ())

        before = os.getcwd()
        os.chdir(self.work)
        patches = (
            mock.patch.object(cli, "ROOT", self.root),
            mock.patch.object(directory_commands, "ROOT", self.root),
            mock.patch.object(content_module, "read", read),
            mock.patch.object(site, "build", built),
            mock.patch.object(site, "build_all", lambda here, out, ids, *_: len(ids)),
            mock.patch("site_src.program.watch.serve", lambda *_, **__: 0),
            mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(b"{}"))),
            mock.patch("sys.stdout", out),
            mock.patch("sys.stderr", err),
        )
        try:
            with contextlib.ExitStack() as stack:
                for patch in patches:
                    stack.enter_context(patch)
                streams.make_printable()
                status = cli.main([*arguments])
        except SystemExit as stop:
            status = stop.code or 0
        finally:
            os.chdir(before)
        err.flush()
        return err.buffer.getvalue().decode("utf-8"), status
