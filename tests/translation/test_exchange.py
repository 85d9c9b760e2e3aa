"""What goes out to translators comes back whole, through programs that are not ours, and what is wrong is told by its key."""

from pathlib import Path

import openpyxl
import pytest
from translate.storage import xliff2

from site_src.program.content import content, project
from site_src.program.content.problems import ContentError
from site_src.program.content.translations import MADE, MISSING, REVIEWED, STALE, Translations
from site_src.program.translation import commands, exchange, writing
from tests.content import copies


@pytest.fixture
def root(tmp_path):
    """A copy of the content in which the source of one text has changed."""
    made = copies.copy(tmp_path / "copy")
    copies.change(made, "site_src/words/fi.yml", '  next: "', '  next: "Eteenpäin ')
    return made


def read(root):
    return content.read(project.of(root))


def give(root, name, everything=False):
    said = []
    assert 0 == exchange.give(read(root), "sv", root / name, everything, said.append, said.append)
    return root / name


def take(root, path):
    said = []
    assert 0 == exchange.take(read(root), [path], said.append, said.append)
    return said


def unit(root, key, code="sv"):
    return next(unit for unit in Translations(read(root), code).units if unit.key == key)


def files(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.suffix in (".yml", ".md")}


def test_another_program_reads_the_xliff_and_what_it_saves_comes_back(root):
    path = give(root, "out.xlf")
    store = xliff2.Xliff2File.parsefile(str(path))
    [only] = store.units
    assert "Eteenpäin Seuraava" == only.source
    only.target = "Framåt"
    only.marktranslated() if hasattr(only, "marktranslated") else None
    store.savefile(str(path))

    take(root, path)
    assert ("Framåt", MADE) == (unit(root, "ui/next").target.words, unit(root, "ui/next").state)


def test_a_workbook_tells_context_length_and_the_old_source_and_comes_back(root):
    path = give(root, "out.xlsx")
    book = openpyxl.load_workbook(path)
    row = [cell.value for cell in book.active[2]]

    assert ["ui/next", "stale", 18, "Seuraava", "Eteenpäin Seuraava"] == [row[0], *row[2:6]]
    assert row[1].startswith("site_src/words/fi.yml:")
    book.active.cell(2, 7).value = "Framåt"
    book.save(path)
    take(root, path)
    assert "Framåt" == unit(root, "ui/next").target.words


@pytest.mark.parametrize("name", ["all.xlf", "all.xlsx"])
def test_what_nobody_changed_changes_nothing(root, name):
    path, before = give(root, name, everything=True), files(root)
    take(root, path)

    assert before == files(root)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("pages/privacy/title", "Integritet och skydd"),
        ("services/emergency-112/summary", "Ring 112 i nödfall."),
        ("item/situation/question", "Hur har du det?"),
    ],
)
def test_a_page_a_record_and_a_question_are_translated_alike(root, key, words):
    path = give(root, "all.xlsx", everything=True)
    book = openpyxl.load_workbook(path)
    row = next(row for row in book.active.iter_rows(min_row=2) if row[0].value == key)
    row[6].value = words
    book.save(path)
    take(root, path)

    assert words == unit(root, key).target.words


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({0: "ui/nothing"}, "out.xlsx: ui/nothing: There is no such text any more."),
        ({5: "Muu"}, "out.xlsx: ui/next: Its source has changed since the file was made."),
        ({6: "Nästa {steps}"}, "out.xlsx: ui/next: It has the placeholders steps, the source none."),
        ({6: "<b>Nästa</b>"}, "out.xlsx: ui/next: <b> would be shown as it stands. Write plain text."),
        ({6: "Nästa {"}, "out.xlsx: ui/next: A brace in ui/next is no placeholder"),
    ],
)
def test_what_does_not_fit_is_told_by_its_key_and_nothing_is_written(root, change, message):
    path, before = give(root, "out.xlsx"), files(root)
    book = openpyxl.load_workbook(path)
    for column, words in change.items():
        book.active.cell(2, column + 1).value = words
    book.save(path)

    with pytest.raises(ContentError, match="ui/") as stop:
        take(root, path)
    assert str(stop.value).startswith(message)
    assert before == files(root)


@pytest.mark.parametrize(
    ("name", "text"),
    [("x.xlf", "<xliff"), ("x.xlf", "<html/>"), ("x.xlf", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"), ("x.xlsx", "no"), ("x.txt", "")],
)
def test_a_file_that_is_none_is_told_in_one_sentence(root, name, text):
    path = root / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(ContentError) as stop:
        take(root, path)
    assert 1 == len(stop.value.problems)


@pytest.mark.parametrize("tag", ["en-GB", "xx", ""])
def test_a_file_whose_two_languages_do_not_agree_is_refused_and_nothing_is_written(root, tag):
    path, before = give(root, "out.xlf"), files(root)
    path.write_text(path.read_text(encoding="utf-8").replace('trgLang="sv"', f'trgLang="{tag}"'), encoding="utf-8")

    with pytest.raises(ContentError, match=f'The file is for sv, and its trgLang says "{tag}"') as stop:
        take(root, path)
    assert 1 == len(stop.value.problems)
    assert before == files(root)


def test_status_lists_the_old_source_beside_the_new_and_who_read_what(root):
    said = []
    commands.review(read(root), "sv", ["ui/back"], False, "Astrid Exempel", "2026-11-20", said.append)
    commands.status(read(root), ["sv"], said.append)

    assert "    was: Seuraava" in said and "    now: Eteenpäin Seuraava" in said
    assert any(line.endswith("1 reviewed.") for line in said) and "sv: Astrid Exempel read 1 on 2026-11-20." in said
    assert (REVIEWED, "Astrid Exempel") == (unit(root, "ui/back").state, unit(root, "ui/back").by)


def test_a_review_is_of_the_words_that_were_read(root):
    commands.review(read(root), "sv", ["ui/back"], False, "Astrid Exempel", "2026-11-20", print)
    words = unit(root, "ui/back").target.words
    copies.change(root, "site_src/words/sv.yml", f'  back: "{words}"', f'  back: "{words} igen"')

    assert MADE == unit(root, "ui/back").state


@pytest.mark.parametrize("name", ["out.xlf", "out.xlsx"])
def test_an_outdated_text_that_comes_back_as_it_went_is_not_taken_for_read(root, name):
    said = take(root, give(root, name))

    assert STALE == unit(root, "ui/next").state
    assert "out.x" in said[0] and "0 texts changed, 0 as before; 0 stamped." in said[0] and "still open: ui/next." in said[1]


def test_an_outdated_text_that_its_translator_says_is_right_is_stamped(root):
    path = give(root, "out.xlf")
    path.write_text(path.read_text(encoding="utf-8").replace('state="initial"', 'state="final"'), encoding="utf-8")
    take(root, path)

    assert MADE == unit(root, "ui/next").state


def test_stamping_names_what_was_read(root):
    said = []

    assert 1 == commands.stamp(read(root), "sv", [], False, said.append)
    assert STALE == unit(root, "ui/next").state
    assert 0 == commands.stamp(read(root), "sv", ["ui/next"], False, said.append)
    assert MADE == unit(root, "ui/next").state


def test_a_language_from_nothing_goes_out_whole_and_comes_back(root):
    for folder in ("site_src/words", "questionnaire/texts"):
        (root / folder / "et.yml").write_text("language: et\ntexts: {}\n", encoding="utf-8")
    copies.change(root, "site_src/site.yml", "fi-simple]", "fi-simple, et]")
    entry = "  - {code: et, lang: et, dir: ltr, name: Eesti, theme: et, review: {state: unreviewed}}\n  # Plain Finnish."
    copies.change(root, "site_src/languages.yml", "  # Plain Finnish.", entry)
    said = []
    exchange.give(read(root), "et", root / "et.xlf", False, said.append, said.append)
    path: Path = root / "et.xlf"
    store = xliff2.Xliff2File.parsefile(str(path))
    for each in store.units:
        each.target = each.source
    store.savefile(str(path))
    take(root, path)
    counts = Translations(read(root), "et").counts

    assert {MISSING: 0, STALE: 0} == {state: counts[state] for state in (MISSING, STALE)}
    assert [] == copies.found(root, "texts", "pages")


@pytest.mark.parametrize("day", ["2026-02-30", "9999-12-31", "20261124", "yesterday"])
def test_a_review_on_a_day_that_has_not_come_is_refused(root, day):
    said = []

    assert 1 == commands.review(read(root), "sv", ["ui/next"], False, "Anna", day, said.append)
    assert [f"{day} is no day that has come. Write --date as 2026-11-24."] == said


def test_a_key_that_names_no_text_is_told_with_the_nearest_and_nothing_is_written(root):
    said = []
    before = (root / "site_src/translations/sv.json").read_bytes()

    assert 1 == commands.stamp(read(root), "sv", ["ui/back", "ui/nxt"], False, said.append)
    assert 1 == commands.review(read(root), "sv", ["ui/nxt"], False, "Anna", None, said.append)
    assert ["There is no text ui/nxt. Did you mean ui/next? Correct the key; nothing was written."] * 2 == said
    assert before == (root / "site_src/translations/sv.json").read_bytes()


def test_status_shows_a_long_text_from_the_sentence_that_changed(root):
    said = []
    copies.change(root, "site_src/pages/fi/privacy.md", "Et kirjaudu.", "Et kirjaudu sisään.")
    commands.status(read(root), ["sv"], said.append)

    assert any(line.startswith("    was: … Et kirjaudu. Et anna") for line in said)
    assert any(line.startswith("    now: … Et kirjaudu sisään. Et anna") for line in said)


def through(root, *answers, by=None):
    """Reads through what is open in Swedish and English, with these answers; gives what was said."""
    said, given = [], iter(answers)
    assert 0 == commands.read_through(read(root), ["sv", "en"], by, None, said.append, lambda _: next(given, None))
    return said


def test_reading_through_shows_old_new_and_translations_once_and_stamps_what_was_read(root):
    said = through(root, "y", "Onward")

    assert [1, 1] == [said.count("    was: Seuraava"), said.count("    now: Eteenpäin Seuraava")]
    assert [MADE, MADE] == [unit(root, "ui/next", code).state for code in ("sv", "en")]
    assert "Onward" == unit(root, "ui/next", "en").target.words
    assert "sv: 1 read and stamped, 0 left open." == said[-2]


def test_what_nobody_answered_stays_open_and_what_was_read_before_is_kept(root):
    before = files(root)
    assert "sv: 0 read and stamped, 1 left open." in through(root)
    assert before == files(root)
    through(root, "", "y", by="Anna")

    assert [STALE, REVIEWED] == [unit(root, "ui/next", code).state for code in ("sv", "en")]


def test_a_translation_with_other_placeholders_is_asked_for_again(root):
    said = through(root, "Nästa {steps}", "Nästa steg")

    assert "    It has the placeholders steps, the source none. Make them agree." in said
    assert "Nästa steg" == unit(root, "ui/next").target.words


def test_yes_to_a_text_that_is_missing_is_no_translation(root):
    words = unit(root, "ui/back").target.words
    copies.change(root, "site_src/words/sv.yml", f'    back: "{words}"\n', "")
    through(root, "y", "y", "y", "Tillbaka igen")

    assert "Tillbaka igen" == unit(root, "ui/back").target.words


NEW = {
    ("texts", "ui", "new"): "uusi",
    ("texts", "group", "yes"): "joo",
    ("services", 0, "channels", 0, "note", "sv"): "på svenska",
    ("services", 0, "how", "sv"): "ring",
}
BEFORE = """\
# Its own form.
texts:
  ui:
    long: >-
      a text
      on two lines

    # Of the next group.
  group:
    a: "x"  # why
services:
  - id: one
    only_if: {all: [{a: b}]}
    channels: [{type: phone, note: {fi: "suomeksi"}}]
    how:
      fi: soita
"""
AFTER = """\
# Its own form.
texts:
  ui:
    long: >-
      a text
      on two lines
    new: "uusi"

    # Of the next group.
  group:
    a: "x"  # why
    "yes": "joo"
services:
  - id: one
    only_if: {all: [{a: b}]}
    channels: [{type: phone, note: {fi: "suomeksi", sv: "på svenska"}}]
    how:
      fi: soita
      sv: "ring"
"""


def test_a_text_that_was_missing_is_added_and_every_other_line_stays_as_it_was(tmp_path):
    (tmp_path / "words.yml").write_text(BEFORE, encoding="utf-8")
    writing.change(tmp_path / "words.yml", NEW.items(), "sv")

    assert AFTER == (tmp_path / "words.yml").read_text(encoding="utf-8")
