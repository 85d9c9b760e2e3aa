"""The coverage of the directory as a report: what residents can act on where, what is missing, and letters that ask for it."""

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from site_src.program.checks.coverage import Coverage
from site_src.program.directory import worksheet
from site_src.program.messages import chosen, msg, told
from site_src.program.pages import render

PAGE, BOOK = "coverage.html", "coverage.xlsx"
NONE, SOME = (PatternFill("solid", fgColor=colour) for colour in ("FFF4C7C3", "FFFFF2CC"))
KINDS = {
    "acted": msg("a service one can act on"),
    "met": msg("a telephone, chat or place"),
    "called": msg("a telephone"),
}
STATES = {"confirmed": msg("confirmed"), "documented": msg("documented"), "unconfirmed": msg("unconfirmed, not published")}
WORDS = {
    "title": msg("Coverage of the service directory"),
    "counts": msg(
        "A service counts where a resident can call, chat, fill a form in, write, go to an address whose hours are told, or "
        "read a page about this very service. A front page does not count."
    ),
    "gaps": msg("What is missing where, and whom to ask"),
    "need": msg("Need"),
    "missing": msg("Missing"),
    "where": msg("Where"),
    "ask": msg("Ask"),
    "no_gaps": msg("Nothing: each need has a service with a telephone in each municipality and language."),
    "grid": msg("Each need in each municipality"),
    "legend": msg("Services one can act on / by telephone. Red: none. Yellow: none by telephone."),
    "municipality": msg("Municipality"),
    "organisations": msg("By organisation"),
    "organisation": msg("Organisation"),
    "service": msg("Service"),
    "state": msg("State"),
    "acted": msg("nobody can act on it"),
    "called": msg("no telephone"),
    "letter": msg("A letter that asks for it:"),
}


def write(content, out, today):
    """Writes the page and the workbook into the folder `out`; returns the figures as lines."""
    coverage = Coverage(content)
    out.mkdir(parents=True, exist_ok=True)
    facts = gather(coverage, today)
    page = render.environment().get_template("coverage.html.j2").render(**facts, today=today, lang=chosen())
    (out / PAGE).write_text(page, encoding="utf-8", newline="\n")
    _book(facts).save(out / BOOK)
    return facts["figures"]


def _told(words):
    return {key: told(text) for key, text in words.items()}


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
            "lacks": ", ".join(told(text) for text in _lacks(group["records"], without)),
            "letter": worksheet.letters([group]),
        }
        for group in groups
    ]
    return {
        "words": _told(WORDS),
        "states": _told(STATES),
        "needs": {need: words["name"] for need, words in texts["need"].items() if need in coverage.needs},
        "languages": {language.code: language.name for language in content.languages},
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
                "what": told(what),
                "where": [municipalities[code] for code in codes],
                "whom": [content.named(content.organisations[id_].name) for id_ in coverage.to_ask(need, codes)],
            }
            for name, what in KINDS.items()
            for need, codes in coverage.missing(name).items()
        ],
        "organisations": sorted(organisations, key=lambda each: (not each["acted"], -len(each["acted"]), each["name"])),
        "figures": _figures(coverage),
    }


def _lacks(records, without):
    """How much an organisation's records lack."""
    acted = sum(entry["id"] in without for entry in records)
    if acted:
        yield msg("{count} that nobody can act on", count=acted)
    if called := len(records) - acted:
        yield msg("{count} without a telephone", count=called)


def _figures(coverage):
    records, actions = coverage.records, coverage.actions.values()
    lines = [
        msg(
            "{count} published services that a result can suggest: {acted} that a person can act on, {called} with a telephone.",
            count=len(records),
            acted=sum(map(bool, actions)),
            called=sum("call" in found for found in actions),
        )
    ]
    cells = len(coverage.needs) * len(coverage.codes)
    for name, what in KINDS.items():
        missing = coverage.missing(name)
        lines.append(
            msg(
                "Needs by municipality that have {what}: {count} of {cells}.",
                what=what,
                count=cells - sum(map(len, missing.values())),
                cells=cells,
            )
        )
        if missing:
            where = ", ".join(f"{need} {len(codes)}" for need, codes in missing.items())
            lines.append(msg("Missing, by the number of municipalities: {where}.", where=where))
    return [told(line) for line in lines]


def _book(facts):
    book = Workbook()
    book.remove(book.active)
    words = facts["words"]

    def columns(*names):
        return [words[name] for name in names]

    for code in facts["languages"]:
        sheet = _sheet(book, f"grid {code}", [words["municipality"], *facts["needs"].values()])
        for row in facts["rows"]:
            if row["language"] == code:
                sheet.append([row["municipality"], *(f"{each.acted} / {each.called}" for each in row["counts"])])
                for column, each in enumerate(row["counts"], 2):
                    if not each.called:
                        sheet.cell(sheet.max_row, column).fill = SOME if each.acted else NONE
    sheet = _sheet(book, "missing", columns("need", "missing", "where", "ask"), 40)
    for gap in facts["gaps"]:
        sheet.append([facts["needs"][gap["need"]], gap["what"], ", ".join(gap["where"]), ", ".join(gap["whom"])])
    sheet = _sheet(book, "organisations", [*columns("organisation", "service"), "id", *columns("state", "missing")], 40)
    for each in facts["organisations"]:
        for name in ("acted", "called"):
            for entry in each[name]:
                sheet.append([each["name"], entry["name"], entry["id"], facts["states"][entry["state"]], words[name]])
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
