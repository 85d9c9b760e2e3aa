"""Servers of other programs on this machine: a port that is free, and the moment when something answers there."""

import socket
import time


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
