"""What the browser's Python gets: the content as one JSON text, and the scoring package beside it."""

import json

from site_src.program.pages import cards

# What only pages show stays out of the bundle.
PAGE_ONLY = ("ui", "nav", "footer", "notice", "site", "page")
RULE_KEYS = ("id", "version", "status", "scales", "routes", "steps")
# A questionnaire that is only scored leads to no need and no service.
NO_GUIDANCE = {"weights": {}, "needs": [], "joint": {}, "services": {"first": 0, "most": 0}}


def content_json(content):
    """All content the scoring reads, for every language of the site, as compact JSON in a fixed order."""
    regions = content.regions

    def in_languages(texts):
        return {language.code: content.name(texts, language) for language in content.languages}

    data = {
        "questionnaire": {key: content.questionnaire[key] for key in RULE_KEYS if key in content.questionnaire},
        "scoring": content.scoring,
        "guidance": content.guidance or NO_GUIDANCE,
        "municipalities": {
            code: {"name": in_languages(entry["name"]), "area": entry["area"]}
            for code, entry in regions["municipalities"].items()
        },
        "areas": {
            code: {"name": in_languages(entry["name"]), "responsible": in_languages(entry["responsible"])}
            for code, entry in regions["employment_areas"].items()
        },
        "texts": {
            language.code: {
                "direction": language.dir,
                **{kind: texts for kind, texts in content.texts[language.code].items() if kind not in PAGE_ONLY},
            }
            for language in content.languages
        },
        "services": [_service(record, content) for record in content.services if content.guidance and cards.published(record)],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _service(record, content):
    return {
        "id": record["id"],
        "needs": record["needs"],
        "area": cards.area_kind(record),
        "municipalities": cards.municipalities_of(record, content),
        "situations": record.get("situations", ()),
        "ages": record.get("ages", ()),
        "languages": _languages(record, content),
        "texts": {
            language.code: cards.card(record, content, language, content.texts[language.code])
            for language in content.languages
            if cards.shown_in(record, language)
        },
    }


def _languages(record, content):
    """The languages a service is given in, as its readers' languages: plain Finnish is served wherever Finnish is."""
    spoken = record.get("languages", ())
    return [*spoken, *(each.code for each in content.languages if each.lang in spoken and each.code not in spoken)]


def modules(content):
    """What goes into the browser's archive besides the standard library, by path: the scoring package and its content."""
    package = content.project.program / "scoring"
    sources = {f"scoring/{path.name}": path.read_bytes() for path in sorted(package.glob("*.py"))}
    sources["content.json"] = content_json(content).encode()
    return sources
