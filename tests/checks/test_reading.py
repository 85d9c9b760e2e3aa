import pytest

from site_src.program.checks import passives, prose, reading
from tests.checks.language_content import make

GRAMMAR = {
    "fi": {
        "negations": ["ei", "en"],
        "clauses": ["jos", "kun", "että"],
        "clauses_after_comma": ["joka", "mitä"],
        "joining": ["ja"],
    }
}
PAGE = """---
title: Koti
description: "Lyhyt kuvaus."
---

# Otsikko

Ensimmäinen kappale on lyhyt.
Toinen rivi.

- **Kohta:** [linkki](a.md){ .button } päättyy.
<!-- here: services -->

| Sana | Toinen |
|---|---|
| solu | solu |
"""


def limits(**given):
    return {"fi": {measure: {"at_most": limit, "why": "x"} for measure, limit in given.items()}}


def found(tmp_path, **given):
    rules = {"limits": limits(**given.pop("limits")), "grammar": GRAMMAR}
    return list(reading.problems(make(tmp_path, rules=rules, **given)))


def test_a_page_is_read_block_by_block_at_its_lines(tmp_path):
    content = make(tmp_path, page=PAGE)
    pieces = [piece for piece in prose.pieces(content, content.languages[0]) if piece.file.endswith(".md")]
    assert [(piece.line, piece.at, piece.text) for piece in pieces] == [
        (2, "title", "Koti"),
        (3, "description", "Lyhyt kuvaus."),
        (6, "Otsikko", "Otsikko"),
        (8, "Otsikko", "Ensimmäinen kappale on lyhyt.\nToinen rivi."),
        (11, "Otsikko", "Kohta: linkki päättyy."),
        (14, "Otsikko", "Sana"),
        (14, "Otsikko", "Toinen"),
        (16, "Otsikko", "solu"),
        (16, "Otsikko", "solu"),
    ]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Yksi kaksi. Kolme!", [2, 1]),
        ("Soita esim. Kelaan klo 9.", [5]),
        ("Sano näin: “Hei.” Ja sitten?", [2, 1, 2]),
        ("Keinoja on: asento, valo.", [4]),
        ("Vastauksia {answered} kysymykseen {applicable}.", [4]),
        ("Numero on 116 117 ja 1.5.2026.", [5]),
    ],
)
def test_sentences_end_where_a_reader_hears_them_end(text, counts):
    assert [len(sentence.words) for sentence in prose.sentences(text)] == counts


def test_a_long_sentence_of_a_page_is_found_on_its_own_line(tmp_path):
    (problem,) = found(tmp_path, limits={"sentence_words": 4}, page=PAGE.replace("Toinen", "Toinen on tässä aivan pitkä", 1))
    assert (problem.file, problem.line, problem.warning) == ("site_src/pages/fi/index.md", 9, True)
    assert "6 words; the limit is 4" in problem.message


def test_a_long_sentence_of_a_text_is_found_at_its_key(tmp_path):
    (problem,) = found(
        tmp_path, limits={"sentence_words": 4}, texts="ui:\n  next: Eteen.\n  back: Palaa nyt heti aiempaan kohtaan."
    )
    assert (problem.file, problem.line) == ("site_src/words/fi.yml", 5)
    assert "ui/back" in problem.message


def test_a_long_sentence_of_a_service_is_found_at_its_language(tmp_path):
    (problem,) = found(tmp_path, limits={"sentence_words": 4}, summary="Tule heti tänään meille käymään.")
    assert (problem.file, problem.line) == ("site_src/services/services.yml", 5)
    assert "office/summary" in problem.message


@pytest.mark.parametrize(
    ("sentence", "clauses"),
    [
        ("Joka päivä on uusi.", 0),
        ("Mitä kuuluu?", 0),
        ("Kun tulet, soita.", 1),
        ("Kerro, mitä tarvitset, ja jos voit, tule.", 2),
        ("Tiedän, että se, joka tulee, soittaa.", 2),
    ],
)
def test_subordinate_clauses_are_told_from_questions_and_pronouns(tmp_path, sentence, clauses):
    rules = {"sentence_clauses": 0}
    problems = found(tmp_path, limits=rules, summary=sentence)
    assert [f"{clauses} subordinate" in problem.message for problem in problems] == [True] * bool(clauses)


def test_negatives_and_long_words_are_counted(tmp_path):
    summary = "En tule, ei myöskään monialaisuusasiantuntija."
    problems = found(tmp_path, limits={"sentence_negations": 1, "word_letters": 12}, summary=summary)
    assert ["2 negatives" in problem.message for problem in problems] == [True, False]
    assert "monialaisuusasiantuntija" in problems[1].message


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("Päivärahaa haetaan Kelasta", ["haetaan"]),
        ("Menen kuntaan tekemään työtä omaan tahtiin", []),
        ("Pyydä heidät mukaan kerrallaan yksi", []),
    ],
)
def test_finnish_passives_are_told_from_nouns_with_and_without_voikko(monkeypatch, sentence, passive):
    for analyser in (passives._analyser(), None):
        monkeypatch.setattr(passives, "_analyser", lambda analyser=analyser: analyser)
        assert passives.find("fi", sentence.split(), GRAMMAR["fi"]) == passive


def test_voikko_knows_negative_and_perfect_passives():
    pytest.importorskip("pyvoikko")
    assert passives.find("fi", ["Tietoja", "ei", "lähetetä"], GRAMMAR["fi"]) == ["lähetetä"]
    assert passives.find("fi", ["Tieto", "on", "tarkistettu"], GRAMMAR["fi"]) == ["tarkistettu"]


@pytest.mark.parametrize(
    ("language", "sentence", "passive"),
    [
        ("sv", "Svaren sparas inte och vännernas webbplats visas", ["sparas", "visas"]),
        ("sv", "Du blir kontaktad av Celias personal", ["kontaktad"]),
        ("en", "Your answers are not sent and you asked", ["sent"]),
        ("en", "You needed help and we changed it", []),
    ],
)
def test_swedish_and_english_passives_are_found_by_pattern(language, sentence, passive):
    assert passives.find(language, sentence.split(), {}) == passive


def test_a_group_is_measured_as_a_whole(tmp_path):
    page = PAGE + "\nTässä on taas pitkähkö virke. " * 40
    rules = {"limits": limits(lix=10, mean_words=3), "grammar": GRAMMAR}
    problems = list(reading.problems(make(tmp_path, page=page, rules=rules)))
    places = [(problem.file, problem.line, problem.warning) for problem in problems]
    assert places == [("site_src/pages/fi/index.md", 2, True)] * 2
    assert any("LIX" in problem.message for problem in problems)


def test_lix_is_mean_words_and_the_percent_of_words_over_six_letters(tmp_path):
    texts = 'ui: {next: "Yksi kaksi kolme neljäntenä. Viisi kuusi seitsemän kahdeksan."}'
    content = make(tmp_path, texts=texts, summary="Yhdeksän.")
    measures = reading.summary(content)["fi"]
    # Nine words in three sentences; four of the words are long.
    assert (measures["texts"], measures["sentences"], measures["words"], measures["mean_words"]) == (2, 3, 9, 3.0)
    assert measures["long_words_percent"] == 44.4 and measures["lix"] == 47


def test_a_language_without_limits_is_warned_of(tmp_path):
    (problem,) = reading.problems(make(tmp_path))
    assert problem.warning and "no limits" in problem.message


def test_every_language_of_the_site_has_limits_and_only_warnings(site_content):
    problems = list(reading.problems(site_content))
    assert all(problem.warning for problem in problems)
    assert not any("no limits" in problem.message for problem in problems)
