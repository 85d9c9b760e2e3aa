"""What the browser's Python gets: the rules and each language's words as JSON texts, and the scoring package beside them."""

import json

from scoring.model import Service
from scoring.wire import RULES
from site_src.program.browser.files import source_bytes
from site_src.program.pages import cards

# The kinds of text a result is written in; the page has the rest in its HTML.
SAID = ("domain", "band", "item", "option", "unit", "need", "overall", "joint", "report")
RULE_KEYS = ("id", "version", "status", "scales", "roles", "routes", "steps")
# A questionnaire that is only scored leads to no need and no service.
NO_GUIDANCE = {
    "weights": {},
    "needs": [],
    "services": {"first": 0, "wish": 0, "organisation": 1, "most": 0, "open": 0},
    "steps": {"first": 0},
}


def documents(content):
    """All content the scoring reads, as compact JSON texts by name: what holds in every language, and its words in each."""
    texts = {f"texts/{language.code}.json": _texts(content, language) for language in content.languages}
    return {
        name: json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        for name, data in {RULES: _rules(content), **texts}.items()
    }


def _rules(content):
    return {
        "questionnaire": {key: content.questionnaire[key] for key in RULE_KEYS if key in content.questionnaire},
        "scoring": content.scoring,
        "guidance": content.guidance or NO_GUIDANCE,
        "municipalities": {code: entry["area"] for code, entry in content.regions["municipalities"].items()},
        "languages": [language.code for language in content.languages],
        "services": [_service(record, content) for record in content.services if content.guidance and cards.suggested(record)],
    }


def _texts(content, language):
    regions = content.regions
    said = content.texts[language.code]
    return {
        "direction": language.dir,
        **{kind: said[kind] for kind in SAID if kind in said},
        "municipality": {code: content.name(entry["name"], language) for code, entry in regions["municipalities"].items()},
        "area": {
            code: {key: content.name(entry[key], language) for key in ("name", "responsible")}
            for code, entry in regions["employment_areas"].items()
        },
    }


def _service(record, content):
    """What decides for whom a service is, without what it does not have. What a reader sees of it is its card, which the page
    has."""
    fit = Service(
        id=record.id,
        needs=record.needs,
        area=record.area.kind,
        municipalities=cards.municipalities_of(record, content),
        situations=record.situations,
        ages=record.ages,
        languages=_languages(record, content),
        read_in=tuple(language.code for language in content.languages if cards.shown_in(record, language)),
        organisation=record.organisation,
        contacts=cards.contacts(record),
        only_if=record.only_if,
        not_for=record.not_for,
    )
    return {key: value for key, value in vars(fit).items() if value}


def _languages(record, content):
    """The languages a service is given in, as its readers' languages: plain Finnish is served wherever Finnish is."""
    spoken = record.languages
    return (*spoken, *(each.code for each in content.languages if each.spoken in spoken and each.code not in spoken))


def modules(content):
    """What goes into the browser's archive besides the standard library, by path: the scoring package and its content."""
    package = content.project.program / "scoring"
    sources = {f"scoring/{path.name}": source_bytes(path) for path in sorted(package.glob("*.py"))}
    return sources | {name: text.encode() for name, text in documents(content).items()}
