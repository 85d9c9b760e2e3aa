"""What the method page tells, read from the same content that scores, so that the two cannot drift apart."""

from scoring.conditions import names
from scoring.item_types import ITEM_TYPES


def describe(content, language):
    """Domains with their items, codes and turning; bands with reasons; completeness; needs with their rules' words."""
    texts = content.texts[language.code]
    questionnaire, scoring = content.questionnaire, content.scoring
    items = {item["id"]: (item, step) for step in questionnaire["steps"] for item in step["items"]}
    codes = {domain["id"]: domain["icf"] for domain in questionnaire["domains"]}
    defaults = scoring.get("defaults", {})
    domains = []
    for domain, rule in scoring["domains"].items():
        scored = [{"id": entry} if isinstance(entry, str) else entry for entry in rule["items"]]
        whole = {**defaults, **rule}
        domains.append(
            {
                "id": domain,
                "name": texts["domain"][domain]["name"],
                "icf": codes[domain],
                "method": whole["method"],
                "requires": [texts["domain"][name]["name"] for name in whole.get("requires", ())],
                "bands_by": [
                    texts["item"][name]["question"]
                    for name in dict.fromkeys(name for entry in whole.get("bands_if", ()) for name in names(entry["when"]))
                    if name in items
                ],
                "items": [_counted(entry, items, texts) for entry in scored],
            }
        )
    scored_ids = {item["id"] for domain in domains for item in domain["items"]}
    return {
        "version": questionnaire["version"],
        "status": questionnaire["status"],
        "scales": [
            [texts["option"][scale][option] for option in options] for scale, options in questionnaire.get("scales", {}).items()
        ],
        "complete_parts": defaults.get("complete", {}).get("at_least", "").split("/"),
        "bands": [
            {**band, "name": texts["band"][band["id"]], "until": band.get("below", band.get("to")), "closed": "to" in band}
            for bands in scoring.get("bands", {}).values()
            for band in bands
        ],
        "domains": domains,
        "unscored": [
            {"id": item_id, "question": texts["item"][item_id]["question"], "icf": item.get("icf", ())}
            for item_id, (item, _) in items.items()
            if item_id not in scored_ids
        ],
        "needs": [
            {"id": need["id"], "name": texts["need"][need["id"]]["name"], "sector": need["sector"]}
            for need in content.guidance["needs"]
        ],
        "weights": content.guidance["weights"],
    }


def _counted(entry, items, texts):
    """One item among those a domain counts, or another domain that it counts as one."""
    if entry["id"] not in items:
        return {"id": entry["id"], "question": texts["domain"][entry["id"]]["name"], "icf": (), "reverse": False}
    item = items[entry["id"]][0]
    traits = ITEM_TYPES[item["type"]]
    return {
        "id": entry["id"],
        "question": texts["item"][entry["id"]]["question"],
        "icf": item.get("icf", ()),
        "reverse": entry.get("reverse", False),
        "rating": bool(traits.numbers),
        "measured": traits.measured,
    }
