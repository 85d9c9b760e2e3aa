"""A site with two questionnaires: each has its pages, words, scoring and result, and none sees the other's."""

import json
import zipfile
from dataclasses import replace

import pytest

from site_src.program import proof, site, watch
from site_src.program.browser import bundle, manifest, offline
from site_src.program.content import content, project
from site_src.program.content.translations import Translations
from site_src.program.translation import writing
from site_src.program.watch.draft import Draft
from tests.content import copies
from tests.ports import served
from tests.site import second

# Ids that both have on purpose, with other words.
SHARED_TEXT = "item/energy.day/question"


@pytest.fixture
def root(tmp_path):
    return second.add(copies.copy(tmp_path / "copy"))


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """A copy of the content with the second questionnaire, which nobody changes."""
    return second.add(copies.copy(tmp_path_factory.mktemp("both") / "copy"))


@pytest.fixture(scope="module")
def read(both):
    return content.read(project.Project(roots=(both,)))


@pytest.fixture(scope="module")
def built_site(both, tmp_path_factory):
    """The site with both, in the place of the usual one."""
    out = tmp_path_factory.mktemp("two") / "site"
    site.build(project.Project(roots=(both,)), out, say=lambda text: None, compressed=False)
    return out


@pytest.fixture(scope="module")
def address(built_site):
    with served(built_site) as at:
        yield at


def test_a_second_questionnaire_added_by_the_recipe_has_no_problems(root):
    assert [] == copies.found(root)


def test_each_is_the_same_content_seen_from_its_folder(read):
    first, other = read.questionnaires

    assert ("kykypolku", "work-day") == (first.questionnaire["id"], other.questionnaire["id"])
    assert "Jaksan työpäivän loppuun." == other.texts["fi"]["item"]["energy.day"]["question"]
    assert first.texts["fi"]["item"]["energy.day"] != other.texts["fi"]["item"]["energy.day"]
    assert first.texts["fi"]["ui"] == other.texts["fi"]["ui"]
    assert first.services == other.services


def test_each_has_pages_of_its_own_and_the_first_keeps_its_addresses(built_site):
    for slug in ("assessment", "form", "method", "work-day", "work-day-form", "work-day-method"):
        assert (built_site / "fi" / slug / "index.html").is_file(), slug
    page = (built_site / "fi/work-day/index.html").read_text("utf-8")

    assert "Pidän taukoja." in page
    assert 'href="../form/"' not in page.split("<main")[1].split("<footer")[0]
    assert "Pidän taukoja." not in (built_site / "fi/assessment/index.html").read_text("utf-8")
    # The menu leads to the first, and says so only there.
    assert 'href="../assessment/">' in page.split("<main")[0]


def test_the_score_command_scores_a_folder_by_the_rules_that_browsers_get(both, read):
    alone = content.read(project.of(both, questionnaire=both / "work-day"))

    assert bundle.documents(read.questionnaires[1]) == bundle.documents(alone)


def test_a_browser_gets_the_rules_of_one_questionnaire_alone(built_site):
    archives = sorted((built_site / "assets/runtime").glob("*.zip"))
    ids = [json.loads(zipfile.ZipFile(path).read("content.json"))["questionnaire"]["id"] for path in archives]

    assert ["kykypolku", "work-day"] == sorted(ids)
    assert 1 == len(list((built_site / "assets/runtime").glob("*.wasm")))
    named = json.loads((built_site / manifest.NAME).read_text("utf-8"))["scoring"]
    assert manifest.scoring_of([path.read_bytes() for path in archives]) == named


def test_a_device_without_a_network_falls_back_to_the_form_of_the_same_questionnaire(built_site):
    text = (built_site / offline.SCRIPT).read_text(encoding="utf-8")
    listed = json.loads(text.removeprefix("self.SITE=").split(";\n")[0])

    assert ("form/", "work-day-form/") == (listed["scored"]["fi/assessment/"], listed["scored"]["en/work-day/"])


def test_a_text_of_the_second_is_kept_apart_from_one_of_the_same_id(root):
    read = content.read(project.Project(roots=(root,)))
    units = {unit.key: unit for unit in Translations(read, "en").units}
    before = (root / "questionnaire/texts/en.yml").read_text("utf-8")

    assert "Jaksan työpäivän loppuun." == units[f"work-day:{SHARED_TEXT}"].source.words
    assert units[SHARED_TEXT].source.words != units[f"work-day:{SHARED_TEXT}"].source.words
    writing.write(read, "en", {f"work-day:{SHARED_TEXT}": "I last the day."})
    assert "I last the day." in (root / "work-day/texts/en.yml").read_text("utf-8")
    assert before == (root / "questionnaire/texts/en.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("work-day/scoring.yml", "work.say]", "work.gone]", "work-day/scoring.yml:19:"),
        ("work-day/questionnaire.yml", "id: work-day", "id: kykypolku", "work-day/questionnaire.yml:3:1: The questionnaire in"),
        ("work-day/guidance.yml", "{id: energy, sector", "{id: tea, sector", "questionnaire/guidance.yml has no need tea"),
        ("work-day/texts/fi.yml", 'short: "Tauot"', 'shore: "Tauot"', "The text item/work.breaks/short is missing"),
        ("site_src/site.yml", ", work-day]", ", work-night]", "work-night/questionnaire.yml:1:1"),
        ("site_src/pages/fi/work-day.md", "questionnaire: work-day", "questionnaire: tea", "The site has no questionnaire tea"),
        ("site_src/pages/fi/work-day-form.md", "kind: form", "kind: page", "is for all questionnaires"),
        ("site_src/pages/fi/work-day-form.md", "kind: form", "kind: page", "work-day has no page of the kind form in fi"),
        ("site_src/pages/fi/work-day-method.md", "kind: method", "kind: form", "is the form page of the questionnaire work-day"),
        ("site_src/pages/en/work-day.md", "questionnaire: work-day\n", "", "is about another questionnaire than"),
        ("site_src/pages/fi/form.md", "kind: form", "kind: form\nquestionnaire: work-day", "The menus expect the"),
        ("site_src/pages/fi/work-day-method.md", "ja palautuminen", "ja lepo", 'The page does not say "Palautuminen"'),
    ],
)  # fmt: skip
def test_a_problem_says_by_its_file_which_questionnaire_it_is_in(root, file, old, new, told):
    copies.change(root, file, old, new)

    assert [problem for problem in copies.found(root) if told in problem], copies.found(root)


def test_what_a_municipality_asks_is_what_the_county_asks(root):
    copies.municipality(root, "raahe", {"site.yml": "questionnaires: [work-day]\n"})

    assert (
        "raahe/site.yml:1:1: questionnaires is the county's to say, the same for every copy"
        in copies.found(root, municipality="raahe")[0]
    )


def test_the_proof_takes_each_questionnaire_by_itself(read):
    _, other = read.questionnaires
    file = other.file("guidance")
    never = [{"id": "never", "when": {"count.shown": {"at_least": 9}}}]
    data = {**other.guidance, "overall": [*never, *other.guidance["overall"]]}
    broken = replace(other, documents={**read.documents, file: replace(read.documents[file], data=data)})

    assert [] == [str(problem) for problem in proof.prove_one(other, lambda text: None) if not problem.warning]
    assert {file} == {problem.file for problem in proof.prove_one(broken, lambda text: None) if not problem.warning}


def test_serve_watches_and_shows_each(both, tmp_path):
    here = project.Project(roots=(both,))
    draft = Draft(here, tmp_path)
    draft.refresh(None)

    assert both / "work-day" in watch._watched(here)
    assert "Pidän taukoja." in draft.page("/fi/work-day/")[0]
    assert ["work", "energy"] == [step["id"] for step in draft.about("/fi/work-day/")["asked"]["steps"]]


def test_a_person_goes_through_the_second_to_its_result_and_its_answers_stay_its_own(visit, address, tmp_path):
    opened = visit("/fi/work-day/")
    page = opened.page
    opened.wait_until_ready()
    asked = len(opened.requests)
    for item, answer in {"work.breaks": "never", "work.say": "never", "energy.day": "always", "energy.evening": "often"}.items():
        page.locator(f"input[name='{item}'][value='{answer}']").evaluate("control => control.click()")
    opened.finish()

    assert "Päivän kulku" in page.locator("[data-domain=work]").inner_text()
    assert "Tällainen on työpäiväsi nyt." in page.locator("[data-result]").inner_text()
    with page.expect_download() as saved:
        page.locator("[data-result] [data-action=save]").last.click()
    assert ([], asked) == (opened.complaints, len(opened.requests))
    assert "work-day.json" == saved.value.suggested_filename
    file = tmp_path / "work-day.json"
    saved.value.save_as(file)

    page.locator("[data-language-link=en]").evaluate("link => link.click()")
    page.locator("[data-domain=work]", has_text="How the day goes").wait_for()

    other = visit("/fi/assessment/")
    other.page.locator("[data-file]").set_input_files(file)
    other.page.get_by_text("Tiedosto on tallennettu toisessa kyselyssä.").wait_for()
    assert 0 == other.page.locator("[data-item] input:checked").count()

    again = visit("/fi/work-day/")
    again.page.locator("[data-file]").set_input_files(file)
    again.page.locator("[data-check-list]").wait_for()
    assert again.page.locator("input[name='energy.day'][value='always']").is_checked()
