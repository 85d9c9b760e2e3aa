"""Firefox and WebKit, where they are installed.

Nothing drives them, so nothing need be installed for driving: a new profile is opened on a page that measures itself and
then goes to an address that carries the figure, and from there to its second visit.
"""

import os
import queue
import shutil
import signal
import statistics
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from site_src.program.bench.pages import ITSELF, MEASURED
from site_src.program.host import server

REPEATS = 3
PATIENCE = 90
# What a new profile would otherwise open or ask for first.
FIREFOX_SETTINGS = """user_pref('browser.aboutwelcome.enabled', false);
user_pref('browser.shell.checkDefaultBrowser', false);
user_pref('browser.startup.homepage_override.mstone', 'ignore');
user_pref('datareporting.policy.dataSubmissionEnabled', false);
user_pref('termsofuse.bypassNotification', true);
"""


class Listener(server.Handler):
    """Serves the site, hears the figures that pages bring, and sends each page to its second visit."""

    figures = queue.Queue()

    def send_head(self):
        asked = urlsplit(self.path)
        if asked.path != MEASURED:
            return super().send_head()
        told = {name: values[0] for name, values in parse_qs(asked.query).items()}
        self.figures.put((told["name"], told["visit"], float(told["took"])))
        if told["visit"] == "second":
            return self.send_text("Measured.", "text/plain")
        self.send_response(303)
        self.send_header("Location", f"{ITSELF[told['name']]}?visit=second")
        self.send_header("Content-Length", "0")
        self.end_headers()
        return None


def measure(out, compare, say):
    """Measures on the site in the folder `out`, or says which browser is not there. `compare` says a ratio."""
    running = server.start(out, handler=Listener)
    base = f"http://127.0.0.1:{running.server_port}"
    for name, find in (("Firefox", firefox), ("WebKit", webkit)):
        command = find()
        if command is None:
            say(f"{name} is not installed here, and not measured.")
            continue
        try:
            times = _boot(command, base)
        except queue.Empty:
            say(f"{name}: no figure came within {PATIENCE} s; it is not measured.")
            continue
        for visit in ("first", "second"):
            pair = (statistics.median(times[page, visit]) for page in ("stock", "ours"))
            compare(f"{name}, unthrottled, {visit} visit, median of {REPEATS}", *pair)
    running.shutdown()


def _boot(command, base):
    times = {(page, visit): [] for page in ITSELF for visit in ("first", "second")}
    for _ in range(REPEATS):
        for address in ITSELF.values():
            with _opened(command, f"{base}{address}?visit=first"):
                for _ in ("first", "second"):
                    page, visit, took = Listener.figures.get(timeout=PATIENCE)
                    times[page, visit].append(took)
    return times


@contextmanager
def _opened(command, address):
    """A browser with nothing kept from before, closed with all its processes afterwards."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        places = {name: folder for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
        # WebKit's own sandbox does not start for root, as in containers.
        root = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"} if os.geteuid() == 0 else {}
        browser = subprocess.Popen(
            command(home, address),
            env={**os.environ, **places, **root},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            yield
        finally:
            os.killpg(browser.pid, signal.SIGTERM)
            try:
                browser.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(browser.pid, signal.SIGKILL)


def firefox():
    """How to open an address in Firefox with the profile in a folder, or None without Firefox."""
    program = shutil.which("firefox") or shutil.which("firefox-esr")
    if not program:
        return None

    def command(profile, address):
        (profile / "user.js").write_text(FIREFOX_SETTINGS, encoding="utf-8")
        return [program, "--headless", "--no-remote", "--profile", str(profile), address]

    return command


def webkit():
    """The same for WebKitGTK's own small browser, which needs a screen, if only one in memory."""
    screen = shutil.which("xvfb-run")
    found = sorted(Path("/usr").glob("lib*/**/webkit*gtk-*/MiniBrowser"))
    if not screen or not found:
        return None
    return lambda profile, address: [screen, "-a", str(found[-1]), address]
