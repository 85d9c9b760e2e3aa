"""Where content is: the county's, and a municipality's over it."""

import pytest

from site_src.program import checks
from site_src.program.content import content, project, translations
from site_src.program.content import copies as overlays
from tests.content import copies


def test_a_municipality_says_only_what_differs_and_the_rest_is_the_countys(tmp_path):
    root = copies.copy(tmp_path / "copy")
    copies.municipality(
        root,
        "raahe",
        {
            "site.yml": "name: Raahen polku\nhidden_services: [kempele-youth-work]\n",
            "words/fi.yml": 'language: fi\ntexts:\n  footer:\n    about: "{site} on Raahen oma."\n',
            "services/own.yml": "organisations:\n  - {id: own-office, name: {fi: Oma}, website: {fi: https://example.org/}}\n",
        },
    )
    copies.change(root, "site_src/site.yml", "host: {}", "host: {name: Maakunta}")

    county = content.read(project.of(root))
    copy = content.read(project.of(root, municipality="raahe"))

    assert ("Kykypolku", "Raahen polku") == (county.settings["name"], copy.settings["name"])
    assert "Raahen polku on Raahen oma." == copy.texts["fi"]["footer"]["about"]
    assert county.texts["fi"]["footer"]["emergency"] == copy.texts["fi"]["footer"]["emergency"]
    assert ("Maakunta", None) == (county.settings["host"]["name"], copy.settings.get("host")), "another host is no heir"
    assert {"kempele-youth-work"} == {record.id for record in county.services} - {record.id for record in copy.services}
    assert ("own-office" in county.organisations, "own-office" in copy.organisations) == (False, True)
    words = copy.documents["site_src/words/fi.yml"]
    assert "site_src/municipalities/raahe/words/fi.yml" == words.place(("texts", "footer", "about"))[0]
    assert "site_src/words/fi.yml" == words.place(("texts", "footer", "emergency"))[0]


def test_a_translation_of_a_municipalitys_own_words_is_stamped_beside_them(tmp_path):
    root = copies.copy(tmp_path / "copy")
    texts = "language: {}\ntexts:\n  footer:\n    about: Raahe.\n"
    files = {f"words/{code}.yml": texts.format(code) for code in ("fi", "sv", "en", "fi-simple")}
    folder = copies.municipality(root, "raahe", {"site.yml": "name: Raahen polku\n", **files})
    read = content.read(project.of(root, municipality="raahe"))
    for code in ("sv", "en", "fi-simple"):
        translations.stamp(translations.Translations(read, code), ["footer/about"])

    assert (folder / "translations/sv.json").is_file()
    assert [] == copies.found(root, "municipality", municipality="raahe")
    read = content.read(project.of(root, municipality="raahe"))
    assert not [problem for problem in checks.texts.problems(read) if "footer/about" in problem.message]


def test_the_copies_that_come_along_have_no_problem_and_no_warning(site_content):
    for id_ in overlays.ids(site_content.project):
        read = content.read(project.of(site_content.project.roots[0], id_), site_content)

        assert [] == [problem for problem in checks.copy(read) if f"/{id_}/" in problem.file or not problem.warning]


def test_a_municipality_cannot_change_what_is_asked_or_how_it_is_scored(tmp_path):
    root = copies.copy(tmp_path / "copy")
    copies.municipality(root, "raahe", {"site.yml": "name: Polku\n", "scoring.yml": "", "questionnaire/texts/fi.yml": ""})

    found = copies.found(root, "municipality", municipality="raahe")

    assert [
        "site_src/municipalities/raahe/questionnaire/texts/fi.yml:1:1",
        "site_src/municipalities/raahe/scoring.yml:1:1",
    ] == [problem.split(": ")[0] for problem in found]
    assert all("the same everywhere" in problem for problem in found)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("colours: {light: {brand: '#ffee00'}}", "brand and on-brand have a contrast of 1.2 in the light"),
        ("default_municipality: '091'", "There is no municipality 091."),
        ("hidden_services: [nobody]", "The county has no service nobody."),
        ("hidden_services: [emergency-112]", "is help in a crisis, which every copy shows"),
        ("name: 'A \"B\"'", "does not have the right form"),
    ],
)
def test_a_setting_of_a_municipality_that_cannot_be_is_told_at_its_place(tmp_path, settings, told):
    root = copies.copy(tmp_path / "copy")
    copies.municipality(root, "raahe", {"site.yml": f"{settings}\n"})

    found = copies.found(root, "municipality", municipality="raahe")

    assert any(told in problem and problem.startswith("site_src/municipalities/raahe/site.yml:1:") for problem in found), found


@pytest.mark.parametrize(
    "part", ["<script>alert(1)</script>", '<path onload="x()"/>', '<image href="https://example.org/a.png"/>']
)
def test_a_logo_that_could_do_more_than_draw_is_refused(tmp_path, part):
    root = copies.copy(tmp_path / "copy")
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">\n{part}</svg>'
    copies.municipality(root, "raahe", {"site.yml": "name: Polku\n", "logo.svg": drawn})

    assert "raahe/logo.svg:2:1: A logo may only draw" in copies.found(root, "municipality", municipality="raahe")[0]


def test_a_copy_is_told_when_the_county_changes_what_it_replaces(tmp_path):
    root = copies.copy(tmp_path / "copy")
    words = 'language: fi\ntexts:\n  footer:\n    about: "Meidän."\n'
    copies.municipality(root, "raahe", {"site.yml": "name: Polku\n", "words/fi.yml": words})
    copies.accept(root, "raahe")
    before = copies.warnings(root, "raahe")
    copies.change(root, "site_src/words/fi.yml", '    emergency: "Hätätilanteessa soita 112"', '    emergency: "Soita 112"')
    untouched = copies.warnings(root, "raahe")
    copies.change(root, "site_src/words/fi.yml", "{site} auttaa sinua miettimään omaa tilannettasi", "{site} auttaa")

    assert [] == before == untouched
    assert "text fi/footer/about has changed in the county's content" in copies.warnings(root, "raahe")[0]


def test_another_language_needs_no_code_and_check_tells_all_that_is_missing(tmp_path):
    root = copies.copy(tmp_path / "copy")
    copies.change(root, "site_src/site.yml", "fi-simple]", "fi-simple, ar]")
    copies.change(
        root,
        "site_src/languages.yml",
        "  # Plain Finnish.",
        "  - {code: ar, lang: ar, dir: rtl, name: العربية, theme: ar, review: {state: unreviewed}}\n  # Plain Finnish.",
    )
    assert ["questionnaire/texts/ar.yml", "site_src/words/ar.yml"] == [
        problem.split(":")[0] for problem in copies.found(root, "pages")
    ]
    for folder in ("site_src/words", "questionnaire/texts"):
        text = (root / folder / "en.yml").read_text("utf-8").replace("language: en\n", "language: ar\n")
        (root / folder / "ar.yml").write_text(text, "utf-8")

    warned = [str(problem) for problem in checks.texts.problems(content.read(project.of(root)))]
    assert [] == copies.found(root, "pages", "directory", "texts")
    assert any("site_src/pages/fi/index.md" in problem and "missing in ar" in problem for problem in warned)
    assert any("site_src/services/money.yml" in problem and "texts are missing in ar" in problem for problem in warned)
