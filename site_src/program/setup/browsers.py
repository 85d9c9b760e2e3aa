"""Finds a Chromium for the tests, and installs one where there is none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find():
    """The path of an installed Chromium, or None when Playwright should use its own."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure(say):
    """Makes sure that a browser can be started. Returns None, or what failed and what to do."""
    if find() or _playwright_has_one():
        return None
    say("Installing a browser …")
    apt = shutil.which("apt-get")
    if apt and hasattr(os, "geteuid") and os.geteuid() == 0:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run([apt, *arguments], capture_output=True, env=environment)
        if find():
            return None
    done = subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, text=True)
    if done.returncode == 0:
        return None
    last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no message"]
    return f"No browser was found, and installing one failed: {last[0]}. Install Chromium or Chrome, then run the tests again."


def _playwright_has_one():
    code = "from playwright.sync_api import sync_playwright as p\nwith p() as q: print(q.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    return done.returncode == 0 and os.path.exists(done.stdout.strip())
