import pytest

from site_src.program.checks import words
from tests.checks.language_content import make

RULES = {
    "fi": [{"words": ["huono*", "*sairau*", "TYP", "sairaan"], "why": "it is a verdict."}],
    "fi-simple": [{"words": ["pomo"], "why": "x."}],
}
FILE = "site_src/words/fi.yml"


def found(tmp_path, exceptions=(), **given):
    return list(words.problems(make(tmp_path, rules={"words": RULES, "exceptions": {"fi": list(exceptions)}}, **given)))


def exception(**given):
    return {"file": FILE, "at": "ui/next", "word": "huonosti", "why": "a reason", **given}


@pytest.mark.parametrize("word", ["huono", "Huonosti", "mielisairauden", "sairaus-", "TYP", "Sairaan"])
def test_a_forbidden_word_is_found_in_any_form(tmp_path, word):
    (problem,) = found(tmp_path, texts=f'ui:\n  back: Takaisin\n  next: "Voit {word} nyt"')
    assert (problem.file, problem.line, problem.warning) == (FILE, 5, False)
    assert word.strip("-") in problem.message and "it is a verdict." in problem.message


@pytest.mark.parametrize("word", ["sairaanhoitaja", "typ", "Typ", "epähuono", "sairaala"])
def test_a_word_that_only_looks_alike_is_allowed(tmp_path, word):
    assert found(tmp_path, texts=f'ui: {{next: "Voit {word} nyt"}}') == []


@pytest.mark.parametrize(
    ("text", "times"), [("Koti on huonona taas", 0), ("Koti on huonona, ja huonosti menee", 1), ("On huonona", 1)]
)
def test_a_forbidden_word_is_allowed_in_a_phrase_that_means_something_else(tmp_path, text, times):
    rules = {"words": {"fi": [{**RULES["fi"][0], "unless": ["koti on huono*"]}]}, "exceptions": {}}

    assert times == len(list(words.problems(make(tmp_path, rules=rules, texts=f'ui: {{next: "{text}"}}'))))


def test_a_forbidden_word_is_found_in_a_service(tmp_path):
    (problem,) = found(tmp_path, summary="Olo on huono.")
    assert (problem.file, problem.line) == ("site_src/services/services.yml", 5)


def test_a_forbidden_word_is_found_on_the_line_of_a_page(tmp_path):
    (problem,) = found(tmp_path, page="---\ntitle: Koti\n---\n\n# Alku\n\nHyvä.\nOlo on huono.\n")
    assert (problem.file, problem.line) == ("site_src/pages/fi/index.md", 8)


def test_an_exception_allows_one_word_in_one_place(tmp_path):
    texts = 'ui:\n  next: "Huonosti"\n  back: "Huonosti"'
    (problem,) = found(tmp_path, [exception()], texts=texts)
    assert (problem.line, "ui/back" in problem.message) == (5, True)


@pytest.mark.parametrize("change", [{"word": "huono"}, {"at": "ui/back"}])
def test_an_exception_that_allows_nothing_is_a_problem(tmp_path, change):
    problems = found(tmp_path, [exception(), exception(**change)], texts='ui: {next: "Huonosti"}')
    assert [problem.file for problem in problems] == ["site_src/language-rules.yml"]
    assert "Remove the exception" in problems[0].message


def test_an_exception_in_a_file_that_is_gone_says_so(tmp_path):
    problems = found(tmp_path, [exception(), exception(file="site_src/pages/fi/gone.md")], texts='ui: {next: "Huonosti"}')
    assert "There is no site_src/pages/fi/gone.md with words in fi. Put it back" in problems[0].message


def test_an_exception_that_stands_twice_is_a_problem(tmp_path):
    (problem,) = found(tmp_path, [exception(), exception()], texts='ui: {next: "Huonosti"}')
    assert "stands twice" in problem.message


def test_plain_finnish_has_the_words_of_finnish_and_its_own(tmp_path):
    problems = found(tmp_path, code="fi-simple", texts='ui: {next: "Pomo on huono."}')
    assert len(problems) == 2


def test_the_real_texts_have_no_forbidden_word_and_no_idle_exception(site_content):
    assert list(words.problems(site_content)) == []


@pytest.mark.parametrize(
    ("code", "lead"), [("fi", "sairas riski"), ("sv", "sjuk risk"), ("en", "ill risk"), ("fi-simple", "selkokieli Valvira")]
)
def test_the_real_lists_find_the_words_that_matter(tmp_path, site_content, code, lead):
    rules = dict(site_content.data("site_src/language-rules.yml"), exceptions={})
    assert len(list(words.problems(make(tmp_path, code=code, texts=f'ui: {{next: "{lead}"}}', rules=rules, summary="Hej.")))) == 2
