"""What people find by the words they type, in every language; the cases are for people to review."""

import json
import subprocess
from pathlib import Path

import brotli
import pytest
import yaml

from site_src.program.pages import cards, pages
from site_src.program.setup import tools

ROOT = Path(__file__).resolve().parents[2]
CASES = yaml.safe_load((Path(__file__).parent / "search_cases.yml").read_text(encoding="utf-8"))
ALL = [(code, case) for code, cases in CASES.items() for case in cases]
FIRST = 8
LIMIT = 30_000


@pytest.fixture(scope="module")
def indexed(site_content, tmp_path_factory):
    """By language: the index and the services as the page shows them."""
    folder, found = tmp_path_factory.mktemp("words"), {}
    for language in site_content.languages:
        parts = pages.Parts(site_content, language, None, folder)
        shown = [parts.service(record) for record in site_content.services if cards.shown_in(record, language)]
        found[language.code] = parts.index(shown), [entry(service) for service in shown]
    return found


def entry(service):
    """What the page's script reads of a row."""
    notes = [note["text"] for channel in service["channels"] for note in channel["notes"]]
    text = [service["organisation"], service["area_name"], service["summary"]["text"], service["how"]["text"], *notes]
    return {"text": " ".join(text), **{key: service[key] for key in ("id", "name", "needs", "municipalities")}}


@pytest.fixture(scope="module")
def results(indexed):
    """By language and query: the ids found, the best first."""
    found = {}
    for code, cases in CASES.items():
        index, entries = indexed[code]
        queries = [query for case in cases for query in (case["query"], *case.get("same", ()))]
        found |= {(code, query): ids for query, ids in zip(queries, search(index, entries, queries), strict=True)}
    return found


def search(index, entries, queries):
    """The ids that each query finds, by the script that the page runs."""
    given = json.dumps({"index": index, "entries": entries, "queries": queries})
    command = [tools.node(), "tests/search.mjs"]
    ran = subprocess.run(command, cwd=ROOT, input=given, capture_output=True, text=True, encoding="utf-8", check=True)
    return json.loads(ran.stdout)


@pytest.mark.parametrize(("code", "case"), ALL, ids=[f"{code}: {case['query']}" for code, case in ALL])
def test_a_query_finds_what_it_should(code, case, results):
    ids = results[code, case["query"]]

    assert bool(case.get("none")) == (ids == [])
    if "first" in case:
        assert ids[0] in case["first"], ids[:FIRST]
    assert set() == set(case.get("among", ())) - set(ids[:FIRST]), ids[:FIRST]
    assert set() == set(case.get("not", ())) & set(ids)


@pytest.mark.parametrize(("code", "case"), [each for each in ALL if "same" in each[1]], ids=lambda value: str(value)[:40])
def test_any_form_of_a_word_finds_the_same(code, case, results):
    for other in case["same"]:
        assert results[code, case["query"]] == results[code, other], other


def test_the_index_of_a_language_is_small(indexed):
    for code, (index, _) in indexed.items():
        size = len(brotli.compress(json.dumps(index, ensure_ascii=False).encode(), quality=11))
        assert size <= LIMIT, code


def test_every_service_is_found_by_its_own_name(indexed):
    for code, (index, entries) in indexed.items():
        found = search(index, entries, [each["name"] for each in entries])
        assert [] == [each["name"] for each, ids in zip(entries, found, strict=True) if each["id"] not in ids[:FIRST]], code
