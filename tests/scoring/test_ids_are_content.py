"""Ids are content: who renames one in the content files alone changes nothing that a resident meets."""

import ast
import json
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from scoring import wire
from scoring.item_types import ITEM_TYPES
from scoring.model import BAND_KINDS, ROLES
from site_src.program import checks
from site_src.program.browser import bundle
from site_src.program.content import strict_yaml
from site_src.program.content.problems import errors
from site_src.program.pages.pages import Parts
from tests import residents

ROOT = Path(__file__).resolve().parents[2]
# Nothing else in the content looks like it.
ENDING = "-zz9"
CONDITIONS = ("asked_if", "when", "answer", "only_if", "not_for")
# The kinds of text whose second key is an id that is renamed here.
TEXTS = ("step", "item", "option", "domain", "band", "band-reason", "former")


class Renamed:
    """The content with every id of an item, scale, band, set of bands, route, step and domain changed."""

    def __init__(self, site_content):
        self.documents = dict(site_content.documents)
        questionnaire, scoring = site_content.questionnaire, site_content.scoring
        self.items = {item["id"] for step in questionnaire["steps"] for item in step["items"]}
        self.scales = set(questionnaire["scales"])
        self.bands = {band["id"] for bands in scoring["bands"].values() for band in bands}
        self.edit("questionnaire/questionnaire.yml", self.questionnaire)
        self.edit("questionnaire/scoring.yml", self.scoring)
        self.edit("questionnaire/guidance.yml", self.guidance)
        self.edit("site_src/language-rules.yml", self.rules)
        for file in self.documents:
            if "/texts/" in file or "/words/" in file:
                self.edit(file, self.texts)
            elif file.startswith("site_src/services/"):
                self.edit(file, self.conditions)
        self.content = replace(site_content, documents=self.documents)

    def edit(self, file, change):
        document = self.documents[file]
        marks = defaultdict(lambda: (1, 1), document.marks)
        self.documents[file] = strict_yaml.Document(file, change(json.loads(json.dumps(document.data))), marks)

    def questionnaire(self, data):
        data["scales"] = {name + ENDING: options for name, options in data["scales"].items()}
        data["roles"] = {role: item and item + ENDING for role, item in data["roles"].items()}
        for entry in (*data["routes"], *data["domains"], *data["steps"], *(i for step in data["steps"] for i in step["items"])):
            entry["id"] += ENDING
            if "scale" in entry:
                entry["scale"] += ENDING
        for migration in data.get("migrations", ()):
            migration["dropped"] = [item + ENDING for item in migration.get("dropped", ())]
            for change in migration.get("renamed", ()):
                change["items"] = [item + ENDING for item in change["items"]]
        return self.conditions(data)

    def scoring(self, data):
        data["bands"] = {
            name + ENDING: [{**band, "id": band["id"] + ENDING} for band in bands] for name, bands in data["bands"].items()
        }
        data["defaults"]["bands"] += ENDING
        data["defaults"]["cap"] += ENDING
        data["domains"] = {
            domain + ENDING: {
                **rule,
                "items": [
                    item + ENDING if isinstance(item, str) else {**item, "id": item["id"] + ENDING} for item in rule["items"]
                ],
            }
            for domain, rule in data["domains"].items()
        }
        return data

    def guidance(self, data):
        for need in data["needs"]:
            for kind in set(BAND_KINDS) & set(need):
                need[kind] = [domain + ENDING for domain in need[kind]]
        return self.conditions(data)

    def rules(self, data):
        for exceptions in data["exceptions"].values():
            for exception in exceptions:
                if "/texts/" in exception["file"]:
                    exception["at"] = "/".join(self.path(exception["at"].split("/")))
        return data

    def conditions(self, data):
        """Every condition below `data` in the new ids."""
        if isinstance(data, list):
            return [self.conditions(entry) for entry in data]
        if not isinstance(data, dict):
            return data
        return {
            key: self.condition(value) if key in CONDITIONS and isinstance(value, dict) else self.conditions(value)
            for key, value in data.items()
        }

    def condition(self, condition):
        return dict(self.fact(name, value) for name, value in condition.items())

    def fact(self, name, value):
        if name in ("all", "any"):
            return name, [self.condition(part) for part in value]
        if name == "not":
            return name, self.condition(value)
        if name == "route" or name.startswith("band."):
            value = [each + ENDING for each in value]
        renamed = name in self.items or name.startswith("band.") or name.removeprefix("count.") in self.bands
        return name + ENDING if renamed else name, value

    def texts(self, data):
        data["texts"] = self.below((), data["texts"])
        return data

    def below(self, path, texts):
        if not isinstance(texts, dict):
            return texts
        return {self.path([*path, key])[-1]: self.below((*path, key), text) for key, text in texts.items()}

    def path(self, path):
        """The path of a text in the new ids."""
        named = path[0] in TEXTS and len(path) > 1 and (path[0] != "option" or path[1] in self.items | self.scales)
        places = {1} if named else set()
        if path[0] == "domain" and len(path) > 2 and path[2] in self.bands:
            places.add(2)
        return [key + ENDING if place in places else key for place, key in enumerate(path)]


@pytest.fixture(scope="module")
def renamed(site_content):
    return Renamed(site_content).content


def test_the_check_has_nothing_to_say_about_new_ids(site_content, renamed):
    assert [] == [str(problem) for problem in errors(checks.check(renamed))]


def test_new_ids_change_nothing_in_a_result_but_themselves(content, documents, renamed):
    before, after = (wire.responder(each.__getitem__) for each in (documents, bundle.documents(renamed)))
    languages = content.languages
    for seed in range(60):
        answers = residents.answers(content, seed)
        request = {"answers": answers, "language": languages[seed % len(languages)], "disagree": []}
        new = {**request, "answers": {item + ENDING: given for item, given in answers.items()}}

        assert before(json.dumps(request)) == after(json.dumps(new)).replace(ENDING, "")


@pytest.mark.parametrize("part", ["assessment", "form", "services", "method_scoring"])
def test_new_ids_change_nothing_on_a_page_but_themselves(part, site_content, renamed):
    language, runtime = site_content.languages[0], {"worker": "", "files": {}, "cards": {}, "size": ""}
    before, after = (getattr(Parts(content, language, runtime), part)() for content in (site_content, renamed))

    assert before == after.replace(ENDING, "")


def strings(path):
    """Every string a file of the program holds as a value."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        yield from (node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    else:
        yield from (found[2] for found in re.finditer(r"""(['"`])([a-z][a-z0-9.-]*)\1""", text))


def test_no_id_of_an_item_scale_or_band_stands_in_the_program(site_content):
    questionnaire, scoring = site_content.questionnaire, site_content.scoring
    ids = {item["id"] for step in questionnaire["steps"] for item in step["items"]} | set(questionnaire["scales"])
    ids |= {band["id"] for bands in scoring["bands"].values() for band in bands} | set(scoring["bands"])
    # Words of the program itself, which content may use as ids too: the tests above tell them from ids.
    ids -= {*ROLES, *BAND_KINDS, *ITEM_TYPES}
    folders = (ROOT / "scoring", ROOT / "site_src/program", ROOT / "site_src/look")
    files = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".mjs", ".j2", ".html", ".css")]

    assert len(files) > 100
    assert [] == [f"{path.relative_to(ROOT)}: {text}" for path in files for text in strings(path) if text in ids]
