"""CPython and the shipped browser runtime say the same, byte for byte, for 500 made-up residents and for garbage."""

import json
import subprocess
from pathlib import Path

from scoring import wire
from site_src.program.setup import tools
from tests import residents, rules

ROOT = Path(__file__).resolve().parents[2]
COUNT = 500
RULES = 150
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
    door = wire.responder(documents.__getitem__)

    assert [door(request) for request in requests] == in_browser(built_site, tmp_path, requests)


def test_the_browser_rounds_every_tie_of_made_up_rules_as_cpython_does(tmp_path, built_site):
    requests, contents, expected = [], [], []
    for seed in range(RULES):
        made, draw = rules.documents(seed)
        door, content = wire.responder(made.__getitem__), wire.load(made.__getitem__)
        for answers in rules.answers(draw, content, people=4):
            requests.append(json.dumps({"answers": answers, "language": "fi"}))
            contents.append(json.dumps(made))
            expected.append(door(requests[-1]))

    assert expected == in_browser(built_site, tmp_path, requests, contents)


def in_browser(site, folder, requests, contents=()):
    """What the shipped runtime replies to each request, by its own content or by that of each."""
    asked, told, by = folder / "requests.jsonl", folder / "replies.jsonl", folder / "contents.jsonl"
    asked.write_text("\n".join(requests) + "\n", encoding="utf-8")
    by.write_text("\n".join(contents) + "\n", encoding="utf-8")
    command = [tools.node(), "tests/parity.mjs", site, asked, told, *([by] if contents else [])]
    subprocess.run(command, cwd=ROOT, check=True)
    return told.read_text(encoding="utf-8").splitlines()
