"""The register as the normal way in: files or the live interface to a snapshot, the snapshot to a review, what is accepted to
the directory.

The snapshot lies in the folder for work: it is large, can be fetched again, and may name people whom nobody here chose to
publish. What was accepted stands in services/ptv/, what was decided in services/ptv/review.yml.
"""

import os
import shutil
import tempfile
from pathlib import Path

from site_src.program.content import content, strict_yaml
from site_src.program.content import imported as local
from site_src.program.content.problems import ContentError, Problem
from site_src.program.content.project import IMPORTED, PTV_REVIEW, SERVICES
from site_src.program.content.records import Channel, names
from site_src.program.directory import ptv
from site_src.program.directory.differences import differences
from site_src.program.directory.ptv import mapping, store
from site_src.program.directory.ptv.records import service_record
from site_src.program.directory.ptv.report import Entry
from site_src.program.messages import msg

QUIET = ("source", "checked")
LIVE = "live"  # marks a snapshot of the register itself


def snapshot(here):
    """The files of the last sync of a project, in order."""
    folder = here.work / "ptv" / "snapshot"
    files = sorted(folder.glob("*.json"))
    if not files:
        message = msg("There is no snapshot of the register here. Run `build.py services sync FILES` or `services sync --live`.")
        raise ContentError([Problem.at("services review", message)])
    return files


def is_live(here):
    """Whether the last snapshot is of the register itself, with every service that is known here."""
    return (here.work / "ptv" / "snapshot" / LIVE).exists()


def known(here):
    """The ids of all services of the register that are here: imported, or followed by a record of ours."""
    files, problems = store.read(here.roots[0] / IMPORTED)
    if problems:
        raise ContentError(problems)
    there = {record.guid for file in files.values() for record in file.records if record.section == "services" and record.guid}
    return sorted(there | set(_following(here.roots[0])))


def keep(here, files, live=False):
    """Puts files in the place of the last snapshot, under their names; with a number where two are called the same."""
    folder = here.work / "ptv"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as staging:
        new, old = Path(staging) / "new", Path(staging) / "old"
        new.mkdir()
        for number, file in enumerate(files, 1):
            name = f"{file.stem}.json"
            shutil.copyfile(file, new / (f"{file.stem}-{number}.json" if (new / name).exists() else name))
        if live:
            (new / LIVE).touch()
        if (folder / "snapshot").exists():
            os.replace(folder / "snapshot", old)
        os.replace(new, folder / "snapshot")


def run(here, files, decisions, today):
    """Reviews export files against the directory of a Project and writes what `decisions` accept: the ptv Report.

    Raises `ContentError`, and has then written nothing.
    """
    root = here.roots[0]
    table, ours = mapping.load(here), _following(root)
    edited = []

    def before(report):
        edited.extend(_follow(report, ours, table, decisions, today))
        if wrong := decisions.unknown():
            raise ContentError(wrong)
        if edited:
            report.written += _edit(here, edited)

    report = ptv.import_files(
        files, root / SERVICES, table, today=today, complete=True, all_known=decisions.all_services, decide=decisions,
        followed=frozenset(ours), before=before,
    )  # fmt: skip
    _remember(root, decisions)
    return report


def _following(root):
    """The records of our own that follow an entry of the register, by its id."""
    found = {}
    for path in sorted((root / SERVICES).rglob("*.yml")):
        name = path.relative_to(root).as_posix()
        # A large directory is not parsed for the few that follow.
        if name.startswith(IMPORTED) or b"follows:" not in path.read_bytes():
            continue
        for record in strict_yaml.load(path, name).data.get("services") or ():
            if isinstance(record, dict) and isinstance(record.get("follows"), dict):
                found[str(record["follows"].get("ptv")).lower()] = record
    return found


def _follow(report, ours, table, decisions, today):
    """Adds an Entry for each record of ours whose contacts the register has otherwise; the records as they become."""
    gathered = report.gathered
    for guid, record in ours.items():
        service, name = gathered.services.get(guid), record["name"].get("fi") or record["id"]
        if service is None:
            if gathered.complete and decisions.all_services:
                note = msg("A record of ours follows it: take `follows` away there, or ignore this.")
                report.entries.append(Entry("gone", guid, record["id"], name, "gone", note=note))
                decisions(report.entries[-1])
            continue
        read, _, missing = service_record(service, gathered.channels, table, gathered.generals, gathered.log, today)
        if read is None or missing:
            continue
        source = {"title": table.source_title, "url": table.page(service), "date": read["source"]["date"]}
        if "seen" in read["source"]:
            source["seen"] = read["source"]["seen"]
        taken = [_channel(channel, record) for channel in read.get("channels", ()) if channel["type"] in local.FOLLOWED]
        taken = [{**channel, "source": source, "checked": today.isoformat()} for channel in taken if channel]
        own = record.get("channels") or []
        before = [channel for channel in own if channel["type"] in local.FOLLOWED]
        if not taken or _plain(before) == _plain(taken):
            report.unchanged += 1
            continue
        entry = Entry("changed", guid, record["id"], name, store.digest(repr(_plain(taken))), service.organisation[1],
                      list(differences({"channels": _plain(before)}, {"channels": _plain(taken)})))  # fmt: skip
        entry.taken = decisions(entry)
        report.entries.append(entry)
        if entry.taken:
            first = next((place for place, channel in enumerate(own) if channel["type"] in local.FOLLOWED), 0)
            rest = [[channel for channel in part if channel["type"] not in local.FOLLOWED] for part in (own[:first], own[first:])]
            yield {**record, "channels": [*rest[0], *taken, *rest[1]]}


def _channel(channel, record):
    """A contact as a record of ours says it, or None for one that no page shows."""
    if not local.keeps(channel):
        return None
    own = {key: channel[key] for key in names(Channel) if key in channel}
    if own.get("languages") == record.get("languages"):
        own.pop("languages", None)
    return own


def _plain(channels):
    return [{key: value for key, value in channel.items() if key not in QUIET} for channel in channels]


def _edit(here, edited):
    from site_src.program.directory import edit

    site_content, directory = content.read(here), edit.read(here.roots[0])
    by_id = {record["id"]: record for record in edited}
    # The whole record in its canonical form, with the new contacts in it.
    records = [{**record, "channels": by_id[id_]["channels"]}
               for id_, (_, _, record) in directory.records["services"].items() if id_ in by_id]  # fmt: skip
    made = edit.apply(
        directory, site_content, {"services": records, "organisations": []},
        lambda section, record, path: f"{record['id']}: {'.'.join(map(str, path))}", say_kept=False,
    )  # fmt: skip
    return made.written


def _remember(root, decisions):
    path, text = root / PTV_REVIEW, decisions.text()
    if text == (path.read_text(encoding="utf-8") if path.exists() else ""):
        return
    if not text:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(".review.part")
    staged.write_text(text, encoding="utf-8", newline="\n")
    os.replace(staged, path)
