"""From the model to one record of the YAML schema: what stands under `imported:`."""

from site_src.program.directory.ptv.model import Contacts
from site_src.program.messages import msg

CHANNEL_ORDER = ("e-service", "web", "phone", "location", "form")


def service_record(service, channels, mapping, generals, log, today):
    """(record, needs found, channels that are not in the import) or (None, …) for a service of another region."""
    general = generals.get(service.general)
    if service.general and general is None and not service.general_included:
        log.warn(
            service.place,
            msg("its general description is not in the export: read it with /Service/serviceWithGD/ (or give its file too)"),
            msg("general descriptions are missing"),
        )
    _complete(service, general)
    area = _area(service, mapping, log)
    if area is None:
        return None, [], []
    needs, ages, situations = mapping.effects(service)
    entries, missing = [], []
    for connection in service.connections:
        channel = channels.get(connection.channel)
        if channel is None:
            missing.append(connection.channel)
        elif channel.published:
            entries += channel_entries(channel, connection)
        else:
            log.warn(service.place, msg("the channel {channel} is not published: it was left out", channel=channel.id))
    entries.sort(key=lambda entry: CHANNEL_ORDER.index(entry["type"]) if entry["type"] in CHANNEL_ORDER else 9)
    published = service.status == "Published" and service.area.known
    if service.status != "Published":
        log.warn(service.place, msg("its publishing status is {status}: it is kept and not published", status=service.status))
    description = _joined(service.base_description, service.description)
    record = {
        "ptv": _present(
            {
                "id": service.id,
                "type": None if service.kind == "Service" else service.kind,
                "status": None if service.status == "Published" else service.status,
                "modified": service.modified,
                "classes": list(service.classes),
                "target_groups": list(service.target_groups),
                "life_events": list(service.life_events),
                "channels": [connection.channel for connection in service.connections],
                "others": list(service.others),
                "unknown": service.unknown + [note for connection in service.connections
                                              for note in _unknown(channels.get(connection.channel))],
            }
        ),
        "name": service.names,
        "alternative_name": service.alternative_names,
        "summary": service.summary or _first_paragraphs(description) or service.names,
        "description": description,
        "how": {**{language: words for language, words in mapping.how.items() if language in service.names}, **service.how},
        "requirements": service.requirements,
        "times": service.times,
        "keywords": service.keywords,
        "needs": needs,
        "situations": situations,
        "ages": ages,
        "area": area,
        "languages": list(service.languages),
        "cost": service.cost,
        "cost_note": service.cost_note,
        "channels": entries,
        "source": {
            "title": mapping.source_title,
            "url": mapping.page(service),
            "date": service.modified[:10] if service.modified else "unknown",
            **({} if service.modified else {"seen": today.isoformat()}),
        },
        "checked": today.isoformat(),
        "state": "documented" if published else "unconfirmed",
    }  # fmt: skip
    # An empty list of needs is kept: it says that nobody has decided yet.
    kept = {key: value for key, value in record.items() if key == "needs" or _filled(value)}
    return kept, needs, missing


def _unknown(channel):
    return [] if channel is None else [f"channel {channel.id} {note}" for note in channel.unknown]


def _present(values):
    return {key: value for key, value in values.items() if _filled(value)}


def _filled(value):
    return value not in (None, "", [], {}, ())


def _joined(first, second):
    languages = list(dict.fromkeys([*second, *first]))
    return {language: "\n\n".join(part for part in (first.get(language), second.get(language)) if part) for language in languages}


def _first_paragraphs(texts):
    return {language: words.split("\n")[0] for language, words in texts.items()}


def _complete(service, general):
    """A general description fills what v12 keeps apart; a service's own words stay."""
    if general is None:
        return
    service.base_description = service.base_description or general.description
    service.requirements = service.requirements or general.requirements
    service.how = service.how or general.how
    service.cost = service.cost or general.cost
    for key in ("classes", "target_groups", "life_events", "terms"):
        setattr(service, key, tuple(dict.fromkeys(getattr(service, key) + getattr(general, key))))


def _area(service, mapping, log):
    """nation, county, or municipalities of the region; None when it is given elsewhere only."""
    area, ours = service.area, mapping.municipalities
    if area.nation:
        return "nation"
    if not area.known:
        log.warn(service.place, msg("its area is not told: it is kept and not published until someone writes area and state"))
        return "county"
    inside = [code for code in area.municipalities if code in ours]
    if ours and len(set(inside)) == len(ours):
        return "county"
    covered = [pair for pair in area.whole if pair in mapping.areas]
    if covered:
        if not inside or ("WellbeingServiceCounties", dict(mapping.areas)["WellbeingServiceCounties"]) in covered:
            return "county"
        missing = ", ".join(sorted(ours - set(inside)))
        log.warn(
            service.place,
            msg(
                "its area {covered} {covered_2} does not list every municipality ({missing} missing): only those listed are used",
                covered=covered[0][0],
                covered_2=covered[0][1],
                missing=missing,
            ),
            msg(
                "the area {covered} {covered_2} does not list every municipality", covered=covered[0][0], covered_2=covered[0][1]
            ),
        )
    return {"municipalities": sorted(set(inside))} if inside else None


def channel_entries(channel, connection):
    """The contacts of one channel as the service uses it, as entries of `channels:`."""
    own = connection.contacts
    contacts = Contacts(
        own.phones or channel.contacts.phones,
        own.emails or channel.contacts.emails,
        own.pages or channel.contacts.pages,
        own.addresses or channel.contacts.addresses,
    )
    hours = connection.hours or channel.hours
    if hours == [{"always": True}]:
        hours = "24/7"
    common = {"name": channel.names, "ptv": channel.id}
    notes = {"note": connection.note or channel.summary}
    price = {"cost": connection.cost, "cost_note": connection.cost_note}
    entries = []
    if channel.kind == "location":
        places = [address for address in contacts.addresses if address.kind == "visit"] or contacts.addresses
        for address in places or [None]:
            where = _address(address) if address else {}
            entries.append({"type": "location", **common, **where, "hours": hours, **_noted(where, notes), **price})
        entries += _phones(contacts.phones, common, None) + _pages(contacts.pages, "web", common, {})
        post = [address for address in contacts.addresses if address.kind == "post" and address not in places]
        entries += [{"type": "post", **common, **_address(address)} for address in post]
    elif channel.kind == "phone":
        entries += [{**entry, **_noted(entry, notes)} for entry in _phones(contacts.phones, common, hours)]
        entries += _pages(contacts.pages, "web", common, {})
    elif channel.kind == "form":
        forms = _pages(channel.forms, "form", common, {"form": channel.form_id})
        entries += forms or _pages(contacts.pages, "form", common, {"form": channel.form_id})
        post = [{"type": "post", **common, **_address(address)} for address in contacts.addresses]
        entries += post + _phones(contacts.phones, common, None)
    else:
        kind = channel.kind if channel.kind == "e-service" else "web"
        entries += _pages(contacts.pages, kind, common, {**notes, "hours": hours, **price})
        entries += _phones(contacts.phones, common, None) + _pages(channel.forms, "form", common, {})
        entries += [{"type": "location", **common, **_address(address)} for address in own.addresses]
    support = {**common, "support": True}
    entries += _emails(contacts.emails, common)
    entries += _phones(channel.support.phones, support, None) + _emails(channel.support.emails, support)
    return [_present({**entry, "languages": list(channel.languages)}) for entry in entries]


def _noted(entry, notes):
    return {} if entry.get("note") else notes


def _phones(phones, common, hours):
    """One entry a number; the same number in several languages is one."""
    entries = {}
    for phone in phones:
        entry = entries.setdefault(
            (phone.number, phone.kind),
            {"type": "phone", **common, "number": phone.number, "kind": None if phone.kind == "phone" else phone.kind,
             "hours": hours, "cost": phone.cost, "note": {}, "cost_note": {}},
        )  # fmt: skip
        if phone.language:
            if phone.note:
                entry["note"].setdefault(phone.language, phone.note)
            if phone.cost_note:
                entry["cost_note"].setdefault(phone.language, phone.cost_note)
    return list(entries.values())


def _emails(emails, common):
    addresses = dict.fromkeys(email.address for email in emails)
    return [{"type": "email", **common, "address": address} for address in addresses]


def _pages(pages, kind, common, extra):
    """The n-th page of each language makes the n-th entry: translations of one page are not told apart in PTV."""
    entries, counts, others = [], {}, []
    for page in pages:
        if not page.url.lower().startswith("http"):
            scheme, _, rest = page.url.partition(":")
            where = {"type": "email", "address": rest} if scheme.lower() == "mailto" else {"type": "phone", "number": rest}
            others.append({**where, **common})
            continue
        language = page.language or "fi"
        number = counts[language] = counts.get(language, -1) + 1
        while len(entries) <= number:
            entries.append({"type": kind, **common, "url": {}, "label": {}, **extra})
        entries[number]["url"][language] = page.url
        label = ". ".join(part for part in (page.name, page.note) if part)
        if label:
            entries[number]["label"][language] = label
    return entries + others


def _address(address):
    lines = next((address.lines[language] for language in ("fi", "sv", *address.lines) if address.lines.get(language)), "")
    city = next((address.city[language] for language in ("fi", "sv", *address.city) if address.city.get(language)), "")
    whole = ", ".join(part for part in (lines, f"{address.postal_code or ''} {_city(city)}".strip()) if part)
    in_swedish = address.lines.get("sv")
    entry = {
        "address": whole,
        "street": {"fi": lines, "sv": in_swedish} if in_swedish and in_swedish != lines else None,
        "municipality": address.municipality,
        "country": None if address.country in (None, "FI") else address.country,
        "note": address.note,
    }
    if address.position:
        entry["latitude"], entry["longitude"] = address.position
    return _present(entry)


def _city(name):
    """PTV writes post offices in capitals; people don't."""
    return name.title() if name.isupper() else name
