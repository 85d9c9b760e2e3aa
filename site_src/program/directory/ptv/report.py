"""What an import found and did, for staff: nothing is dropped without a line here."""

from dataclasses import dataclass, field

from site_src.program.content.problems import Problem
from site_src.program.messages import msg, told

# Documented fields of PTV that have no place in the directory.
LEFT_OUT = (
    "sourceId", "oid", "fundingType", "ontologyTerms", "industrialClasses", "legislation", "serviceVouchers",
    "serviceCollections", "serviceProducers", "accessibilityClassification", "digitalAuthorizations", "entrances",
    "requiresAuthentication", "requiresSignature", "channel descriptions longer than the summary",
)  # fmt: skip
SHOWN = 30


@dataclass
class Log:
    """Problems of files, which stop the import, items refused alone, and warnings, counted under their group."""

    problems: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    groups: dict = field(default_factory=dict)

    def refuse(self, place, message):
        self.refused.append(Problem.at(place, message))

    def warn(self, place, message, group=None):
        known = self.groups.get(group or (place, message))
        if known is None:
            self.groups[group or (place, message)] = [Problem.at(place, message), 1]
        else:
            known[1] += 1

    def warnings(self):
        """Problems, each with how many more there are like it."""
        found = []
        for first, count in self.groups.values():
            message = first.message
            if count > 1:
                message = msg("{message} (and {count} more like it)", message=message, count=count - 1)
            found.append(Problem.at(first.place, message))
        return found


@dataclass
class Entry:
    """What the register would change in the directory, for a person to decide. Kinds: new, unmapped (new, and no need is
    known), changed, gone, same (nothing but the day of the check). `mark` changes when the register changes it again."""

    kind: str
    guid: str
    id: str
    name: str
    mark: str
    organisation: str = ""
    lines: list = field(default_factory=list)  # field: old → new
    note: str = ""
    taken: bool = False


@dataclass
class Report:
    """What an import did. Services are (id, name) pairs; `changed` adds the names of the changed fields. `entries` is what
    was to decide, taken or not."""

    entries: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    files: int = 0
    services: int = 0
    channels: int = 0
    organisations: int = 0
    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    unchanged: int = 0
    gone: list = field(default_factory=list)
    unmapped: list = field(default_factory=list)
    unknown: dict = field(default_factory=dict)  # (table of the mapping, code) -> services that have it
    outside: list = field(default_factory=list)
    unused_channels: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    written: list = field(default_factory=list)
    left_out: tuple = LEFT_OUT
    gathered: object = None  # what the files held

    def lines(self, everything=False):
        """The report as lines of text; long lists are cut with their count unless `everything` is asked for."""
        yield msg(
            "Read {files} files: {services} services, {channels} service channels, {organisations} organisations.",
            files=self.files,
            services=self.services,
            channels=self.channels,
            organisations=self.organisations,
        )
        sections = (
            (msg("Taken over: new"), [f"{name} ({id_})" for id_, name in self.new]),
            (msg("Taken over: changed"), [f"{name} ({id_}): {', '.join(fields)}" for id_, name, fields in self.changed]),
            (msg("Taken over: gone (kept; no longer checked)"), [f"{name} ({id_})" for id_, name in self.gone]),
            (
                msg("Codes that ptv-mapping.yml does not have: add them there"),
                [
                    msg("{table} {code}: {count} services", table=table, code=code, count=count)
                    for (table, code), count in sorted(self.unknown.items())
                ],
            ),
            (msg("Outside the region: not imported"), [f"{name} ({id_})" for id_, name in self.outside]),
            (msg("Channels that no service uses: not imported"), [f"{name} ({id_})" for id_, name in self.unused_channels]),
            (msg("Refused, each alone"), [each.told for each in self.refused]),
            (msg("Warnings"), [each.told for each in self.warnings]),
        )
        for title, found in sections:
            yield msg("{title}: {count}", title=title, count=len(found))
            shown = found if everything else found[:SHOWN]
            yield from (f"  {told(line)}" for line in shown)
            if len(found) > len(shown):
                yield msg("  … and {count} more", count=len(found) - len(shown))
        yield msg("Never imported, by design: {fields}", fields=", ".join(self.left_out))
        yield msg("Written: {written}", written=", ".join(self.written) or msg("nothing; everything was up to date"))

    def __str__(self):
        return "\n".join(self.lines())
