"""What can be damaged, and what must be true of it afterwards. Each kind has `try_one(chance)`: whether the damaged was read.

Refused in words is well, read is well where what was read keeps the rules; everything else raises.
"""

import copy
import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import yaml
from openpyxl import load_workbook

from scoring import wire
from scoring.model import MAX_TEXT
from site_src.program import checks
from site_src.program.browser import bundle
from site_src.program.checks import coverage, directory, freshness
from site_src.program.content import content as content_module
from site_src.program.content import phones, project
from site_src.program.content.problems import ContentError, errors
from site_src.program.directory import edit, hsds, spreadsheet
from site_src.program.directory.ptv import import_files
from site_src.program.pages import cards, pages
from site_src.program.setup import tools
from tests.directory import samples, test_ptv_v12
from tests.directory.test_hsds import OWNER, RECORD, REGIONS
from tests.fuzz import damage

ROOT = Path(__file__).resolve().parents[2]
DAY = date.today()
SERVICES, QUESTIONNAIRE = "site_src/services", "questionnaire"
# As a text `javascript:` is harmless; as an address it isn't.
MARKUP = re.compile(r"<\w+[^>]*>|(?:url|href|website)\W+(?:\w+\W+)?javascript:", re.IGNORECASE)
# What a cell can hold.
CELLS = [DAY, *(each for each in damage.JUNK if isinstance(each, str | int | float) and "\x00" not in str(each))]
LINK = re.compile(r"(https?://|tel:|mailto:)\S")
SAVED = """
import { createInterface } from 'node:readline'
import { parseSaved, SavedFileError } from 'URL/save.mjs'
import { migrate } from 'URL/answers.mjs'
const items = JSON.parse(process.argv[1])
for await (const line of createInterface({ input: process.stdin })) {
  let said = 'refused'
  try {
    const { kept } = migrate(parseSaved(JSON.parse(line), 'kykypolku').answers, items)
    said = JSON.stringify([...kept])
  } catch (error) {
    if (!(error instanceof SavedFileError)) said = `failed ${error.stack.replaceAll('\\n', ' ')}`
  }
  console.log(said)
}
"""


class _Quoted(yaml.SafeDumper):
    """Writes each text in quotes, as the strict reader asks of all that looks like a number."""


_Quoted.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def written_as_yaml(value):
    """A value as a content file holds it."""
    return yaml.dump(value, Dumper=_Quoted, allow_unicode=True, sort_keys=False, width=10_000)


class Wrong(Exception):
    """Something was read that the rules exclude."""


def hold(true, what):
    """Raises `Wrong` unless it is true."""
    if not true:
        raise Wrong(what)


class Records:
    """A service file: what passes is read and shown in every language, with contacts that work."""

    def __init__(self, site, folder):
        self.site, self.folder = site, folder / "records"
        (self.folder / SERVICES).mkdir(parents=True)
        files = sorted((ROOT / SERVICES).rglob("*.yml"))
        self.texts = [path.read_text("utf-8") for path in files if path.name != "ptv-mapping.yml"]
        self.whole = [yaml.safe_load(text) for text in self.texts]
        self.kept = {name: each for name, each in site.documents.items() if not name.startswith(f"{SERVICES}/")}
        owners = [owner for data in self.whole for owner in data.get("organisations", ())]
        self.owners = replace(site.service_documents[0], file=f"{SERVICES}/owners.yml", data={"organisations": owners}, marks={})

    def try_one(self, chance):
        services = [record for data in chance.sample(self.whole, 2) for record in data.get("services", ())]
        few = {"services": chance.sample(services, min(3, len(services)))}
        written = written_as_yaml(few)
        written = damage.text(written, chance) if chance.random() < 0.5 else written_as_yaml(damage.value(few, chance))
        file = f"{SERVICES}/tried.yml"
        (self.folder / file).write_text(written, "utf-8")
        document = content_module.document(project.of(self.folder), file)
        content = replace(self.site, documents={**self.kept, self.owners.file: self.owners, file: document})
        found = [*directory.problems(content), *freshness.problems(content, DAY), *coverage.problems(content)]
        if stop := [problem for problem in errors(found) if problem.file == file]:
            raise ContentError(stop)
        for language in content.languages:
            parts = pages.Parts(content, language, None)
            for record in content.services:
                if cards.shown_in(record, language):
                    service = parts.service(record)
                    parts.html("service", service=service, timed=service["timed"])
                    for channel in service["channels"]:
                        hold(channel["href"] is None or LINK.match(channel["href"]), channel["href"])
        bundle.documents(content)
        return True


class Rules:
    """The files of the questionnaire: what passes scores any answers."""

    FILES = ("questionnaire.yml", "scoring.yml", "guidance.yml")

    def __init__(self, site, folder):
        self.site, self.folder = site, folder / "rules"
        shutil.copytree(ROOT / QUESTIONNAIRE, self.folder / QUESTIONNAIRE)
        self.texts = {name: (ROOT / QUESTIONNAIRE / name).read_text("utf-8") for name in self.FILES}

    def try_one(self, chance):
        name = chance.choice(self.FILES)
        file, written = f"{QUESTIONNAIRE}/{name}", self.texts[name]
        if chance.random() < 0.5:
            written = damage.text(written, chance)
        else:
            written = written_as_yaml(damage.value(yaml.safe_load(written), chance, 0.0008))
        (self.folder / file).write_text(written, "utf-8")
        document = content_module.document(project.of(self.folder), file)
        content = replace(self.site, documents={**self.site.documents, file: document})
        if stop := errors(checks.questionnaire(content)):
            raise ContentError(stop)
        respond = wire.responder(bundle.documents(content).__getitem__)
        for _ in range(3):
            answers = answers_of(content, chance)
            reply = json.loads(respond(json.dumps({"answers": answers, "language": "fi"})))
            hold("error" not in reply, f"answers of its own are refused: {reply.get('error')}")
        return True


def answers_of(content, chance):
    """Answers that a person could give."""
    found = {}
    for step in content.questionnaire["steps"]:
        for item in step["items"]:
            options = content.option_ids(item)
            if options and chance.random() < 0.7:
                option = chance.choice(options)
                found[item["id"]] = [option] if item["type"] == "choices" else option
    return found


class Answers:
    """Answers as they come in: each that is taken is one that the questionnaire has."""

    def __init__(self, site, folder):
        documents = bundle.documents(site)
        self.site, self.respond = site, wire.responder(documents.__getitem__)
        self.items = wire.load(documents.__getitem__).items

    def try_one(self, chance):
        request = {"answers": answers_of(self.site, chance), "language": chance.choice(("fi", "sv", "en", "fi-simple"))}
        request |= {"disagree": ["mood"]} if chance.random() < 0.3 else {}
        if chance.random() < 0.5:
            return self.taken(json.dumps(damage.value(request, chance)))
        return self.taken(damage.text(json.dumps(request, indent=1), chance))

    def taken(self, text):
        reply = json.loads(self.respond(text))
        if "error" in reply:
            hold(all(problem.strip() and len(problem) < 1000 for problem in reply["error"]["problems"]), reply)
            raise ContentError([])
        for id_, given in json.loads(text)["answers"].items():
            item = self.items[id_]
            for each in given if isinstance(given, list) else [given]:
                known = item.traits.own_words or item.traits.measured or each in (*item.options, "does-not-apply")
                hold(isinstance(each, str) and len(each) <= MAX_TEXT and known, f"{id_}: {each!r} was taken")
        return True


class Saved:
    """Saved files as the page opens them: what is kept are options of today's items."""

    def __init__(self, site, folder):
        self.site = site
        self.items = [
            {"id": item["id"], "several": item["type"] == "choices", "options": [*site.option_ids(item), "does-not-apply"]}
            for step in site.questionnaire["steps"] for item in step["items"] if site.option_ids(item)
        ]  # fmt: skip
        self.options = {item["id"]: item["options"] for item in self.items}
        script = SAVED.replace("URL", (ROOT / "site_src/look/assessment").as_uri())
        command = [tools.node(), "--input-type=module", "-e", script, json.dumps(self.items)]
        self.node = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def try_one(self, chance):
        whole = {"format": "kykypolku-answers", "questionnaire": "kykypolku", "version": "1.0.0", "saved": "2026-11-24",
                 "answers": answers_of(self.site, chance)}  # fmt: skip
        if chance.random() < 0.5:
            text = json.dumps(damage.value(whole, chance))
        else:
            text = damage.text(json.dumps(whole, indent=1), chance)
        self.node.stdin.write(json.dumps(text) + "\n")
        self.node.stdin.flush()
        said = self.node.stdout.readline().strip()
        if said == "refused":
            raise ContentError([])
        hold(said and not said.startswith("failed"), said or "the page's script ended")
        for id_, given in json.loads(said):
            hold(set(given) <= set(self.options[id_]), f"{id_}: {given} was kept")
        return True

    def close(self):
        self.node.stdin.close()
        self.node.wait()
        self.node.stdout.close()


class Workbooks:
    """A workbook from staff: what is taken can be put into the directory, or is told by its place."""

    def __init__(self, site, folder):
        self.site, self.path = site, folder / "services.xlsx"
        self.directory = edit.read(ROOT)
        self.records = {section: self.directory.all(section)[:5] for section in edit.SECTIONS}
        self.whole = spreadsheet.export(copy.deepcopy(self.records), folder / "whole.xlsx", site.known_languages).read_bytes()

    def try_one(self, chance):
        if chance.random() < 0.5:
            self.path.write_bytes(damage.data(self.whole, chance))
        else:
            self.path.write_bytes(self.whole)
            book = load_workbook(self.path)
            for sheet in chance.sample(book.worksheets, 2):
                for _ in range(chance.randint(1, 4)):
                    cell = sheet.cell(chance.randint(2 - chance.randint(0, 1), 9), chance.randint(1, sheet.max_column))
                    # What stands in another row may be wrong here, or right: either way it must be taken or told.
                    other = sheet.cell(chance.randint(2, sheet.max_row), cell.column).value
                    cell.value = chance.choice(CELLS) if chance.random() < 0.4 else other
                if chance.random() < 0.2:
                    sheet.delete_cols(chance.randint(1, sheet.max_column))
            book.save(self.path)
        records, problems = spreadsheet.load(self.path, self.site.known_languages)
        if not problems:
            places, absent = records.pop("places"), records.pop("absent")
            known = {section: {record["id"]: record for record in self.directory.all(section)} for section in edit.SECTIONS}
            problems = spreadsheet.completed(records, known, absent, self.site.known_languages)
        if problems:
            raise ContentError(problems)
        edit.apply(self.directory, self.site, records, lambda *place: str(place[1]["id"]), write=False)
        hold(places is not None, "no places")
        return True


class Register:
    """An export of the register, of either version: no markup and no number that nobody can dial gets into a file."""

    KINDS = ("ServiceLocation", "Phone", "EChannel", "WebPage", "PrintableForm")

    def __init__(self, site, folder):
        self.folder, self.count = folder / "register", 0
        channels = [samples.channel(0x11 + n, kind) for n, kind in enumerate(self.KINDS)]
        v11 = [samples.service(channels=range(0x11, 0x16)), *channels]
        self.versions = (v11, [test_ptv_v12.service(), test_ptv_v12.channel(), test_ptv_v12.CONNECTION, test_ptv_v12.OWNER])

    def try_one(self, chance):
        self.count += 1
        out = self.folder / str(self.count)
        out.mkdir(parents=True)
        whole = json.loads(json.dumps(chance.choice(self.versions)))
        path = out / "export.json"
        if chance.random() < 0.7:
            path.write_text(json.dumps(damage.value(whole, chance)), "utf-8")
        else:
            path.write_bytes(damage.data(json.dumps(whole, indent=1).encode(), chance))
        try:
            report = import_files([path], out / "written", samples.MAPPING, today=DAY)
            hold(list(report.lines(False)), "the report is empty")
            for file in (out / "written").rglob("*.yml"):
                text = file.read_text("utf-8")
                hold(not MARKUP.search(text), f"markup: {MARKUP.search(text)}")
                for record in yaml.safe_load(text).get("services", ()):
                    for channel in record.get("imported", {}).get("channels", ()):
                        if channel.get("number"):
                            phones.normal(channel["number"])
            return True
        except ContentError:
            hold(not (out / "written").exists(), "refused, yet something was written")
            raise
        finally:
            shutil.rmtree(out)


class Packages:
    """An HSDS package, as JSON or tables: what is read has names, and contacts that work."""

    def __init__(self, site, folder):
        self.folder = folder / "hsds"
        hsds.export(*samples.typed([RECORD], [OWNER]), REGIONS, "fi", self.folder / "whole")
        self.page = json.loads((self.folder / "whole/services.json").read_text("utf-8"))

    def try_one(self, chance):
        path = self.folder / "tried.json"
        if chance.random() < 0.6:
            path.write_text(json.dumps(damage.value(self.page, chance)), "utf-8")
        elif chance.random() < 0.5:
            path.write_bytes(damage.data(json.dumps(self.page, indent=1).encode(), chance))
        else:
            path = self.folder / "tried"
            shutil.rmtree(path, ignore_errors=True)
            shutil.copytree(self.folder / "whole", path)
            file = chance.choice(sorted(path.iterdir()))
            file.write_bytes(damage.data(file.read_bytes(), chance))
        found = hsds.load(path, today=DAY)
        hold(found["services"], "nothing was read, and nothing said")
        for record in found["services"]:
            hold(record["id"] and any(record["name"].values()), "a record without a name")
            for channel in record.get("channels", ()):
                hold(not MARKUP.search(json.dumps(channel)), f"markup: {channel}")
                if channel.get("number"):
                    phones.normal(channel["number"])
        return True
