"""Directory records to HSDS tables and JSON, in one language."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from site_src.program.content import hours as opening_hours
from site_src.program.content.records import Source
from site_src.program.content.records import names as fields_of
from site_src.program.directory.hsds.nesting import page
from site_src.program.directory.hsds.package import describe, write_json, write_table
from site_src.program.directory.hsds.tables import DEFINITIONS, PTV_CLASS, TAXONOMIES, identifier

WEB = ("web", "e-service", "form", "chat")
DAY_CODES = dict(zip(opening_hours.DAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
ADDRESS = re.compile(r"(?:(.*), *)?(\d{5}) +(\S.*)")
# What HSDS has no field for: attributes of the service.
FACTS = ("state", "checked", "cost", "referral", "order", "confirmed_by", "crisis", "review_by", "season")
PHONE_TYPES = {None: "voice", "sms": "text", "fax": "fax"}
# Finnish winter time: HSDS knows one offset from UTC, and no summer.
TIMEZONE = 2


@dataclass
class Exported:
    """What one language's package holds, and which records could not be in it."""

    language: str
    services: int = 0
    organisations: int = 0
    files: list = field(default_factory=list)
    left_out: list = field(default_factory=list)  # (id, reason)


def export(services, organisations, regions, language, out_dir, *, names=None):
    """Writes `out_dir`/services.json, datapackage.json and its tables in `language`; returns Exported.

    Unconfirmed records, and records without a name in the language, are left out and told. `regions` is the data of
    regions.yml; `names` may give readable names of terms: {"need": {"job": "Finding a job"}, …}.
    """
    out = Path(out_dir)
    result = Exported(language)
    tables = _Tables(language, names or {})
    owners = {organisation.id: organisation for organisation in organisations}
    for record in services:
        owner = owners.get(record.organisation)
        reason = _reason(record, owner, language)
        if reason:
            result.left_out.append((record.id, reason))
            continue
        tables.add_organisation(owner)
        tables.add_service(record, regions)
        result.services += 1
    result.organisations = len(tables.rows["organization"])
    tables.describe()
    out.mkdir(parents=True, exist_ok=True)
    result.files = [write_json(out / "services.json", page(tables.rows))]
    for name, rows in tables.rows.items():
        if rows:
            result.files.append(write_table(out / DEFINITIONS[name][0], name, rows))
    result.files.append(write_json(out / "datapackage.json", describe(tables.rows, language)))
    return result


def _reason(record, owner, language):
    if record.state == "unconfirmed":
        return "the record is unconfirmed"
    if record.retired:
        return "the record is retired"
    if owner is None:
        return f"the organisation {record.organisation} is unknown"
    if not record.name.get(language):
        return f"there is no name in {language}"
    return None


class _Tables:
    def __init__(self, language, names):
        self.language, self.names = language, names
        self.rows = {name: [] for name in DEFINITIONS}
        self.terms, self.seen = {}, set()

    def text(self, texts):
        return (texts or {}).get(self.language)

    def add(self, table, *parts, **values):
        row = {"id": identifier(table, *parts), **{key: value for key, value in values.items() if value not in (None, "")}}
        self.rows[table].append(row)
        return row["id"]

    def add_organisation(self, owner):
        if owner.id in self.seen:
            return
        self.seen.add(owner.id)
        # A proper name is the same in every language where it has no other.
        name = self.text(owner.name) or next(iter(owner.name.values()))
        website = self.text(owner.website) or next(iter(owner.website.values()), None)
        row = self.add("organization", owner.id, name=name, description=name, website=website)
        self.attribute("organization", row, "record", "id", owner.id)

    def add_service(self, record, regions):
        key, channels = record.id, record.channels
        web = next((self.text(channel.url) for channel in channels if channel.type in WEB and self.text(channel.url)), None)
        emails = [channel.address for channel in channels if channel.type == "email"]
        ages = _ages(record.ages)
        service = self.add(
            "service",
            key,
            organization_id=identifier("organization", record.organisation),
            name=self.text(record.name),
            alternate_name=self.text(record.alternative_name),
            description="\n\n".join(filter(None, (self.text(record.summary), self.text(record.description)))),
            url=web,
            email=emails[0] if emails else None,
            status="active",
            application_process=self.text(record.how),
            fees_description=self.text(record.cost_note),
            eligibility_description=self.text(record.requirements),
            minimum_age=ages[0],
            maximum_age=ages[1],
            assured_date=record.checked if re.fullmatch(r"\d{4}-\d{2}-\d{2}", record.checked) else None,
        )
        facts = {"id": key, "organisation": record.organisation, "area": json.dumps(record.area.data, sort_keys=True)}
        facts |= {name: getattr(record, name) for name in FACTS}
        facts |= {f"source.{name}": getattr(record.source, name) for name in fields_of(Source)}
        facts["summary"] = self.text(record.summary) if record.description else None
        for name, value in facts.items():
            if value:
                self.attribute("service", service, "record", name, value if isinstance(value, str) else json.dumps(value))
        for taxonomy, codes in (("need", "needs"), ("situation", "situations"), ("age", "ages")):
            for code in getattr(record, codes):
                self.attribute("service", service, taxonomy, code)
        for code in (record.ptv or {}).get("classes", ()):
            self.attribute("service", service, "ptv", code)
        self._areas(service, record.area, regions)
        for code in record.languages:
            self.add("language", key, code, service_id=service, name=code, code=code)
        if record.cost == "free":
            self.add("cost_option", key, service_id=service, currency="EUR", amount=0)
        for place, channel in enumerate(channels):
            self._channel(record, service, place, channel)

    def _channel(self, record, service, place, channel):
        key, kind = (record.id, place), channel.type
        common = {"description": self.text(channel.note), "name": self.text(channel.name)}
        if kind == "phone":
            words = " ".join(filter(None, (common["name"], common["description"])))
            entity = "phone"
            row = self.add(
                "phone",
                *key,
                service_id=service,
                number=channel.number,
                type=PHONE_TYPES.get(channel.kind, "voice"),
                description=words,
            )
        elif kind == "email":
            entity, row = "contact", self.add("contact", *key, service_id=service, name=common["name"], email=channel.address)
        else:
            url = self.text(channel.url)
            if kind in WEB and url is None:
                return
            entity = "location"
            row = self.add(
                "location",
                *key,
                location_type="virtual" if kind in WEB else "postal" if kind == "post" else "physical",
                url=url,
                organization_id=identifier("organization", record.organisation),
                latitude=channel.latitude,
                longitude=channel.longitude,
                **common,
            )
            self.add("service_at_location", *key, service_id=service, location_id=row)
            self._address(key, row, channel)
        self.attribute(entity, row, "channel", kind, str(place))
        for name in ("municipality", "cost", "address", "label"):
            value = getattr(channel, name)
            value = self.text(value) if isinstance(value, dict) else value
            if value and not (name == "address" and entity != "location"):
                self.attribute(entity, row, "record", f"channel.{name}", value)
        if common["description"]:
            self.attribute(entity, row, "record", "channel.note", common["description"])
        if channel.hours:
            self.attribute(entity, row, "record", "channel.hours", opening_hours.to_text(channel.hours))
            self._schedules(
                key, {"location_id": row} if entity == "location" else {"service_id": service}, channel.hours, channel
            )

    def _address(self, key, location, channel):
        match = ADDRESS.fullmatch(channel.address or "")
        if match:
            street, code, city = match.groups()
            values = {
                "address_1": street or city,
                "city": city,
                "state_province": "Suomi",
                "postal_code": code,
                "country": channel.country or "FI",
            }
            self.add(
                "address",
                *key,
                location_id=location,
                address_type="postal" if channel.type == "post" else "physical",
                **values,
            )

    def _schedules(self, key, owner, hours, channel):
        if hours == opening_hours.ALWAYS:
            hours = [{"always": True}]
        # A schedule of a phone belongs to the service in HSDS; the number tells which phone.
        about = channel.number if channel.type == "phone" else None
        for number, entry in enumerate(hours):
            days = entry.get("days") or (list(DAY_CODES) if entry.get("always") else [])
            times = ("00:00:00", "23:59:00") if entry.get("always") else (_time(entry.get("opens")), _time(entry.get("closes")))
            words = "closed" if entry.get("closed") else opening_hours.to_text([{k: v for k, v in entry.items() if k != "note"}])
            self.add(
                "schedule",
                *key,
                number,
                **owner,
                valid_from=entry.get("from") or entry.get("valid_from"),
                valid_to=entry.get("to") or entry.get("valid_to"),
                timezone=TIMEZONE,
                freq="WEEKLY" if days else None,
                byday=",".join(DAY_CODES[day] for day in days),
                description=": ".join(filter(None, (about, words))),
                opens_at=times[0],
                closes_at=times[1],
                notes=self.text(entry.get("note")),
            )

    def _areas(self, service, area, regions):
        if area.kind == "nation":
            found = [("FI", {"fi": "Suomi", "sv": "Finland", "en": "Finland"})]
        elif area.kind == "county":
            found = [("county", regions["county"]["name"])]
        else:
            found = [(code, regions[area.key][code]["name"]) for code in area.codes if code in regions[area.key]]
        for code, texts in found:
            name = self.text(texts) or next(iter(texts.values()))
            self.add("service_area", service, code, service_id=service, name=name, extent=code, extent_type="text")

    def attribute(self, entity, link, taxonomy, code, value=None):
        term = self.terms.get((taxonomy, code)) or self._term(taxonomy, code)
        self.add(
            "attribute",
            entity,
            link,
            taxonomy,
            code,
            link_id=link,
            taxonomy_term_id=term,
            link_type=taxonomy,
            link_entity=entity,
            value=value,
        )

    def _term(self, taxonomy, code):
        name, description = TAXONOMIES[taxonomy]
        if not any(key == taxonomy for key, _ in self.terms):
            self.add("taxonomy", taxonomy, name=name, description=description)
        readable = self.names.get(taxonomy, {}).get(code, code)
        self.terms[taxonomy, code] = self.add(
            "taxonomy_term",
            taxonomy,
            code,
            code=f"{taxonomy}.{code}",
            name=readable,
            description=f"{name}: {readable}",
            taxonomy=name,
            language=self.language,
            taxonomy_id=identifier("taxonomy", taxonomy),
            term_uri=f"{PTV_CLASS}{code}" if taxonomy == "ptv" else None,
        )
        return self.terms[taxonomy, code]

    def describe(self):
        for name, rows in self.rows.items():
            if rows and name != "meta_table_description":
                self.add("meta_table_description", name, name=name, language=self.language, character_set="UTF-8")


def _time(value):
    return None if value is None else "23:59:00" if value == "24:00" else f"{value}:00"


def _ages(options):
    """Least and greatest age of options such as 16-17, 18-29 and 55-or-over."""
    numbers = [re.findall(r"\d+", option) for option in options]
    if not numbers or not all(numbers):
        return None, None
    low = min(int(found[0]) for found in numbers)
    high = None if any(len(found) == 1 for found in numbers) else max(int(found[-1]) for found in numbers)
    return low, high
