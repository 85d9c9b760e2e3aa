"""Everything that can be wrong across content files. Each module returns problems; nothing stops at the first."""

from site_src.program.checks import directory, freshness, instrument, reading, release, texts, words


def check(content):
    """Every problem and warning in content whose files are each well formed, sorted by place."""
    found = [
        *instrument.problems(content),
        *texts.problems(content),
        *directory.problems(content),
        *freshness.problems(content),
        *words.problems(content),
        *reading.problems(content),
    ]
    return sorted(found)


def production(content):
    """What a host must settle before publishing, as problems."""
    return sorted(release.problems(content))
