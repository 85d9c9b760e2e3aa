"""Kills writers of a site at random moments, and looks whether a reader would find it whole.

python -m tests.host.killed --kills 100          only the last step, in which the site is put in its place
python -m tests.host.killed --kills 100 --whole  whole builds
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from site_src.program.host import place

ROOT = Path(__file__).resolve().parents[2]
FILES = 40
# Puts one made-up site after another in the same place, each with its number on every page.
WRITER = f"""
import sys
from pathlib import Path
from site_src.program.host import place
folder, number = Path(sys.argv[1]), int(sys.argv[2])
while True:
    number += 1
    fresh = folder / 'work' / str(number)
    fresh.mkdir(parents=True)
    for page in range({FILES}):
        (fresh / f'{{page}}.html').write_text(str(number))
    place.mark(fresh)
    place.put(fresh, folder / 'www/site')
    print(flush=True)
"""


def broken(folder, kills, whole=False, seed=0):
    """How many of `kills` killed writers left a site that is not whole in `folder`."""
    chance, found = random.Random(seed), 0
    for turn in range(kills):
        command = [sys.executable, "build.py", "--no-setup", "build", "--lang", "fi", "--out", str(folder / "www/site")]
        if not whole:
            command = [sys.executable, "-c", WRITER, str(folder), str(turn * 1_000_000)]
        writer = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if not whole:
            writer.stdout.readline()
        time.sleep(chance.uniform(0, 15 if whole else 0.1))
        writer.kill()
        writer.communicate()
        found += not _is_whole(folder / "www/site")
    return found


def _is_whole(site):
    """Whether all that the site lists is there, from one build; no site at all is no broken one."""
    if not site.exists():
        return True
    listed = (site / place.MARKER).read_text(encoding="utf-8").splitlines()[1:]
    if not all((site / name).is_file() for name in listed):
        return False
    numbered = [site / f"{page}.html" for page in range(FILES) if f"{page}.html" in listed]
    return len({path.read_text(encoding="utf-8") for path in numbered}) <= 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--whole", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place_of_sites:
        count = broken(Path(place_of_sites), options.kills, options.whole, seed=time.time())
    print(f"{options.kills} killed, {count} broken sites.")
    sys.exit(1 if count else 0)
