"""The development server: the site with the headers a production host must send, on this machine only."""

import io
import mimetypes
import os
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

from site_src.program.host.beside import LOST
from site_src.program.host.headers import HEADERS, cache_control

# The types browsers insist on; a machine's own table may lack them.
TYPES = {
    ".mjs": "text/javascript",
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".zip": "application/zip",
    ".svg": "image/svg+xml",
}
# The names under which a browser on this machine knows this server.
NAMES = ("127.0.0.1", "localhost", "::1")
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))


class Handler(SimpleHTTPRequestHandler):
    """Serves files, precompressed where the browser takes it, with every production header on every response."""

    extensions_map = {**mimetypes.types_map, **SimpleHTTPRequestHandler.extensions_map, **TYPES}
    protocol_version = "HTTP/1.1"
    encoding = None
    lost = False
    security = HEADERS

    def send_head(self):
        self.encoding, self.lost = None, False
        if not self.is_asked_by_name():
            return self.send_text("This server answers on localhost only.\n", "text/plain", 421)
        asked = self.path.split("?")[0].split("#")[0]
        path = self.path_of(asked)
        if path is None:
            return self.not_found(asked)
        if path.is_dir() and not asked.endswith("/"):
            return super().send_head()
        if path.is_dir():
            path /= "index.html"
        if not path.is_file():
            return self.not_found(asked)
        return self.send_file(path)

    def is_asked_by_name(self):
        """Whether the request means this machine. A page from elsewhere may have its own name lead here, and would then
        read what this server says."""
        host = self.headers.get("Host")
        return host is None or urlsplit(f"//{host}").hostname in NAMES

    def path_of(self, asked):
        """The file an address names, or None where no file can have such a name."""
        try:
            path = Path(self.translate_path(asked))
            path.stat()
        except FileNotFoundError:
            return path
        except (OSError, ValueError):
            return None
        return path

    def send_file(self, path, status=200):
        """A file, in the smallest form that the browser accepts and the build wrote."""
        kind = self.guess_type(path)
        accepted = self.headers.get("Accept-Encoding", "")
        for name, ending in ENCODINGS:
            packed = path.with_name(path.name + ending)
            if name in accepted and packed.is_file():
                path, self.encoding = packed, name
                break
        return self.send_bytes(path.read_bytes(), kind, status)

    def send_text(self, text, kind, status=200):
        """A text made here."""
        return self.send_bytes(text.encode(), f"{kind}; charset=utf-8", status)

    def send_bytes(self, body, kind, status):
        """The headers; the body follows as a file, which is what the base class copies out."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)

    def not_found(self, asked):
        """The language's own page for an address that leads nowhere, or the first language's, or a plain text. It is not
        kept: what is missing may come, below assets/ too."""
        self.lost = True
        language = asked.strip("/").split("/")[0]
        for page in (self.path_of(f"/{language}/{LOST}"), self.path_of(f"/{LOST}")):
            if page and page.is_file():
                return self.send_file(page, 404)
        return self.send_text("There is no such page.\n", "text/plain", 404)

    def guess_type(self, path):
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def end_headers(self):
        for name, value in self.security.items():
            self.send_header(name, value)
        # A request that is none has no path.
        self.send_header("Cache-Control", cache_control("" if self.lost else getattr(self, "path", "")))
        self.send_header("Vary", "Accept-Encoding")
        if self.encoding:
            self.send_header("Content-Encoding", self.encoding)
        super().end_headers()

    def log_message(self, *_):
        """Quiet: the terminal is for what the user should act on."""


class Server(ThreadingHTTPServer):
    """One thread a connection. Browsers drop connections all the time; that is no error to report."""

    daemon_threads = True
    # There it would let two servers have one port.
    allow_reuse_address = os.name != "nt"
    failed = None

    def handle_error(self, request, client_address):
        error = sys.exception()
        if isinstance(error, ConnectionError):
            return
        if self.failed:
            self.failed(error)
        else:
            super().handle_error(request, client_address)


def start(folder, port=0, host="127.0.0.1", handler=Handler, failed=None):
    """Serves `folder` in a thread; returns the server, whose `server_port` tells where. Raises OSError when the port is
    in use.

    `handler` answers the requests; the bench listens for figures with its own. `failed` is told an exception that an
    answer ended in.
    """
    server = Server((host, port), partial(handler, directory=str(folder)))
    server.failed = failed
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
