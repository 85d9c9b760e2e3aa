"""What a person can do with a contact of a service: call, chat, fill a form in, write, go there, or read its own page."""

from urllib.parse import urlsplit

from site_src.program.content.records import Channel, Service

# The easiest to act on first.
ACTIONS = ("call", "chat", "form", "write", "go", "read")
# The ways in which one meets a human being.
MET = frozenset(("call", "chat", "go"))
# Parts of an address that still lead to a front page.
FRONT = frozenset(("index.html", "index.php", "etusivu", "home", "start", "framsida"))
FORMS = frozenset(("form", "e-service"))
LANGUAGE_LETTERS = 2


def channels_of(record: Service) -> list[Channel]:
    """The channels of a record that residents may see."""
    return [channel for channel in record.channels if (channel.state or record.state) != "unconfirmed"]


def action(channel: Channel) -> str | None:
    """What a person does with a channel, one of ACTIONS; None where there is nothing to do.

    A front page is no answer, for a person would not know what to do there; nor is a number that nobody can call, or one
    that only helps with an e-service.
    """
    kind = channel.type
    if kind == "phone":
        return "call" if channel.kind is None and not channel.support else None
    if kind == "email":
        return "write"
    if kind == "location":
        return "go"
    if kind == "chat":
        return "chat"
    if kind in FORMS:
        return "form"
    return None if all(map(is_front, channel.url.values())) else "read"


def is_front(url: str) -> bool:
    """Whether an address leads to the front page of a site, in whatever language."""
    parts = [part for part in urlsplit(url).path.split("/") if part]
    return not urlsplit(url).query and all(len(part) == LANGUAGE_LETTERS or part.lower() in FRONT for part in parts)


def target(channel: Channel) -> str:
    """What tells a channel from others: its number or its address."""
    return channel.number or channel.address or next(iter(channel.url.values()), "")
