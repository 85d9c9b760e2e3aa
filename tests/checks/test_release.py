"""What a host must settle before publishing, and what the site then says of it."""

import dataclasses
from datetime import date, timedelta

import pytest

from site_src.program import site
from site_src.program.checks import release, texts
from site_src.program.content.problems import ContentError, Problem
from site_src.program.pages import pages

SETTINGS = "site_src/site.yml"
CHECKED = date(2026, 11, 24)


@pytest.fixture
def with_settings(site_content):
    """The real content with some settings changed."""

    def change(**settings):
        document = site_content.documents[SETTINGS]
        changed = dataclasses.replace(document, data={**document.data, **settings})
        return dataclasses.replace(site_content, documents={**site_content.documents, SETTINGS: changed})

    return change


def messages(content, today=CHECKED):
    return [problem.message for problem in release.problems(content, today)]


def test_a_preview_has_open_matters(site_content):
    found = messages(site_content)

    assert any("feedback_email" in message for message in found)
    assert any("emergency-112 is documented" in message for message in found)
    assert any("sv is unreviewed" in message for message in found)


def test_a_host_can_accept_documented_crisis_contacts_by_name_and_date(with_settings):
    content = with_settings(accept_documented_crisis={"by": "Example host", "date": "2026-11-24"})

    assert not any("not confirmed" in message for message in messages(content))


@pytest.mark.parametrize(
    ("days", "accepted", "stops"), [(91, None, False), (180, None, False), (181, None, True), (181, 0, False), (181, 100, True)]
)
def test_an_old_crisis_contact_stops_only_after_two_terms_and_when_nobody_answers_for_it(with_settings, days, accepted, stops):
    checked = date.fromisoformat(max(record.checked for record in with_settings().services if record.crisis))
    today = checked + timedelta(days=days)
    given = (
        {"accept_documented_crisis": {"by": "Example host", "date": str(today - timedelta(days=accepted))}}
        if accepted is not None
        else {}
    )
    old = [problem for problem in release.problems(with_settings(**given), today) if "days ago" in problem.message]

    assert old
    assert stops == any(not problem.warning for problem in old)


def test_the_help_page_then_says_who_accepted_them_and_when(with_settings):
    content = with_settings(accept_documented_crisis={"by": "Example host", "date": "2026-11-24"})
    html = pages.Parts(content, content.languages[0], None).help_now()

    assert "Example host" in html
    assert "24.11.2026" in html


def test_the_help_page_says_nothing_of_it_when_nobody_did(site_content):
    assert "data-accepted" not in pages.Parts(site_content, site_content.languages[0], None).help_now()


def test_a_translation_that_is_out_of_date_stops_the_publication_of_its_language_alone(site_content):
    file = "site_src/words/fi.yml"
    document = site_content.documents[file]
    words = {**document.data["texts"], "ui": {**document.data["texts"]["ui"], "next": "Eteenpäin"}}
    changed = dataclasses.replace(document, data={**document.data, "texts": words})
    content = dataclasses.replace(site_content, documents={**site_content.documents, file: changed})
    only_finnish = dataclasses.replace(
        content,
        documents={
            **content.documents,
            SETTINGS: dataclasses.replace(
                content.documents[SETTINGS], data={**content.documents[SETTINGS].data, "languages": ["fi"]}
            ),
        },
    )
    stops = [problem.message for problem in release.problems(content, CHECKED) if not problem.warning]
    warned = [problem for problem in texts.problems(content) if "ui/next" in problem.message]

    assert any("The source of ui/next has changed (sv)" in message for message in stops)
    assert warned and all(problem.warning for problem in warned)
    assert not any("ui/next" in message for message in messages(only_finnish))


def test_the_server_logs_are_asked_for_in_every_language(with_settings):
    content = with_settings(host={"server_logs": {"fi": "Palvelin kirjaa IP-osoitteen."}})

    assert any("not said in sv" in message for message in messages(content))
    assert not any("not said in fi." in message for message in messages(content))


def test_what_the_proof_refuses_is_published_nowhere_and_shown_in_a_preview(monkeypatch, site_content, tmp_path):
    unproven = Problem("questionnaire/guidance.yml", 1, 1, "Nobody is led anywhere. Mend it.")
    monkeypatch.setattr(site.checks, "production", lambda _: [])
    monkeypatch.setattr(site.proof, "prove", lambda *_: [unproven])

    assert unproven not in site.checked(site_content, production=False, say=None)
    with pytest.raises(ContentError, match="Nobody is led anywhere"):
        site.build(site_content.project, tmp_path / "site", production=True, say=lambda _: None)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(("until", "told"), [(None, True), ("2026-11-23", True), ("2027-11-24", False)])
def test_a_contact_for_weaknesses_says_until_when_it_holds(with_settings, until, told):
    host = {"security_email": "tietoturva@example.org", **({"security_until": until} if until else {})}

    assert told == any("security_until" in message for message in messages(with_settings(host=host)))
