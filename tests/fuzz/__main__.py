"""Damages what comes in for some minutes, and tells what did not end well.

    python -m tests.fuzz --minutes N [--seed S] [KIND …]

Every input has a number of its own: `--only NUMBER KIND` tries it again and shows all of what it raises. Exit status 1 when
one ended in anything but being read or refused in words, or took longer than five seconds.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from site_src.program.content import content, project
from tests.fuzz.all import KINDS
from tests.fuzz.trying import Trial

ROOT = Path(__file__).resolve().parents[2]
SHOWN = 20


def main(arguments):
    """Runs; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1, help="the number of the first input")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="this input alone, of one KIND")
    options = parser.parse_args(arguments)
    if unknown := set(options.kinds) - set(KINDS):
        parser.error(f"there is no kind {', '.join(sorted(unknown))}; use {', '.join(KINDS)}")
    site = content.read(project.of(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        trials = {name: Trial(name, site, Path(folder) / name) for name in options.kinds or KINDS}
        if options.only is not None:
            for trial in trials.values():
                trial.kind.try_one(trial.chance(options.only))
            return 0
        end = time.monotonic() + options.minutes * 60
        while time.monotonic() < end:
            # Each kind gets the same time.
            trial = min(trials.values(), key=lambda trial: trial.seconds)
            trial.run(options.seed + trial.tried)
        for trial in trials.values():
            trial.close()
    for name, trial in trials.items():
        print(f"{name}: {trial.tried:,} tried, {trial.read:,} read, {trial.refused:,} refused, {len(trial.failures)} wrong")
    failures = [failure for trial in trials.values() for failure in trial.failures]
    for failure in failures[:SHOWN]:
        print(failure)
    print(f"{sum(trial.tried for trial in trials.values()):,} inputs, {len(failures)} wrong.")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
