"""No module leans on another having been imported before it."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
IMPORT_EACH_FIRST = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [each for each in sys.modules if each.split('.')[0] in ('site_src', 'scoring')]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except ImportError as error:
        print(f'{name}: {error}')
"""


def test_any_module_can_be_the_first_to_be_imported():
    files = [*ROOT.glob("scoring/**/*.py"), *ROOT.glob("site_src/**/*.py")]
    paths = [path.relative_to(ROOT).with_suffix("").parts for path in files if "stand_ins" not in path.parts]
    names = sorted({".".join(path).removesuffix(".__init__") for path in paths})
    done = subprocess.run([sys.executable, "-c", IMPORT_EACH_FIRST, *names], cwd=ROOT, capture_output=True, text=True)

    assert len(names) > 40
    assert "" == done.stdout + done.stderr
