"""The directory's own records, through every format and back."""

import warnings
from pathlib import Path

import pytest
import yaml

from site_src.program.directory import hsds, spreadsheet
from tests.directory import samples

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import frictionless

ROOT = Path(__file__).parents[2]
LANGUAGES = ("fi", "sv", "en", "fi-simple")
REGIONS = yaml.safe_load((ROOT / "site_src/regions.yml").read_text("utf-8"))
FILES = [path for path in sorted((ROOT / "site_src/services").rglob("*.yml")) if path.name != "ptv-mapping.yml"]


@pytest.fixture(scope="module")
def records():
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = [yaml.load(path.read_text("utf-8"), Loader=loader) for path in FILES]
    return {key: [record for file in data for record in file.get(key) or ()] for key in ("organisations", "services")}


def test_the_directory_survives_a_spreadsheet(records, tmp_path):
    """Staff who export and import without an edit change nothing."""
    found, problems = spreadsheet.load(spreadsheet.export(records, tmp_path / "services.xlsx", LANGUAGES), LANGUAGES)

    assert problems == []
    assert records["services"] == found["services"]
    assert records["organisations"] == found["organisations"]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_directory_is_a_valid_package(records, tmp_path, language):
    """What is published is valid HSDS, and what is left out is left out for a reason."""
    result = hsds.export(*samples.typed(records["services"], records["organisations"]), REGIONS, language, tmp_path)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))

    assert report.valid, report.flatten(["title", "message"])
    assert len(records["services"]) == result.services + len(result.left_out)


def test_the_directory_comes_back_from_its_packages(records, tmp_path):
    """The published records, with their texts in three languages, are read back as they were."""
    for language in ("fi", "sv", "en"):
        hsds.export(*samples.typed(records["services"], records["organisations"]), REGIONS, language, tmp_path / language)
    found = {record["id"]: record for record in hsds.load(tmp_path)["services"]}
    plain = ("name", "summary", "how")
    for record in records["services"]:
        if record["id"] not in found:
            continue
        for key in plain:
            without = {language: words for language, words in record[key].items() if language != "fi-simple"}
            assert without == found[record["id"]][key], record["id"]
        for key in ("needs", "situations", "ages", "area", "languages", "cost", "referral", "source", "checked", "state"):
            assert record.get(key) == found[record["id"]].get(key), record["id"]
