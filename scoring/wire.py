"""The door to the scoring: one JSON text in, one JSON text out. The browser and `build.py score` both come this way."""

import json
from collections.abc import Callable

from scoring import engine, guidance, matching, report
from scoring.errors import Problems, msg
from scoring.model import Content, content_from
from scoring.plain import Data

MAX_REQUEST = 2_000_000
NOT_JSON = msg("The answers are not valid JSON. Give one JSON object.")

RULES = "content.json"


class Texts(dict[str, Data]):
    """The words of each language, read when they are first asked for: most people use one language."""

    def __init__(self, read: Callable[[str], str]) -> None:
        super().__init__()
        self.read = read

    def __missing__(self, language: str) -> Data:
        self[language] = json.loads(self.read(f"texts/{language}.json"))
        return self[language]


def load(read: Callable[[str], str]) -> Content:
    """The content; `read` gives the JSON text of a file by its name, `content.json` or `texts/<language>.json`."""
    return content_from(json.loads(read(RULES)), Texts(read))


def responder(read: Callable[[str], str]) -> Callable[[str], str]:
    """A function from request text to reply text, for the content that `read` gives (see `load`).

    A request is `{"answers": {...}, "language": "fi", "disagree": ["mood"], "depth": {"default": "quick", "whole":
    ["body"]}}`. `disagree` (optional) names the domains whose result the person does not recognise, `depth` (optional) how
    much was asked (`engine.Depth`). A reply is the result, or `{"error": {"problems": [...]}}`.
    """
    content = load(read)

    def respond(request_json: str) -> str:
        try:
            return reply(request_json, content)
        except Problems as error:
            return _written({"error": {"problems": error.problems}})

    return respond


def reply(request_json: str, content: Content) -> str:
    """The result of one request as JSON text (see `responder`). Raises `Problems` when the request is not one."""
    return _written(result(_request(request_json), content))


def _written(data: Data) -> str:
    return json.dumps(data, separators=(",", ":"))


def result(request: Data, content: Content) -> Data:
    """The whole result as plain data. Raises `Problems` when the request is not one."""
    answers = engine.check_answers(request.get("answers"), content)
    language = request.get("language")
    if not isinstance(language, str) or language not in content.languages:
        raise Problems([msg("The language must be one of: {names}. Name one of them.", names=", ".join(content.languages))])
    domains = {rule.domain for rule in content.rules}
    disagree = request.get("disagree", [])
    if not isinstance(disagree, list) or not all(isinstance(name, str) and name in domains for name in disagree):
        raise Problems([msg("`disagree` must be a list of domain ids. Name domains of this questionnaire.")])
    depth = _depth(request.get("depth"), content)

    asked = engine.ask(answers, content, depth)
    scores = engine.score_domains(asked, content)
    # What the person does not recognise as theirs leads to no need and no text.
    agreed = [score for score in scores if score.id not in disagree]
    facts = guidance.facts_with_bands(asked, agreed, content)
    needs = guidance.find_needs(facts, content)
    facts = guidance.facts_with_needs(facts, needs)
    services = matching.match_services(needs, facts, content, language)
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
                "worst": score.worst,
                "best": score.best,
                "quick": score.quick,
            }
            for score in scores
        ],
        "needs": [{"id": need.id, "weight": need.weight, "reasons": need.kinds, "sensitive": need.sensitive} for need in needs],
        "services": [
            {
                "id": service.id,
                "near": service.near,
                "for": service.shown_for,
                "situation": service.made_for,
                "reasons": [{"need": need} for need in service.needs],
            }
            for service in services
        ],
        "report": page,
    }


def _depth(given: object, content: Content) -> engine.Depth:
    """How much was asked, from a request."""
    if given is None:
        return engine.WHOLE
    steps = {step.id for step in content.steps}
    request: Data = given if isinstance(given, dict) else {}
    known = request.get("default") in engine.DEPTHS and set(request) <= {"default", "whole"}
    whole = request.get("whole", []) if known else None
    if not isinstance(whole, list) or not all(isinstance(step, str) and step in steps for step in whole):
        raise Problems(
            [
                msg(
                    '`depth` must be {{"default": "whole", "quick" or "none", "whole": [step ids]}}. '
                    "Name steps of this questionnaire."
                )
            ]
        )
    return engine.Depth(request["default"], frozenset(whole))


def _request(text: str) -> Data:
    if len(text) > MAX_REQUEST:
        raise Problems([msg("The answers are far larger than any questionnaire. Give the answers of one person.")])
    try:
        request = json.loads(text, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)
    except Problems:
        raise
    except (ValueError, RecursionError):
        raise Problems([NOT_JSON]) from None
    if not isinstance(request, dict):
        raise Problems([msg('The request must be one JSON object. Give {{"answers": {{…}}, "language": "fi"}}.')])
    return request


def _no_duplicates(pairs: list[tuple[str, object]]) -> Data:
    found: Data = {}
    for key, value in pairs:
        if key in found:
            raise Problems([msg('"{key}" stands twice. Give each item once.', key=key[:40])])
        found[key] = value
    return found


def _no_constant(name: str) -> None:
    raise Problems([msg("{name} is not a value an answer can have. Give option ids as text.", name=name)])
