"""The persons of tests/scoring/people: made-up people, what they answer, and what a good worker would then show them.

`python -m tests.people` writes docs/cases.md from them, for people to review.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = ROOT / "tests" / "scoring" / "people"
PAGE = ROOT / "docs" / "cases.md"
# The groups of the commissioning body, a file each; they shape guidance and never label a person.
GROUPS = {
    "self-reliant": "Jobseekers who find their own way",
    "skills-gap": "Jobseekers with a gap in skills or language",
    "several-needs": "Jobseekers who need several kinds of support at once",
    "at-work": "People with a workplace, also when away from it",
    "entrepreneurs": "Entrepreneurs",
    "outside": "People outside working life: students, carers, parents at home, those in no service",
}
# How the questions that are not named are answered: their place on the scale, counted from the end nobody wishes for.
REST = {"worst": 0, "bad": 0.25, "middle": 0.5, "good": 0.75, "best": 1, "skipped": None}
FIRST = 5
WHO = {
    "person": "who it is",
    "language": "what they read",
    "situation": "one or more",
    "municipality": "its Finnish name",
    "age": "as in questionnaire.yml",
    "rest": f"how everything else is answered: {', '.join(REST)}",
    "answers": "the answers that matter",
    "well": "what is well, in their own words",
    "change": "what should change, in their own words",
    "quick": "true for the quick look",
    "then": "what must follow",
}
THEN = {
    "first_five": "Among the first five services",
    "shown": "Among the services, also further down",
    "not_first_five": "Not among the first five",
    "not_shown": "Never shown",
    "meet": "How many of the first five help with",
    "steps": "Among the first three steps",
    "not_steps": "Not a step",
    "round_the_clock": "Help that is always open stands above the list",
    "joint": "Planning together is told of",
    "areas": "What is said of areas",
    "no_area": "Areas that are not shown",
    "said": "Said",
    "not_said": "Not said",
}


@dataclass(frozen=True)
class Person:
    """One person: what they tell, and what must follow; `group` is the file they stand in."""

    group: str
    told: dict
    then: dict

    @property
    def name(self):
        return self.told["person"]


def people():
    """All persons, in the order of the groups. Raises ValueError for a word that nothing here reads."""
    return [person for group in GROUPS for person in _group(group)]


def _group(group):
    path = PEOPLE / f"{group}.yml"
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        for given, known in ((entry, WHO), (entry["then"], THEN)):
            for word in sorted(set(given) - set(known)):
                raise ValueError(f"{path.name}: “{entry['person']}”: nothing is called {word}. Use one of: {', '.join(known)}.")
        yield Person(group, {"language": "fi", "rest": "skipped", **entry}, entry["then"])


def request(person, site_content):
    """What the assessment page would send for a person."""
    told, roles = person.told, site_content.questionnaire["roles"]
    given = dict(_rest(told["rest"], site_content))
    for word in ("situation", "age"):
        if word in told:
            given[roles[word]] = told[word]
    if "municipality" in told:
        given[roles["municipality"]] = _code(told["municipality"], site_content)
    given |= {f"own.{word}": told[word] for word in ("well", "change") if word in told}
    given |= told.get("answers", {})
    depth = {"depth": {"default": "quick"}} if told.get("quick") else {}
    return {"answers": given, "language": told["language"], **depth}


def _rest(rest, site_content):
    """The answers to all items that are scored, evenly."""
    share, questionnaire = REST[rest], site_content.questionnaire
    if share is None:
        return
    scored = [item for rule in site_content.scoring["domains"].values() for item in rule["items"]]
    reverse = {item["id"] for item in scored if isinstance(item, dict) and item.get("reverse")}
    scored = {item["id"] if isinstance(item, dict) else item for item in scored}
    for item in (item for step in questionnaire["steps"] for item in step["items"] if item["id"] in scored):
        options = questionnaire["scales"].get(item.get("scale")) or [str(number) for number in range(11)]
        yield item["id"], options[round((1 - share if item["id"] in reverse else share) * (len(options) - 1))]


def _code(name, site_content):
    for code, entry in site_content.regions["municipalities"].items():
        if name == entry["name"]["fi"]:
            return code
    raise ValueError(f"No municipality is called {name}. Write its Finnish name.")


class _Page:
    """The persons as a page, in English, with the words of the questionnaire and the names of the services."""

    def __init__(self, site_content):
        self.site_content = site_content
        self.texts = site_content.texts["en"]
        self.items = {item["id"]: item for step in site_content.questionnaire["steps"] for item in step["items"]}
        self.records = {record.id: record for record in site_content.services}

    def text(self):
        several = people()
        lines = [
            "# Cases for review",
            "",
            f"{len(several)} made-up persons, what they answer, and what a good worker would show them. Nobody here is real.",
            "",
            "For social workers and others who know the services: is it right? To correct a case, change it in",
            "`tests/scoring/people/` or tell us its name. A test holds each of them. This page is written by",
            "`python -m tests.people`; do not change it by hand.",
        ]
        for group, heading in GROUPS.items():
            lines += ["", f"## {heading}"]
            for person in (person for person in several if person.group == group):
                lines += ["", f"### {person.name}", "", *self.told(person.told), "", *self.then(person.then)]
        return "\n".join(lines) + "\n"

    def told(self, told):
        roles = self.site_content.questionnaire["roles"]
        about = [self.option(roles["situation"], each) for each in told.get("situation", ["situation not told"])]
        about += [told.get("municipality", "municipality not told")]
        about += [self.option(roles["age"], told["age"])] if "age" in told else []
        about += [f"reads {self.language(told['language'])}"]
        about += ["the quick look"] if told.get("quick") else []
        lines = [f"{'; '.join(about)}.", ""]
        for item, given in told.get("answers", {}).items():
            answers = "; ".join(self.option(item, each) for each in (given if isinstance(given, list) else [given]))
            lines.append(f"- {self.texts['item'][item]['question']} **{answers}**")
        lines += [f"- In their own words: “{told[word]}”" for word in ("well", "change") if word in told]
        rest = "skipped" if told["rest"] == "skipped" else f"answered as {told['rest']}"
        return [*lines, f"- Everything else: {rest}."]

    def then(self, then):
        return ["Then:", "", *(f"- {THEN[word]}: {self.expected(word, then[word])}" for word in THEN if word in then)]

    def expected(self, word, value):
        if isinstance(value, bool):
            return "yes" if value else "no"
        if word in ("first_five", "shown", "not_first_five", "not_shown"):
            names = (self.records[each].name for each in value)
            return "; ".join(name.get("en") or name["fi"] for name in names)
        if word == "meet":
            return "; ".join(f"{self.texts['need'][need]['name']}: at least {count}" for need, count in value.items())
        if word in ("steps", "not_steps"):
            return " ".join(f"“{self.step(each)}”" for each in value)
        if word == "areas":
            return "; ".join(f"{self.texts['domain'][each]['name']}: {self.texts['band'][band]}" for each, band in value.items())
        if word == "no_area":
            return "; ".join(self.texts["domain"][each]["name"] for each in value)
        return "; ".join(f"“{each}”" for each in value)

    def step(self, name):
        need, _, step = name.partition("/")
        return self.texts["need"][need]["steps"][step]

    def option(self, item, option):
        words = self.texts["option"].get(self.items[item].get("scale", item), {})
        return self.texts["option"][option] if option == "does-not-apply" else words.get(option, option)

    def language(self, code):
        return {"fi": "Finnish", "sv": "Swedish", "en": "English", "fi-simple": "plain Finnish"}[code]


def page(site_content):
    """docs/cases.md as the persons have it now."""
    return _Page(site_content).text()


def main():
    from site_src.program.content import content as content_module
    from site_src.program.content import project

    PAGE.write_text(page(content_module.read(project.of(ROOT))), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}: {len(people())} persons.")


if __name__ == "__main__":
    sys.exit(main())
