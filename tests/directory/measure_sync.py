"""Measures sync and review of 5,000 services: `python -m tests.directory.measure_sync`. Aim: under 15 s, 500 MB, each time."""

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from site_src.program.content import project
from site_src.program.directory import sync
from site_src.program.directory.ptv import review
from tests.content import copies
from tests.directory import measure_import

VISITS = {"sync": {}, "accept all": {"accept": ["new", "unmapped"]}, "sync again": {}}


def visit(folder, kinds):
    """What one visit found and took."""
    begin = time.process_time()
    here = project.of(folder / "project")
    decisions = review.load(here.roots[0], "2026-11-24", None, kinds)
    files = sorted((folder / "export").glob("*.json"))
    report = sync.run(here, files, decisions, date(2026, 11, 24))
    shown = sum(1 for _ in review.lines(report, decisions))
    seconds = round(time.process_time() - begin, 1)
    return {"entries": len(report.entries), "unchanged": report.unchanged, "written": len(report.written), "lines": shown,
            "seconds": seconds, "megabytes": measure_import._peak()}  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(visit(Path(sys.argv[1]), json.loads(sys.argv[2]))))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            root = Path(temporary)
            copies.copy(root / "project")
            (root / "export").mkdir()
            measure_import.write_export(root / "export", measure_import.SERVICES)
            for name, kinds in VISITS.items():
                command = [sys.executable, "-m", "tests.directory.measure_sync", str(root), json.dumps(kinds)]
                done = subprocess.run(command, cwd=measure_import.ROOT, capture_output=True, text=True, check=True)
                print(name, done.stdout.strip())
