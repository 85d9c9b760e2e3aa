"""Checks of several questionnaires in one site: what they share, they call the same; what is each one's own, differs."""

from site_src.program.checks.instrument import Facts
from site_src.program.content.problems import Problem
from site_src.program.messages import msg

# The roles by whose answers the directory says whom a service is for.
SERVED_BY = ("situation", "age")


def problems(content):
    """Every problem of a further questionnaire beside the site's first; none where there is one alone."""
    yield from _not_asked(content)
    first, *others = content.questionnaires
    known = {first.questionnaire["id"]: first.folder}
    for each in others:
        yield from _own(each, known)
        yield from _shared(each, first)


def _not_asked(content):
    """Questionnaires beside the site's that are in no settings: nobody reads them, and so nobody tells what is wrong in them."""
    asked = [each.folder for each in content.questionnaires]
    for path in sorted(content.project.roots[0].glob("*/questionnaire.yml")):
        if path.parent.name not in asked and not content.project.overlay:
            message = msg(
                "The site does not ask this questionnaire, so it was not checked. Add {folder} to questionnaires in site.yml, "
                "or move it elsewhere.",
                folder=path.parent.name,
            )
            yield Problem(f"{path.parent.name}/questionnaire.yml", 1, 1, message, warning=True)


def _own(content, known):
    """A person's saved file knows by the id which questionnaire it is of."""
    id_ = content.questionnaire["id"]
    if id_ in known:
        message = msg(
            "The questionnaire in {known} has the id {id} too, so a saved file could be of either. Give one another.",
            known=known[id_],
            id=id_,
        )
        yield content.document("questionnaire").problem(("id",), message)
    known[id_] = content.folder


def _shared(content, first):
    """The directory is one for all: it knows the needs, life situations and ages of the first."""
    theirs, ours = Facts(first), Facts(content)
    for place, need in enumerate(content.guidance["needs"]):
        if need["id"] not in theirs.late["need"]:
            message = msg(
                "{what} has no need {need}, so no service is for it. Use one of its needs.",
                what=first.file("guidance"),
                need=need["id"],
            )
            yield content.document("guidance").problem(("needs", place, "id"), message)
    for role in SERVED_BY:
        if strange := [option for option in ours.options(role) if option not in theirs.options(role)]:
            message = msg(
                "{what} has no option {strange}, so no service is for it. Use its options.",
                what=first.file("questionnaire"),
                strange=", ".join(strange),
            )
            yield content.document("questionnaire").problem(("roles", role), message)
