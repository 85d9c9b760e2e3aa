"""`serve`: the site as it is being written, on this machine alone. A change is read when it is saved and shown at once."""

import threading
import time
from functools import partial
from pathlib import Path

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

from site_src.program import checks
from site_src.program.content import content
from site_src.program.content.problems import ContentError, Problem, errors
from site_src.program.content.project import SETTINGS, SITE
from site_src.program.host import failures, place, server
from site_src.program.messages import msg, of_system
from site_src.program.setup import processes
from site_src.program.watch import forms
from site_src.program.watch.answering import Answering
from site_src.program.watch.draft import Draft

# An editor writes in bursts; after this many seconds without a change the file is whole.
QUIET = 0.1
# The checks that read every word come when nobody waits for a page.
LATER = 1.5


def serve(project, port, say, report, with_forms=False):
    """Serves until interrupted. Whatever goes wrong is told, and the last good state of each page stays. Returns the exit
    status."""
    with place.work_folder(project.work) as folder:
        draft = Draft(project, folder, report)
        answering = type("DraftAnswering", (Answering,), {"draft": draft, "forms": forms.Forms(draft) if with_forms else None})

        def failed(error):
            draft.tell([Problem.at("serve", failures.told(error, "serve", project.work))])
            say(draft.problems[0].told)

        try:
            # Before the build: who cannot have the port need not wait to be told.
            running = server.start(draft.site, port, handler=answering, failed=failed)
        except OSError as error:
            say(msg("Port {port} cannot be used: {reason}. Choose another with --port.", port=port, reason=of_system(error)))
            return 2
        check = _Check(draft, report, say, failed)
        try:
            _refresh(draft, None, say, report, failed)
            say(msg("Open http://127.0.0.1:{server_port}/ in a browser. Stop with Ctrl+C.", server_port=running.server_port))
            for paths in _changes(partial(_watched, project), check.start):
                _refresh(draft, paths, say, report, failed)
        except KeyboardInterrupt:
            return 0
        finally:
            draft.close()
            check.stop()
            running.shutdown()
            running.server_close()


def _refresh(draft, paths, say, report, failed):
    """Takes in what changed. Whatever goes wrong is said, and ends this reading alone."""
    began = time.perf_counter()
    try:
        draft.refresh(paths)
    except Exception as error:
        failed(error)
        return
    if draft.problems:
        report(draft.problems)
        say(msg("Not shown yet: mend the problems above. Until then the site stays as it was."))
    else:
        say(msg("Read in {perf_counter:.1f} s.", perf_counter=time.perf_counter() - began))


class _Check:
    """The whole check, in a process of its own, for the terminal and the author's bar: a page that can be shown is shown
    all the same, and at once."""

    def __init__(self, draft, report, say, failed):
        self.draft, self.report, self.say, self.failed = draft, report, say, failed
        self.process = processes.pool(1)

    def start(self):
        if self.draft.content and not self.draft.problems:
            version = self.draft.version
            self.process.submit(_found, self.draft.project).add_done_callback(lambda done: self.end(version, done))

    def end(self, version, done):
        """Tells what was found, unless something else has been written since."""
        if done.cancelled() or version != self.draft.version or self.draft.closed:
            return
        if error := done.exception():
            self.failed(error)
            return
        errors, warnings = done.result()
        self.draft.tell(errors, shown=True)
        self.report(errors)
        self.say(
            msg("{count} problems, {warnings} warnings; `build.py check` shows them all.", count=len(errors), warnings=warnings)
        )

    def stop(self):
        self.process.shutdown(wait=False, cancel_futures=True)


KEPT = {}


def _found(project):
    """(errors, how many warnings) of the content as it is now, in the check's own process."""
    if not KEPT:
        processes.yield_to_others()
    try:
        read = content.read(project, kept=KEPT)
        found = checks.check(read)
        found += checks.copies(read, found)
    except ContentError as error:
        found = error.problems
    stops = errors(found)
    return stops, len(found) - len(stops)


def _watched(project):
    """The folders whose files make the site."""
    try:
        settings = content.document(project, SETTINGS).data
    except ContentError:
        settings = {}
    asked = [project.paths(f"{folder}/questionnaire.yml")[0].parent for folder in content.folders(project, settings)]
    program = (project.look, project.program / "scoring", project.program / SITE / "program")
    written = (*asked, project.roots[0] / SITE, *project.roots[1:])
    found = [folder.resolve() for folder in (*written, *program) if folder.is_dir()]
    # The watcher would tell of a folder within another twice.
    return [folder for folder in found if not any(other != folder and folder.is_relative_to(other) for other in found)]


def _changes(watched, idle):
    """The paths that were changed, each time that nothing more has changed for a moment; `idle` is called in between.
    `watched` gives the folders to look at, which may become more."""
    changed = _Changed()
    observer, known = Observer(), set()
    observer.start()
    checked = False
    try:
        while True:
            for folder in set(watched()) - known:
                observer.schedule(changed, str(folder), recursive=True)
                known.add(folder)
            if not changed.event.wait(None if checked else LATER):
                idle()
                checked = True
                continue
            while changed.event.is_set():
                changed.event.clear()
                time.sleep(QUIET)
            checked = False
            yield changed.taken()
    finally:
        observer.stop()


class _Changed(FileSystemEventHandler):
    """Gathers the paths of the files that people save."""

    def __init__(self):
        self.event, self.paths = threading.Event(), set()

    def on_any_event(self, event):
        if event.is_directory or event.event_type not in ("created", "modified", "deleted", "moved"):
            return
        for name in {event.src_path, event.dest_path} - {""}:
            path = Path(name)
            if "__pycache__" not in path.parts and not path.name.startswith(".") and not path.name.endswith("~"):
                self.paths.add(path)
                self.event.set()

    def taken(self):
        """The paths gathered until now, and forgets them."""
        taken, self.paths = self.paths, set()
        return taken
