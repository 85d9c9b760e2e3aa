"""Whether each person of people/*.yml is shown what a good worker would show them."""

from collections import Counter

import pytest

from tests import people

PEOPLE = people.people()


@pytest.mark.parametrize("person", [pytest.param(person, id=f"{person.group}: {person.name[:70]}") for person in PEOPLE])
def test_a_person_is_shown_what_a_good_worker_would_show(person, respond, site_content):
    request = people.request(person, site_content)
    result = respond(**request)
    wrong = [sentence for word, expected in person.then.items() for sentence in Seen(result, site_content).wrong(word, expected)]

    assert [] == wrong, "\n".join([f"{person.name}:", *wrong])


class Seen:
    """What a person sees, and in which words it is not what was expected."""

    def __init__(self, result, site_content):
        self.result, self.report = result, result["report"]
        self.texts = site_content.texts[result["language"]]
        self.services = [service["id"] for service in result["services"]]
        self.needs = {service["id"]: [reason["need"] for reason in service["reasons"]] for service in result["services"]}
        self.bands = {domain["id"]: domain["band"] for domain in result["domains"]}
        self.words = "\n".join(_strings(self.report))

    def wrong(self, word, expected):
        """One sentence for each thing that is not as expected."""
        first = self.services[: people.FIRST]
        if word == "first_five":
            yield from (
                f"{each} should be among the first five; they are {', '.join(first)}." for each in expected if each not in first
            )
        elif word == "shown":
            yield from (f"{each} should be shown somewhere, and is not." for each in expected if each not in self.services)
        elif word == "not_first_five":
            yield from (f"{each} should not be among the first five." for each in expected if each in first)
        elif word == "not_shown":
            yield from (f"{each} should never be shown here." for each in expected if each in self.services)
        elif word == "meet":
            found = Counter(need for each in first for need in self.needs[each])
            for need, count in expected.items():
                if found[need] < count:
                    yield f"{count} of the first five should help with {need}, {found[need]} do: {', '.join(first)}."
        elif word in ("steps", "not_steps"):
            yield from self.wrong_steps(word, expected)
        elif word == "areas":
            yield from (
                f"{each} should be {band}, and is {self.bands[each]}."
                for each, band in expected.items()
                if band != self.bands[each]
            )
        elif word == "no_area":
            yield from (f"Nothing should be said of {each}." for each in expected if self.bands.get(each))
        elif word == "said":
            yield from (f"It should say: “{each}”." for each in expected if each not in self.words)
        elif word == "not_said":
            yield from (f"It should not say: “{each}”." for each in expected if each in self.words)
        else:
            found = self.report[word] is not None
            if found != expected:
                yield f"{people.THEN[word]}: that should be {'so' if expected else 'otherwise'}."

    def wrong_steps(self, word, expected):
        first = [step["text"] for step in self.report["steps"]["first"]]
        for name in expected:
            need, _, step = name.partition("/")
            there = self.texts["need"][need]["steps"][step] in first
            if there != (word == "steps"):
                should = "should" if word == "steps" else "should not"
                yield f"The step {name} {should} be among the first; they are: {' / '.join(first)}"


def _strings(part):
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for value in part.values():
            yield from _strings(value)
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value)


def test_there_are_forty_persons_in_all_groups_languages_and_situations(site_content):
    situations = next(item for item in site_content.questionnaire["steps"][0]["items"] if item["id"] == "situation")["options"]

    assert len(PEOPLE) >= 40
    assert set(people.GROUPS) == {person.group for person in PEOPLE}
    assert {language.code for language in site_content.languages} == {person.told["language"] for person in PEOPLE}
    assert set(situations) == {each for person in PEOPLE for each in person.told.get("situation", ())}


def test_the_persons_wish_for_everything_and_live_in_every_employment_area(site_content):
    wishes = next(item for step in site_content.questionnaire["steps"] for item in step["items"] if item["id"] == "help.first")
    areas = {entry["name"]["fi"]: entry["area"] for entry in site_content.regions["municipalities"].values()}

    assert set(wishes["options"]) == {
        person.told["answers"].get("help.first") for person in PEOPLE if "answers" in person.told
    } - {None}
    assert set(areas.values()) == {areas[person.told["municipality"]] for person in PEOPLE if "municipality" in person.told}


def test_the_page_for_review_is_as_the_persons_are(site_content):
    assert people.page(site_content) == people.PAGE.read_text(encoding="utf-8"), "Write it anew: python -m tests.people"
