"""YAML as editors expect it: what could be read as something else is refused, at its place, with the remedy."""

import pytest

from site_src.program.content import strict_yaml
from site_src.program.content.problems import ContentError


def refusals(text, **options):
    with pytest.raises(ContentError) as error:
        strict_yaml.parse(text, "a.yml", **options)
    return [str(problem) for problem in error.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: text", {"a": "text"}),
        ("a: 12", {"a": 12}),
        ("a: -1.5", {"a": -1.5}),
        ("a: true", {"a": True}),
        ("a:", {"a": None}),
        ('a: "no"', {"a": "no"}),
        ("a: '012'", {"a": "012"}),
        ("a: 2026-11-24", {"a": "2026-11-24"}),
        ("a: 1e3", {"a": "1e3"}),
        ("- x\n- z", ["x", "z"]),
        ("1: x", {"1": "x"}),
        ("", None),
    ],
)
def test_a_value_is_what_it_looks_like(text, value):
    assert value == strict_yaml.parse(text, "a.yml").data


@pytest.mark.parametrize("value", ["no", "Yes", "on", "012", "0x1F", "12:30", "1_000", ".inf"])
def test_a_value_that_some_read_otherwise_must_be_quoted(value):
    (problem,) = refusals(f"a: 1\nb: {value}")

    assert problem.startswith(f"a.yml:2:4: The value {value}")
    assert problem.endswith(f'Write it in quotes: "{value}".')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\na: 2", 'a.yml:2:1: The key "a" stands twice (first on line 1). Keep one.'),
        ("a: &x [1]\nb: *x", "a.yml:1:4: Anchors and aliases (& and *) are not used here. Write the value out."),
        ("a: !x 1", "a.yml:1:4: The tag !x is not used here. Remove it."),
        ("a: {<<: 1}", "a.yml:1:5: Merge keys (<<) are not used here. Write the values out."),
        ("? [a]\n: 1", "a.yml:1:3: A key must be a word. Write one word before the colon."),
        ("a: b: c", "a.yml:1:5: A colon with a space after it stands in the middle of a text. Check"),
        ("a: [", "a.yml:2:1: A bracket or a brace is not closed, or a comma is missing. Check"),
        ('a: 1\nb: "\\uE000site"', "a.yml:2:4: The character '\\ue000' has no place in a text. Remove it."),
        ("a: é\nb: \x07", "a.yml:2:4: The character '\\x07' has no place in a text. Remove it."),
        ("a: " + "9" * 5000, "is longer than any here. Correct it, or write it in quotes."),
    ],
)
def test_a_mistake_is_named_at_its_place(text, message):
    assert any(message in problem for problem in refusals(text))


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 200_000, "? " * 200_000, "{a: " * 200_000, "[" * 99 + "]" * 99])
def test_what_is_nested_too_deep_is_refused_before_it_is_built(text):
    (problem,) = refusals(text)

    assert "This is nested over 40 levels deep. Use fewer." in problem


def test_every_problem_of_a_file_is_told_at_once():
    assert 3 == len(refusals("a: no\nb: 012\nc: on"))


def test_a_long_value_is_quoted_short():
    (problem,) = refusals("a: " + "0" * 2_000_000)

    assert len(problem) < 400


def test_a_text_that_begins_further_down_keeps_its_lines():
    assert ["a.yml:12:4: "] == [problem[:12] for problem in refusals("a: 1\nb: no", first_line=11)]
    assert ("a.yml", 12, 1) == strict_yaml.parse("a: 1\nb: 2", "a.yml", first_line=11).place(("b",))


def test_a_value_is_found_at_its_key_and_what_has_no_place_at_its_parent():
    document = strict_yaml.parse("a:\n  b: [1, 2]", "a.yml")

    assert ("a.yml", 2, 3) == document.place(("a", "b"))
    assert ("a.yml", 2, 10) == document.place(("a", "b", 1))
    assert ("a.yml", 2, 3) == document.place(("a", "b", "c", "d"))
    assert ("a.yml", 1, 1) == document.place(("z",))


@pytest.mark.parametrize("text", ["Soita 112 #heti kun voit", "Soita 112 # heti kun voit", "Paikka #1", "Soita # nyt"])
def test_a_text_that_a_sharp_cuts_off_is_told(text):
    (problem,) = refusals(f"a: {text}\n")

    assert problem == (
        f"a.yml:1:4: The text ends before #: {text.split(' #')[0]}. Write the whole in quotes, and a remark on a line of its own."
    )


def test_a_sharp_that_cuts_no_text_off_is_a_remark_or_a_part_of_the_text():
    text = 'a: "Soita 112 #heti" # x\nb: 12 # x\nc: true # x\nd: [x] # x\n# x\ne: C#\nf: # x\n  g: h\n'

    assert {"a": "Soita 112 #heti", "b": 12, "c": True, "d": ["x"], "e": "C#", "f": {"g": "h"}} == strict_yaml.parse(
        text, "a.yml"
    ).data


def test_what_a_merge_left_is_told_on_its_line():
    with pytest.raises(ContentError) as stop:
        strict_yaml.parse("a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "a.yml")

    assert [2, 6] == [problem.line for problem in stop.value.problems]
