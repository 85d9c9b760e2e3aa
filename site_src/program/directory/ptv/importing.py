"""An import from its files to the directory: gather, validate everything, and only then write."""

import gc
import re
from pathlib import Path

from site_src.program.content import imported as local
from site_src.program.content import strict_yaml
from site_src.program.content.problems import ContentError, Problem
from site_src.program.directory.differences import differences
from site_src.program.directory.naming import first, slug
from site_src.program.directory.ptv import store
from site_src.program.directory.ptv.gathering import gather
from site_src.program.directory.ptv.reading import GUID
from site_src.program.directory.ptv.records import channel_entries, service_record
from site_src.program.directory.ptv.report import Entry, Report
from site_src.program.messages import msg

MAX_PROBLEMS = 200
QUIET = ("ptv", "checked", "source")  # what changes with every reading


def import_files(
    paths, out, mapping, *, today, complete=False, all_known=False, decide=lambda entry: True, followed=frozenset(), before=None
):
    """Imports PTV export files into `out`/ptv, one YAML file an organisation, by a Mapping, and returns the Report.

    `decide(entry)` says whether an Entry is written. An item that is wrong is refused alone. Raises ContentError when a
    file can't be read or nothing in it can, and then has written nothing. `complete` says that the files hold all
    services of their organisations: one that is missing is then no longer published; `all_known` that they hold every
    service that is known here. `followed` are ids of services that records of our own follow; they get no record here.
    `before(report)` is called when all is decided and nothing is written yet.
    """
    collecting = gc.isenabled()
    # Nothing here is circular, and collecting among millions of small objects takes a third of the time.
    gc.disable()
    try:
        return _import(paths, Path(out), mapping, today, (complete, all_known), decide, followed, before)
    finally:
        if collecting:
            gc.enable()


def write_local(records, out):
    """Writes edits of imported records above their `imported:` blocks; returns (names of the files, ids not found).

    `records` are flattened records, as a spreadsheet gives them back. What equals the import is not written twice.
    """
    files, problems = store.read(Path(out) / "ptv")
    if problems:
        raise ContentError(problems)
    known = {(record.section, record.id): record for file in files.values() for record in file.records if record.imported}
    unknown = []
    for edited in records:
        section = "services" if "organisation" in edited else "organisations"
        record = known.get((section, edited["id"]))
        if record is None:
            unknown.append(edited["id"])
            continue
        own = local.split(edited, _load(record.imported))
        before = _load_local(record)
        if own != before:
            store.set_local(record, own)
    return store.write(Path(out) / "ptv", files), unknown


def _load_local(record):
    (entry,) = strict_yaml.parse(record.local, record.id).data or [{}]
    return {key: value for key, value in entry.items() if key != "id"}


def _import(paths, out, mapping, today, complete, decide, followed, before):
    gathered = gather(paths)
    files, problems = store.read(out / "ptv")
    taken, owners = _existing(out, problems)
    problems = [*gathered.log.problems, *problems]
    if problems or not (gathered.services or gathered.channels):
        problems += gathered.log.refused
    if not problems and not (gathered.services or gathered.channels):
        problems.append(Problem.at(", ".join(Path(path).name for path in paths) or "import", msg("There is nothing to import.")))
    if problems:
        left = len(problems) - MAX_PROBLEMS
        more = [Problem.at("import", msg("… and {left} more problems.", left=left))] if left > 0 else []
        raise ContentError(problems[:MAX_PROBLEMS] + more)
    plan = _Plan(gathered, mapping, files, taken, owners, today, decide, followed)
    plan.run(complete)
    plan.report.files = len(paths)
    plan.report.warnings, plan.report.refused = gathered.log.warnings(), gathered.log.refused
    plan.report.gathered = gathered
    if before:
        before(plan.report)
    plan.report.written += store.write(out / "ptv", files)
    return plan.report


def _existing(out, problems):
    """(ids in use, organisation ids by Finnish, Swedish or English name) of the files that people wrote."""
    taken, owners = set(), {}
    for path in sorted(out.glob("*.yml")) if out.is_dir() else ():
        if path.name == "ptv-mapping.yml":
            continue
        try:
            data = strict_yaml.load(path, path.name).data
        except ContentError as error:
            problems += error.problems
            continue
        for section in ("organisations", "services"):
            for record in (data.get(section) if isinstance(data, dict) else None) or ():
                if isinstance(record, dict) and isinstance(record.get("id"), str):
                    taken.add(record["id"])
                    if section == "organisations" and isinstance(record.get("name"), dict):
                        for name in record["name"].values():
                            owners.setdefault(str(name).lower(), record["id"])
    return taken, owners


class _Plan:
    """What the files will hold; nothing is written here."""

    def __init__(self, gathered, table, files, taken, owners, today, decide, followed):
        self.gathered, self.table, self.files, self.owners, self.today = gathered, table, files, owners, today
        self.decide, self.followed = decide, followed
        self.log, self.report = gathered.log, Report()
        self.known = {(r.section, r.guid): (file, r) for file in files.values() for r in file.records if r.guid}
        self.taken = taken | {record.id for file in files.values() for record in file.records}
        self.used_channels = set()
        self.owner_ids = {}

    def run(self, complete):
        report, gathered = self.report, self.gathered
        report.services, report.channels = len(gathered.services), len(gathered.channels)
        seen, owners = set(), set()
        names = {service.organisation[0]: service.organisation[1] for service in gathered.services.values()}
        report.organisations = len(names)
        for service in sorted(gathered.services.values(), key=lambda service: (service.names.get("fi", ""), service.id)):
            seen.add(service.id)
            if service.id in self.followed:
                continue
            guid = service.organisation[0]
            if guid not in self.owner_ids:
                self.owner_ids[guid] = self._organisation(service)
            owners.add(self.owner_ids[guid][0])
            self._service(service)
        self._channels_alone(seen)
        self._gone(seen, owners, *complete)
        used = self.used_channels
        report.unused_channels = [
            (channel.id, first(channel.names)) for channel in gathered.channels.values() if channel.id not in used
        ]

    def _organisation(self, service):
        guid, name = service.organisation
        own = self.gathered.organisations.get(guid)
        names = own.names if own else ({"fi": name} if name else {})
        configured = self.table.organisations.get(guid) or self.table.organisations.get(first(names).lower())
        known = self.known.get(("organisations", guid))
        by_name = next((self.owners[each.lower()] for each in names.values() if each.lower() in self.owners), None)
        id_ = configured or (known[1].id if known else None) or by_name
        if id_ is None:
            if not names:
                names = {"fi": f"PTV {guid}"}
                self.log.warn(
                    service.place,
                    msg("the organisation {guid} has no name in the export", guid=guid),
                    msg("organisations have no name"),
                )
            id_ = self._free_id(first(names), guid)
        if configured or (by_name and not known):
            return id_, None
        if known and not own and not name:
            return id_, None
        imported = {"ptv": {"id": guid}, "name": names or {"fi": f"PTV {guid}"}, "website": own.websites if own else {}}
        # Written with the first of its services that is taken.
        return id_, {key: value for key, value in imported.items() if value}

    def _owner(self, guid):
        """Writes the organisation of a service that is taken, once."""
        id_, imported = self.owner_ids[guid]
        if imported:
            known = self.known.get(("organisations", guid))
            self._put(known[0] if known else self._file(id_), "organisations", id_, imported, known)
            self.owner_ids[guid] = (id_, None)

    def _take(self, entry):
        """Whether an entry is written; it stands in the report either way."""
        entry.taken = self.decide(entry)
        self.report.entries.append(entry)
        return entry.taken

    def _service(self, service):
        channels, name, owner = self.gathered.channels, first(service.names), self.owner_ids[service.organisation[0]][0]
        known = self.known.get(("services", service.id))
        record, needs, missing = service_record(service, channels, self.table, self.gathered.generals, self.log, self.today)
        self.used_channels.update(connection.channel for connection in service.connections)
        if record is None:
            self.report.outside.append((service.id, name))
            if known:
                self._leave(service.id, known[1], msg("It is no longer given in the region."), unpublish=True)
            return
        if missing:
            self._keep_missing(service, record, missing, known)
        id_ = known[1].id if known else self._free_id(name, service.id)
        imported = {"ptv": record.pop("ptv"), "organisation": owner, **record}
        mapped = needs or (known and "\n    needs:" in known[1].local)
        if not mapped:
            self.report.unmapped.append((id_, name, list(service.classes)))
        for code in self.table.unknown(service):
            self.report.unknown[code] = self.report.unknown.get(code, 0) + 1
        text = store.block(imported)
        mark, who = store.mark(text), service.organisation[1]
        if known is None:
            note = "" if mapped else msg("classes: {classes}", classes=", ".join(service.classes) or msg("none"))
            entry = Entry("new" if mapped else "unmapped", service.id, id_, name, mark, who, note=note)
        elif store.unchanged(known[1].imported, text):
            entry = Entry("same", service.id, id_, name, mark, who)
            self.report.unchanged += 1
        else:
            entry = Entry("changed", service.id, id_, name, mark, who, self._lines(known[1], imported))
        if not self._take(entry):
            return
        self._owner(service.organisation[0])
        result = self._put(self._file(owner), "services", id_, imported, known)
        if result == "new":
            self.report.new.append((id_, name))
        elif result:
            self.report.changed.append((id_, name, result))

    @staticmethod
    def _lines(record, imported):
        before = {key: value for key, value in _load(record.imported).items() if key not in QUIET}
        return list(differences(before, {key: value for key, value in imported.items() if key not in QUIET}))

    def _leave(self, guid, record, note, unpublish):
        """A service that is no longer there, told once."""
        if store.is_gone(record):
            return
        name = first(_load(record.imported).get("name") or {})
        if self._take(Entry("gone", guid, record.id, name, "gone", note=note)):
            store.mark_gone(record, self.today.isoformat(), unpublish=unpublish)
            self.report.gone.append((record.id, name))

    def _keep_missing(self, service, record, missing, known):
        """Contacts of channels that this import lacks stay as the last import wrote them."""
        before = _load(known[1].imported).get("channels") or [] if known else []
        kept = [entry for entry in before if entry.get("ptv") in missing]
        if kept:
            record["channels"] = record.get("channels", []) + kept
        absent = set(missing) - {entry.get("ptv") for entry in kept}
        names = {connection.channel: connection.channel_name for connection in service.connections}
        for channel in missing:
            if channel in absent:
                self.log.warn(
                    service.place,
                    msg(
                        'its channel "{names}" ({channel}) is not in the export: import the channels too',
                        names=names[channel],
                        channel=channel,
                    ),
                    msg("channels are not in the export"),
                )

    def _channels_alone(self, seen):
        """A channel that came without its services still updates the records that use it."""
        for channel_id, connections in self.gathered.mirrored.items():
            for connection in connections:
                known = self.known.get(("services", connection.service))
                if known is None or connection.service in seen:
                    continue
                file, record = known
                imported = _load(record.imported)
                entries = channel_entries(self.gathered.channels[channel_id], connection)
                others = [entry for entry in imported.get("channels") or [] if entry.get("ptv") != channel_id]
                self.used_channels.add(channel_id)
                imported["channels"] = others + entries
                imported["ptv"].pop("digest", None)
                name, text = first(imported.get("name") or {}), store.block(imported)
                if store.unchanged(record.imported, text):
                    continue
                lines = self._lines(record, imported)
                if self._take(Entry("changed", connection.service, record.id, name, store.mark(text), lines=lines)):
                    result = self._put(file, "services", record.id, imported, known)
                    self.report.changed.append((record.id, name, result))

    def _gone(self, seen, owners, complete, all_known):
        if not self.gathered.complete:
            return
        refused = set(GUID.findall(" ".join(map(str, self.log.refused))))
        for (section, guid), (_, record) in sorted(self.known.items()):
            if section != "services" or guid in seen or guid in refused:
                continue
            owner = re.search(r"^      organisation: \"?([\w.-]+)", record.imported, re.M)
            if all_known or (owner and owner[1] in owners):
                self._leave(guid, record, msg("It is not in the export."), unpublish=complete)

    def _put(self, file, section, id_, imported, known):
        """Puts a record in its file: "new", the names of the changed fields, or nothing."""
        text = store.block(imported)
        if known is None:
            file.records.append(store.Record(id_, section, store.id_line(id_), text, 0))
            self.known[section, imported["ptv"]["id"]] = (file, file.records[-1])
            return "new"
        old_file, record = known
        before, record.imported = record.imported, text
        if old_file is not file:
            old_file.records.remove(record)
            file.records.append(record)
            self.known[section, imported["ptv"]["id"]] = (file, record)
        if store.unchanged(before, text):
            return None
        old = _load(before)
        fields = [key for key in dict.fromkeys([*old, *imported]) if key not in QUIET and old.get(key) != imported.get(key)]
        return fields or ["ptv"]

    def _file(self, owner):
        name = f"{owner}.yml"
        return self.files.setdefault(name, store.File(name))

    def _free_id(self, name, guid):
        base = slug(name) or "service"
        for candidate in (base, f"{base}-{guid.replace('-', '')[-6:]}", f"{base}-{guid}"):
            if candidate not in self.taken:
                self.taken.add(candidate)
                return candidate
        raise AssertionError(f"the id {guid} was given out twice")


def _load(text):
    """The data of an imported block, as this package wrote it."""
    data = strict_yaml.parse(text, "imported").data or {}
    data.get("ptv", {}).pop("digest", None)
    return data
