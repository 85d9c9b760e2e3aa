"""The mapping file that staff may change."""

from pathlib import Path

import pytest
import yaml

from site_src.program.content.problems import ContentError
from site_src.program.directory.ptv import mapping

ROOT = Path(__file__).parents[2]
FILE = ROOT / "site_src/services/ptv-mapping.yml"
DATA = yaml.safe_load(FILE.read_text("utf-8"))


def content(path):
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


def effects(key):
    return {value for table in mapping.TABLES for effect in DATA[table].values() for value in effect.get(key, ())}


def test_every_need_of_the_mapping_exists():
    """A need that guidance.yml doesn't know would never be shown."""
    assert effects("needs") <= {need["id"] for need in content("questionnaire/guidance.yml")["needs"]}


def test_every_age_and_situation_of_the_mapping_exists():
    """Ages and situations are options of the questionnaire."""
    items = {item["id"]: item for step in content("questionnaire/questionnaire.yml")["steps"] for item in step["items"]}

    assert effects("ages") <= set(items["age"]["options"])
    assert effects("situations") <= set(items["situation"]["options"])


def test_the_region_is_the_one_of_the_directory():
    """The mapping and regions.yml name the same municipalities."""
    assert set(DATA["municipalities"]) == set(content("site_src/regions.yml")["municipalities"])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("source: {title: x, url: here}\n", "Give source a title and a url that holds {id}."),
        ("colour: red\n", '"colour" is not a key of the mapping.'),
        ("service_classes: {P1: {need: [job]}}\n", "mapping.yml:1:19: Give P1 some of: ages, label, needs, old, situations."),
        ("service_classes: {P1: {needs: job}}\n", "needs must be a list, as in [job, money]."),
        ("- a\n", "The mapping must be a mapping of tables."),
        ("a: [\n", "mapping.yml:2:1"),
    ],
)
def test_a_mistake_in_the_mapping_is_named(tmp_path, text, message):
    """Each mistake has its place and its remedy."""
    path = tmp_path / "mapping.yml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as error:
        mapping.load(path)

    assert message in str(error.value)


def test_a_missing_mapping_is_named(tmp_path):
    """A wrong path is told."""
    with pytest.raises(ContentError, match="The file is missing"):
        mapping.load(tmp_path / "mapping.yml")
