"""Work on every processor, which ends with the process that asked for it."""

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor


def pool(jobs):
    """An executor with a process a processor, and not more than there are `jobs`."""
    return ProcessPoolExecutor(max_workers=min(jobs, os.cpu_count() or 1), initializer=_end_with_parent)


def _end_with_parent():
    """Workers of a killed process would wait for ever, and hold its locks."""
    parent = multiprocessing.parent_process()

    def wait():
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
