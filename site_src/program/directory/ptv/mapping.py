"""From PTV's classes, target groups and life events to our needs, ages and situations; the table is content (YAML)."""

from dataclasses import dataclass
from pathlib import Path

from site_src.program.content import strict_yaml
from site_src.program.content.problems import ContentError, Problem

KEYS = {
    "source", "region", "wellbeing_services_county", "hospital_district", "municipalities", "organisations",
    "service_classes", "target_groups", "life_events", "not_for_residents", "how",
}  # fmt: skip
TABLES = ("service_classes", "target_groups", "life_events")
EFFECTS = {"needs", "ages", "situations", "label", "old"}


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


def load(path):
    """The Mapping in a YAML file; ContentError names everything that is wrong with it."""
    path = Path(path)
    document = strict_yaml.load(path, path.name)
    data, problems = document.data, []

    def complain(where, message):
        problems.append(document.problem(where, message))

    if not isinstance(data, dict):
        raise ContentError([Problem(path.name, 1, 1, "The mapping must be a mapping of tables.")])
    for key in data.keys() - KEYS:
        complain((key,), f'"{key}" is not a key of the mapping. Use one of {", ".join(sorted(KEYS))}.')
    tables = {}
    for table in TABLES:
        tables[table] = {}
        for code, effect in (data.get(table) or {}).items():
            if not isinstance(effect, dict) or effect.keys() - EFFECTS:
                complain((table, code), f"Give {code} some of: {', '.join(sorted(EFFECTS))}.")
                continue
            for key in ("needs", "ages", "situations"):
                if not isinstance(effect.get(key, []), list):
                    complain((table, code, key), f"{key} must be a list, as in [job, money].")
            tables[table][code] = effect
            if "old" in effect:
                tables[table][effect["old"]] = effect
    source = data.get("source") or {}
    if not isinstance(source, dict) or "{id}" not in str(source.get("url")) or not source.get("title"):
        complain(("source",), "Give source a title and a url that holds {id}.")
    if problems:
        raise ContentError(problems)
    areas = {
        ("Region", data.get("region")),
        ("WellbeingServiceCounties", data.get("wellbeing_services_county")),
        ("HospitalDistrict", data.get("hospital_district")),
    }
    return Mapping(
        source["title"],
        source["url"],
        areas,
        frozenset(data.get("municipalities") or ()),
        {str(key).lower(): value for key, value in (data.get("organisations") or {}).items()},
        tables,
        frozenset(data.get("not_for_residents") or ()),
        data.get("how") or {},
    )
