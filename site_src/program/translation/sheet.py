"""A workbook for translators: one row a text, with its context, length and source."""

from pathlib import Path
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils.exceptions import InvalidFileException

from site_src.program.content.problems import ContentError, Problem
from site_src.program.messages import msg

COLUMNS = {"key": 34, "where": 34, "state": 10, "length": 8, "was": 50, "source": 60, "translation": 60}


def write(file, _languages, out: Path) -> None:
    """Writes a translator's workbook."""
    book = Workbook()
    sheet = book.active
    sheet.title = f"{file.source}-{file.target}"
    sheet.append(list(COLUMNS))
    for job in file.jobs:
        was = job.was if job.state == "stale" else ""
        sheet.append([job.key, job.where, job.state, len(job.source), was, job.source, job.target])
    for place, width in enumerate(COLUMNS.values(), 1):
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = width
        sheet.cell(1, place).font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            # What begins with = would be a formula.
            cell.data_type = "n" if isinstance(cell.value, int) else "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.protection = Protection(locked=cell.column != len(COLUMNS))
    sheet.freeze_panes = "A2"
    book.save(out)


def read(path: Path):
    """A translator's workbook. Raises `ContentError` where it is none."""
    from site_src.program.translation.exchange import File, Job

    try:
        sheet = load_workbook(path, read_only=False).active
        rows = list(sheet.iter_rows(values_only=True))
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError):
        raise ContentError([Problem.at(path.name, msg("This is no workbook that can be read. Save it as .xlsx."))]) from None
    head = [str(name).strip().lower() for name in rows[0]] if rows else []
    if missing := [name for name in ("key", "source", "translation") if name not in head]:
        message = msg("The first row names no column {missing}. Put the columns of the export back.", missing=", ".join(missing))
        raise ContentError([Problem.at(f"{path.name}: {sheet.title}, row 1", message)])
    source, _, target = sheet.title.partition("-")
    jobs = []
    for row in rows[1:]:
        found = dict(zip(head, row, strict=False))
        if found.get("key"):
            given = [str(found.get(name) or "") for name in ("key", "source", "translation")]
            jobs.append(Job(*given, "", "", ""))
    return File(source, target, tuple(jobs))
