"""`serve`: builds, serves with the production headers, and rebuilds when a source changes."""

import threading
import time
from pathlib import Path

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

from site_src.program import site
from site_src.program.browser.runtime import RuntimeBuildError
from site_src.program.content.problems import ContentError
from site_src.program.host import failures, server
from site_src.program.host.place import PlaceError

SOURCES = ("questionnaire", "site_src", "scoring")
QUIET = 0.3


def serve(project, port, say, report):
    """Serves until interrupted. A build that fails leaves the last good site up. Returns the exit status."""
    root = project.program
    out, builds = root / "site", [0]

    def failed(error):
        say(failures.told(error, "serve", project.work))

    try:
        # Before the build: who cannot have the port need not wait to be told.
        running = server.start(out, port, version=lambda: builds[0], failed=failed)
    except OSError as error:
        say(f"Port {port} cannot be used: {error.strerror}. Choose another with --port.")
        return 2
    try:
        if not _build(project, out, say, report, failed) and not (out / "index.html").exists():
            return 1
        say(f"Open http://127.0.0.1:{running.server_port}/ in a browser. Stop with Ctrl+C.")
        for _ in _changes(root):
            say("Something changed …")
            if _build(project, out, say, report, failed):
                builds[0] += 1
    except KeyboardInterrupt:
        return 0
    finally:
        running.shutdown()
        running.server_close()


def _changes(root):
    """Comes back each time that a source was changed and nothing more has changed for a moment."""
    changed = threading.Event()
    observer = Observer()
    for source in SOURCES:
        observer.schedule(_Changed(changed), str(root / source), recursive=True)
    observer.start()
    try:
        while True:
            changed.wait()
            # An editor writes in bursts; wait until it is quiet.
            while changed.is_set():
                changed.clear()
                time.sleep(QUIET)
            yield
    finally:
        observer.stop()


def _build(project, out, say, report, failed):
    """Whether the site was built. Whatever goes wrong is said, and ends this build alone."""
    try:
        # While a page is being written, a copy that the browser keeps would only hide the change.
        built = site.build(project, out, say=say, compressed=False, kept=False)
    except ContentError as error:
        report(error.problems)
        say("The site was not rebuilt. Mend the problems above; the last good site stays.")
    except (PlaceError, RuntimeBuildError) as error:
        say(str(error))
    except Exception as error:
        failed(error)
    else:
        report(built.warnings, limit=10)
        return True
    return False


class _Changed(FileSystemEventHandler):
    def __init__(self, changed):
        self.changed = changed

    def on_any_event(self, event):
        path = Path(event.src_path)
        if event.is_directory or event.event_type not in ("created", "modified", "deleted", "moved"):
            return
        if "__pycache__" not in path.parts and not path.name.startswith(".") and not path.name.endswith("~"):
            self.changed.set()
