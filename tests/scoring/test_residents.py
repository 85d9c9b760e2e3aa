"""What must hold for everybody, over made-up residents whose answers hang together, in every municipality and language.

The suite tries some hundreds. `python -m tests.scoring.test_residents 5000` tries five thousand and prints how often each
rule applied and whom it failed; `RESIDENTS=5000` before the test command does the same within the tests.
"""

import os
import sys
from collections import Counter

import pytest

from scoring import wire
from scoring.conditions import holds
from scoring.engine import ask, check_answers
from scoring.guidance import told
from tests import residents

COUNT = int(os.environ.get("RESIDENTS", "480"))
FIRST, WISHED, STEPS = 5, 3, 3
PAGES = ("services", "help-now")
# Words that only fit whoever has the situation: a step that says one of them to anybody else misfires.
FITTING = {
    "fi": {"työterveyshuol": "employed", "esihenkilö": "employed", "yrity": "entrepreneur", "opinto-ohjaaj": "studying"},
    "sv": {"företagshälsovård": "employed", "chef": "employed", "företagar": "entrepreneur", "studiehandledar": "studying"},
    "en": {"occupational health": "employed", "manager": "employed", "business": "entrepreneur", "study counsellor": "studying"},
    "fi-simple": {"työterveyshuol": "employed", "esihenkilö": "employed", "yrity": "entrepreneur", "opinto-ohjaaj": "studying"},
}
# An entrepreneur can have occupational health care of their own; both kinds may read of the other's where they wished for it.
ALSO = {"employed": ("employed", "entrepreneur"), "entrepreneur": ("entrepreneur",), "studying": ("studying",)}
WISH_FOR = {"business": "entrepreneur"}

RULES = {
    "wish": "at least three of the first five services meet the wish, wherever three exist",
    "round the clock": "who is not safe or has no home sees the round-the-clock contacts, and nobody else",
    "gates": "no record is shown without the answers it asks for",
    "contacts": "no record without a contact stands among the first five while one with a contact meets the same need",
    "situation": "a record made for the situation and first for the first need is among the first five",
    "three steps": "never more than three steps at first",
    "wish step": "the first step is the wish's",
    "fitting steps": "every step fits the situation",
    "linked steps": "every step leads to a service that is shown or to a page",
    "organisations": "at most two of the first five are one organisation's, while the needs have others",
}


class Counted:
    """How often each rule applied, and the numbers of the residents it failed."""

    def __init__(self, content, count):
        self.content = content
        self.applied, self.failed = Counter(), {name: [] for name in RULES}
        self.records = {service.id: service for service in content.services}
        for number in range(count):
            self.try_one(number)

    def rule(self, name, number, kept):
        self.applied[name] += 1
        if not kept:
            self.failed[name].append(number)

    def try_one(self, number):
        content = self.content
        request = residents.person(content, number)
        asked = ask(check_answers(request["answers"], content), content)
        result = wire.result(request, content)
        self.services(number, request["language"], asked.facts, result)
        self.steps(number, request["language"], asked.facts, result)

    def services(self, number, language, facts, result):
        needs = [need["id"] for need in result["needs"]]
        shown = [self.records[service["id"]] for service in result["services"]]
        first = shown[:FIRST]
        fitting = [service for service in self.content.services if self.fits(service, language, facts)]
        wish = next((need["id"] for need in result["needs"] if "wish" in need["reasons"]), None)
        if wish and sum(wish in service.needs for service in fitting) >= WISHED:
            self.rule("wish", number, sum(wish in service.needs for service in first) >= WISHED)
        self.rule("gates", number, all(self.fits(service, language, facts) for service in shown))
        shown_for = {service["id"]: service["for"] for service in result["services"]}
        self.rule(
            "contacts", number, not any(self.replaceable(service, shown_for[service.id], first, fitting) for service in first)
        )
        if needs:
            situation = told("situation", facts, self.content)
            made = [
                each.id
                for each in fitting
                if each.needs[0] == needs[0] and set(situation) & set(each.situations) and each.actionable
            ]
            if made:
                self.rule("situation", number, any(service.id in made for service in first))
        # The wish comes before variety: one organisation may have more places where the wish has no other services.
        most = Counter(service.organisation for service in first if wish not in service.needs).most_common(1)
        if most and len({service.organisation for service in fitting if set(needs) & set(service.needs)}) >= FIRST:
            self.rule("organisations", number, most[0][1] <= 2)
        always = self.content.guidance.round_the_clock
        unsafe = facts.get("sensitive.safe", ("yes",)) != ("yes",) and facts["sensitive.safe"][0] in ("no", "not-always")
        homeless = facts.get("sensitive.home") == ("no",)
        above = result["report"]["round_the_clock"]
        step = any(each["need"] == always.need for each in result["report"]["steps"]["first"])
        if unsafe or homeless:
            self.rule("round the clock", number, bool(above) and tuple(above["services"]) == always.services and step)
        else:
            self.rule("round the clock", number, above is None)

    def replaceable(self, service, need, first, fitting):
        return not service.actionable and any(
            other.actionable and other not in first and need in other.needs for other in fitting
        )

    def fits(self, service, language, facts):
        """Whether a record is for a person; written apart from the matching."""
        situation, place, age = (set(told(role, facts, self.content)) for role in ("situation", "municipality", "age"))
        near = not service.municipalities or bool(place & set(service.municipalities))
        for_them = all(
            not limit or not mine or mine & set(limit) for limit, mine in ((service.situations, situation), (service.ages, age))
        )
        gates = (not service.only_if or holds(service.only_if, facts)) and not (service.not_for and holds(service.not_for, facts))
        return language in service.read_in and near and for_them and gates

    def steps(self, number, language, facts, result):
        report, shown = result["report"], [service["id"] for service in result["services"]]
        first = report["steps"]["first"]
        situations = set(told("situation", facts, self.content))
        wish = next((need["id"] for need in result["needs"] if "wish" in need["reasons"]), None)
        self.rule("three steps", number, 1 <= len(first) <= STEPS)
        if wish:
            self.rule("wish step", number, first[0]["need"] == wish)
        every = [*first, *(report["steps"]["more"] or {"items": ()})["items"]]
        fitting = all(
            situations & set(ALSO[situation]) or WISH_FOR.get(step["need"]) == situation
            for step in every
            for word, situation in FITTING[language].items()
            if word in step["text"].lower()
        )
        self.rule("fitting steps", number, fitting)
        linked = all(step["service"] in shown if step["service"] else step["page"] in PAGES for step in every)
        self.rule("linked steps", number, linked)


@pytest.fixture(scope="module")
def counted(content):
    return Counted(content, COUNT)


@pytest.mark.parametrize("rule", RULES)
def test_for_every_resident(rule, counted):
    """The rule holds for everybody it applies to, and applies to somebody."""
    assert counted.applied[rule]
    assert [] == counted.failed[rule], f"{RULES[rule]}; see tests.residents.person(content, number)"


def main(count):
    from site_src.program.browser import bundle
    from site_src.program.content import content as content_module
    from site_src.program.content import project
    from tests.people import ROOT

    documents = bundle.documents(content_module.read(project.of(ROOT)))
    counted = Counted(wire.load(documents.__getitem__), count)
    for rule, said in RULES.items():
        failed = counted.failed[rule]
        print(f"{len(failed):>5} of {counted.applied[rule]:>5} against: {said}{f' (first: {failed[:5]})' if failed else ''}")
    return any(counted.failed.values())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
