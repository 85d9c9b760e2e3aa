"""HSDS packages to directory records. Packages of this project come back whole, those of others with what they say."""

import csv
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

from babel.core import get_global

from site_src.program.content import hours as opening_hours
from site_src.program.content import kinds
from site_src.program.content.problems import ContentError, Problem
from site_src.program.directory import sanitize
from site_src.program.directory.hsds.joining import joined
from site_src.program.directory.hsds.nesting import flat, formed, services_of
from site_src.program.directory.hsds.package import plain
from site_src.program.directory.hsds.tables import DEFINITIONS
from site_src.program.directory.naming import slug
from site_src.program.messages import msg, of_system

DAYS = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), opening_hours.DAYS, strict=True))
# What is read of the tables of others; the rest is told. Ids and links are no facts.
LINKS = "service_id location_id contact_id organization_id service_at_location_id taxonomy_term_id taxonomy_id"
LINKED = {"id", *LINKS.split()}
READ = {
    table: LINKED | set(words.split())
    for table, words in {
        "organization": "name description website",
        "service": "name alternate_name description url email status application_process fees_description "
        "eligibility_description assured_date",
        "service_at_location": "description",
        "location": "location_type url name description latitude longitude",
        "address": "address_1 city state_province postal_code country address_type",
        "phone": "number type description",
        "contact": "name email",
        "schedule": "valid_from valid_to freq byday opens_at closes_at timezone",
        "service_area": "name description extent extent_type",
        "language": "name code",
        "taxonomy_term": "code name description taxonomy language term_uri",
        "taxonomy": "name description uri",
        "attribute": "link_id link_type link_entity value label",
        "meta_table_description": "name language character_set",
    }.items()
}
SERVICES_TABLE = DEFINITIONS["service"][0]
csv.field_size_limit(10_000_000)


def load(path, language=None, *, today=None):
    """{"organisations", "services", "left": {what: how often}} of a package: its folder, a folder of packages, or its JSON.

    Raises ContentError with what can't be read. Records that are not this project's own are unconfirmed.
    """
    path = Path(path)
    if path.is_dir() and not (path / "datapackage.json").exists():
        folders = sorted(child for child in path.iterdir() if (child / "datapackage.json").exists())
        if not folders:
            raise ContentError([Problem.at(path.name, msg("There is no datapackage.json here. Name the package's folder."))])
        # Several packages are one a language, and each says its own; a single one may leave that to who reads it.
        told = language if len(folders) == 1 else None
        return joined([load(folder, told, today=today) for folder in folders])
    tables, told, left = _from_csv(path) if path.is_dir() else _from_json(path)
    language = two_letters(language or told)
    if not language:
        message = msg("The package does not say in which language it is. Name the language with --lang, as --lang en.")
        raise ContentError([Problem.at(path.name, message)])
    return _Reader(tables, language, today or date.today(), left).records()


def two_letters(code):
    """A language code as this project writes it: en for eng, in whatever case; None for what names no language."""
    if not isinstance(code, str):
        return None
    base = code.strip().lower().split("-")[0].split("_")[0]
    base = get_global("language_aliases").get(base, base)
    return None if kinds.language_problem(base) else base


def _read_json(path):
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ContentError([Problem.at(path.name, msg("The file can't be read: {reason}.", reason=of_system(error)))]) from None
    except UnicodeDecodeError:
        raise ContentError([Problem.at(path.name, msg("The file is not UTF-8. Save it as UTF-8."))]) from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise ContentError(
            [Problem(path.name, line, getattr(error, "colno", 1), msg("This is not JSON. Export the package again."))]
        ) from None


def _from_json(path):
    data = _read_json(path)
    left = Counter()
    if isinstance(data, dict) and all(isinstance(rows, list) for rows in data.values()) and SERVICES_TABLE in data:
        names = {file: name for name, (file, *_) in DEFINITIONS.items()}
        tables = {names.get(file, Path(file).stem): rows for file, rows in data.items()}
        return _known_tables(tables, left), None, left
    services = services_of(data)
    if not services:
        message = msg(
            "There is no service here. An HSDS file holds services, organisations with theirs, or services at locations."
        )
        raise ContentError([Problem.at(path.name, message)])
    tables = flat([formed(service, left) for service in services], left)
    told = [term.get("language") for term in tables.get("taxonomy_term", ())]
    languages = {language for language in told if isinstance(language, str) and language}
    return tables, languages.pop() if len(languages) == 1 else None, left


def _from_csv(folder):
    package = _read_json(folder / "datapackage.json")
    tables, problems, language = {}, [], package.get("language") if isinstance(package, dict) else None
    resources = package.get("resources") if isinstance(package, dict) else None
    for resource in resources if isinstance(resources, list) else ():
        name, path = (resource.get("name"), resource.get("path")) if isinstance(resource, dict) else (None, None)
        if not (isinstance(name, str) and isinstance(path, str)):
            continue
        # A package is from elsewhere: it may name no file outside its folder.
        if Path(path).name != path:
            problems.append(
                Problem.at("datapackage.json", msg('The path "{path}" leaves the folder. Keep the tables beside it.', path=path))
            )
            continue
        try:
            with open(folder / path, encoding="utf-8-sig", newline="") as stream:
                rows = [{key: plain(value) for key, value in row.items() if key and value} for row in csv.DictReader(stream)]
        except OSError as error:
            if name in DEFINITIONS:
                problems.append(
                    Problem.at(
                        path, msg("The table can't be read: {reason}. Put it beside datapackage.json.", reason=of_system(error))
                    )
                )
            continue
        except (UnicodeDecodeError, csv.Error):
            problems.append(Problem.at(path, msg("The table is not CSV in UTF-8. Export the package again.")))
            continue
        for number, row in enumerate(rows if name in DEFINITIONS else (), 2):
            if not isinstance(row.get("id"), str):
                problems.append(Problem.at(f"{path}: row {number}", msg("The id is missing. Export the package again.")))
        tables[name] = rows
    if problems:
        raise ContentError(problems)
    left = Counter()
    return _known_tables(tables, left), language, left


def _known_tables(tables, left):
    """The tables that this reader knows; the others are counted in `left`."""
    left.update({f"{name} (a table of its own)": len(rows) for name, rows in tables.items() if name not in DEFINITIONS and rows})
    return {name: rows for name, rows in tables.items() if name in DEFINITIONS}


class _Reader:
    def __init__(self, tables, language, today, left):
        self.tables, self.language, self.today = tables, language, today
        self.problems, self.ids, self.left = [], set(), left
        self.terms = {row["id"]: row for row in self.rows("taxonomy_term")}
        self.attributes = {}
        for row in self.rows("attribute"):
            self.attributes.setdefault(row.get("link_id"), []).append(row)
        self.by = {}
        for table in DEFINITIONS:
            for row in self.rows(table):
                for key in ("service_id", "location_id", "contact_id"):
                    if row.get(key):
                        self.by.setdefault((table, key, row[key]), []).append(row)
        self.locations = {row["id"]: row for row in self.rows("location")}

    def rows(self, table):
        return [row for row in self.tables.get(table, ()) if isinstance(row, dict) and row.get("id")]

    def records(self):
        owners = {}
        for row in self.rows("organization"):
            name = self.text(row, "name")
            if not name:
                self.problems.append(Problem.at(f"organization {row['id']}", msg("The name is missing. Add it.")))
                continue
            owner = {"id": self.facts(row).get("id") or self.free_id(name), "name": {self.language: name}}
            website = sanitize.link(str(row.get("website", "")))
            owners[row["id"]] = owner | ({"website": {self.language: website}} if website else {})
        services = [self.service(row, owners) for row in self.rows("service")]
        if not services and not self.problems:
            self.problems.append(Problem.at("services", msg("There is no service here. Name a package or a list of services.")))
        if self.problems:
            raise ContentError(self.problems)
        self.left.update(self.unread())
        return {"organisations": list(owners.values()), "services": services, "left": dict(self.left)}

    def unread(self):
        """{what this reader has no place for: how often}; what this project wrote itself is all read by its attributes."""
        if any(self.facts(row).get("id") for row in self.rows("service")):
            return {}
        found = Counter()
        for table, rows in self.tables.items():
            kept = READ.get(table)
            for row in rows if isinstance(rows, list) else ():
                if kept is None:
                    found[f"{table} (a table of its own)"] += 1
                elif isinstance(row, dict):
                    found.update(
                        f"{table}.{key}" for key, value in row.items() if key not in kept and value not in (None, "", [], {})
                    )
        schedules = sum("location_id" not in row for row in self.rows("schedule"))
        return found + Counter({"schedule (of a service or a phone, not of a place)": schedules})

    def text(self, row, key):
        value = row.get(key)
        return sanitize.text(str(value)) if value not in (None, "") else ""

    def texts(self, words):
        return {self.language: words} if words else None

    def facts(self, row, prefix="record."):
        """What this project wrote of a row in attributes: {code without its prefix: value}."""
        found = {}
        for attribute in self.attributes.get(row["id"], ()):
            code = str(self.terms.get(attribute.get("taxonomy_term_id"), {}).get("code", ""))
            if code.startswith(prefix):
                found[code.removeprefix(prefix)] = sanitize.text(str(attribute.get("value") or ""))
        return found

    def free_id(self, name):
        base = slug(name) or "service"
        number, candidate = 2, base
        while candidate in self.ids:
            candidate, number = f"{base}-{number}", number + 1
        self.ids.add(candidate)
        return candidate

    def service(self, row, owners):
        name, facts, ours = self.text(row, "name"), self.facts(row), bool(self.facts(row).get("id"))
        owner = owners.get(row.get("organization_id"))
        if not name or owner is None:
            self.problems.append(Problem.at(f"service {row['id']}", msg("The name or the organisation is missing. Add them.")))
            return None
        description = self.text(row, "description")
        summary = facts.get("summary") or (description if ours else description.split("\n")[0]) or name
        rest = description.removeprefix(summary).strip("\n") if facts.get("summary") or not ours else ""
        source = {key.removeprefix("source."): value for key, value in facts.items() if key.startswith("source.")}
        stated = self.text(row, "assured_date")
        record = {
            "id": facts.get("id") or self.free_id(name),
            "organisation": owner["id"],
            "name": self.texts(name),
            "alternative_name": self.texts(self.text(row, "alternate_name")),
            "summary": self.texts(summary),
            "description": self.texts(rest),
            "how": self.texts(self.text(row, "application_process")),
            "requirements": self.texts(self.text(row, "eligibility_description")),
            "needs": list(self.facts(row, "need.")),
            "situations": list(self.facts(row, "situation.")),
            "ages": list(self.facts(row, "age.")),
            "area": self.area(row, facts),
            "languages": [code for each in self.by.get(("language", "service_id", row["id"]), ()) if (code := self.spoken(each))],
            "cost": facts.get("cost"),
            "cost_note": self.texts(self.text(row, "fees_description")),
            "referral": facts.get("referral"),
            "channels": self.channels(row),
            "source": source or {"title": "HSDS", "date": stated or "unknown", "seen": self.today.isoformat()},
            "checked": facts.get("checked") or stated or self.today.isoformat(),
            "state": facts.get("state") if ours else "unconfirmed",
            "confirmed_by": facts.get("confirmed_by"),
            "review_by": facts.get("review_by"),
            "season": self.season(row, facts),
            "crisis": True if facts.get("crisis") == "true" else None,
            "order": int(facts["order"]) if re.fullmatch(r"-?\d{1,6}", facts.get("order", "")) else None,
        }
        return {key: value for key, value in record.items() if key == "needs" or value not in (None, "", [], {})}

    def spoken(self, row):
        """The code of a language that a service is given in; one that nobody knows is told."""
        told = row.get("code") or row.get("name")
        code = two_letters(told)
        if code is None:
            self.left[f'a language of a service: "{sanitize.line(str(told))[:40]}"'] += 1
        return code

    def season(self, row, facts):
        if not facts.get("season"):
            return None
        try:
            return json.loads(facts["season"])
        except ValueError:
            self.problems.append(Problem.at(f"service {row['id']}", msg("Its season can't be read. Export the package again.")))

    def area(self, row, facts):
        if facts.get("area"):
            try:
                return json.loads(facts["area"])
            except ValueError:
                self.problems.append(Problem.at(f"service {row['id']}", msg("Its area can't be read. Export the package again.")))
        codes = [str(area.get("extent", "")) for area in self.by.get(("service_area", "service_id", row["id"]), ())]
        codes = [code for code in codes if re.fullmatch(r"\d{3}", code)]
        return {"municipalities": codes} if codes else "county"

    def channels(self, row):
        found = []
        for place in self.by.get(("service_at_location", "service_id", row["id"]), ()):
            location = self.locations.get(place.get("location_id"))
            if location:
                found.append(self.channel(location, "location", self.place(location)))
                phones = self.by.get(("phone", "location_id", location["id"]), ())
                found += [self.channel(phone, "phone", self.phone(phone)) for phone in phones]
        found += [
            self.channel(phone, "phone", self.phone(phone)) for phone in self.by.get(("phone", "service_id", row["id"]), ())
        ]
        for contact in self.by.get(("contact", "service_id", row["id"]), ()):
            address = sanitize.email(str(contact.get("email", "")))
            found.append(self.channel(contact, "email", {"address": address} if address else None))
            phones = self.by.get(("phone", "contact_id", contact["id"]), ())
            found += [self.channel(phone, "phone", self.phone(phone)) for phone in phones]
        url = sanitize.link(str(row.get("url", "")))
        found = [channel for channel in found if channel]
        if url and not any(self.language in channel[1].get("url", {}) for channel in found):
            found.append((99, {"type": "web", "url": {self.language: url}}))
        return [channel for _, channel in sorted(found, key=lambda pair: pair[0])]

    def channel(self, row, kind, values):
        """(its place, the channel), or None when nothing of it can be used."""
        if not values:
            return None
        kinds, facts = self.facts(row, "channel."), self.facts(row, "record.channel.")
        kind, place = next(iter(kinds.items()), (None, "99")) if kinds else (values.pop("type", kind), "99")
        values.pop("type", None)
        channel = {"type": kind, "name": self.texts(self.text(row, "name")), **values}
        channel |= {"municipality": facts.get("municipality"), "cost": facts.get("cost"), "label": self.texts(facts.get("label"))}
        note = facts.get("note") or (self.text(row, "description") if not kinds else "")
        channel["note"] = self.texts(note)
        if facts.get("hours"):
            try:
                channel["hours"] = opening_hours.from_text(facts["hours"])
            except opening_hours.NotHours:
                self.left[f'hours that can\'t be read: "{facts["hours"][:60]}"'] += 1
        elif not kinds:
            channel["hours"] = self.hours(row)
        return int(place) if place.isdecimal() else 99, {
            key: value for key, value in channel.items() if value not in (None, "", [], {})
        }

    def place(self, row):
        url = sanitize.link(str(row.get("url", "")))
        if row.get("location_type") == "virtual":
            return {"type": "web", "url": {self.language: url}} if url else None
        facts = self.facts(row, "record.channel.")
        address = next(iter(self.by.get(("address", "location_id", row["id"]), ())), {})
        parts = [self.text(address, "address_1"), f"{self.text(address, 'postal_code')} {self.text(address, 'city')}".strip()]
        words = facts.get("address") or ", ".join(part for part in parts if part)
        where = {"type": "post" if row.get("location_type") == "postal" else "location", "address": words}
        for key in ("latitude", "longitude"):
            try:
                where[key] = round(float(row[key]), 6)
            except (KeyError, TypeError, ValueError):
                where.pop("latitude", None)
                break
        if not (abs(where.get("latitude", 0)) <= 90 and abs(where.get("longitude", 0)) <= 180):
            self.left["a place that no map has"] += 1
            del where["latitude"], where["longitude"]
        return {key: value for key, value in where.items() if value}

    def phone(self, row):
        number = sanitize.phone(str(row.get("number", "")).strip("\"' "))
        if number is None:
            self.left[
                f'a phone number that nobody can dial from Finland: "{sanitize.line(str(row.get("number", "")))[:60]}"'
            ] += 1
        kind = {"text": "sms", "fax": "fax"}.get(row.get("type"))
        return {"number": number, **({"kind": kind} if kind else {})} if number else None

    def hours(self, row):
        entries = []
        for schedule in self.by.get(("schedule", "location_id", row["id"]), ()):
            times = [re.match(r"\d{2}:\d{2}", str(schedule.get(key, ""))) for key in ("opens_at", "closes_at")]
            days = [DAYS[code] for code in str(schedule.get("byday", "")).split(",") if code in DAYS]
            if all(times) and days:
                limits = {key: str(schedule[key]) for key in ("valid_from", "valid_to") if schedule.get(key)}
                entries.append({"days": days, "opens": times[0][0], "closes": times[1][0], **limits})
        return entries
