"""Where content is: the county's, and a municipality's over it, file by file."""

from site_src.program.content import content, project
from tests.content import copies


def test_a_file_of_a_municipality_stands_in_place_of_the_countys(tmp_path):
    root = copies.copy(tmp_path / "copy")
    own = root / "site_src/municipalities/raahe"
    own.mkdir(parents=True)
    (own / "site.yml").write_text((root / "site_src/site.yml").read_text("utf-8").replace("Kykypolku", "Raahen polku"), "utf-8")
    (own / "services").mkdir()
    (own / "services/own.yml").write_text(
        "organisations:\n  - {id: own-office, name: {fi: Oma, sv: Egen, en: Own}, website: {fi: https://example.org/}}\n", "utf-8"
    )

    county = content.read(project.of(root))
    overlaid = content.read(project.of(root, municipality="raahe"))

    assert ("Kykypolku", "Raahen polku") == (county.settings["name"], overlaid.settings["name"])
    assert ("own-office" in county.organisations, "own-office" in overlaid.organisations) == (False, True)
    assert "site_src/municipalities/raahe/site.yml" == overlaid.documents[project.SETTINGS].file
    assert len(county.services) == len(overlaid.services)


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

    found = copies.found(root, "pages", "directory", "texts")
    assert (
        "site_src/pages/ar/index.md:1:1: The page is missing in ar, but the menus link to it. Write it, or put it back." in found
    )
    assert any("The summary is missing in ar. Write it, or keep the record unconfirmed." in problem for problem in found)
