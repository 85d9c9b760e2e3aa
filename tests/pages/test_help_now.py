"""Help now: a number a line, under the name of who answers."""

import pytest

from site_src.program.content import content
from site_src.program.content import project as projects
from site_src.program.pages import help_now, pages


@pytest.fixture(scope="module")
def site():
    return content.read(projects.Project())


@pytest.mark.parametrize("code", ["fi", "sv", "en", "fi-simple"])
def test_no_number_is_said_twice_in_a_group_and_who_has_no_other_still_stands_there(site, code):
    language = next(language for language in site.languages if language.code == code)
    groups = {group["id"]: group["services"] for group in help_now.groups(pages.Parts(site, language, None))}
    for services in groups.values():
        numbers = [call["text"] for service in services for call in service["calls"]]
        assert sorted(set(numbers)) == sorted(numbers)

    assert {"nollalinja-helpline", "oulu-shelter"} <= {service["id"] for service in groups["violence"]}
