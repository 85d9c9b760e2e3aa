"""A document followed as its reader would: in a fresh clone, its commands as they are written and in its order, and the edits
that it shows."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from site_src.program.content import project
from tests import ports

ROOT = Path(__file__).resolve().parents[2]
COMMAND = re.compile(r"`(?:python3 )?(build\.py [^`\n]+)`|^(?:\s*\d\. )?python3 (build\.py [^\n#]+)", re.MULTILINE)
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
# What stands in the documents for something of the reader's.
STANDS_FOR = {
    "[LANG]": "sv",
    "LANG": "sv",
    "KEY …": "ui/next",
    "NAME": "'Anna Esimerkki'",
    "FILE.xlf": "out.xlf",
    "FILE.xlsx": "out.xlsx",
    "OUT.txt": "out.txt",
    "[--out DIR]": "--out build/coverage",
    "[--lang …]": "--lang fi",
    "[--lang CODE]": "",
    "--out DIR": "--out build/first",
    "/tmp/out": "build/out",
}
ENGLISH = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": "en", "PYTHONUNBUFFERED": "1"}


def commands(text):
    """The commands that a document shows, in its order. A name alone only speaks of a command."""
    found = ((match[1] or match[2]).strip() for match in COMMAND.finditer(text))
    return [command for command in found if command.count(" ") > 1]


def clone(folder):
    """A fresh clone of the project as it stands here, changes and all, with the tools and the builds' cache of this one."""
    subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--modified", "--others", "--deleted", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        source, target = ROOT / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        elif not source.exists():
            target.unlink(missing_ok=True)
    # No command sets anything up here, so nothing is ever put into these; what builds keep is kept by content.
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (folder / "build").mkdir()
    cache = project.of(ROOT).work / ".cache"
    cache.mkdir(parents=True, exist_ok=True)
    (folder / "build/.cache").symlink_to(cache)
    return folder


class Reader:
    """Somebody who follows the document `name` in a clone. What is looked at is kept as a picture in `shown`. Who does not
    follow the `whole` leaves out what other tests of the suite run as well."""

    def __init__(self, name, folder, browser, shown, whole=False):
        self.text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        self.folder, self.browser, self.shown = folder, browser, shown
        self.environment, self.whole = dict(ENGLISH), whole
        self.at, self.left, self.took = 0, commands(self.text), []

    def reach(self, words):
        """Goes on to these words of the document, which stand behind what was followed already."""
        at = self.text.find(words, self.at)
        assert at >= 0, f"The document does not say, after what was followed: {words}"
        self.at = at

    def run(self, written, answers="", status=0, **instead):
        """Runs a command of the document; gives what it said. `answers` are typed, `instead` maps more of its words."""
        self.reach(written)
        if written in self.left:
            self.left.remove(written)
        return self.command(written, answers, status, instead)

    def command(self, written, answers="", status=0, instead=()):
        """Runs a command that the document has in another form."""
        for word, meant in (*dict(instead).items(), *STANDS_FOR.items()):
            written = written.replace(word, meant)
        began = _processor()
        argv = self.argv(written)
        done = _typed(argv, answers, self.folder, self.environment)
        self.took.append((_processor() - began, written))
        assert status == done.returncode, f"{written}\n{done.stdout[-3000:]}"
        assert "Traceback" not in done.stdout
        return done.stdout

    def argv(self, written):
        """The words of a command, run with the Python and the tools at hand."""
        program, *words = shlex.split(written)
        return [sys.executable, program, "--no-setup", *words] if program == "build.py" else [program, *words]

    def also(self, follow, *written):
        """Lets `follow` go on with these commands where the whole document is followed; else leaves them to other tests."""
        if self.whole:
            follow(self)
        else:
            self.run_later(*written)

    def block(self, words):
        """The next block of the document that holds these words."""
        found = next((match for match in BLOCK.finditer(self.text, self.at) if words in match[1]), None)
        assert found, f"The document has no block, after what was followed, with: {words}"
        self.at = found.end()
        return found[1]

    def cell(self, words):
        """The next words in backticks that hold these: an example in a table."""
        self.reach(words)
        start = self.text.rfind("`", 0, self.at) + 1
        return self.text[start : self.text.index("`", self.at)]

    def edit(self, file, old, new):
        """Replaces what stands in a file once."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def add(self, file, text):
        """Adds to the end of a file, or starts it."""
        path = self.folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")

    @contextmanager
    def serving(self, written):
        """`serve`, as the document has it; gives the address."""
        self.run_later(written)
        port = ports.free()
        argv = [*self.argv(written), "--port", str(port)]
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "env": self.environment}
        running = subprocess.Popen(argv, cwd=self.folder, **options)
        try:
            # What it says later fits into the pipe.
            assert any(line.startswith("Open http") for line in iter(running.stdout.readline, ""))
            yield f"http://127.0.0.1:{port}"
        finally:
            running.terminate()
            running.wait(20)

    def run_later(self, *written):
        """Notes that commands of the document are followed in another way than by `run`, or not by this test."""
        for each in written:
            self.reach(each)
            if each in self.left:
                self.left.remove(each)

    @contextmanager
    def looking(self, address, size=(1100, 760), **options):
        """A page in the browser."""
        context = self.browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        page = context.new_page()
        page.set_default_timeout(60_000)
        try:
            if address:
                page.goto(address)
            yield page
        finally:
            context.close()

    def picture(self, page, name):
        """Keeps what is seen now of a page, or of a part of it."""
        self.shown.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=self.shown / f"{name}.png", animations="disabled")

    def terminal(self, told, name):
        """Keeps what a command said, as a terminal shows it."""
        with self.looking("", (1100, 860)) as page:
            page.set_content("<pre style='font: 13px/1.5 monospace; white-space: pre-wrap; margin: 0; padding: 12px'></pre>")
            page.locator("pre").evaluate("(pre, text) => { pre.textContent = text }", told)
            self.picture(page.locator("pre"), name)


def _processor():
    """Seconds of a processor that commands took so far: what else the machine does is not in them."""
    used = os.times()
    return used.children_user + used.children_system


def _typed(argv, answers, folder, environment):
    """A command to which somebody at a terminal answers."""
    import pty

    keyboard, terminal = pty.openpty()
    try:
        os.write(keyboard, answers.encode())
        if answers:
            # No more answers.
            os.write(keyboard, b"\x04")
        return subprocess.run(
            argv,
            cwd=folder,
            stdin=terminal if answers else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            encoding="utf-8",
        )
    finally:
        os.close(keyboard)
        os.close(terminal)
