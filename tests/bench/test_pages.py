"""What the bench measures is a result: an error is made far faster."""

import json

from scoring import wire
from site_src.program.bench import pages


def test_the_bench_asks_for_a_result_and_not_for_an_error(site_content, documents):
    reply = json.loads(wire.responder(documents.__getitem__)(pages.request(site_content)))

    assert "error" not in reply and reply["services"]
