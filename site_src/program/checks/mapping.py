"""Checks of the table from PTV's classes to ours: what it leads to exists."""

from site_src.program.checks.instrument import Facts
from site_src.program.content.problems import among
from site_src.program.content.project import LANGUAGES, PTV_MAPPING
from site_src.program.messages import msg

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
                        yield document.problem((table, code, key), among(msg("{key} has no {id}.", key=key, id=id_), id_, ids))
    for name, organisation in document.data.get("organisations", {}).items():
        if organisation not in content.organisations:
            message = among(
                msg("There is no organisation {organisation}.", organisation=organisation),
                organisation,
                content.organisations,
                msg("Use the id of one in the directory."),
            )
            yield document.problem(("organisations", name), message)
    languages = [entry["code"] for entry in content.data(LANGUAGES)["languages"]]
    for code in document.data["how"]:
        if code not in languages:
            yield document.problem(
                ("how", code),
                among(msg("There is no language {code}.", code=code), code, languages),
            )
