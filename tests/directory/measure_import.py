"""Measures the import of 5,000 PTV services: `python -m tests.directory.measure_import`. Aim: under 10 s, 500 MB, each time."""

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from site_src.program.directory.ptv import import_files
from tests.directory import samples

ROOT = Path(__file__).parents[2]
SERVICES = 5000


def write_export(folder, count):
    """A made-up export of so many services and their channels."""
    services, channels = samples.export(count)
    samples.write(folder / "services.json", samples.page(services))
    samples.write(folder / "channels.json", channels)


def import_once(folder):
    """What one import found and took: in a process of its own, so that its memory is its own."""
    command = [sys.executable, "-m", __name__ if __name__ != "__main__" else "tests.directory.measure_import", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _import(folder):
    begin = time.process_time()
    report = import_files(sorted(folder.glob("*.json")), folder / "out", samples.MAPPING, today=date(2026, 11, 24))
    seconds = time.process_time() - begin
    return {"new": len(report.new), "unchanged": report.unchanged, "seconds": round(seconds, 1), "megabytes": _peak()}


def _peak():
    """The peak memory of this program alone; getrusage would count what its parent held."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    return next(int(line.split()[1]) // 1024 for line in status.read_text().splitlines() if line.startswith("VmHWM"))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_import(Path(sys.argv[1]))))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            write_export(Path(temporary), SERVICES)
            for visit in ("first", "second"):
                print(visit, import_once(Path(temporary)))
