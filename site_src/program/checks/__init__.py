"""Everything that can be wrong across content files. Each module returns problems; nothing stops at the first."""

from site_src.program.checks import (
    coverage,
    directory,
    freshness,
    instrument,
    languages,
    mapping,
    municipality,
    names,
    pages,
    reading,
    release,
    scoring,
    texts,
    together,
    words,
)
from site_src.program.content import copies as overlays
from site_src.program.content import project
from site_src.program.content.content import read
from site_src.program.content.problems import ContentError, errors


def check(content):
    """Every problem and warning in content whose files are each well formed, sorted by place."""
    found = [
        *questionnaire(content),
        *languages.problems(content),
        *together.problems(content),
        *directory.problems(content),
        *coverage.problems(content),
        *mapping.problems(content),
        *pages.problems(content),
        *freshness.problems(content),
        *names.problems(content),
        *words.problems(content),
        *reading.problems(content),
        *municipality.problems(content),
    ]
    return sorted(found)


def questionnaire(content):
    """Every problem of the questionnaires by themselves: what is asked and how it is scored, and the texts; one without
    guidance needs none."""
    whole = [problem for each in content.questionnaires for problem in _instrument(each)]
    return sorted([*whole, *(texts.problems(content) if content.guidance else ())])


def _instrument(content):
    found = [*instrument.problems(content), *scoring.problems(content)]
    # Scores can only be worked out by rules that are whole.
    return found if errors(found) else [*found, *scoring.ranges(content)]


def copy(content):
    """Every problem of a municipality's copy whose county has none. Where it has only settings of its own, nothing else can
    be wrong."""
    own = [path.name for path in content.project.overlay.iterdir()]
    if set(own) - {"site.yml", "made-for.yml", "logo.svg", "README.md"}:
        return check(content)
    found = list(municipality.problems(content))
    return sorted([*found, *directory.problems(content)] if content.settings.get("hidden_services") else found)


def copies(county, told):
    """Every problem of the municipalities' copies beyond those of the county, which are `told` already; of their warnings those
    about their own files, for the county's are the county's to mend."""
    found = []
    for id_ in overlays.ids(county.project):
        own = f"{project.MUNICIPALITIES}/{id_}/"
        try:
            each = copy(read(project.of(county.project.roots[0], id_), county))
        except ContentError as error:
            each = error.problems
        found += [problem for problem in each if problem not in told and (not problem.warning or problem.file.startswith(own))]
    return sorted(set(found))


def production(content):
    """What a host must settle before publishing, as problems."""
    return sorted(release.problems(content))
