"""`serve` as a program of its own, over a copy of the content."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVE = """
import sys
from pathlib import Path
from site_src.program import messages, watch
from site_src.program.content.project import Project
messages.use(sys.argv[2])
say = lambda text: print(messages.told(text), flush=True)
here = Project(program=Path('.').resolve(), roots=(Path(sys.argv[1]),), work=Path('build').resolve())
watch.serve(here, 0, say, lambda problems: [say(problem) for problem in problems], with_forms=sys.argv[3] == 'forms')
"""
OPEN = {"en": "Open http", "fi": "Avaa http"}


@contextmanager
def writing(root, language="en", forms=False):
    """The address where `serve` shows the content in `root`; it speaks a language of messages."""
    command = [sys.executable, "-c", SERVE, str(root), language, "forms" if forms else ""]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    try:
        line = next(line for line in running.stdout if line.startswith(OPEN[language]))
        yield line.split()[1].rstrip("/")
    finally:
        # Who runs the tests in the background has no keyboard to interrupt with.
        running.terminate()
        running.wait(20)
