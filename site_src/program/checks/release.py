"""What a host settles before `build --production`: confirmed help lines, the statement's facts, reviewed languages."""

from datetime import date

from site_src.program.checks import texts
from site_src.program.checks.freshness import is_old, limit_of
from site_src.program.messages import msg
from site_src.program.pages import cards

SETTINGS = "site_src/site.yml"
# What each key is for, as docs/publishing.md says with an example.
HOST = {
    "name": msg("who publishes this copy"),
    "feedback_email": msg("where feedback on accessibility goes"),
    "server_logs": msg("what the server writes down, in every language"),
    "accessibility": msg("the accessibility statement: status, method, prepared and reviewed"),
}
GUIDE = msg("See docs/publishing.md.")


def problems(content, today=None):
    """Everything that is open, as problems. `today` is the day of the build."""
    today = today or date.today()
    settings = content.documents[SETTINGS]
    host = settings.data.get("host", {})
    for key, what in HOST.items():
        if key not in host:
            yield settings.problem(
                ("host",),
                msg("The host has not given {key}: {what}. Add it under host. {guide}", key=key, what=what, guide=GUIDE),
            )
    if "security_email" in host and host.get("security_until", "") < today.isoformat():
        message = msg("security.txt needs a day until which it holds, a year ahead at most. Add security_until under host.")
        yield settings.problem(("host", "security_email"), msg("{what} {guide}", what=message, guide=GUIDE))
    for language in content.languages:
        code = language.code
        if "server_logs" in host and code not in host["server_logs"]:
            yield settings.problem(
                ("host", "server_logs"),
                msg("What the server writes down is not said in {code}. Add it. {guide}", code=code, guide=GUIDE),
            )
        for place, each in enumerate(host.get("accessibility", {}).get("shortcomings", ())):
            if code not in each["text"]:
                message = msg("This shortcoming is not told in {code}. Add it. {guide}", code=code, guide=GUIDE)
                yield settings.problem(("host", "accessibility", "shortcomings", place, "text"), message)
        if language.review == "unreviewed":
            message = msg(
                "The language {code} is unreviewed. Have it reviewed, or leave it out of languages. {guide}",
                code=code,
                guide=GUIDE,
            )
            yield settings.problem(("languages",), message)
        if code != content.source:
            yield from texts.untranslated(content, language, warning=False)
    accepted = settings.data.get("accept_documented_crisis")
    for placed in content.placed_services:
        record = placed.record
        if not record.crisis or not cards.published(record):
            continue
        if record.state != "confirmed" and not accepted:
            message = msg(
                "The crisis contact {record} is {state}, not confirmed. Confirm it with the organisation, or "
                "accept documented ones in site.yml.",
                record=record.id,
                state=record.state,
            )
            yield placed.problem((), message)
        limit = limit_of(record, content)
        if is_old(record.checked, limit, today):
            # Its page tells the day of its check; what is wrong elsewhere must not wait for it as long as someone answers
            # for it, and for one more term in any case.
            answered = accepted and not is_old(accepted["date"], limit, today)
            stop = is_old(record.checked, 2 * limit, today) and not answered
            message = msg(
                "The crisis contact {record} was checked over {what} days ago. Check it, or have someone answer "
                "for it: write who and today's date in accept_documented_crisis in site.yml.",
                record=record.id,
                what=2 * limit if stop else limit,
            )
            yield placed.problem((), message, warning=not stop)
