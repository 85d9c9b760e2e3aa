"""Messages are told in English and Finnish: every one of them, with the same values, and nothing slips by untold."""

import ast
import pickle
from pathlib import Path

import pytest

from site_src.program import messages
from site_src.program.content.problems import Problem, among
from site_src.program.messages import extraction, form, kind, msg, told

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = extraction.templates()
# What hands a text to a person.
TELLERS = {"problem", "Problem", "Problems", "at", "complain", "warn", "refuse", "refused", "say", "stop", "_say", "_stop", "ask"}


@pytest.mark.parametrize("language", [code for code in messages.LANGUAGES if code != messages.ENGLISH])
def test_every_message_is_translated_and_no_other(language):
    translated = messages.catalogue(language)

    assert set() == set(TEMPLATES) - set(translated), "run python -m site_src.program.messages.extraction, and translate"
    assert set() == set(translated) - set(TEMPLATES)


@pytest.mark.parametrize("language", [code for code in messages.LANGUAGES if code != messages.ENGLISH])
def test_a_translation_has_the_values_of_its_message(language):
    def values(template):
        return sorted(messages.PLACEHOLDER.findall(template))

    translated = messages.catalogue(language)
    assert [] == [template for template in TEMPLATES if values(template) != values(translated.get(template, ""))]


def test_no_text_reaches_a_person_without_being_a_message():
    plain = []
    for path in sorted([*(ROOT / "site_src/program").rglob("*.py"), *(ROOT / "scoring").glob("*.py")]):
        if path.parts[-2] in ("setup", "bench"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in TELLERS:
                plain += [f"{path.relative_to(ROOT)}:{each.lineno}" for each in _parts(node.args[-1:]) if _sentence(each)]
            # Reports give their lines one by one to who says them. The figures of the proof are for who develops.
            if isinstance(node, ast.Yield) and path.parts[-2] != "proof" and _sentence(node.value):
                plain.append(f"{path.relative_to(ROOT)}:{node.lineno}")

    assert [] == plain, "write it as msg(…), so that it can be told in Finnish"


def _parts(nodes):
    """Arguments; a list as what stands in it."""
    return [part for node in nodes for part in (node.elts if isinstance(node, ast.List) else [node])]


def _name(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _sentence(node):
    """Whether an argument is words for a person, not an id or what a program wrote."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    words = "".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return len([word for word in words.split() if word.isalpha()]) > 1


def test_a_message_is_told_in_the_language_asked_for_with_the_messages_in_it():
    message = among(msg("There is no scale {scale}.", scale="fulness"), "fulness", ["fullness"], msg("Remove it here."))

    assert "There is no scale fulness. Did you mean fullness? Remove it here." == message
    assert "Asteikkoa fulness ei ole. Tarkoititko fullness? Poista se tästä." == told(message, "fi")
    assert "Tämä ei ole viesti." == told("Tämä ei ole viesti.", "fi")


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_a_group_of_keys_that_someone_wrote_is_shown_as_it_is(language):
    assert "{}" in told(msg("The file cannot be read: {reason}. Give another.", reason={}), language)


def test_a_message_stays_one_on_its_way_through_exceptions_and_processes():
    message = msg("The file cannot be read: {reason}. Give another.", reason="x")

    assert "Tiedostoa ei voi lukea: x. Anna toinen." == told(str(ValueError(message)), "fi")
    assert "Tiedostoa ei voi lukea: x. Anna toinen." == told(pickle.loads(pickle.dumps(message)), "fi")
    assert "a.yml:3:1: varoitus: Tiedostoa ei voi lukea: x. Anna toinen." == told(
        Problem("a.yml", 3, 1, message, True).told, "fi"
    )


def test_the_kind_of_a_message_is_what_it_says_without_its_values():
    assert "… has no option …." == kind(form("{name} has no option {option}.")(name="a", option="b"))


@pytest.mark.parametrize(
    ("language", "environment"),
    [
        ("fi", {"LANG": "fi_FI.UTF-8"}),
        ("fi", {"LANGUAGE": "se:fi", "LANG": "en_US.UTF-8"}),
        ("en", {"LC_ALL": "C", "LANG": "fi_FI.UTF-8"}),
        ("en", {"LANG": "sv_FI.UTF-8"}),
        ("en", {}),
    ],
)
def test_the_machine_says_which_language_its_user_reads(language, environment):
    assert language == messages.of_machine(environment)
