"""The size that an import must carry: 5,000 services in under ten seconds and 500 MB."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exchange import samples

ROOT = Path(__file__).parents[2]
MEASURED = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from site_src.exchange.ptv import import_files
folder = Path(sys.argv[1])
begin = time.process_time()
mapping = Path("site_src/services/ptv-mapping.yml")
report = import_files(sorted(folder.glob("*.json")), folder / "out", mapping, today=date(2026, 11, 24))
seconds = time.process_time() - begin
print(json.dumps([len(report.new), report.unchanged, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


@pytest.fixture(scope="module")
def export(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    services, channels = samples.export(5000)
    samples.write(folder / "services.json", samples.page(services))
    samples.write(folder / "channels.json", channels)
    return folder


def test_five_thousand_services_are_imported_in_time_and_memory(export):
    """The first import and the next one each stay within ten seconds of work and 500 MB."""
    found = []
    for _ in range(2):
        done = subprocess.run([sys.executable, "-c", MEASURED, str(export)], cwd=ROOT, capture_output=True, text=True, check=True)
        found.append(json.loads(done.stdout))

    assert [each[:2] for each in found] == [[5000, 0], [0, 5000]]
    assert all(seconds < 10 and megabytes < 500 for _, _, seconds, megabytes in found), found
