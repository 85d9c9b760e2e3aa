"""Export files to items: what kind of thing each one is, and where it stands. The forms are mixed in real exports:
a paged envelope, a bare array, one object, and channels wrapped in their type."""

import json
import re
from dataclasses import dataclass, field

from site_src.program.content import schema
from site_src.program.content.problems import Problem
from site_src.program.messages import msg, of_system

WRAPPERS = {
    "locationChannel": "ServiceLocation",
    "electronicChannel": "EChannel",
    "phoneChannel": "Phone",
    "printableFormChannel": "PrintableForm",
    "webPageChannel": "WebPage",
}
GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.I)


@dataclass(frozen=True, slots=True)
class Item:
    """One object of an export. Kinds: service, channel, connection, organisation, general."""

    file: str
    number: int
    kind: str
    version: int
    data: dict

    @property
    def place(self):
        return place(self.file, self.number, self.data)


@dataclass(slots=True)
class Reading:
    """What one file held. `problems` refuse the file, `refused` one item each."""

    items: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    warnings: list = field(default_factory=list)
    page: tuple | None = None  # kind, page, pages


def place(file, number, data=None):
    """How messages name an item: `file: item 3 (its id)`."""
    identifier = data.get("id") or data.get("contentId") if isinstance(data, dict) else None
    return f"{file}: item {number}" + (f" ({identifier})" if isinstance(identifier, str) and identifier else "")


def read(path):
    """The items of one export file; everything that is wrong with the file is in `problems`."""
    name, reading = path.name, Reading()
    try:
        raw = path.read_bytes()
    except OSError as error:
        reading.problems.append(
            Problem.at(name, msg("The file can't be read: {reason}. Check its name.", reason=of_system(error)))
        )
        return reading
    problem, text = _decode(name, raw)
    del raw
    if problem is None:
        problem, data = _parse(name, text)
        del text
    if problem is not None:
        reading.problems.append(problem)
        return reading
    _items(name, data, reading)
    return reading


def _decode(name, raw):
    def refuse(message, position=0):
        line = raw.count(b"\n", 0, position) + 1
        column = position - raw.rfind(b"\n", 0, position)
        return Problem(name, line, column, message), None

    if not raw.strip():
        return refuse(msg("The file is empty. Download the export again."))
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in raw[:4]:
        return refuse(msg("The file is UTF-16 or UTF-32, not UTF-8. Save it as UTF-8, or download the export again."))
    if raw[:2] in (b"PK", b"\x1f\x8b"):
        return refuse(msg("The file is a compressed archive. Unpack it, and import what is in it."))
    try:
        return None, raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        byte = raw[error.start]
        return refuse(msg("Byte 0x{byte:02x} is not UTF-8 (Latin-1 perhaps). Save the file as UTF-8.", byte=byte), error.start)


def _parse(name, text):
    if text.lstrip()[:1] == "<":
        return Problem(name, 1, 1, msg("This is HTML or XML, not JSON. Download the export again.")), None
    try:
        return None, json.loads(text)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            what = msg("The JSON ends too early: the file is cut")
        else:
            what = msg("This is not JSON, from here on")
        return Problem(name, error.lineno, error.colno, msg("{what}. Download the export again.", what=what)), None
    except RecursionError:
        return Problem(name, 1, 1, msg("The JSON is nested too deeply to be a PTV export. Check the file.")), None
    except ValueError:
        return Problem(name, 1, 1, msg("This is not JSON. Check the file.")), None


def _items(name, data, reading):
    page = None
    if isinstance(data, dict) and ("itemList" in data or ("items" in data and "totalPages" in data)):
        page = (data.get("pageNumber") or data.get("page"), data.get("pageCount") or data.get("totalPages"))
        data = data.get("itemList", data.get("items"))
        if data is None:
            data = []
            reading.warnings.append(Problem.at(name, msg("The page holds no items.")))
    elif isinstance(data, dict):
        data = [data]
    if not isinstance(data, list):
        message = msg("A PTV export is a list of objects, one object, or a page with itemList. Check the file.")
        reading.problems.append(Problem(name, 1, 1, message))
        return
    for number, value in enumerate(data, 1):
        item = _item(name, number, value, reading)
        if item is not None:
            reading.items.append(item)
    if page and all(isinstance(part, int) and not isinstance(part, bool) for part in page) and reading.items:
        reading.page = (reading.items[0].kind, *page)


def _item(name, number, value, reading):
    if value is None:
        reading.warnings.append(Problem.at(place(name, number), msg("The item is null and was skipped.")))
        return None
    if not isinstance(value, dict):
        message = msg("An item must be an object, not {name}. Ask for a new export.", name=schema.kind_of(value))
        reading.refused.append(Problem.at(place(name, number), message))
        return None
    wrapped = [(key, value[key]) for key in WRAPPERS if isinstance(value.get(key), dict)]
    if wrapped and "id" not in value:
        if len(wrapped) > 1:
            names = ", ".join(key for key, _ in wrapped)
            reading.refused.append(Problem.at(place(name, number), msg("One item wraps several channels: {names}.", names=names)))
            return None
        key, inner = wrapped[0]
        value = {**inner, "serviceChannelType": inner.get("serviceChannelType") or WRAPPERS[key]}
    kind, version = kind_of(value)
    if kind is None:
        if set(value) <= {"id", "name"} and "id" in value:
            message = msg("This is a list of ids only. Export the whole services: /Service/serviceWithGD/list?guids=…")
        else:
            message = msg("This is neither a service nor a service channel of PTV. Remove it, or export services.")
        reading.refused.append(Problem.at(place(name, number, value), message))
        return None
    return Item(name, number, kind, version, value)


def kind_of(value):
    """(kind, version of the interface) of an object, or (None, None)."""
    if "contentId" in value or "serviceContentId" in value:
        if "serviceContentId" in value and "channelContentId" in value:
            return "connection", 12
        if "serviceChannelType" in value:
            return "channel", 12
        if "organizationType" in value:
            return "organisation", 12
        if "generalDescriptionTypes" in value:
            return "general", 12
        if "organizationContentId" in value or "producers" in value:
            return "service", 12
        return ("general", 12) if "languageVersions" in value else (None, None)
    if "serviceChannelType" in value or "serviceChannelNames" in value:
        return "channel", 11
    if "serviceNames" in value or "serviceClasses" in value or "serviceChannels" in value:
        return "service", 11
    if "organizationNames" in value:
        return "organisation", 11
    return None, None
