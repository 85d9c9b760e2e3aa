"""`serve`: builds, serves with the production headers, and rebuilds when a source changes."""

import threading
import time
from pathlib import Path

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

from site_src.program import site
from site_src.program.content.problems import ContentError
from site_src.program.host import server

SOURCES = ("questionnaire", "site_src", "scoring")
QUIET = 0.3


def serve(project, port, say, report):
    """Serves until interrupted. A build that fails leaves the last good site up. Returns the exit status."""
    root = project.program
    out, builds = root / "site", [0]
    if not _build(project, out, say, report) and not (out / "index.html").exists():
        return 1
    try:
        running = server.start(out, port, version=lambda: builds[0])
    except OSError as error:
        say(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.")
        return 2
    changed = threading.Event()
    observer = Observer()
    for source in SOURCES:
        observer.schedule(_Changed(changed), str(root / source), recursive=True)
    observer.start()
    say(f"Open http://127.0.0.1:{running.server_port}/ in a browser. Stop with Ctrl+C.")
    try:
        while True:
            changed.wait()
            # An editor writes in bursts; wait until it is quiet.
            while changed.is_set():
                changed.clear()
                time.sleep(QUIET)
            say("Something changed …")
            if _build(project, out, say, report):
                builds[0] += 1
    except KeyboardInterrupt:
        return 0
    finally:
        observer.stop()
        running.shutdown()


def _build(project, out, say, report):
    try:
        # While a page is being written, a copy that the browser keeps would only hide the change.
        built = site.build(project, out, say=say, compressed=False, kept=False)
    except ContentError as error:
        report(error.problems)
        say("The site was not rebuilt. Mend the problems above; the last good site stays.")
        return False
    report(built.warnings, limit=10)
    return True


class _Changed(FileSystemEventHandler):
    def __init__(self, changed):
        self.changed = changed

    def on_any_event(self, event):
        path = Path(event.src_path)
        if event.is_directory or event.event_type not in ("created", "modified", "deleted", "moved"):
            return
        if "__pycache__" not in path.parts and not path.name.startswith(".") and not path.name.endswith("~"):
            self.changed.set()
