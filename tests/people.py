"""The persons of tests/scoring/people: made-up people, what they answer and what a good worker would then show them.

`python -m tests.people` writes them as docs/cases.md, for people to review.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from site_src.program.browser import bundle
from site_src.program.content import content as content_module
from site_src.program.content import project

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = Path(__file__).parent / "scoring" / "people"
PAGE = ROOT / "docs" / "cases.md"
# How the questions that a person's file does not name are answered: the place on the scale, counted from the bad end.
REST = {"worst": 0, "low": 0.25, "middle": 0.5, "good": 0.75, "best": 1, "skipped": None}
WHO = ("person", "situation", "municipality", "age", "language", "depth", "rest", "answers", "well", "change")
THEN = {
    "first_five": "are among the first five services",
    "shown": "are among the services, also further down",
    "not_first_five": "are not among the first five",
    "not_shown": "are not shown at all",
    "meet": "of the first five services help with this",
    "steps": "are among the steps at first",
    "no_steps": "are not among the steps at first",
    "round_the_clock": "whether help that is always open stands above the list",
    "joint": "whether planning together is told of",
    "overall": "the sentence on the whole",
    "areas": "what is said of these areas",
    "said": "is said",
    "not_said": "is not said",
}


@dataclass(frozen=True)
class Person:
    """One person: `who` is what they tell, `then` what must follow; `group` is the file they stand in."""

    group: str
    name: str
    who: dict
    then: dict = field(default_factory=dict)

    @property
    def language(self):
        return self.who["language"]


def people():
    """All persons, in the order of the files.

    Raises ValueError for a key that is not known, so that no expectation is passed over.
    """
    found = []
    for path in sorted(PEOPLE.glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            unknown = [*(set(entry) - {*WHO, "then"}), *(set(entry["then"]) - set(THEN))]
            if unknown:
                raise ValueError(f"{path.name}: {entry['person']}: nothing is called {', '.join(sorted(unknown))}. Use {', '.join([*WHO, *THEN])}.")
            found.append(Person(path.stem, entry["person"], {key: entry[key] for key in WHO if key in entry}, entry["then"]))
    return found


def request(person, site_content):
    """What the assessment page would send for a person."""
    who = person.who
    questionnaire, roles = site_content.questionnaire, site_content.questionnaire["roles"]
    told = _rest(who.get("rest", "skipped"), questionnaire, site_content.scoring)
    if "situation" in who:
        told[roles["situation"]] = who["situation"]
    if "municipality" in who:
        told[roles["municipality"]] = _code(who["municipality"], site_content)
    if "age" in who:
        told[roles["age"]] = who["age"]
    told |= {f"own.{key}": who[key] for key in ("well", "change") if key in who}
    told |= who.get("answers", {})
    more = {"depth": who["depth"]} if "depth" in who else {}
    return {"answers": {name: given for name, given in told.items() if given is not None}, "language": person.language, **more}


def _rest(rest, questionnaire, scoring):
    share, reverse = REST[rest], _reverse(scoring)
    if share is None:
        return {}
    given = {}
    for step in questionnaire["steps"]:
        for item in step["items"]:
            # A rating counts from 0 to 10.
            options = questionnaire["scales"].get(item.get("scale")) or ([str(number) for number in range(11)] if item["type"] == "rating" else None)
            if options and not step.get("sensitive"):
                given[item["id"]] = options[round((1 - share if item["id"] in reverse else share) * (len(options) - 1))]
    return given


def _reverse(scoring):
    items = [item for rule in scoring["domains"].values() for item in rule["items"]]
    return {item["id"] for item in items if isinstance(item, dict) and item.get("reverse")}


def _code(name, site_content):
    municipalities = site_content.regions["municipalities"]
    found = [code for code, entry in municipalities.items() if name == entry["name"]["fi"]]
    if not found:
        raise ValueError(f"No municipality is called {name}. Write its Finnish name.")
    return found[0]
