"""CPython and the shipped browser runtime say the same, byte for byte, for 500 made-up residents and for garbage."""

import json
import subprocess
from pathlib import Path

from scoring import wire
from site_src.program.setup import tools
from tests import residents

ROOT = Path(__file__).resolve().parents[2]
COUNT = 500
GARBAGE = [
    '{"answers": {"zzz": 1}, "language": "fi"}',
    '{"answers": {"situation": NaN}, "language": "fi"}',
    '{"answers": {"situation": "employed", "situation": "caring"}, "language": "fi"}',
    '{"answers": [], "language": "xx"}',
    "nonsense",
    "[" * 5000,
]


def test_500_residents_get_the_same_bytes_from_both(tmp_path, built_site, content, documents):
    languages = content.languages
    requests = [
        json.dumps({"answers": residents.answers(content, seed), "language": languages[seed % len(languages)]})
        for seed in range(COUNT)
    ] + GARBAGE
    asked, told = tmp_path / "requests.jsonl", tmp_path / "replies.jsonl"
    asked.write_text("\n".join(requests) + "\n", encoding="utf-8")

    subprocess.run([tools.node(), "tests/parity.mjs", built_site, asked, told], cwd=ROOT, check=True)

    door = wire.responder(documents.__getitem__)
    assert [door(request) for request in requests] == told.read_text(encoding="utf-8").splitlines()
