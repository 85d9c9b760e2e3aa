"""What a pattern cannot say of a value is told at its place when the content is read."""

import pytest

from site_src.program.content import kinds, schema, strict_yaml

RECORD = """\
organisations:
  - {id: owner, name: {fi: Omistaja}}
services:
  - id: one
    organisation: owner
    name: {fi: Yksi}
    area: county
    languages: [LANGUAGES]
    channels:
      - CHANNEL
    source: {title: Esimerkki, date: unknown, seen: "SEEN"}
    checked: "2026-11-24"
    state: unconfirmed
"""


def told(channel='{type: phone, number: "112"}', languages="fi", seen="2026-11-24"):
    text = RECORD.replace("CHANNEL", channel).replace("LANGUAGES", languages).replace("SEEN", seen)
    document = strict_yaml.parse(text, "a.yml")
    assert [] == schema.problems(document, "services")
    return [str(problem) for problem in kinds.problems(document)]


def test_what_is_right_is_not_told():
    assert [] == told()


@pytest.mark.parametrize(
    ("changes", "line", "expected"),
    [
        ({"languages": "fin"}, 8, "fin is no code of a language. Write fi."),
        ({"languages": "fi, xx"}, 8, "xx is no code of a language."),
        ({"channel": '{type: phone, number: "+358 (0)40 123 4567"}'}, 10, 'Write the number "+358 40 123 4567"'),
        ({"channel": '{type: phone, number: "040"}'}, 10, "nobody can dial: it is too short"),
        ({"channel": "{type: email, address: apu(at)example.fi}"}, 10, "is not an e-mail address"),
        ({"channel": '{type: location, address: "Katu 1, 9010 Oulu"}'}, 10, "9010 is not a postcode"),
        ({"channel": '{type: web, url: {fi: "https://apu@example.fi"}}'}, 10, "is an e-mail address, not a page"),
        ({"channel": '{type: web, url: {fi: "https://example"}}'}, 10, "names no host"),
    ],
)
def test_a_value_that_is_not_what_its_kind_asks_for_is_told_at_its_line(changes, line, expected):
    (message,) = told(**changes)

    assert message.startswith(f"a.yml:{line}:") and expected in message


def test_a_code_that_was_probably_meant_for_another_language_is_asked_about():
    assert "se is Northern Sami; Swedish is sv. Write sv if you mean it." == kinds.mistaken_language("se", ["fi", "se"])
    assert kinds.mistaken_language("se", ["sv", "se"]) is None


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("{situation: employed}", '"situation" has a value of the wrong form'),
        ("{any: x}", '"any" should be a list, not "x".'),
        ("{}", "is empty or too short"),
    ],
)
def test_a_condition_of_a_record_has_the_form_of_any_other(condition, expected):
    text = RECORD.replace("CHANNEL", '{type: phone, number: "112"}').replace("LANGUAGES", "fi").replace("SEEN", "2026-11-24")
    document = strict_yaml.parse(text + f"    only_if: {condition}\n", "a.yml")

    assert any(expected in problem.message for problem in schema.problems(document, "services"))


def test_a_text_of_spaces_is_no_text():
    text = RECORD.replace("CHANNEL", '{type: phone, number: "112", note: {fi: " "}}').replace("LANGUAGES", "fi")
    (problem,) = schema.problems(strict_yaml.parse(text.replace("SEEN", "2026-11-24"), "a.yml"), "services")

    assert problem.message == '"fi" is empty or too short. Write something there.'
