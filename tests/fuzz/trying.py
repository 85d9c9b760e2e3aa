"""One kind of input, tried again and again, and the count of how it went."""

import random
import signal
import time
import traceback
from contextlib import contextmanager

from site_src.program.content.problems import ContentError
from tests.fuzz.all import KINDS
from tests.fuzz.kinds import Wrong

SECONDS = 5
PATIENCE = 6
# What people write line by line is refused at the line.
PLACED = ("records", "rules", "pages", "words", "overlays")


class Hang(Exception):
    """An input took longer than it may."""


class Trial:
    """Tries damaged inputs of a kind, each by its number; counts them, and keeps what did not end well."""

    def __init__(self, name, site, folder):
        folder.mkdir(parents=True, exist_ok=True)
        self.name, self.kind = name, KINDS[name](site, folder)
        self.tried = self.read = self.refused = 0
        self.seconds, self.failures, self.seen = 0.0, [], set()

    def chance(self, number):
        """The chance of one input: the same for the same number."""
        return random.Random(f"{self.name} {number}")

    def run(self, number):
        """Tries one input."""
        self.tried += 1
        began = time.perf_counter()
        try:
            with _limit():
                self.kind.try_one(self.chance(number))
            self.read += 1
        except ContentError as error:
            self.refused += 1
            if any(not str(problem).strip() for problem in error.problems):
                self.failures.append(f"{self.name} {number}: refused without a word")
            if self.name in PLACED and (lost := [problem for problem in error.problems if not (problem.file and problem.line)]):
                self.failures.append(f"{self.name} {number}: told without a place: {lost[0]}")
        except Exception as error:
            # What is wrong is told by `hold`, which stands in one line for all.
            place = traceback.extract_tb(error.__traceback__)[-2 if isinstance(error, Wrong) else -1]
            # One line for each kind of failure: the same cause again says nothing new.
            if (where := (place.filename, place.lineno, type(error))) not in self.seen:
                self.seen.add(where)
                where = f"{place.filename.rsplit('site_src/', 1)[-1]}:{place.lineno}"
                self.failures.append(f"{self.name} {number}: {type(error).__name__} at {where}: {str(error)[:200]}")

        self.seconds += time.perf_counter() - began

    def close(self):
        """Ends what the kind has started."""
        if hasattr(self.kind, "close"):
            self.kind.close()


@contextmanager
def _limit():
    """Raises `Hang` after the time an input may take; where there is no such clock (Windows), it may take longer."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal, _frame):
        raise Hang(f"it took longer than {SECONDS} seconds")

    clocks = (
        # What it works, however much else the machine has to do; and what it waits.
        (signal.ITIMER_PROF, signal.SIGPROF, SECONDS),
        (signal.ITIMER_REAL, signal.SIGALRM, SECONDS * PATIENCE),
    )
    before = [signal.signal(told, stop) for _, told, _ in clocks]
    for clock, _, seconds in clocks:
        signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        for (clock, told, _), handler in zip(clocks, before, strict=True):
            signal.setitimer(clock, 0)
            signal.signal(told, handler)
