"""The door to the scoring: one JSON text in, one JSON text out. The browser and `build.py score` both come this way."""

import json

from scoring import engine, guidance, report
from scoring.errors import Problems
from scoring.model import content_from

MAX_REQUEST = 2_000_000


RULES = "content.json"


class Texts(dict):
    """The words of each language, read when they are first asked for: most people use one language."""

    def __init__(self, read):
        super().__init__()
        self.read = read

    def __missing__(self, language):
        self[language] = json.loads(self.read(f"texts/{language}.json"))
        return self[language]


def load(read):
    """The content; `read` gives the JSON text of a file by its name, `content.json` or `texts/<language>.json`."""
    return content_from(json.loads(read(RULES)), Texts(read))


def responder(read):
    """A function from request text to reply text, for the content that `read` gives (see `load`).

    A request is `{"answers": {...}, "language": "fi", "disagree": ["mood"]}`, where `disagree` (optional) names the
    domains whose result the person does not recognise. A reply is the result, or `{"error": {"problems": [...]}}`.
    """
    content = load(read)

    def respond(request_json):
        try:
            reply = result(_request(request_json), content)
        except Problems as error:
            reply = {"error": {"problems": error.problems}}
        return json.dumps(reply, separators=(",", ":"))

    return respond


def result(request, content):
    """The whole result as plain data. Raises `Problems` when the request is not one."""
    answers = engine.check_answers(request.get("answers"), content)
    language = request.get("language")
    if not isinstance(language, str) or language not in content.languages:
        raise Problems([f"The language must be one of: {', '.join(content.languages)}. Name one of them."])
    domains = {rule.domain for rule in content.rules}
    disagree = request.get("disagree", [])
    if not isinstance(disagree, list) or not all(isinstance(name, str) and name in domains for name in disagree):
        raise Problems(["`disagree` must be a list of domain ids. Name domains of this questionnaire."])

    asked = engine.ask(answers, content)
    scores = engine.score_domains(asked, content)
    # What the person does not recognise as theirs leads to no need and no text.
    agreed = [score for score in scores if score.id not in disagree]
    facts = guidance.facts_with_bands(asked, agreed, content)
    needs = guidance.find_needs(facts, content)
    facts = guidance.facts_with_needs(facts, needs)
    services = guidance.match_services(needs, facts, content, language)
    page = report.compose(content, language, scores, facts, needs, services, frozenset(disagree))
    return {
        "questionnaire": {"id": content.id, "version": content.version},
        "language": language,
        "route": asked.route,
        "domains": [
            {
                "id": score.id,
                "score": score.score,
                "band": score.band,
                "answered": score.answered,
                "applicable": score.applicable,
            }
            for score in scores
        ],
        "needs": [{"id": need.id, "weight": need.weight, "reasons": need.kinds} for need in needs],
        "services": [
            {"id": service.id, "near": service.near, "reasons": [{"need": need} for need in service.needs]}
            for service in services
        ],
        "report": page.sections,
        "chart": page.chart,
    }


def _request(text):
    if len(text) > MAX_REQUEST:
        raise Problems(["The answers are far larger than any questionnaire. Give the answers of one person."])
    try:
        request = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except Problems:
        raise
    except (ValueError, RecursionError):
        raise Problems(["The answers are not valid JSON. Give one JSON object."]) from None
    if not isinstance(request, dict):
        raise Problems(['The request must be one JSON object. Give {"answers": {…}, "language": "fi"}.'])
    return request


def _no_duplicates(pairs):
    found = {}
    for key, value in pairs:
        if key in found:
            raise Problems([f"{key[:40]!r} stands twice. Give each item once."])
        found[key] = value
    return found


def _no_constant(name):
    raise Problems([f"{name} is not a value an answer can have. Give option ids as text."])
