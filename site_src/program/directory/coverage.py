"""The coverage of the directory as a report: what residents can act on where, what is missing, and letters that ask for it."""

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from site_src.program.checks.coverage import Coverage
from site_src.program.directory import worksheet
from site_src.program.pages import render

PAGE, BOOK = "coverage.html", "coverage.xlsx"
NONE, SOME = (PatternFill("solid", fgColor=colour) for colour in ("FFF4C7C3", "FFFFF2CC"))
KINDS = {"acted": "a service one can act on", "met": "a telephone, chat or place", "called": "a telephone"}


def write(content, out, today):
    """Writes the page and the workbook into the folder `out`; returns the figures as lines."""
    coverage = Coverage(content)
    out.mkdir(parents=True, exist_ok=True)
    facts = gather(coverage, today)
    page = render.environment().get_template("coverage.html.j2").render(**facts, today=today)
    (out / PAGE).write_text(page, encoding="utf-8", newline="\n")
    _book(facts).save(out / BOOK)
    return facts["figures"]


def gather(coverage, today):
    """What the report shows, as plain data."""
    content = coverage.content
    texts = content.texts[content.languages[0].code]
    municipalities = {code: content.named(entry["name"]) for code, entry in content.regions["municipalities"].items()}
    lacking = [record for records in coverage.lacking.values() for record in records]
    groups = worksheet.by_organisation(content, lacking, today)
    without = {record.id for record in lacking if not coverage.actions.get(record.id)}
    organisations = [
        {
            "name": group["name"],
            "called": [entry for entry in group["records"] if entry["id"] not in without],
            "acted": [entry for entry in group["records"] if entry["id"] in without],
            "letter": worksheet.letters([group]),
        }
        for group in groups
    ]
    return {
        "needs": {need: words["name"] for need, words in texts["need"].items() if need in coverage.needs},
        "languages": [language.code for language in content.languages],
        "rows": [
            {
                "language": language.code,
                "municipality": name,
                "counts": [coverage.grid[need, code, language.code] for need in coverage.needs],
            }
            for language in content.languages
            for code, name in municipalities.items()
        ],
        "gaps": [
            {
                "need": need,
                "what": what,
                "where": [municipalities[code] for code in codes],
                "whom": [content.named(content.organisations[id_].name) for id_ in coverage.to_ask(need, codes)],
            }
            for name, what in KINDS.items()
            for need, codes in coverage.missing(name).items()
        ],
        "organisations": sorted(organisations, key=lambda each: (not each["acted"], -len(each["acted"]), each["name"])),
        "figures": _figures(coverage),
    }


def _figures(coverage):
    records, actions = coverage.records, coverage.actions.values()
    lines = [
        f"{len(records)} published services that a result can suggest: {sum(map(bool, actions))} that a person can act on, "
        f"{sum('call' in found for found in actions)} with a telephone."
    ]
    cells = len(coverage.needs) * len(coverage.codes)
    for name, what in KINDS.items():
        missing = coverage.missing(name)
        told = f"; missing: {', '.join(f'{need} {len(codes)}' for need, codes in missing.items())}" if missing else ""
        lines.append(f"{cells - sum(map(len, missing.values()))} of {cells} needs by municipality have {what}{told}.")
    return lines


def _book(facts):
    book = Workbook()
    book.remove(book.active)
    for code in facts["languages"]:
        sheet = _sheet(book, f"grid {code}", ["municipality", *facts["needs"]])
        for row in facts["rows"]:
            if row["language"] == code:
                sheet.append([row["municipality"], *(f"{each.acted} / {each.called}" for each in row["counts"])])
                for column, each in enumerate(row["counts"], 2):
                    if not each.called:
                        sheet.cell(sheet.max_row, column).fill = SOME if each.acted else NONE
    sheet = _sheet(book, "missing", ["need", "missing", "where", "ask"], 40)
    for gap in facts["gaps"]:
        sheet.append([gap["need"], gap["what"], ", ".join(gap["where"]), ", ".join(gap["whom"])])
    sheet = _sheet(book, "organisations", ["organisation", "service", "id", "state", "missing"], 40)
    for each in facts["organisations"]:
        for name in ("acted", "called"):
            for entry in each[name]:
                sheet.append([each["name"], entry["name"], entry["id"], entry["state"], KINDS[name]])
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                # Never a formula, whatever a name begins with.
                cell.data_type = "s"
    return book


def _sheet(book, name, columns, width=12):
    sheet = book.create_sheet(name)
    sheet.append(columns)
    sheet.freeze_panes = "B2"
    for number in range(1, len(columns) + 1):
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = max(width, 24 if number == 1 else 0)
    return sheet
