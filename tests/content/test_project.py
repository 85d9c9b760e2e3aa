"""Where content is: the county's, and a municipality's over it."""

import json
import re

import pytest

from site_src.program import checks
from site_src.program.content import content, overlay, project, translations
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


@pytest.mark.parametrize("key", ["crisis_checked_within_days: 3660", "checked_within_days: 1", "help_now: [{id: danger}]"])
def test_a_setting_that_is_the_countys_alone_is_refused_in_a_copy(tmp_path, key):
    root = copies.copy(tmp_path / "copy")
    copies.municipality(root, "raahe", {"site.yml": f"name: Polku\n{key}\n"})

    found = copies.found(root, "municipality", municipality="raahe")

    assert ["site_src/municipalities/raahe/site.yml:2:1"] == [problem.split(": ")[0] for problem in found]
    assert f"{key.split(':')[0]} is the county's to say" in found[0]


def test_the_guide_names_every_setting_that_a_copy_may_say():
    guide = (project.PROGRAM / "docs/publishing.md").read_text("utf-8")
    row = next(line for line in guide.splitlines() if line.startswith("| `site.yml` |"))

    assert set(overlay.OWN_SETTINGS) == set(re.findall("`([a-z_]+)`", row))


def test_a_copy_cannot_write_a_crisis_contact_anew_nor_one_that_is_shown_round_the_clock(tmp_path, site_content):
    root = copies.copy(tmp_path / "copy")
    written = {each.record.id: each.written for each in site_content.placed_services}
    always = site_content.guidance["round_the_clock"]["services"]
    ids = sorted({*always, *(each.id for each in site_content.services if each.crisis)})
    anew = [{**written[id_], "state": "unconfirmed", "crisis": False} for id_ in ids]
    # JSON is YAML too.
    own = json.dumps({"services": anew}, ensure_ascii=False)
    copies.municipality(root, "raahe", {"site.yml": "name: Polku\n", "services/own.yml": own})

    found = copies.found(root, "municipality", municipality="raahe")

    assert ids == sorted(problem.split(": ")[1].split()[0] for problem in found)
    assert all(problem.startswith("site_src/municipalities/raahe/services/own.yml:1:") for problem in found)


@pytest.mark.parametrize("name", ["county", "County"])
def test_no_copy_has_the_name_of_the_countys_own_site(tmp_path, name):
    root = copies.copy(tmp_path / "copy")
    copies.municipality(root, name, {"site.yml": "name: Polku\n"})

    told = "is the name of the county's own site. Give the copy's folder another name."
    assert [f"site_src/municipalities/{name}/site.yml:1:1: {name} {told}"] == copies.found(
        root, "municipality", municipality=name
    )


def test_a_copys_page_in_a_language_that_it_does_not_have_is_told_at_the_page(tmp_path):
    root = copies.copy(tmp_path / "copy")
    page = "---\ntitle: {0}\ndescription: {0}.\nkind: page\n---\n# {0}\n"
    pages = {"pages/fi/oma.md": page.format("Oma"), "pages/sv/oma.md": page.format("Vår")}
    copies.municipality(root, "raahe", {"site.yml": "name: Polku\nlanguages: [fi]\n", **pages})
    copies.accept(root, "raahe")
    warned = list(checks.municipality.problems(content.read(project.of(root, municipality="raahe"))))

    assert [("site_src/municipalities/raahe/pages/sv/oma.md", True)] == [(each.file, each.warning) for each in warned]
    assert "The copy has no language sv, so nobody sees this page." in warned[0].message


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
