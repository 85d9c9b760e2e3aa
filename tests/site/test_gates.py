"""The code is formatted, linted and typed; what is wrong is shown as the tools say it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GATES = {
    "lint": ["ruff", "check", "--quiet", "--no-cache", "."],
    "format": ["ruff", "format", "--check", "--quiet", "--no-cache", "."],
    "types": ["mypy", "--no-error-summary"],
}


@pytest.mark.parametrize("gate", GATES)
def test_the_code_passes_the_gate(gate):
    done = subprocess.run([sys.executable, "-m", *GATES[gate]], cwd=ROOT, capture_output=True, text=True)

    assert (0, "") == (done.returncode, done.stdout + done.stderr)
