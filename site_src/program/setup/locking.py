"""Writes the requirement files from their .in files: names, versions and hashes, never an address."""

import subprocess
import sys

PARTS = ("requirements", "requirements-publish", "requirements-test", "requirements-node")


def lock(root, say):
    """Pins every part anew with uv. Returns the exit status."""
    for part in PARTS:
        say(f"Pinning {part} …")
        command = [
            sys.executable,
            "-m",
            "uv",
            "pip",
            "compile",
            "--universal",
            "--python-version",
            "3.11",
            "--generate-hashes",
            "--no-header",
            "--no-annotate",
            "--quiet",
            f"{part}.in",
            "-o",
            f"{part}.txt",
        ]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        if done.returncode:
            say(f"Pinning {part} failed: {done.stderr.strip()}. Install uv in .venv (pip install uv) and check the network.")
            return 1
    return 0
