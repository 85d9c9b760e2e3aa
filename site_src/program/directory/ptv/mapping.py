"""From PTV's classes, target groups and life events to our needs, ages and situations; the table is content of the
project, read and checked like all of it."""

from dataclasses import dataclass

from site_src.program.content import content
from site_src.program.content.project import PTV_MAPPING, REGIONS
from site_src.program.directory.naming import first, slug

TABLES = ("ontology_terms", "service_classes", "target_groups", "life_events")


@dataclass(frozen=True)
class Mapping:
    source_title: str
    source_url: str  # with {id} and {name}
    areas: dict  # (type, code) -> the whole county
    municipalities: frozenset
    organisations: dict  # PTV id or name -> our id
    tables: dict  # table -> code -> row
    current: dict  # (table, a code of older lists) -> the code of today
    not_for_residents: frozenset
    how: dict  # where PTV has no instructions for the reader

    def effects(self, service):
        """(needs, ages, situations) of a service: what its terms lead to, then its classes, group and life events."""
        groups = self._narrowest("target_groups", service.target_groups)
        if groups and all(code in self.not_for_residents for code in groups):
            return [], [], []
        codes = (service.terms, service.classes, service.target_groups, service.life_events)
        rows = [
            [self.tables[table].get(code, {}) for code in self._narrowest(table, chosen)]
            for table, chosen in zip(TABLES, codes, strict=True)
        ]
        needs = list(dict.fromkeys(need for found in rows for row in found for need in row.get("needs", ())))
        return needs, self._limit("ages", rows), self._limit("situations", rows)

    @staticmethod
    def _limit(key, rows):
        """Whom a service is limited to: its group says so, or every class that leads to a need does ("for entrepreneurs"
        beside "for anyone" is for anyone)."""
        _, classes, groups, _ = rows
        # Groups are ticked freely: one limits only when it is alone.
        groups = groups if len(groups) == 1 else ()
        telling = [row for row in classes if "needs" in row] or [row for row in classes if key in row]
        limiting = [*(telling if all(key in row for row in telling) else ()), *groups]
        return list(dict.fromkeys(id_ for row in limiting for id_ in row.get(key, ())))

    def page(self, service):
        """The address of the service's page for people."""
        words = f"{first(service.names)} {service.organisation[1]}"
        return self.source_url.replace("{id}", service.id).replace("{name}", slug(words) or "palvelu")

    def unknown(self, service):
        """The codes of a service that no list here has, each with its table; terms of the ontology are without number."""
        codes = (service.classes, service.target_groups, service.life_events)
        return [
            (table, code)
            for table, chosen in zip(TABLES[1:], codes, strict=True)
            for code in chosen
            if self.current.get((table, code), code) not in self.tables[table]
        ]

    def _narrowest(self, table, codes):
        """Codes of today, without the parents of others: KR1 says nothing beside KR1.3, P4 nothing beside P4.10."""
        codes = dict.fromkeys(self.current.get((table, code), code) for code in codes)
        return [code for code in codes if not any(other.startswith(f"{code}.") for other in codes)]


def load(project):
    """The Mapping of a project, for the municipalities of its regions.yml. Raises `ContentError`."""
    data = content.document(project, PTV_MAPPING).data
    tables = {table: data.get(table, {}) for table in TABLES}
    return Mapping(
        source_title=data["source"]["title"],
        source_url=data["source"]["url"],
        areas={
            ("Region", data["region"]),
            ("WellbeingServiceCounties", data["wellbeing_services_county"]),
            ("HospitalDistrict", data["hospital_district"]),
        },
        municipalities=frozenset(content.document(project, REGIONS).data["municipalities"]),
        organisations={name.lower(): organisation for name, organisation in data.get("organisations", {}).items()},
        tables=tables,
        current={(table, old): code for table in TABLES for code, row in tables[table].items() for old in row.get("old", ())},
        not_for_residents=frozenset(data.get("not_for_residents", ())),
        how=data["how"],
    )
