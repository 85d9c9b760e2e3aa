"""docs/authoring.md, followed: a sentence, a page, a service, numbers, a language, the directory in and out."""

import httpx
import openpyxl

from tests.directory import samples

DOCUMENT = "authoring.md"
# What needs the world's web pages, and what sets a program up that other tests go through.
NOT_FOLLOWED = ("build.py check --links", "build.py serve --forms")
# What tests/translation and tests/directory go through as well.
NEW_LANGUAGE = (
    "build.py texts export et --out et.xlsx",
    "build.py texts import et.xlsx",
    "build.py check --production",
    "build.py texts review et --all --by NAME",
)
DIRECTORY = (
    "build.py services export FILE.xlsx",
    "build.py services import FILE.xlsx",
    "build.py services sync FILES…",
    "build.py services review",
    "build.py services review --accept ID …",
    "build.py services review --postpone ID …",
    "build.py export-hsds --out DIR [--lang …]",
    "build.py import-hsds PATH [--lang CODE] [--out DIR]",
    "build.py services hours ID",
    "build.py services worksheet OUT.txt",
    "build.py services coverage [--out DIR]",
)
WORDS = "site_src/words/fi.yml"
RAAHE = "site_src/services/municipalities/raahe.yml"
PAGE = "site_src/pages/fi/avoimet-ovet.md"


def follow(reader):
    """Follows the document from its beginning to its end."""
    reader.also(_prove, "build.py check --prove")
    _write(reader)
    _translate(reader)
    reader.also(
        _exchange_texts, "build.py texts export LANG --out FILE.xlf", "build.py texts import FILE", "build.py texts review"
    )
    reader.also(_new_language, *NEW_LANGUAGE)
    reader.also(_directory, *DIRECTORY)
    _forms(reader)


def _prove(reader):
    assert "\n0 problems" in reader.run("build.py check --prove")


def _write(reader):
    """The table, a new page, a new service: all seen in `serve`."""
    reader.run_later("build.py check")
    with reader.serving("build.py serve") as address:
        with reader.looking(f"{address}/sv/assessment/") as page:
            page.locator("html[data-author=ready]").wait_for()
            page.get_by_role("button", name="Where is this text from?").click()
            page.get_by_role("button", name="Nästa").first.click()
            told = page.locator(".author__source")
            assert "site_src/words/sv.yml" in told.inner_text() and "ui/next (translated)" in told.inner_text()
            reader.picture(page, "authoring-bar")
        with reader.looking(f"{address}/fi/") as page:
            _add(reader, address, page)
    said = reader.run("build.py texts review", answers="y\n" * 8)
    assert 1 == said.count("2/3 services/raahe-example-advice/summary"), said
    assert "fi-simple: 2 read and stamped, 0 left open." in said


def _add(reader, address, page):
    """A page and a service, each seen as soon as it is saved."""
    page.locator("html[data-author=ready]").wait_for()
    assert page.get_by_text("Avoimet ovet").count() == 0
    reader.add(PAGE, reader.block("kind: page"))
    page.get_by_role("link", name="Avoimet ovet").wait_for()
    page.goto(f"{address}/fi/avoimet-ovet/")
    page.get_by_text("Ovet ovat auki torstaina.").wait_for()
    page.locator("html[data-author=ready]").wait_for()
    reader.picture(page, "authoring-new-page")
    reader.reach("## A new service")
    reader.run_later("build.py check")
    # A page that is open would load anew by itself.
    page.goto("about:blank")
    reader.add(RAAHE, "\n" + reader.block("id: raahe-example-advice"))
    service = f"{address}/en/services/raahe-example-advice/"
    for _ in range(300):
        if httpx.get(service).status_code == httpx.codes.OK:
            break
        page.wait_for_timeout(200)
    page.goto(service)
    page.get_by_text("040 123 4567").first.wait_for()


def _translate(reader):
    """A changed sentence, read beside its translations."""
    reader.edit(WORDS, '  next: "Seuraava"', '  next: "Seuraavaksi"')
    said = reader.run("build.py texts status [LANG]")
    assert "was: Seuraava" in said and "now: Seuraavaksi" in said and "sv: 0 missing, 1 out of date" in said
    answers = ("y", "Continue", "")
    said = reader.run("build.py texts review", answers="".join(f"{each}\n" for each in answers))
    assert "sv: 1 read and stamped, 0 left open." in said and "fi-simple: 0 read and stamped, 1 left open." in said
    assert 'next: "Continue"' in (reader.folder / "site_src/words/en.yml").read_text(encoding="utf-8")
    first, *rest = said.split("write it anew: ")
    said = first + "".join(f"write it anew: {answer}\n{more}" for answer, more in zip(answers, rest, strict=True))
    reader.terminal(f"$ python3 build.py texts review\n{said}", "authoring-texts-review")
    assert "1 texts stamped" in reader.run("build.py texts stamp LANG KEY …", **{"LANG": "fi-simple"})
    assert "are reviewed by Anna Esimerkki" in reader.run("build.py texts review LANG KEY … --by NAME")


def _exchange_texts(reader):
    """The same sentence, sent to a translator."""
    reader.edit(WORDS, '  next: "Seuraavaksi"', '  next: "Seuraava"')
    assert "1 texts to translate into sv" in reader.run("build.py texts export LANG --out FILE.xlf")
    path = reader.folder / "out.xlf"
    path.write_text(path.read_text(encoding="utf-8").replace("Nästa", "Nästa steg"), encoding="utf-8")
    assert "1 texts changed" in reader.run("build.py texts import FILE", **{"FILE": "out.xlf"})
    # "So a changed sentence is one edit and one command"
    assert "en: 1 read and stamped, 0 left open." in reader.run("build.py texts review", answers="Next\ny\n")


def _new_language(reader):
    """Estonian, from nothing to the last question of who publishes it."""
    reader.add("site_src/languages.yml", f"  - {reader.cell('{code: et,')}\n")
    reader.run("build.py texts export et --out et.xlsx")
    book = openpyxl.load_workbook(reader.folder / "et.xlsx")
    head = [cell.value for cell in book.active[1]]
    for row in book.active.iter_rows(min_row=2):
        # "services may follow one by one"
        if not row[head.index("key")].value.startswith("services/"):
            row[head.index("translation")].value = row[head.index("source")].value
    book.save(reader.folder / "et.xlsx")
    assert "all stamped" in reader.run("build.py texts import et.xlsx")
    reader.edit("site_src/site.yml", "fi-simple]", "fi-simple, et]")
    with reader.serving("build.py serve") as address, reader.looking(f"{address}/et/") as page:
        assert "et" == page.locator("html").get_attribute("lang")
        assert page.get_by_text("Eesti").count()
    assert "The language et is unreviewed." in reader.run("build.py check --production", status=1)
    assert "texts are reviewed by Anna Esimerkki" in reader.run("build.py texts review et --all --by NAME")
    # Every further command would read five languages.
    reader.edit("site_src/site.yml", "fi-simple, et]", "fi-simple]")


def _directory(reader):
    """Five numbers by workbook; the register, Open Referral, what to check again."""
    reader.run("build.py services export FILE.xlsx")
    _correct_numbers(reader.folder / "out.xlsx")
    said = reader.run("build.py services import FILE.xlsx", **{"FILE.xlsx": "FILE.xlsx --checked --yes"})
    assert 5 == said.count("→ 040 000 000"), said
    services = [samples.service(), samples.service(2, "Esimerkkipalvelu: toinen")]
    samples.write(reader.folder / "services.json", services)
    samples.write(reader.folder / "channels.json", [samples.channel()])
    assert "New in the register: 2" in reader.run("build.py services sync FILES…", **{"FILES…": "services.json channels.json"})
    assert "esimerkkipalvelu-tyokyvyn-tuki" in reader.run("build.py services review")
    said = reader.run("build.py services review --accept ID …", **{"ID …": samples.guid(1)})
    assert "Written: esimerkkiorganisaatio.yml" in said and "New in the register: 1" in said
    assert "Postponed: 1" in reader.run("build.py services review --postpone ID …", **{"ID …": samples.guid(2)})
    reader.run("build.py export-hsds --out DIR [--lang …]", **{"--out DIR": "--out build/hsds"})
    said = reader.run("build.py import-hsds PATH [--lang CODE] [--out DIR]", **{"PATH": "build/hsds", "[--out DIR]": ""})
    assert "everything was there" in said
    assert "Open day and night." in reader.run("build.py services hours ID", ID="emergency-112")
    assert "records to check" in reader.run("build.py services worksheet OUT.txt")
    assert "that a person can act on" in reader.run("build.py services coverage [--out DIR]")
    assert {"coverage.html", "coverage.xlsx"} <= {path.name for path in (reader.folder / "build/coverage").iterdir()}


def _correct_numbers(path):
    """Writes five other phone numbers, as a person would into the cells."""
    book = openpyxl.load_workbook(path)
    sheet = book["contacts"]
    head = [cell.value for cell in sheet[1]]
    rows = [row for row in sheet.iter_rows(min_row=2) if row[head.index("number")].value]
    for number, row in enumerate(rows[:5]):
        row[head.index("number")].value = f"040 000 000{number}"
    book.save(path)


def _forms(reader):
    """What the blocks show of hours and of a record's life, in the new service."""
    lines = reader.block('hours: "24/7"').split("hours:")[1:]
    phone = '      - {type: phone, number: "040 123 4567", hours: ["ma-pe 9-15"]}\n'
    shown = ["".join(f"          {each}\n" for each in f"hours:{text}".splitlines() if each.strip()) for text in lines]
    kinds = [
        f'      - type: phone\n        number: "040 123 4567"\n{text.replace("          hours", "        hours", 1)}'
        for text in shown
    ]
    reader.edit(RAAHE, phone, "".join(kinds))
    said = reader.run("build.py services hours ID", ID="raahe-example-advice")
    assert "Joulu" in said and "Open day and night" in said
    reader.edit(RAAHE, "  - id: raahe-example-advice\n", f"  - id: raahe-example-advice\n{reader.block('follows:')}")
    life = reader.block("retired:").replace("the-id-of-the-other", "emergency-112")
    reader.edit(RAAHE, "  - id: raahe-example-advice\n", f"  - id: raahe-example-advice\n{life}")
    assert "\n0 problems" in reader.command("build.py check")
