"""Work on every processor, which ends with the process that asked for it."""

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor


def pool(jobs, context=None, begin=None, given=()):
    """An executor with a process a processor, and not more than there are `jobs`. Each worker calls `begin` first."""
    return ProcessPoolExecutor(min(jobs, os.cpu_count() or 1), context, _start, (begin, given))


def _start(begin, given):
    """Workers of a killed process would wait for ever, and hold its locks."""
    if begin:
        begin(*given)
    parent = multiprocessing.parent_process()

    def wait():
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def yield_to_others():
    """Lets every other process go first, for work that nobody waits for."""
    if hasattr(os, "nice"):
        os.nice(10)
