"""Checks of the table from PTV's classes to ours: what it leads to exists."""

from site_src.program.checks.instrument import Facts
from site_src.program.content.project import LANGUAGES, PTV_MAPPING

TABLES = ("ontology_terms", "service_classes", "target_groups", "life_events")


def problems(content):
    """Every id in the mapping that the content does not have."""
    document, facts = content.documents[PTV_MAPPING], Facts(content)
    known = {
        "needs": facts.late["need"],
        "ages": facts.options("age"),
        "situations": facts.options("situation"),
    }
    for table in TABLES:
        for code, effect in document.data.get(table, {}).items():
            for key, ids in known.items():
                for id_ in effect.get(key, ()):
                    if id_ not in ids:
                        yield document.problem((table, code, key), f"{key} has no {id_}. Use one of: {', '.join(ids)}.")
    for name, organisation in document.data.get("organisations", {}).items():
        if organisation not in content.organisations:
            message = f"There is no organisation {organisation}. Use the id of one in the directory."
            yield document.problem(("organisations", name), message)
    languages = [entry["code"] for entry in content.data(LANGUAGES)["languages"]]
    for code in document.data["how"]:
        if code not in languages:
            yield document.problem(("how", code), f"There is no language {code}. Use one of: {', '.join(languages)}.")
