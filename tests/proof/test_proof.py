"""The exhaustive proof: it holds for the real content, and finds what is broken on purpose."""

import json
import shutil
from collections import Counter
from itertools import product

import pytest

from scoring import engine, wire
from scoring.model import DOES_NOT_APPLY, content_from
from site_src.program import proof, site
from site_src.program.browser import bundle
from site_src.program.content import content as content_module
from site_src.program.content import project, strict_yaml
from site_src.program.proof import kept
from site_src.program.proof.cases import Population
from site_src.program.proof.expressions import expression
from site_src.program.proof.reach import reachable
from tests import residents

QUESTIONNAIRE = "questionnaire/questionnaire.yml"
SCORING = "questionnaire/scoring.yml"
GUIDANCE = "questionnaire/guidance.yml"
TEXTS = "questionnaire/texts/fi.yml"
WORDS = "site_src/words/fi.yml"


class Broken:
    """The real content in its source language with something changed, and what the proof says of it."""

    def __init__(self, site_content, root):
        self.root, self.documents = root, dict(site_content.documents)
        self.edit("site_src/site.yml", lambda data: data.update(languages=["fi"]))
        # Fewer situations, and so fewer pairs of them, say as much of what is broken, and sooner.
        self.edit(QUESTIONNAIRE, lambda data: data["steps"][0]["items"][0].update(options=["employed", "jobseeker", "studying"]))

    def edit(self, file, change):
        """Changes the data of one file."""
        document = self.documents[file]
        data = json.loads(json.dumps(document.data))
        change(data)
        self.documents[file] = strict_yaml.Document(file, data, document.marks)

    def services(self, change):
        """Keeps of each service what `change` returns; None removes it."""
        for file in [file for file in self.documents if content_module.schema_kind(file) == "services"]:
            self.edit(file, lambda data: data.update(services=[kept for kept in map(change, data.get("services", ())) if kept]))

    @property
    def content(self):
        """The changed content."""
        return content_module.SiteContent(project.of(self.root), self.documents)

    def prove(self):
        """The problems, as text."""
        return [str(problem) for problem in proof.prove(self.content, lambda line: None)]

    def counterexample(self, name):
        """What the engine does with the answers that were written down."""
        answers = (self.root / f"build/counterexamples/questionnaire/{name}.json").read_text(encoding="utf-8")
        reply = wire.responder(bundle.documents(self.content).__getitem__)(f'{{"answers":{answers},"language":"fi"}}')
        return json.loads(reply)


@pytest.fixture
def broken(site_content, tmp_path):
    return Broken(site_content, tmp_path)


@pytest.fixture(scope="module")
def few_services(site_content, tmp_path_factory):
    """Three needs lose their services in three ways."""
    broken = Broken(site_content, tmp_path_factory.mktemp("services"))

    def change(record):
        if "debt" in record["needs"] and isinstance(record["area"], str):
            return None
        if "safety" in record["needs"]:
            return {**record, "area": {"municipalities": ["564"]}}
        return {**record, "ages": ["18-29"]} if "digital" in record["needs"] else record

    broken.services(change)
    broken.problems = broken.prove()
    return broken


@pytest.fixture(scope="module")
def few_texts(site_content, tmp_path_factory):
    """One feedback text is gone, and one text has no use."""
    broken = Broken(site_content, tmp_path_factory.mktemp("texts"))

    def change(data):
        data["texts"]["domain"]["mood"]["varies"].pop("try")
        data["texts"]["domain"]["mood"]["never"] = {"means": "…"}

    broken.edit(TEXTS, change)
    broken.problems = broken.prove()
    return broken


@pytest.fixture(scope="module")
def model(content):
    return Population(content)


def needs_met(result):
    return {reason["need"] for service in result["services"] for reason in service["reasons"]}


def test_the_real_content_is_proven_in_every_language(site_content, tmp_path):
    said = []
    real = content_module.SiteContent(project.of(tmp_path), site_content.documents)

    found = proof.prove(real, said.append, tmp_path / "cache")
    # Who follows the documents publishes the same content, and need not wait for its proof again.
    shutil.copytree(tmp_path / "cache", site.cache_of(site_content.project), dirs_exist_ok=True)
    told = []

    assert found == proof.prove(real, told.append, tmp_path / "cache")
    assert [*said, "This was proven before, of the same content."] == told
    assert [] == [str(problem) for problem in found if not problem.warning]
    assert all("build.py services coverage" in problem.message for problem in found)
    assert any(line.startswith("By telephone: ") for line in said)
    assert not (tmp_path / "build").exists()
    assert said[-1].startswith("Proven")
    assert {language.code for language in site_content.languages} == {
        line.split(":")[0].removeprefix("Texts in ") for line in said if line.startswith("Texts in ")
    }


def test_content_that_says_something_else_is_proven_anew_and_who_publishes_it_does_not_matter(site_content, tmp_path):
    def known(file, change):
        document = site_content.documents[file]
        data = json.loads(json.dumps(document.data))
        change(data)
        documents = {**site_content.documents, file: strict_yaml.Document(file, data, document.marks)}
        return kept.place(content_module.SiteContent(site_content.project, documents), tmp_path)

    same = kept.place(site_content, tmp_path)

    assert same == known("site_src/site.yml", lambda data: data.update(host={"name": "Esimerkkikunta"}))
    assert same != known("site_src/site.yml", lambda data: data.update(languages=["fi"]))
    assert same != known(GUIDANCE, lambda data: data["needs"].pop())
    assert same != known("site_src/services/crisis.yml", lambda data: data["services"].pop())


def test_a_need_whose_services_for_everyone_are_removed_is_found(few_services):
    result = few_services.counterexample("need-debt")

    assert any(problem.startswith(f"{GUIDANCE}:") and "need debt has no service" in problem for problem in few_services.problems)
    assert "debt" in {need["id"] for need in result["needs"]} - needs_met(result)


def test_services_limited_to_one_municipality_are_not_enough(few_services):
    result = few_services.counterexample("need-safety")

    assert any("need safety has no service" in problem and "other combinations" in problem for problem in few_services.problems)
    assert "safety" in {need["id"] for need in result["needs"]} - needs_met(result)


def test_services_limited_to_one_age_are_not_enough(few_services):
    assert any("need digital has no service for" in problem and "age 30-54" in problem for problem in few_services.problems)
    assert "digital" not in needs_met(few_services.counterexample("need-digital"))


def test_a_band_nobody_reaches_is_found(broken):
    def narrow(data):
        data["bands"]["resident"][1].update({"from": 40, "below": 40.4})
        data["bands"]["resident"][2].update({"from": 40.4})
        data["bands"]["resident"].insert(1, {"id": "between", "from": 39.2, "below": 39.8, "reason": "none"})
        data["bands"]["resident"][0].update({"below": 39.2})

    broken.edit(SCORING, narrow)

    problems = broken.prove()
    result = {domain["id"]: domain for domain in broken.counterexample("band-energy-between")["domains"]}

    found = [problem for problem in problems if "No answers lead to the band between of energy" in problem]
    assert len(found) == 1 and found[0].startswith(f"{SCORING}:")
    assert result["energy"]["score"] is not None and result["energy"]["band"] != "between"


def test_a_gap_between_bands_is_found(broken):
    broken.edit(SCORING, lambda data: data["bands"]["resident"][0].update(below=30))

    assert any("scores 30, 31," in problem or "lie in no band" in problem for problem in broken.prove())
    found = {domain["id"]: domain for domain in broken.counterexample("gap-people")["domains"]}["people"]
    assert 30 <= found["score"] < 40 and found["band"] is None


def test_an_overall_text_shadowed_by_an_earlier_one_is_found(broken, site_content):
    def reverse(data):
        places = {entry["id"]: place for place, entry in enumerate(data["overall"])}
        first, second = places["strengths-and-attention"], places["some-attention"]
        data["overall"][first], data["overall"][second] = data["overall"][second], data["overall"][first]

    broken.edit(GUIDANCE, reverse)

    problems = broken.prove()
    result = broken.counterexample("overall-strengths-and-attention")

    said = "Nobody gets the overall strengths-and-attention"
    assert any(said in problem and "taken by an earlier one" in problem for problem in problems)
    assert result["report"]["lead"] != site_content.texts["fi"]["overall"]["strengths-and-attention"]


def test_a_deleted_feedback_text_is_found(few_texts):
    found = [problem for problem in few_texts.problems if "domain/mood/varies/try is reached but missing" in problem]

    assert len(found) == 1 and found[0].startswith(f"{TEXTS}:")
    with pytest.raises(KeyError, match="try"):
        few_texts.counterexample("text-fi-domain-mood-varies-try")


def test_a_text_that_nobody_reaches_is_found(few_texts):
    assert any("Nobody reaches the text domain/mood/never/means" in problem for problem in few_texts.problems)


def test_a_word_missing_from_the_report_is_found(broken):
    broken.edit(WORDS, lambda data: data["texts"]["report"].pop("title"))

    assert any("The result fails in fi (KeyError: 'title')" in problem for problem in broken.prove())


def test_an_overall_text_whose_condition_nobody_meets_is_found(broken):
    broken.edit(GUIDANCE, lambda data: data["overall"][1].update(when={"situation": ["jobseeker"], "route": ["away"]}))

    assert any("No answers meet the condition of the overall" in problem for problem in broken.prove())


def test_a_step_that_nobody_gets_is_found(broken):
    def hide(data):
        need = next(need for need in data["needs"] if need["id"] == "job")
        need["steps"] = [{"id": "never", "when": {"route": ["entrepreneur"]}}, *need["steps"]]

    broken.edit(GUIDANCE, hide)

    assert any("Nobody with the need job gets the step never" in problem for problem in broken.prove())


def test_a_need_nobody_can_have_is_found(broken):
    def hide(data):
        need = next(need for need in data["needs"] if need["id"] == "debt")
        need["answer"] = {"all": [need["answer"], {"route": ["seeking"]}, {"conditions.time": ["never"]}]}

    broken.edit(GUIDANCE, hide)

    assert any("No answers lead to the need debt" in problem for problem in broken.prove())


def test_residents_left_without_an_overall_text_are_found(broken):
    broken.edit(GUIDANCE, lambda data: data["overall"][-1].update(when={"count.strength": {"at_least": 5}}))

    assert any("Some residents get none of overall" in problem for problem in broken.prove())
    with pytest.raises(AssertionError, match="the last of them always holds"):
        broken.counterexample("overall-none")


def test_an_item_nobody_is_asked_is_found(broken):
    broken.edit(QUESTIONNAIRE, lambda data: data["steps"][4]["items"][0].update(asked_if={"conditions.time": ["*"]}))

    assert any("Nobody is asked mood.joy" in problem for problem in broken.prove())


def test_too_few_services_shown_are_found(broken):
    broken.edit(GUIDANCE, lambda data: data["services"].update(most=5))

    assert any("only 5 services are shown" in problem for problem in broken.prove())
    result = broken.counterexample("services-most")
    assert {need["id"] for need in result["needs"]} - needs_met(result)


@pytest.mark.parametrize("domain", ["work", "energy", "people", "security"])
def test_the_analysis_reaches_exactly_what_answering_every_way_reaches(domain, model, content):
    rule = next(rule for rule in content.rules if rule.domain == domain)
    group = model.groups[0]
    cluster = next(cluster for cluster in model.clusters if any(exact.rule is rule for exact in cluster.rules))
    analysed = {
        (None if outcome.score is None else float(outcome.score), outcome.band, state.answered, state.applicable)
        for _, state, outcome in cluster.reached(model.steps, group.known).states
    }
    ids = [scored.id for scored in rule.items]
    answered = set()
    for given in product(*((None, *content.items[item].options, DOES_NOT_APPLY) for item in ids)):
        answers = {item: (option,) for item, option in zip(ids, given, strict=True) if option}
        result = engine.score_domain(rule, engine.ask(answers, content), content)
        score = None if result.score is None else round(float(result.score), 6)
        answered.add((score, result.band, result.answered, result.applicable))

    assert answered == analysed


def test_no_made_up_resident_gets_what_the_analysis_calls_unreachable(model, content, site_content, respond):
    overall = content.guidance.overall
    reached = {}
    for group in model.groups:
        targets = [expression(pattern.when, group.known) for pattern in overall]
        reached[group.known["situation"]] = {values.index(True) for values in reachable(model, group, targets)}
    texts = [site_content.texts["fi"]["overall"][pattern.id].partition("{")[0] for pattern in overall]
    seen = Counter()
    for seed in range(150):
        answers = residents.answers(content, seed)
        options = content.items["situation"].options
        situation = tuple(sorted(answers.get("situation", ()), key=options.index))
        lead = respond(answers)["report"]["lead"]
        # The analysis takes one situation or two at once.
        if len(situation) > 2 or lead == site_content.texts["fi"]["report"]["nothing-answered"]:
            continue
        place = next(place for place, text in enumerate(texts) if lead.startswith(text))
        seen[place] += 1
        assert place in reached[situation]
    assert len(seen) > 3


def test_conditions_across_domains_are_decided_exactly(documents):
    """A need that reads two domains and a count: one in need and one not strong leave eight of the ten, or seven of nine."""
    data = json.loads(documents["content.json"])
    answer = {"all": [{"band.mood": ["attention"]}, {"not": {"band.energy": ["strength"]}}, {"count.strength": {"at_least": 8}}]}
    data["guidance"]["needs"][0] = {"id": "work-ability", "sector": "health", "answer": answer}
    model = Population(content_from(data, {}))
    reached = {}
    for group in (group for group in model.groups if group.known["situation"] in (("employed",), ("jobseeker",))):
        need = expression({"need": ["work-ability"]}, group.known)
        most = expression({"count.need": {"at_least": 1}}, group.known)
        reached[group.known["situation"]] = set(reachable(model, group, [need])), set(reachable(model, group, [need, most]))

    assert ({(True,), (False,)}, {(True, True), (False, True), (False, False)}) == reached[("employed",)]
    # A jobseeker always has the need of a job.
    assert ({(False,)}, {(False, True)}) == reached[("jobseeker",)]
