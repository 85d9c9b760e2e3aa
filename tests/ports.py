"""Servers on this machine: of a built site, and of other programs: a port that is free, the moment when something answers."""

import socket
import time
from contextlib import contextmanager

from site_src.program.host import server


def free():
    """A port that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def wait(port, started, seconds=30):
    """Waits until a process that was started answers. Raises `TimeoutError` when it ends or does not."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and started.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"Nothing answers on port {port}.")


@contextmanager
def served(site):
    """The address of a built site, served with the production headers."""
    running = server.start(site)
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
