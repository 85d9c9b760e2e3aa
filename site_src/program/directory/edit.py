"""Edits of the service directory that come from elsewhere: what changed is found, checked whole, and only then written.

A record is replaced where it stands, so that its neighbours keep their form and their comments.
"""

import contextlib
import os
import re
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path

from site_src.program.checks import directory as checks
from site_src.program.content import imported as local
from site_src.program.content import kinds, schema, strict_yaml
from site_src.program.content.content import schema_kind
from site_src.program.content.problems import ContentError, Problem
from site_src.program.content.project import IMPORTED
from site_src.program.directory import yaml_out
from site_src.program.directory.differences import differences
from site_src.program.messages import msg, told

SERVICES = "site_src/services"
ADDED = f"{SERVICES}/added.yml"
SECTIONS = ("organisations", "services")
MODELINE = "# yaml-language-server: $schema=../program/content/schemas/services.schema.json\n"
ADDED_HEADER = "# Records that came from a spreadsheet or another directory. Move each to the file it belongs to when you like.\n"
DASH = re.compile(r"( *)- ")


@dataclass(frozen=True)
class Directory:
    """The whole directory, imported records with all their fields, and the file each record stands in."""

    root: Path
    documents: dict
    records: dict  # section -> {id: (file, place in it, record)}

    def all(self, section):
        return [record for _, _, record in self.records[section].values()]


@dataclass
class Edit:
    """What an import changed; ids."""

    new: list = field(default_factory=list)
    changed: dict = field(default_factory=dict)  # id -> lines "field: old -> new"
    unchecked: list = field(default_factory=list)  # changed without a new day in checked
    unchanged: int = 0
    kept: list = field(default_factory=list)
    written: list = field(default_factory=list)

    def lines(self, written=True):
        """The edit for staff; without `written` what a preview can say."""
        yield msg("Unchanged: {count}", count=self.unchanged)
        yield msg("Changed: {count}", count=len(self.changed))
        for id_, found in self.changed.items():
            yield f"  {id_}"
            yield from (f"    {told(line)}" for line in found)
        if self.unchecked:
            yield msg(
                "Changed, but checked is as before; write there the day you checked them: {ids}", ids=", ".join(self.unchecked)
            )
        yield msg("{title}: {count}", title=msg("New"), count=len(self.new))
        yield from (f"  {id_}" for id_ in self.new)
        if self.kept:
            title = msg("Not among the rows: kept as they are. To end a service, write `retired` in its file")
            yield msg("{title}: {count}", title=title, count=len(self.kept))
            yield from (f"  {id_}" for id_ in self.kept)
        if written:
            yield msg("Written: {written}", written=", ".join(self.written) or msg("nothing; everything was up to date"))


def read(root):
    """Every record of every file below site_src/services. Raises `ContentError`."""
    root, found = Path(root), []
    documents, records = {}, {section: {} for section in SECTIONS}
    for path in sorted((root / SERVICES).rglob("*.yml")):
        name = path.relative_to(root).as_posix()
        if schema_kind(name) != "services":
            continue
        try:
            document = strict_yaml.load(path, name)
            documents[name] = kinds.canonical(local.flattened(document) if name.startswith(IMPORTED) else document)
        except ContentError as error:
            found += error.problems
            continue
        data = documents[name].data if isinstance(documents[name].data, dict) else {}
        for section in SECTIONS:
            for place, record in enumerate(data.get(section) or ()):
                records[section].setdefault(record["id"], (name, place, record))
    if found:
        raise ContentError(found)
    return Directory(root, documents, records)


def apply(directory, content, edited, place_of, say_kept=True, file=ADDED, write=True, today=""):
    """Puts edited records into the directory and returns the Edit. Raises ContentError, and has then written nothing.

    `edited` is {"organisations", "services"}; `place_of(section, record, path)` says in messages where a value stands.
    Records of unknown ids are new and go to `file`; records that `edited` lacks stay. Without `write` nothing is written.
    A record that was checked on the day `today` needs no new day.
    """
    edit, new, changed = Edit(), {section: [] for section in SECTIONS}, {}
    for section in SECTIONS:
        for record in edited[section]:
            known = directory.records[section].get(record["id"])
            if known is None:
                new[section].append(record)
                edit.new.append(record["id"])
            elif known[2] == record:
                edit.unchanged += 1
            else:
                changed[section, record["id"]] = record
                edit.changed[record["id"]] = list(differences(known[2], record))
                if section == "services" and known[2].get("checked") == record.get("checked") != today:
                    edit.unchecked.append(record["id"])
        if say_kept:
            there = {record["id"] for record in edited[section]}
            edit.kept += [id_ for id_ in directory.records[section] if id_ not in there]
    _check(directory, content, edited, new, place_of)
    texts, imported = _texts(directory, new, changed, file)
    if not write:
        return edit
    if imported:
        # It refuses an imported part that was changed by hand before it writes anything.
        # Every command loads this module; few write what the register gave.
        from site_src.program.directory.ptv import write_local

        names, _ = write_local(imported, directory.root / SERVICES)
        edit.written += [IMPORTED + name for name in names]
    edit.written += _write(directory.root, texts)
    return edit


class _Sheet:
    """Stands in for a file in the checks: the same data, with places that `place_of` names."""

    def __init__(self, file, data, originals, place_of):
        self.file, self.data, self.originals, self.place_of = file, data, originals, place_of

    def problem(self, path, message, warning=False):
        path = tuple(path)
        if len(path) < 2:
            return None if warning else Problem.at(self.file, message, warning)
        record, channels = self.originals[path[0]][path[1]]
        below = path[2:]
        if below[:1] == ("channels",) and len(below) > 1 and below[1] < len(channels):
            below = ("channels", channels[below[1]], *below[2:])
        return None if warning else Problem.at(self.place_of(path[0], record, below), message)


def _check(directory, content, edited, new, place_of):
    """The schema and the directory's own checks, over the directory as it would be."""
    known = directory.records
    owned = {name: {section: [] for section in SECTIONS} for name in ("hand", "imported")}
    for section in SECTIONS:
        for record in edited[section]:
            file = known[section][record["id"]][0] if record["id"] in known[section] else ADDED
            owned["imported" if file.startswith(IMPORTED) else "hand"][section].append(record)
    sheets = [
        # Names that no file has: what people wrote stands beside them in the checks.
        _sheet(f"{SERVICES}/edited", owned["hand"], place_of),
        _sheet(f"{IMPORTED}edited", owned["imported"], place_of),
    ]
    wrong = [finding for sheet in sheets for finding in schema.problems(sheet, "services") if finding]
    wrong = wrong or [problem for sheet in sheets for problem in kinds.problems(sheet) if problem]
    if wrong:
        raise ContentError(wrong)
    there = {(section, record["id"]) for section in SECTIONS for record in edited[section]}
    kept = {}
    for name, document in content.documents.items():
        if schema_kind(name) == "services":
            data = {
                section: [record for record in document.data.get(section, ()) if (section, record["id"]) not in there]
                for section in SECTIONS
            }
            document = replace(document, data=data, marks={})
        kept[name] = document
    prospect = replace(content, documents={**{sheet.file: sheet for sheet in sheets}, **kept})
    wrong = [problem for problem in checks.problems(prospect) if problem and not problem.warning]
    if wrong:
        raise ContentError(wrong)


def _sheet(file, records, place_of):
    data, originals = {section: [] for section in SECTIONS}, {section: [] for section in SECTIONS}
    for section in SECTIONS:
        for record in records[section]:
            imported = file.startswith(IMPORTED)
            shown = record
            if imported:
                shown = local.core(record) if section == "services" else {k: v for k, v in record.items() if k != "ptv"}
            if shown is None:
                continue
            channels = record.get("channels", ())
            data[section].append(shown)
            originals[section].append(
                (record, [place for place, channel in enumerate(channels) if not imported or local.keeps(channel)])
            )
    return _Sheet(file, data, originals, place_of)


def _texts(directory, new, changed, added):
    """(the texts of the files to write, the imported records to write by `write_local`)."""
    imported, by_file = [], {}
    for (section, id_), record in changed.items():
        file, place, _ = directory.records[section][id_]
        if file.startswith(IMPORTED):
            imported.append(record)
        else:
            by_file.setdefault(file, {})[section, place] = record
    texts = {}
    for file, records in by_file.items():
        text = (directory.root / file).read_text(encoding="utf-8")
        texts[file] = replaced(text, directory.documents[file], records)
    if any(new.values()):
        before = texts.get(added)
        if before is None:
            path = directory.root / added
            before = path.read_text(encoding="utf-8") if path.exists() else ""
        texts[added] = appended(before, new)
    return texts, imported


def replaced(text, document, records):
    """The text of a file with some records, {(section, place): record}, written anew where they stand.

    What stands between records stays, and in a record all that is the same.
    """
    lines = text.splitlines(keepends=True)
    starts = sorted(
        document.marks[section, place][0] - 1 for section in SECTIONS for place in range(len(document.data.get(section) or ()))
    )
    heads = [number for number, line in enumerate(lines) if re.match(r"[A-Za-z]", line)]
    for (section, place), record in sorted(records.items(), key=lambda pair: -document.marks[pair[0]][0]):
        begin = document.marks[section, place][0] - 1
        end = min(number for number in (*starts, *heads, len(lines)) if number > begin)
        while end > begin + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
            end -= 1
        match = DASH.match(lines[begin])
        if match is None:
            problem = document.problem((section, place), msg("A record begins with a dash and its first key. Write it so."))
            raise ContentError([problem])
        lines[begin:end] = _rewritten(lines[begin:end], document.data[section][place], record, len(match[1]))
    return "".join(lines)


def _rewritten(lines, before, record, indent):
    """The lines of a record with its changes in them; a record in an odd form is written whole, its comments at its head."""
    from ruamel.yaml.error import YAMLError

    from site_src.program.directory import rewriting

    with contextlib.suppress(ValueError, YAMLError):
        text = rewriting.rewritten("".join(lines), before, record)
        if kinds.canonical(strict_yaml.parse("services:\n" + text, "record")).data["services"] == [record]:
            return text.splitlines(keepends=True)
    body = yaml_out.dump([record], indent).splitlines(keepends=True)
    comments = [line for line in lines[1:] if line.lstrip().startswith("#")]
    return [body[0], *comments, *body[1:]]


def appended(text, new):
    """The text of a file with new records at the end of their sections."""
    data = strict_yaml.parse(text, "added").data or {}
    head = "".join(line for line in _head(text)) or MODELINE + ADDED_HEADER
    parts = []
    for section in SECTIONS:
        body = _section(text, section) if data.get(section) else ""
        for record in new[section]:
            gap = "\n" if body and section == "services" else ""
            body += gap + yaml_out.dump([record], 2)
        if body:
            parts.append(f"{section}:\n{body}")
    return head + "\n".join(parts)


def _head(text):
    for line in text.splitlines(keepends=True):
        if line.strip() and not line.startswith("#"):
            return
        yield line


def _section(text, section):
    match = re.search(rf"^{section}:[ \t]*\n((?:[ \t#].*\n|\n)*)", text if text.endswith("\n") else text + "\n", re.MULTILINE)
    return match[1].rstrip("\n") + "\n" if match else ""


def _write(root, texts):
    """Writes the texts, all or none as far as a file system allows, each proven to be YAML first."""
    for file, text in texts.items():
        strict_yaml.parse(text, file)
    if not texts:
        return []
    with tempfile.TemporaryDirectory(dir=root / SERVICES, prefix=".edit-") as staging:
        staged = []
        for number, (file, text) in enumerate(texts.items()):
            place = Path(staging) / str(number)
            with open(place, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
            staged.append((place, root / file))
        for place, final in staged:
            os.replace(place, final)
    return sorted(texts)
