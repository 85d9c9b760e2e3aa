"""The browser's scripts that need no browser have tests of their own, which Node runs."""

import subprocess
from pathlib import Path

from site_src.program.setup import tools

ROOT = Path(__file__).resolve().parents[2]


def test_the_scripts_pass_their_own_tests():
    tests = sorted((ROOT / "tests/look/js").glob("*.test.mjs"))
    done = subprocess.run([tools.node(), "--test", *map(str, tests)], cwd=ROOT, capture_output=True, text=True)

    assert tests and done.returncode == 0, done.stdout[-4000:]


def test_the_scripts_agree_with_the_types_they_name():
    config = ROOT / "site_src/look/jsconfig.json"
    compiler = ROOT / "node_modules/typescript/bin/tsc"
    done = subprocess.run([tools.node(), compiler, "-p", config], capture_output=True, text=True)

    assert "" == done.stdout + done.stderr
