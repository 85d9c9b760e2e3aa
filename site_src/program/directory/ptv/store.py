"""The imported files, one an organisation: what people wrote is kept to the letter, what the import wrote is replaced.

  services:
    - id: example            local: everything above `imported:` belongs to people, comments too
      needs: [job]
      imported:              rewritten by each import
        ptv: {…}

Files are handled as text, record by record, so that a large directory is compared without parsing it.
"""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from site_src.program.content.problems import Problem
from site_src.program.content.project import PTV_REVIEW
from site_src.program.directory import yaml_out
from site_src.program.messages import msg

HEADER = """\
# Imported from Suomi.fi's Finnish Service Catalogue (PTV). An import rewrites what stands below `imported:`, nothing else.
# Write above it, below the id: needs, situations, ages, order, note, state, hidden, or a text of your own (summary, how)
# by language. What stands there goes before what was imported, and every import keeps it.
"""
START = re.compile(r"  - id: *(.*)")
GUID = re.compile(r'^        id: "?([0-9a-f-]{36})"?$', re.M)
DIGEST = re.compile(r'^        digest: "?([0-9a-f]{12})"?\n', re.M)


@dataclass
class Record:
    """One entry of a file: `local` begins with its id line; `imported` is the block below `imported:`, or empty."""

    id: str
    section: str
    local: str
    imported: str
    line: int

    @property
    def guid(self):
        match = GUID.search(self.imported)
        return match[1] if match else None

    def text(self):
        return self.local + (f"    imported:\n{self.imported}" if self.imported else "")

    def edited(self):
        """Whether a person changed the imported block: its digest no longer fits."""
        match = DIGEST.search(self.imported)
        return match is not None and match[1] != digest(self.imported)


@dataclass
class File:
    name: str
    head: str = HEADER
    records: list = field(default_factory=list)
    text: str = ""

    def render(self):
        if not self.records:
            return ""
        parts = [self.head.rstrip("\n") + "\n"]
        for section in ("organisations", "services"):
            chosen = [record for record in self.records if record.section == section]
            if chosen:
                parts.append(f"{section}:\n" + "\n".join(record.text().rstrip("\n") + "\n" for record in chosen))
        return "\n".join(parts)


def block(imported):
    """The text of an `imported:` block, with its digest. `ptv` comes first, so that the id is found at once."""
    rest = {key: value for key, value in imported.items() if key != "ptv"}
    return _sign(f"      ptv:\n{yaml_out.dump(imported['ptv'], 8)}{yaml_out.dump(rest, 6)}")


def unchanged(before, text):
    """Whether two blocks say the same, whenever they were checked; `text` is fresh from `block`."""
    match = DIGEST.search(before)
    return (match[1] if match else digest(before)) == DIGEST.search(text)[1]


def id_line(id_):
    """The line a record begins with: a service may be called 112 or 1918-01-30, which is no number and no day."""
    return f"  - id: {yaml_out.scalar(id_)}\n"


def mark(text):
    """What tells a fresh block from the next different one."""
    return DIGEST.search(text)[1]


def is_gone(record):
    """Whether a block says already that the service is gone."""
    return "        gone: " in record.imported


def _sign(text):
    position = GUID.search(text).end() + 1
    return f'{text[:position]}        digest: "{digest(text)}"\n{text[position:]}'


def digest(text):
    """Twelve characters that change when the block changes in anything but its digest and `checked`."""
    telling = _without(_without(text, "\n        digest: "), "\n      checked: ").rstrip("\n")
    return hashlib.sha256(telling.encode()).hexdigest()[:12]


def _without(text, start):
    """The text without its first line that begins so; `start` begins with the line feed before it."""
    begin = text.find(start)
    return text if begin < 0 else text[:begin] + text[text.index("\n", begin + 1) :]


def mark_gone(record, day, unpublish):
    """Writes into the block since when the service is no longer in the export."""
    text = record.imported
    if "        gone: " not in text:
        position = GUID.search(text).end() + 1
        text = f'{text[:position]}        gone: "{day}"\n{text[position:]}'
    if unpublish:
        text = re.sub(r"^      state: \w+$", "      state: unconfirmed", text, flags=re.M)
    record.imported = _sign(DIGEST.sub("", text))


def read(folder):
    """(files by name, problems): the imported files as they are."""
    files, problems = {}, []
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        if path.name == Path(PTV_REVIEW).name:
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            problems.append(Problem.at(path.name, msg("The file can't be read as UTF-8. Save it as UTF-8.")))
            continue
        file = files[path.name] = _split(path.name, text, problems)
        file.text = text
        for record in file.records:
            if record.edited():
                problems.append(
                    Problem(
                        path.name,
                        record.line,
                        1,
                        msg(
                            'The imported part of "{record}" was changed by hand, and an import would lose it. Move what you '
                            "changed above `imported:`, where it is kept, delete the line `digest:`, and import again.",
                            record=record.id,
                        ),
                    )
                )
    return files, problems


def _split(name, text, problems):
    file, section, record, where = File(name, head=""), None, None, None
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        start = START.fullmatch(line.rstrip("\n"))
        if line.rstrip() in ("organisations:", "services:", "organisations: []", "services: []"):
            section, record = line.split(":")[0], None
        elif section is None:
            if line.strip() and not line.startswith("#"):
                problems.append(Problem(name, number, 1, msg("Only comments may stand above the first list. Move it.")))
                return file
            file.head += line
        elif start:
            words = start[1].split(" #")[0].strip().strip("\"'")
            record, where = Record(words, section, line, "", number), "local"
            file.records.append(record)
        elif record is None:
            if line.strip() and not line.lstrip().startswith("#"):
                message = msg("A record must begin with `  - id:` (two spaces, a dash). Write it so.")
                problems.append(Problem(name, number, 1, message))
                return file
            if line.strip():
                file.head += line
        elif line.rstrip("\n") == "    imported:":
            where = "imported"
        elif where == "imported" and (line.startswith("      ") or not line.strip()):
            record.imported += line
        else:
            # What someone wrote below the block is kept, above it from now on.
            where = "after" if where != "local" else "local"
            record.local += line
    for record in file.records:
        record.imported = re.sub(r"\n\n+\Z", "\n", record.imported)
        if not record.imported.strip():
            record.imported = ""
    return file


def set_local(record, local):
    """Replaces what people wrote above `imported:` by other values; their comments stay."""
    comments = [line for line in record.local.splitlines(keepends=True)[1:] if line.lstrip().startswith("#")]
    record.local = f"{id_line(record.id)}{''.join(comments)}{yaml_out.dump(local, 4)}"


def write(folder, files):
    """Writes the files that changed, all or none as far as a file system allows; the names of those written."""
    changed = {}
    for name, file in files.items():
        text = file.render()
        if text != file.text:
            changed[name] = text
    if not changed:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as staging:
        for name, text in changed.items():
            if text:
                with open(os.path.join(staging, name), "w", encoding="utf-8", newline="\n") as stream:
                    stream.write(text)
        # Everything is on the disk: from here on only names change.
        for name, text in changed.items():
            if text:
                os.replace(os.path.join(staging, name), folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
    return sorted(changed)
