"""Directory records to a workbook that staff edit, and back: one row a service, one row a contact, a column a language."""

import json
import re
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from site_src.program.content import hours as opening_hours
from site_src.program.content import phones
from site_src.program.content.problems import ContentError, Problem
from site_src.program.content.records import Channel, Service, names
from site_src.program.directory.columns import HELP, Column, sheets
from site_src.program.messages import msg

MAX_CELL = 32_767  # Excel's own limit
MAX_ROWS = 50_000
HEADER = PatternFill("solid", fgColor="FFDDE7EE")
LOCKED = PatternFill("solid", fgColor="FFEEEEEE")


def export(records, path, languages):
    """Writes {"organisations": […], "services": […]} to a workbook, with a column for each of the language codes."""
    book = Workbook()
    book.remove(book.active)
    _help(book)
    services = records.get("services", [])
    rows = {
        "organisations": records.get("organisations", []),
        "services": services,
        "contacts": [{"service": record["id"], **channel} for record in services for channel in record.get("channels", ())],
    }
    for name, columns in sheets(languages).items():
        _sheet(book, name, columns, rows[name])
    book.active = book.sheetnames.index("services")
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _help(book):
    sheet = book.create_sheet("help")
    sheet.column_dimensions["A"].width = 110
    for number, line in enumerate(HELP, 1):
        cell = sheet.cell(number, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _sheet(book, name, columns, records):
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "C2"
    for number, column in enumerate(columns, 1):
        cell = sheet.cell(1, number, column.name)
        cell.font, cell.fill = Font(bold=True), HEADER
        letter = get_column_letter(number)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.name == "other"
        if column.choices:
            rule = DataValidation("list", formula1='"' + ",".join(column.choices) + '"', allow_blank=True)
            rule.error = f"Choose one of: {', '.join(column.choices)}"
            rule.showErrorMessage = True
            sheet.add_data_validation(rule)
            rule.add(f"{letter}2:{letter}{max(len(records), 0) + 1000}")
    known = {column.name.split(".")[0] for column in columns if column.name != "other"} | {"channels"}
    for row, record in enumerate(records, 2):
        for number, column in enumerate(columns, 1):
            value = _other(record, columns, known) if column.name == "other" else _to_cell(record, column)
            if len(value) > MAX_CELL:
                raise ContentError(
                    [
                        Problem.at(
                            f"{name} {record.get('id')}: {column.name}", msg("The text is longer than a cell holds. Shorten it.")
                        )
                    ]
                )
            if ILLEGAL_CHARACTERS_RE.search(value):
                message = msg("The text holds a control character, which no cell can. Remove it in the record's file.")
                raise ContentError([Problem.at(f"{name} {record.get('id') or record.get('service')}: {column.name}", message)])
            cell = sheet.cell(row, number)
            # Never a formula, whatever the text begins with, and never a number without its zeros.
            cell.value, cell.data_type, cell.number_format = value or None, "s" if value else "n", "@"
            cell.alignment = Alignment(wrap_text=len(value) > 40 or "\n" in value, vertical="top")
            if column.locked:
                cell.fill = LOCKED
    for row in range(len(records) + 2, len(records) + 200):
        for number in range(1, len(columns) + 1):
            sheet.cell(row, number).number_format = "@"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(records) + 1}"


def _to_cell(record, column):
    key, _, part = column.name.partition(".")
    value = record.get(key)
    if part:
        value = value.get(part) if isinstance(value, dict) else None
    if value is None:
        return ""
    if column.kind == "list":
        return ", ".join(value)
    if column.kind == "area":
        return (
            value
            if isinstance(value, str)
            else "; ".join(f"{kind.replace('_', ' ')}: {', '.join(codes)}" for kind, codes in value.items())
        )
    if column.kind == "hours":
        return opening_hours.to_text(value)
    if column.kind == "flag":
        return "yes" if value else "no"
    if column.kind == "json":
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _other(record, columns, known):
    """What has no column, as JSON in a hidden one, so that nothing is lost on the way."""
    rest = {key: value for key, value in record.items() if key not in known or value in ([], {})}
    for column in columns:
        key, _, part = column.name.partition(".")
        if part and isinstance(record.get(key), dict):
            shown = {each.name.partition(".")[2] for each in columns if each.name.startswith(f"{key}.")}
            left = {inner: value for inner, value in record[key].items() if inner not in shown}
            if left:
                rest[key] = left
    return json.dumps(rest, ensure_ascii=False) if rest else ""


def completed(records, known, absent, languages):
    """Problems; edited records get what the workbook's missing columns would hold, as it is in the directory.

    `known` is {section: {id: record}}; `absent` is that of `load`. A column that someone deleted changes nothing.
    """
    problems, columns = [], sheets(languages)
    for section in ("organisations", "services"):
        for record in records[section]:
            old = known[section].get(record["id"])
            if old is None:
                continue
            _keep(record, old, absent.get(section, ()), columns[section])
            if section == "services" and absent.get("contacts"):
                pairs = _paired(old.get("channels", ()), record.get("channels", ()))
                if pairs is None:
                    message = msg(
                        "The contacts of {record} can't be told apart without the columns {{}}. Export the workbook again.",
                        record=record["id"],
                    )
                    problems.append(Problem.at("contacts", message.format(", ".join(absent["contacts"]))))
                for before, after in pairs or ():
                    _keep(after, before, absent["contacts"], columns["contacts"])
    return problems


def _keep(record, old, absent, columns):
    known = {column.name.partition(".")[0] for column in columns} | {"channels"}
    for name in absent:
        key, _, part = name.partition(".")
        if name == "other":
            for each in old.keys() - record.keys():
                if each not in known or old[each] in ([], {}):
                    record[each] = old[each]
        elif part and isinstance(old.get(key), dict) and part in old[key]:
            record.setdefault(key, {})[part] = old[key][part]
        elif not part and key in old:
            record[key] = old[key]


def _paired(before, after):
    """Old and new contacts side by side: by their order where none came or went, else by what they reach."""
    if len(before) == len(after):
        return list(zip(before, after, strict=True))
    targets = [[_target(each) for each in part] for part in (before, after)]
    if any(len(set(part)) < len(part) for part in targets):
        return None
    by_target = dict(zip(targets[0], before, strict=True))
    return [(by_target[target], each) for target, each in zip(targets[1], after, strict=True) if target in by_target]


def _target(channel):
    return channel.get("type"), channel.get("number"), channel.get("address"), str(channel.get("url"))


class _Rows:
    """The rows of a workbook, with what is wrong in them."""

    def __init__(self, file):
        self.file, self.problems = file, []
        self.broken = set()  # sheets that are missing, or lack a column that each row needs

    def complain(self, sheet, row, column, message):
        place = f"{self.file}: {sheet}, row {row}" + (f", {column}" if column else "")
        self.problems.append(Problem.at(place, message))


def load(path, languages):
    """(records, problems): {"organisations", "services", "places", "absent"} and Problems with sheet, row and column.

    `absent` names the columns that each sheet lacks: what they would hold is unchanged (see `completed`). `places` says
    where each record stands, {("services", id): "services.xlsx: services, row 5"}, for checks made later.
    A file that is no workbook raises ContentError.
    """
    path = Path(path)
    try:
        book = load_workbook(path, data_only=False, read_only=True)
    except FileNotFoundError:
        raise ContentError([Problem.at(path.name, msg("The file is missing. Check its name."))]) from None
    except Exception as error:  # openpyxl lets through whatever archive and XML readers raise
        raise ContentError([Problem.at(path.name, msg("This is not an .xlsx workbook. Save it as .xlsx."))]) from error
    rows = _Rows(path.name)
    absent = {}
    try:
        found = {name: _read(book, name, columns, rows, absent) for name, columns in sheets(languages).items()}
    except Exception as error:  # whatever a damaged archive makes its reader raise
        message = msg("The workbook is damaged. Open it in a spreadsheet program and save it anew as .xlsx.")
        raise ContentError([Problem.at(path.name, message)]) from error
    finally:
        book.close()
    places = {}
    for name in ("organisations", "services"):
        for row, record in found[name]:
            key = (name, record.get("id"))
            if not record.get("id"):
                rows.complain(name, row, "id", msg("The id is missing. Write one in small letters and hyphens."))
            elif key in places:
                rows.complain(
                    name,
                    row,
                    "id",
                    msg(
                        'The id "{record}" already stands in {places}. Give one another id.',
                        record=record["id"],
                        places=places[key],
                    ),
                )
            else:
                places[key] = f"{path.name}: {name}, row {row}"
    services = {record["id"]: record for _, record in found["services"] if record.get("id")}
    for row, channel in found["contacts"]:
        owner = services.get(channel.pop("service", ""))
        if owner is None:
            if "services" not in rows.broken:
                message = msg("There is no service of this id on the sheet services. Correct the id.")
                rows.complain("contacts", row, "service", message)
            continue
        places["contacts", owner["id"], len(owner.setdefault("channels", []))] = f"{path.name}: contacts, row {row}"
        owner["channels"].append(channel)
    records = {
        "organisations": [record for _, record in found["organisations"]],
        "services": [record for _, record in found["services"]],
        "places": places,
        "absent": absent,
    }
    return records, rows.problems


def _read(book, name, columns, rows, absent):
    """(row number, record) of each filled row of a sheet; none where a column that each needs is missing."""
    if name not in book.sheetnames:
        rows.complain(name, 1, None, msg("The sheet is missing. Export the workbook again."))
        rows.broken.add(name)
        return []
    sheet, by_name = book[name], {column.name: column for column in columns}
    cells = sheet.iter_rows()
    header = [str(cell.value).strip() if cell.value is not None else "" for cell in next(cells, ())]
    for number, title in enumerate(header, 1):
        if title and title not in by_name:
            rows.complain(
                name,
                1,
                get_column_letter(number),
                msg('"{title}" is not a column of this sheet. Give its old name back.', title=title),
            )
        elif title and title in header[: number - 1]:
            rows.complain(name, 1, get_column_letter(number), msg('The column "{title}" stands twice. Keep one.', title=title))
    for column in columns:
        if column.name not in header and column.needed:
            rows.complain(name, 1, None, msg('The column "{name}" is missing. Export the workbook again.', name=column.name))
            rows.broken.add(name)
    absent[name] = [column.name for column in columns if column.name not in header]
    if name in rows.broken:
        return []
    found = []
    for place, row in enumerate(cells, 2):
        if place > MAX_ROWS:
            rows.complain(
                name, place, None, msg("There are more than {max_rows} rows. Delete the empty ones.", max_rows=MAX_ROWS)
            )
            break
        record = {}
        for title, cell in zip(header, row, strict=False):
            if title in by_name and cell.value is not None:
                _from_cell(record, by_name[title], cell, name, place, rows)
        if record:
            found.append((place, _ordered(record)))
    return found


def _from_cell(record, column: Column, cell, sheet, row, rows):
    def complain(message):
        rows.complain(sheet, row, column.name, message)

    value = cell.value
    if cell.data_type == "f" or (isinstance(value, str) and value.startswith("=") and cell.data_type != "s"):
        return complain(msg("This is a formula. Write the value itself."))
    if cell.data_type == "e":
        return complain(msg("This is an error of the spreadsheet ({value}). Write the value itself.", value=value))
    if column.kind == "phone" and isinstance(value, (datetime, date, time)):
        return complain(msg("The spreadsheet made a date of this number. Format the cell as text and write the number again."))
    if isinstance(value, (datetime, date)):
        value = value.strftime("%Y-%m-%d")
    elif isinstance(value, time):
        value = value.strftime("%H:%M")
    elif isinstance(value, bool):
        value = "yes" if value else ""
    elif isinstance(value, (int, float)):
        if column.kind in ("phone", "area", "code") or column.digits:
            return complain(
                msg(
                    "{value} is stored as a number and may have lost its zeros. Format the cell as text and write it again.",
                    value=value,
                )
            )
        value = str(int(value)) if float(value).is_integer() else str(value)
    # Excel writes a line feed inside a cell as _x000a_ at times, and people leave spaces behind.
    value = value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not value:
        return None
    key, _, part = column.name.partition(".")
    result = _value(value, column, complain)
    if result is None:
        return None
    if column.name == "other":
        # What someone wrote in a column stands before what had none, such as an empty list.
        for inner, left in result.items():
            shown = record.get(inner)
            record[inner] = (
                {**left, **shown} if isinstance(left, dict) and isinstance(shown, dict) else left if shown is None else shown
            )
    elif part:
        record.setdefault(key, {})[part] = result
    else:
        record[key] = result
    return None


def _value(value, column, complain):
    """The value of a cell by the kind of its column, or None after a complaint."""
    if column.choices and value not in column.choices:
        return complain(msg('"{value}" is none of: {choices}. Choose one.', value=value, choices=", ".join(column.choices)))
    if column.kind == "list":
        return [part.strip() for part in re.split(r"[,;\n]", value) if part.strip()]
    if column.kind == "area":
        return _area(value, complain)
    if column.kind == "phone":
        if re.fullmatch(r"[0-9]+[.,]?[0-9]*[eE]\+?[0-9]+", value):
            return complain(
                msg(
                    "{value} has lost digits in the spreadsheet. Format the cell as text and write the number again.", value=value
                )
            )
        try:
            return value if phones.problem(value) is None else phones.normal(value)
        except phones.NotDialled as error:
            return complain(str(error))
    if column.kind == "hours":
        try:
            return opening_hours.from_text(value)
        except opening_hours.NotHours as error:
            return complain(str(error))
    if column.kind == "flag":
        return value == "yes"
    if column.kind == "number":
        try:
            number = float(value.replace(",", "."))
        except ValueError:
            return complain(msg('"{value}" is not a number. Correct it.', value=value))
        return int(number) if number.is_integer() and "." not in value else number
    if column.kind == "date" and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?|unknown", value):
        return complain(msg('"{value}" is not a date. Write it as 2026-11-24.', value=value))
    if column.kind == "json":
        try:
            found = json.loads(value)
        except ValueError:
            found = None
        return (
            found if isinstance(found, dict) else complain(msg("This is not as the export wrote it. Export the workbook again."))
        )
    return value


def _area(value, complain):
    if value in ("nation", "county"):
        return value
    found = {}
    for part in value.split(";"):
        kind, colon, codes = part.partition(":")
        kind = kind.strip().replace(" ", "_")
        if not colon or kind not in ("municipalities", "employment_areas"):
            return complain(msg('Write "nation", "county", "municipalities: 564, 009" or "employment areas: 24".'))
        found[kind] = [code.strip() for code in codes.split(",") if code.strip()]
    if len(found) != 1:
        return complain(msg("Give municipalities or employment areas, one of the two."))
    return found


ORDER = ("service", *names(Service), *names(Channel))


def _ordered(record):
    return dict(sorted(record.items(), key=lambda pair: ORDER.index(pair[0]) if pair[0] in ORDER else len(ORDER)))
