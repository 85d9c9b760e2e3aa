"""A service record as its reader sees it, in one language: the same card in a result and in the directory."""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from babel.dates import format_date, format_skeleton

from site_src.program.content import actions, phones
from site_src.program.pages import opening_hours

TEXTS = ("summary", "how")
CHANNEL_KINDS = {"web": "web", "e-service": "web", "form": "web", "chat": "chat"}
# What a text is written in first.
# A channel this much older than its record says so.
YEARS_TO_TELL = 2
# Up to a stop before a capital letter: an abbreviation goes on in small ones.
FIRST_SENTENCE = re.compile(r".*?(?:[.!?](?=\s+[^\W\d_a-zåäö])|$)", re.DOTALL)
MAP = "https://www.openstreetmap.org/search?query="


def published(record):
    """Whether residents may see a record. What is unconfirmed is for staff only, and what is retired only points on."""
    return record.state != "unconfirmed" and record.retired is None


def points_on(record):
    """Whether a record was once shown and is retired: its page stays and says where to turn instead."""
    return record.state != "unconfirmed" and record.retired is not None


def suggested(record):
    """Whether a result may show a record: some are information that anybody may look up, never advice from answers."""
    return published(record) and record.suggested


def contacts(record):
    """The one contact a person would act on first, as text, in a tuple; empty where there is none.

    A front page is none: a person would not know what to do there. A chat or form on one is there for everything its
    organisation does, so it does not make two records the same.
    """
    found = _first_action(record)
    if not found:
        return ()
    contact = actions.target(found)
    return (f"{contact} {record.id}" if found.url and actions.is_front(contact) else contact,)


def _first_action(record):
    """The channel a person would act on first, or None: the easiest kind, and of that kind the first named."""
    acting = [channel for channel in actions.channels_of(record) if actions.action(channel)]
    return min(acting, key=lambda channel: actions.ACTIONS.index(actions.action(channel)), default=None)


def shown_in(record, language):
    """Whether a record is shown to readers of a language: it is published. A text that it lacks in their language is shown
    in one that it has, and says so."""
    return published(record) and all(getattr(record, field) for field in ("name", *TEXTS))


def written_in(record, language):
    """Whether a published record has all its texts in a language."""
    return published(record) and not missing_in(record, language)


def missing_in(record, language):
    """The names of the texts that a record lacks in a language. A proper name may stand in any."""
    return [field for field in TEXTS if language.code not in getattr(record, field)]


def card(record, content, language, words, timed=False):
    """The card of a published record: plain texts and links, nothing a reader must decode.

    `timed` adds the hours as data, for pages that tell whether it is open now.
    """
    organisation = content.organisations[record.organisation]
    first, shown = _first_action(record), actions.channels_of(record)
    summary = said(record.summary, content, language, words)
    channels = [_channel(channel, record, content, language, words, timed) for channel in shown]
    return {
        "name": content.name(record.name, language),
        "organisation": content.name(organisation.name, language),
        "name_lang": _foreign(record.name, content, language),
        "organisation_lang": _foreign(organisation.name, content, language),
        "summary": summary,
        "first_sentence": {**summary, "text": FIRST_SENTENCE.match(summary["text"]).group()},
        "how": said(record.how, content, language, words),
        "description": said(record.description, content, language, words),
        "requirements": said(record.requirements, content, language, words),
        "channels": channels,
        "action": _button(actions.action(first), channels[shown.index(first)], words) if first else None,
        "languages": _languages(record.languages, language, words),
        "season": _season(record.season, language, words),
        "checked": _checked(record, language, words),
        "checked_on": words["report"]["checked-on"].format(date="{1}/{0}".format(*record.checked.split("-"))),
        "website": _url(organisation.website, content, language) if organisation.website else None,
        "source": {
            "label": words["report"]["source"],
            "text": record.source.title,
            "href": record.source.url,
            # The documents of the area are Finnish; one that is not says so.
            "lang": _other_than(record.source.lang or content.source, language),
        },
    }


def said(texts, content, language, words):
    """{"text", "lang", "dir", "label"} of a text by language, or nothing. Where the reader's language lacks it, another
    stands in: the source first, with its `lang` and a label that names it."""
    if not texts:
        return None
    if language.code in texts:
        return {"text": texts[language.code], "lang": None, "dir": None, "label": None}
    code = next(code for code in (language.names_from, language.spoken, content.source, *texts) if code in texts)
    known = next((each for each in content.languages if each.code == code), None)
    # Plain and ordinary Finnish are one language, with names of their own.
    name = known.name if known and known.spoken == language.spoken else language_name(code, language)
    label = words["report"]["text-in"].format(language=name)
    return {"text": texts[code], "lang": content.lang_of(code), "dir": known.dir if known else None, "label": label}


def _foreign(texts, content, language):
    """The language of a proper name that has none in the reader's, for who reads aloud; None where it is the reader's."""
    said = content.name(texts, language)
    spoken = content.lang_of(next(code for code, text in texts.items() if text == said))
    return None if spoken == language.lang else spoken


def _other_than(code, language):
    return code if code and code not in (language.code, language.spoken, language.names_from) else None


def _season(season, language, words):
    """The part of the year in which a service is given, in words."""
    if not season:
        return None
    # A leap year has every day of any year.
    days = [date.fromisoformat(f"2028-{season[end]}") for end in ("from", "to")]
    first, last = (format_skeleton("MMMMd", day, locale=language.locale) for day in days)
    return words["report"]["season"].format(first=first, last=last)


def _button(action, channel, words):
    """What a person does first, as one button: its text, and where it leads (None for a place that no map knows)."""
    report = words["report"]
    text = {
        "call": report["action-call"],
        "chat": report["action-chat"],
        "form": report["action-form"],
        "write": report["action-write"],
        "go": report["action-go"],
        "read": report["action-read"],
    }[action]
    place = channel.get("map")
    href = place["href"] if place else channel["href"]
    return {"kind": action, "text": text.format(contact=channel["text"]), "href": href}


def _channel(channel, record, content, language, words, timed):
    kind = CHANNEL_KINDS.get(channel.type, channel.type)
    name, notes = channel.name, []
    # A channel that is called as its service is says nothing new.
    name = None if name == record.name else said(name, content, language, words)
    if channel.support:
        notes.append(plain(words["report"]["channel-support"]))
    if channel.cost:
        notes.append(plain(words["report"][f"cost-{channel.cost}"]))
    for texts in (channel.cost_note, channel.note):
        if note := said(texts, content, language, words):
            notes.append({**note, "text": _sentence(note["text"])})
    if older := _older(channel.source, _own_source(record)):
        notes.append(plain(_dated(older, language, words)))
    if channel.type == "phone":
        text = phones.normal(channel.number)
        href = phones.href(text)
    elif channel.type == "email":
        text, href = channel.address, "mailto:" + channel.address
    elif channel.type == "location":
        text, href = channel.address, None
    else:
        href = _url(channel.url, content, language)
        text = readable_url(href)
    found = {"kind": kind, "text": text, "href": href, "name": name, "notes": notes}
    hours = opening_hours.lines(channel.hours, language, words)
    if hours:
        found["hours"] = hours
    if timed:
        # A strict template asks for every key.
        found = {"map": None, "hours": None, "times": opening_hours.times(channel.hours), **found}
    # A place without a number in it can't be found on a map.
    if kind == "location" and re.search(r"\d", text):
        found["map"] = {"href": MAP + quote(text), "text": words["report"]["map"]}
    return found


def plain(text):
    """A text in the reader's own language, in the form of `said`."""
    return {"text": text, "lang": None, "dir": None, "label": None}


def _sentence(text):
    """A note as a sentence of its own, so that it never runs into what comes next."""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".!?…:" else ".")


def _languages(codes, language, words):
    """In which languages a service is given; nothing where that is not known."""
    report = words["report"]
    if not codes:
        return None
    names = _language_names(codes, language)
    if language.spoken in [code.split("-")[0] for code in codes]:
        return report["language-note"].format(languages=names)
    return report["language-other"].format(languages=names)


def _url(urls, content, language):
    return urls.get(language.code) or urls.get(language.spoken) or content.named(urls)


def readable_url(url):
    """An address as a person reads it: no scheme, no www, no closing slash."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _language_names(codes, language):
    return ", ".join(language_name(code, language) for code in codes)


def _checked(record, language, words):
    report = words["report"]
    if record.state == "confirmed":
        return report["checked"].format(date=readable_date(record.checked, language))
    return _dated(_own_source(record), language, words)


def _own_source(record):
    """The source of a record; seen when the record was checked where nothing else is said."""
    return record.source if record.source.seen else replace(record.source, seen=record.checked)


def _dated(source, language, words):
    """When a source said so, or when it was read, with the advice to check."""
    key, day = ("documented-undated", source.seen) if source.date == "unknown" else ("documented", source.date)
    return words["report"][key].format(date=readable_date(day, language))


def _older(source, than):
    """A channel's own source where it is years older than the record's: nobody must take it for as new."""
    return source if source and _year(than) - _year(source) >= YEARS_TO_TELL else None


def _year(source):
    return int((source.seen if source.date == "unknown" else source.date)[:4])


def readable_date(text, language):
    """`2026-11-24`, `2026-11` or `2026` as the language writes it."""
    locale = language.locale
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    day = date(*parts, 1) if len(parts) == 2 else date(*parts)
    return format_skeleton("yMMMM", day, locale=locale) if len(parts) == 2 else format_date(day, locale=locale)


def municipalities_of(record, content):
    """The municipality codes a local record serves; empty for the county and the nation."""
    if record.area.kind != "employment-area":
        return record.area.codes
    return tuple(
        code for code, municipality in content.regions["municipalities"].items() if municipality["area"] in record.area.codes
    )


def area_name(record, content, language, words):
    """Where a service is given, in words: its municipalities, employment area, or the report's word for the rest."""
    if record.area.everywhere:
        return words["report"][f"near-{record.area.kind}"]
    known = content.regions[record.area.key]
    return ", ".join(content.name(known[code]["name"], language) for code in record.area.codes)


def language_name(code, language):
    """The name of a language in another."""
    return language.locale.languages.get(code.split("-")[0], code)
