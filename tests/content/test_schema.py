"""The schemas speak plainly, each problem at its place."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from site_src.program.content import schema, strict_yaml
from site_src.program.content.content import schema_kind

REST = "languages: [fi]\nleave_to: https://example.org/\n"
SITE = f"name: Polku\n{REST}"

ROOT = Path(__file__).resolve().parents[2]


def said(text, kind="site"):
    return [str(problem) for problem in schema.problems(strict_yaml.parse(text, "a.yml"), kind)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: Polku\nleave_to: https://example.org/", "a.yml:1:1: The file has no languages. Add it."),
        (SITE + "colour: red", 'a.yml:4:1: The key "colour" is not used here. Did you mean colours? Use one of: '),
        ("name: 5\n" + REST, 'a.yml:1:1: "name" should be text or a group of keys, not 5. Change it.'),
        (SITE + "checked_within_days: 0", 'a.yml:4:1: "checked_within_days" is 0; the least is 1. Change it.'),
        (SITE + "checked_within_days: 99999999999", 'a.yml:4:1: "checked_within_days" is 99999999999; the most is 3660. Change'),
        ("name: Polku\nlanguages: []\nleave_to: https://example.org/", 'a.yml:2:1: "languages" is empty or too short.'),
        (
            "name: Polku\nlanguages: [fi]\nleave_to: ftp://x",
            'a.yml:3:1: "ftp://x" does not have the right form. Write an address that begins with https://.',
        ),
        (f"{SITE}leave_too: x", 'a.yml:4:1: The key "leave_too" is not used here. Did you mean leave_to? Use one of: '),
        ("", "a.yml:1:1: The file should be a group of keys, not nothing. Change it."),
    ],
)
def test_a_wrong_form_is_named(text, message):
    (problem,) = said(text)

    assert problem.startswith(message)


def test_an_id_that_no_disk_could_hold_as_the_name_of_a_file_is_told():
    found = said(f"organisations:\n  - id: {'a' * 201}\n    name: {{fi: Kunta}}\n", "services")

    assert ['a.yml:2:5: "id" holds more than 200. Leave out what is too much.'] == found


def patterns(node):
    """Every pattern in a schema."""
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from patterns(child)


@pytest.mark.parametrize("kind", schema.KINDS)
def test_no_reader_is_shown_a_pattern(kind):
    assert [] == [pattern for pattern in patterns(schema.validator(kind).schema) if pattern not in schema.FORMS]


def undescribed(part, path=()):
    """The keys of a schema that say nothing to who points at them in an editor."""
    if isinstance(part, list):
        for each in part:
            yield from undescribed(each, path)
    if not isinstance(part, dict):
        return
    properties = part.get("properties")
    for key, value in properties.items() if isinstance(properties, dict) else ():
        if isinstance(value, dict) and not {"description", "$ref"} & value.keys():
            yield "/".join((*path, key))
        yield from undescribed(value, (*path, key))
    for key in ("items", "additionalProperties", "oneOf", "anyOf"):
        yield from undescribed(part.get(key), path)
    for key, value in part.get("$defs", {}).items():
        yield from undescribed(value, (*path, key))


@pytest.mark.parametrize("kind", schema.KINDS)
def test_an_editor_can_explain_every_key(kind):
    assert [] == list(undescribed(schema.validator(kind).schema))


def test_every_file_of_a_municipality_names_its_schema_in_its_first_line():
    unnamed = []
    for path in (ROOT / "site_src/municipalities").rglob("*.yml"):
        # The program itself keeps this one.
        if path.name != "made-for.yml":
            first = path.read_text(encoding="utf-8").splitlines()[0]
            named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
            unnamed += [] if named.is_file() and named.parent.resolve() == schema.SCHEMAS else [path.name]

    assert [] == unnamed


def test_every_content_file_names_its_schema_in_its_first_line(site_content):
    unnamed = []
    for place in site_content.documents:
        path = site_content.project.path(place)
        first = path.read_text(encoding="utf-8").splitlines()[0]
        named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
        if named.resolve() != schema.SCHEMAS / f"{schema_kind(place)}.schema.json":
            unnamed.append(place)

    assert [] == unnamed


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2026-02-30", '"2026-02-30" has no such day. Correct the date.'),
        ("2026-13-01", '"2026-13-01" has no such day. Correct the date.'),
        ("0000-01-01", '"0000-01-01" has no such day. Correct the date.'),
        ("9999-12-31", '"9999-12-31" lies in the future. Correct the date.'),
    ],
)
def test_a_day_that_no_calendar_has_or_that_has_not_come_is_named(day, message):
    assert [f"a.yml:5:3: {message}"] == said(f'{SITE}accept_documented_crisis:\n  date: "{day}"\n  by: x')


def test_a_day_longer_than_any_number_of_a_calendar_is_named():
    assert all(
        day.startswith("a.yml:5:3: ") for day in said(f'{SITE}accept_documented_crisis:\n  date: "{"9" * 30}-01-01"\n  by: x')
    )


def test_a_day_of_today_is_right_wherever_the_sun_stands():
    for day in (date.today(), date.today() + timedelta(days=1)):
        assert [] == said(f'{SITE}accept_documented_crisis: {{date: "{day}", by: x}}')


def test_a_long_value_is_quoted_short():
    (problem,) = said(f"name: [{'x' * 2_000_000}]\n{REST}")

    assert len(problem) < 200


def test_every_schema_is_one():
    for kind in schema.KINDS:
        schema.Validator.check_schema(schema.validator(kind).schema)


def test_all_keys_that_an_entry_lacks_are_told_in_one_line_and_none_that_only_a_state_asks_for():
    text = "services:\n  - {id: advice, organisation: other, name: {fi: Neuvonta}}\n"

    assert ["a.yml:2:5: This entry has no area, source, checked, state. Add it."] == said(text, "services")
