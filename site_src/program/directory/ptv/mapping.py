"""From PTV's classes, target groups and life events to our needs, ages and situations; the table is content of the
project, read and checked like all of it."""

from dataclasses import dataclass

from site_src.program.content import content
from site_src.program.content.project import PTV_MAPPING, REGIONS

TABLES = ("service_classes", "target_groups", "life_events")


@dataclass(frozen=True)
class Mapping:
    source_title: str
    source_url: str  # with {id}
    areas: dict  # (type, code) -> the whole county
    municipalities: frozenset
    organisations: dict  # PTV id or name -> our id
    tables: dict
    not_for_residents: frozenset
    how: dict  # where PTV has no instructions for the reader

    def effects(self, service):
        """(needs, ages, situations) of a service, in the order of the table's classes."""
        if service.target_groups and all(self._business_only(code) for code in service.target_groups):
            return [], [], []
        needs, ages, situations = [], [], []
        for table, codes in zip(TABLES, (service.classes, service.target_groups, service.life_events), strict=True):
            for code in codes:
                effect = self.tables[table].get(code, {})
                needs += [need for need in effect.get("needs", ()) if need not in needs]
                # Classes may limit who is served; a target group limits only when no other group is named.
                if table != "target_groups" or len(_narrowest(codes)) == 1:
                    ages += [age for age in effect.get("ages", ()) if age not in ages]
                    situations += [known for known in effect.get("situations", ()) if known not in situations]
        # A limit holds only if every mapped class has it: "for entrepreneurs" beside "for anyone" is for anyone.
        mapped = [self.tables["service_classes"][code] for code in service.classes if code in self.tables["service_classes"]]
        if any("ages" not in effect for effect in mapped) and not self._by_group(service, "ages"):
            ages = []
        if any("situations" not in effect for effect in mapped) and not self._by_group(service, "situations"):
            situations = []
        return needs, ages, situations

    def _business_only(self, code):
        return code in self.not_for_residents

    def _by_group(self, service, effect):
        groups = _narrowest(service.target_groups)
        return len(groups) == 1 and effect in self.tables["target_groups"].get(groups[0], {})


def _narrowest(codes):
    """The codes without their parents: KR1 says nothing beside KR1.3."""
    return [code for code in codes if not any(other.startswith(f"{code}.") for other in codes)]


def load(project):
    """The Mapping of a project, for the municipalities of its regions.yml. Raises `ContentError`."""
    data = content.document(project, PTV_MAPPING).data
    tables = {
        table: {key: effect for code, effect in data[table].items() for key in (code, effect.get("old")) if key}
        for table in TABLES
    }
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
        not_for_residents=frozenset(data.get("not_for_residents", ())),
        how=data["how"],
    )
