"""A service record as its reader sees it, in one language: the same card in a result and in the directory."""

from datetime import date

from babel import Locale
from babel.dates import format_date, format_skeleton

TEXTS = ("summary", "how")
CHANNEL_KINDS = {"web": "web", "e-service": "web", "form": "web", "chat": "chat"}


def published(record):
    """Whether residents may see a record. What is unconfirmed is for staff only."""
    return record["state"] != "unconfirmed"


def shown_in(record, language):
    """Whether a record is read in a language: it is published and its texts are all there. No other language stands in."""
    return published(record) and not missing_in(record, language)


def missing_in(record, language):
    """The names of the texts that a record lacks in a language. A proper name may be the Finnish one."""
    missing = [field for field in TEXTS if language.code not in record.get(field, {})]
    if not any(code in record["name"] for code in (language.code, language.names_from, "fi")):
        missing.append("name")
    return missing


def card(record, content, language, words):
    """The card of a published record: plain texts and links, nothing a reader must decode."""
    organisation = content.organisations[record["organisation"]]
    languages = record.get("languages")
    return {
        "name": content.name(record["name"], language),
        "organisation": content.name(organisation["name"], language),
        "summary": record["summary"][language.code],
        "how": record["how"][language.code],
        "channels": [
            _channel(channel, record, content, language, words)
            for channel in record.get("channels", ())
            if channel.get("state", record["state"]) != "unconfirmed"
        ],
        "languages": words["report"]["language-note"].format(languages=_language_names(languages, language))
        if languages
        else None,
        "checked": _checked(record, language, words),
        "source": {
            "label": words["report"]["source"],
            "text": record["source"]["title"],
            "href": record["source"].get("url"),
        },
    }


def _channel(channel, record, content, language, words):
    kind = CHANNEL_KINDS.get(channel["type"], channel["type"])
    note = [channel["note"][language.code]] if language.code in channel.get("note", {}) else []
    if isinstance(channel.get("hours"), str):
        note.append(_hours(channel["hours"], words))
    if channel["type"] == "phone":
        text, href = channel["number"], "tel:" + channel["number"].replace(" ", "")
    elif channel["type"] == "email":
        text, href = channel["address"], "mailto:" + channel["address"]
    elif channel["type"] == "location":
        text, href = channel["address"], None
    else:
        href = _url(channel["url"], language)
        text = readable_url(href)
    return {"kind": kind, "text": text, "href": href, "note": " ".join(note) or None}


def _hours(hours, words):
    return words["report"]["always-open"] if hours == "24/7" else hours


def _url(urls, language):
    return urls.get(language.code) or urls.get(language.lang) or urls.get("fi") or next(iter(urls.values()))


def readable_url(url):
    """An address as a person reads it: no scheme, no www, no closing slash."""
    return url.split("://", 1)[-1].removeprefix("www.").rstrip("/")


def _language_names(codes, language):
    return ", ".join(language_name(code, language) for code in codes)


def _checked(record, language, words):
    report = words["report"]
    if record["state"] == "confirmed":
        return report["checked"].format(date=readable_date(record["checked"], language))
    source = record["source"]
    if source["date"] == "unknown":
        return report["documented-undated"].format(date=readable_date(source.get("seen", record["checked"]), language))
    return report["documented"].format(date=readable_date(source["date"], language))


def readable_date(text, language):
    """`2026-11-24`, `2026-11` or `2026` as the language writes it."""
    locale = Locale.parse(language.lang)
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    day = date(*parts, 1) if len(parts) == 2 else date(*parts)
    return format_skeleton("yMMMM", day, locale=locale) if len(parts) == 2 else format_date(day, locale=locale)


def municipalities_of(record, content):
    """The municipality codes a local record serves; empty for the county and the nation."""
    area = record["area"]
    if isinstance(area, str):
        return ()
    if "municipalities" in area:
        return tuple(area["municipalities"])
    return tuple(
        code
        for code, municipality in content.regions["municipalities"].items()
        if municipality["area"] in area["employment_areas"]
    )


def area_kind(record):
    """municipality, employment-area, county or nation."""
    area = record["area"]
    if isinstance(area, str):
        return area
    return "municipality" if "municipalities" in area else "employment-area"


def area_name(record, content, language, words):
    """Where a service is given, in words: its municipalities, employment area, or the report's word for the rest."""
    area = record["area"]
    if isinstance(area, str):
        return words["report"][f"near-{area}"]
    regions = content.regions
    if "municipalities" in area:
        entries = [regions["municipalities"][code] for code in area["municipalities"]]
    else:
        entries = [regions["employment_areas"][code] for code in area["employment_areas"]]
    return ", ".join(content.name(entry["name"], language) for entry in entries)


def language_name(code, language):
    """The name of a language in another."""
    return Locale.parse(language.lang).languages.get(code.split("-")[0], code)
