"""docs/extending.md is true: what it names is enough, and nothing else has to change."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scoring import wire
from site_src.program.browser import bundle
from site_src.program.content import content, project
from tests.content.copies import change, copy, found

ROOT = Path(__file__).resolve().parents[2]
QUESTIONNAIRE, SCORING = "questionnaire/questionnaire.yml", "questionnaire/scoring.yml"
GUIDANCE, TEXTS, WORDS = "questionnaire/guidance.yml", "questionnaire/texts/fi.yml", "site_src/words/fi.yml"
SERVICES, METHOD = "site_src/services/community.yml", "site_src/pages/{}/method.md"
# Domains and needs are content: (file, a text that stands in it, what stands there afterwards).
DOMAIN = (
    (QUESTIONNAIRE, "  - {id: conditions, icf:", "  - {id: nature, icf: [d920]}\n  - {id: conditions, icf:"),
    (QUESTIONNAIRE, "  - id: hopes\n", "  - id: nature\n    items:\n      - {id: nature.out, type: scale,"
     " scale: often, icf: [d920], quick: true}\n  - id: hopes\n"),
    (SCORING, "  conditions: {items", "  nature: {items: [nature.out]}\n  conditions: {items"),
    (TEXTS, "  domain:\n", """  domain:
    nature:
      name: "Luonto"
      strength: {means: "Luonto kuuluu arkeesi.", ask: "Mitä luonto antaa minulle?"}
      varies: {means: "Joskus pääset luontoon.", try: "Käy kerran ulkona.", ask: "Missä voin käydä?"}
      attention: {means: "Pääset harvoin luontoon.", try: "Katso ulos.", ask: "Kuka voisi tulla mukaan?"}
"""),
    (TEXTS, "  step:\n", '  step:\n    nature: {title: "Luonto", intro: "Kysymme, miten pääset ulos."}\n'),
    (TEXTS, "  item:\n", '  item:\n    nature.out: {question: "Pääsen ulos, kun haluan.", short: "Pääsy ulos"}\n'),
    *((METHOD.format(code), "\n## ", "\nLuonto.\n\n## ") for code in ("fi", "sv", "en", "fi-simple")),
)  # fmt: skip
NEED = (
    (GUIDANCE, "needs:\n", "needs:\n  - {id: outdoors, sector: social, attention: [nature], steps: [{id: anyone}]}\n"),
    (TEXTS, "  need:\n", '  need:\n    outdoors: {name: "Ulkoilu", steps: {anyone: "Sovi kävely ystävän kanssa."}}\n'),
    (WORDS, "  search:\n", '  search:\n    outdoors: "ulkoilu, kävely"\n'),
    (SERVICES, "services:\n", """services:
  - id: example-walks
    organisation: {owner}
    name: {{fi: Kävelyryhmä}}
    summary: {{fi: "Ryhmä kävelee yhdessä."}}
    how: {{fi: "Tule mukaan."}}
    needs: [outdoors]
    area: county
    channels: [{{type: phone, number: "040 123 4567"}}]
    source: {{title: Esimerkki, date: "2026"}}
    checked: "2026-11-24"
    state: documented
"""),
)  # fmt: skip


def test_a_domain_and_a_need_are_added_in_the_content_alone(tmp_path):
    root = copy(tmp_path)
    owner = next(iter(content.read(project.of(root)).organisations))
    for file, old, new in (*DOMAIN, *NEED):
        change(root, file, old, new.format(owner=owner) if file == SERVICES else new)

    assert [] == found(root)
    texts = bundle.documents(content.read(project.of(root)))
    result = json.loads(wire.responder(texts.__getitem__)('{"answers": {"nature.out": "never"}, "language": "fi"}'))
    assert [("nature", "attention")] == [(domain["id"], domain["band"]) for domain in result["domains"] if domain["answered"]]
    assert "outdoors" in [need["id"] for need in result["needs"]]
    assert "example-walks" in [service["id"] for service in result["services"]]


# A slider: the five files that the recipe names.
SCHEMA, LOOK = "site_src/program/content/schemas/questionnaire.schema.json", "site_src/look"
SLIDER = (
    ("scoring/item_types.py", '    "number": ItemType(', '    "slider": ItemType("slider", ordered=True, scored=True,'
     ' measured=True),\n    "number": ItemType('),
    (SCHEMA, '          "number"\n', '          "number",\n          "slider"\n'),
    (f"{LOOK}/assessment/_widgets.html.j2", "{% macro apart(item) %}", """{% macro screen_slider(item) %}
<input class="slider" type="range" name="{{ item.id }}" min="{{ item.limits.from }}" max="{{ item.limits.to }}"
 step="{{ item.limits.step }}" aria-labelledby="question-{{ item.id }}">
{% endmacro %}
{% macro paper_slider(item) %}
{{ paper_number(item) }}
{% endmacro %}
{% macro apart(item) %}"""),
    (f"{LOOK}/assessment/fields.mjs", "input[type=\"number\"]'", "input[type=\"number\"], input[type=\"range\"]'"),
    (f"{LOOK}/base/controls.css", "", ".slider {\n  inline-size: 100%;\n}\n"),
)  # fmt: skip
IN_USE = (
    (QUESTIONNAIRE, "      - {id: work.strength,", "      - {id: work.days, type: slider, from: 0, to: 7, icf: [d850]}\n"
     "      - {id: work.strength,"),
    (SCORING, "work: {items: [", "work: {items: [work.days, "),
    (TEXTS, "  item:\n", '  item:\n    work.days: {question: "Jaksan näin monta päivää.", short: "Päiviä viikossa"}\n'),
)  # fmt: skip
TRY = """
import json
from pathlib import Path
from scoring import wire
from site_src.program import checks
from site_src.program.browser import bundle
from site_src.program.content import content, project
from site_src.program.pages.pages import Parts
site = content.read(project.of(Path.cwd()))
parts = Parts(site, site.languages[0], dict.fromkeys(("worker", "files", "cards", "size"), ""))
respond = wire.responder(bundle.documents(site).__getitem__)
print(json.dumps({
    "problems": [str(problem) for problem in checks.check(site) if not problem.warning],
    "screen": str(parts.assessment()).count('type="range" name="work.days"'),
    "paper": str(parts.form()).count("Jaksan näin monta päivää."),
    "most": json.loads(respond('{"answers": {"work.days": "7", "work.ability": "10"}, "language": "fi"}')),
    "wrong": json.loads(respond('{"answers": {"work.days": "8"}, "language": "fi"}')),
}))
"""


@pytest.fixture
def program(tmp_path):
    """A copy of the program with its content, to be changed."""
    shutil.copytree(ROOT / "scoring", tmp_path / "scoring")
    shutil.copytree(ROOT / "questionnaire", tmp_path / "questionnaire")
    shutil.copytree(ROOT / "site_src", tmp_path / "site_src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_an_item_type_is_added_in_five_files(program):
    for file, old, new in (*SLIDER, *IN_USE):
        change(program, file, old, new)
    done = subprocess.run([sys.executable, "-c", TRY], cwd=program, capture_output=True, text=True)
    assert 0 == done.returncode, done.stderr
    tried = json.loads(done.stdout)

    assert (5, []) == (len({file for file, _, _ in SLIDER}), tried["problems"])
    assert (1, 1) == (tried["screen"], tried["paper"])
    assert [("work", 100)] == [(domain["id"], domain["score"]) for domain in tried["most"]["domains"] if domain["answered"]]
    assert "is not a number from 0 to 7" in tried["wrong"]["error"]["problems"][0]
