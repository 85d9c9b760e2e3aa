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

    def get(path, **headers):
        running.append(server.start(tmp_path))
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


def test_a_browser_that_hangs_up_leaves_no_trace_on_the_terminal(ask, capfd):
    ask("/fi/")
    rude = socket.create_connection(("127.0.0.1", ask.port))
    # With a linger time of nothing, closing resets the connection.
    rude.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    rude.send(b"GET /fi/ HT")
    rude.close()
    time.sleep(0.2)

    assert "" == capfd.readouterr().err


def said_to(port, request):
    """What the server answers to bytes as they are."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.mark.parametrize(
    ("request_", "status"),
    {
        "TLS": (bytes.fromhex("16030100c8010000c40303") + b"\x00\xff\n" * 60, b"Error code: 400"),
        "over-long request line": (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b" 414 "),
        "path of 5,000 characters": (b"GET /fi/" + b"a" * 5000 + b" HTTP/1.1\r\n\r\n", b" 404 "),
        "language of 5,000 characters": (b"GET /" + b"a" * 5000 + b"/ HTTP/1.1\r\n\r\n", b" 404 "),
        "zero byte": (b"GET /fi/%00 HTTP/1.1\r\n\r\n", b" 404 "),
        "no method of ours": (b"BREW /fi/ HTTP/1.1\r\n\r\n", b" 501 "),
    }.values(),
)
def test_what_is_no_request_gets_an_answer_and_leaves_no_trace_on_the_terminal(ask, capfd, request_, status):
    ask("/fi/")

    assert status in said_to(ask.port, request_)
    time.sleep(0.1)
    assert "" == capfd.readouterr().err


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost", 200), ("127.0.0.1:8000", 200), ("[::1]:80", 200), ("elsewhere.example", 421), ("127.0.0.1.example", 421)],
)
def test_only_a_browser_that_asks_for_this_machine_by_name_is_answered(ask, host, status):
    assert status == ask("/fi/", Host=host)[0].status


def test_an_answer_that_fails_is_told_and_the_server_lives_on(tmp_path):
    class Failing(server.Handler):
        def send_head(self):
            if self.path == "/fails":
                raise LookupError("no")
            return super().send_head()

    told = []
    running = server.start(tmp_path, handler=Failing, failed=told.append)
    try:
        assert b"" == said_to(running.server_port, b"GET /fails HTTP/1.1\r\n\r\n")
        assert b" 404 " in said_to(running.server_port, b"GET /fi/ HTTP/1.1\r\n\r\n").splitlines()[0]
        assert [LookupError] == [type(error) for error in told]
    finally:
        running.shutdown()
        running.server_close()
