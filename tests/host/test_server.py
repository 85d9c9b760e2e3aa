"""The development server answers as a production host must, and bothers nobody with what browsers do."""

import socket
import struct
import time
from http.client import HTTPConnection

import pytest

from site_src.program.host import server
from site_src.program.host.headers import HEADERS


@pytest.fixture
def ask(tmp_path):
    """Serves a small site; ask(path, **headers) -> (response, body)."""
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi/index.html").write_text("<body>Sivu</body>", encoding="utf-8")
    (tmp_path / "fi/404.html").write_text("Sivua ei ole", encoding="utf-8")
    (tmp_path / "fi/index.html.br").write_bytes(b"packed")
    running = []

    def get(path, version=None, **headers):
        running.append(server.start(tmp_path, version=version))
        get.port = running[-1].server_port
        connection = HTTPConnection("127.0.0.1", get.port)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        return response, response.read().decode()

    yield get
    for each in running:
        each.shutdown()
        each.server_close()


@pytest.mark.parametrize("path", ["/fi/", "/fi/nowhere/", "/nowhere/"])
def test_every_response_has_every_production_header(ask, path):
    response, _ = ask(path)

    assert HEADERS == {name: response.headers[name] for name in HEADERS}


def test_an_address_that_leads_nowhere_gets_the_page_of_its_language(ask):
    response, body = ask("/fi/nowhere/")

    assert (404, "Sivua ei ole") == (response.status, body)


def test_a_compressed_file_goes_only_to_who_takes_it(ask):
    packed, plain = ask("/fi/", **{"Accept-Encoding": "br, gzip"}), ask("/fi/")

    assert ("br", "packed") == (packed[0].headers["Content-Encoding"], packed[1])
    assert (None, "<body>Sivu</body>") == (plain[0].headers["Content-Encoding"], plain[1])


def test_pages_reload_themselves_only_while_someone_edits(ask):
    assert server.RELOAD_SCRIPT not in ask("/fi/")[1]
    assert server.RELOAD_SCRIPT in ask("/fi/", version=lambda: 1)[1]


def test_a_browser_that_hangs_up_leaves_no_trace_on_the_terminal(ask, capfd):
    ask("/fi/")
    rude = socket.create_connection(("127.0.0.1", ask.port))
    # With a linger time of nothing, closing resets the connection.
    rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    rude.send(b"GET /fi/ HT")
    rude.close()
    time.sleep(0.2)

    assert "" == capfd.readouterr().err
