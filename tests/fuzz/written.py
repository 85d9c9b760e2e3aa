"""What staff and municipalities write: pages, words, and a municipality's own content over the county's."""

import json
import re
import shutil
from dataclasses import replace

import markdown
import yaml

from scoring import wire
from site_src.program import checks
from site_src.program.browser import bundle, copied
from site_src.program.checks import directory, municipality, prose, texts
from site_src.program.content import content as content_module
from site_src.program.content import page as page_module
from site_src.program.content import project, schema, strict_yaml
from site_src.program.content.problems import ContentError, errors
from site_src.program.pages import cards, pages
from tests.fuzz import damage
from tests.fuzz.kinds import ROOT, answers_of, hold, written_as_yaml

RUNTIME = {"worker": "w", "files": "f", "cards": "c", "size": "1"}
# What a browser would do more with than show it.
ACTIVE = re.compile(
    r"<script|<iframe|<img|<[^>]*\s(?:on\w+|style)\s*=|(?:href|src)=[\"']?\s*(?:javascript|data|vbscript):", re.IGNORECASE
)
CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
# As people paste them.
SNIPPETS = (
    "<script>alert(1)</script>", "<b onclick=x>y</b>", "[a](javascript:x)", "![a](https://example.org/a.png)", "{{ 7*7 }}",
    "{x}", "{ .a }", "{: onclick=x }", "# a {#b onmouseover=c}", "<!-- here: services -->", "<!-- here: x -->",
    "<!-- here services", "[a]: data:text/html,x", "<https://example.org/>", "<javascript:x>", "[a](<javascript:x>)",
    "!!! note \"x\" onclick=y", "```\n<b>", "<div markdown=\"1\">", "a  \nb", "| a | b |\n|---|---|\n| c |", "* * *",
    "    <i>", "\ue000site\ue001", "&lt;script&gt;", "<<<<<<< HEAD", "[a](&#106;avascript:x)", "[a](java\tscript:x)",
    "[x](//example.org)", "---", "title: a", "kind: form", "[^1]: x", "\\{x\\}",
)  # fmt: skip


def damaged_page(text, chance):
    """A page with lines, letters or snippets of markup changed."""
    if chance.random() < 0.5:
        return damage.text(text, chance)
    for _ in range(chance.randint(1, 3)):
        at = chance.choice([0, *(place.start() for place in re.finditer(r"\s", text))])
        text = (
            text[:at]
            + chance.choice(("\n\n", " ", "\n"))
            + chance.choice(SNIPPETS)
            + chance.choice(("\n\n", " ", ""))
            + text[at:]
        )
    return text


def rendered(body):
    """A page's own words as the site renders them."""
    extensions = strict_yaml.load(ROOT / "mkdocs.yml", "mkdocs.yml").data["markdown_extensions"]
    return markdown.markdown(page_module.MARKER.sub("", body), extensions=extensions)


def hold_page(found, written):
    """What passed is a page, shows its words, and does nothing."""
    list(prose.page_pieces(found))
    hold(written.startswith("---\n"), "the page has no heading block")
    html = rendered(found.body.replace("{site}", "Polku"))
    hold(not ACTIVE.search(CODE.sub("", html)), f"active: {ACTIVE.search(html)}")
    shown = re.search(r"[{}]", CODE.sub("", html))
    hold(not shown, f"a brace is shown: {shown and shown.string[max(0, shown.start() - 80) : shown.end() + 20]}")
    hold(not re.search("[\ue000-\uf8ff]", html), "a token of the program is in the text")


class Pages:
    """A written page, heading block and all: what passes is rendered, and does nothing in a browser."""

    def __init__(self, site, folder):
        self.site, self.folder = site, folder / "pages"
        self.folder.mkdir(parents=True)
        self.sources = [ROOT / page.file for page in site.pages]

    def try_one(self, chance):
        source = chance.choice(self.sources)
        path = self.folder / source.name
        path.write_text(damaged_page(source.read_text("utf-8"), chance), "utf-8")
        language = source.parent.name
        found = page_module.read(path, f"pages/{path.name}", path.stem, language)
        if wrong := schema.problems(found.heading, "page"):
            raise ContentError(wrong)
        others = tuple(page for page in self.site.pages if (page.language, page.slug) != (language, found.slug))
        content = replace(self.site, pages=(*others, found))
        if stop := errors(checks.pages.problems(content)):
            raise ContentError(stop)
        hold_page(found, path.read_text("utf-8"))
        code = next(each for each in content.languages if each.code == language)
        hold(pages.sources(content, code, {each.folder: RUNTIME for each in content.questionnaires})[found.slug](), "no page")
        return True


class Words:
    """The texts of a language: what passes is shown on every page, and makes a result without a brace."""

    def __init__(self, site, folder):
        self.site, self.folder = site, folder / "words"
        self.files = [file for language in site.languages for file in site.text_files(language.code)]
        for file in self.files:
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)

    def try_one(self, chance):
        file = chance.choice(self.files)
        whole = (ROOT / file).read_text("utf-8")
        if chance.random() < 0.6:
            written = damage.text(whole, chance)
        else:
            written = written_as_yaml(damage.value(yaml.safe_load(whole), chance, 0.0008))
        (self.folder / file).write_text(written, "utf-8")
        document = content_module.document(project.of(self.folder), file)
        content = replace(self.site, documents={**self.site.documents, file: document})
        if stop := errors(texts.problems(content)):
            raise ContentError(stop)
        language = next(each for each in content.languages if file in content.text_files(each.code))
        parts = pages.Parts(content, language, RUNTIME)
        for name in chance.sample(sorted(pages.PARTS), 3):
            getattr(parts, pages.PARTS[name])()
        respond = wire.responder(bundle.documents(content).__getitem__)
        for _ in range(2):
            reply = json.loads(respond(json.dumps({"answers": answers_of(content, chance), "language": language.code})))
            hold("error" not in reply, reply.get("error"))
            # The page itself writes the day.
            shown = re.search(r"\{(?!date\})\w*\}", json.dumps(reply["report"], ensure_ascii=False))
            hold(not shown, f"a placeholder is shown: {shown and shown.string[max(0, shown.start() - 80) : shown.end() + 20]}")
        return True


class Overlays:
    """A municipality's own content: what passes fills the pages of every language."""

    SOURCES = ("oulu", "kuusamo", "hailuoto")
    MORE = {
        "words/fi.yml": 'language: fi\ntexts:\n  footer:\n    about: "{site} on oma."\n  ui:\n    next: "Eteen"\n',
        "site.yml": 'name: "Polku"\naddress: https://example.org/polku/\nlanguages: [fi, sv]\ndefault_municipality: "564"\n'
        'hidden_services: [kempele-youth-work]\ncolours: {light: {brand: "#1a5f5a"}}\nhost: {name: Kunta}\n',
        "pages/fi/buses.md": "---\ntitle: Bussit\ndescription: Miten pääsee.\nkind: page\n---\n\n# Bussit\n\nLinja 5.\n",
        "logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>\n',
    }

    def __init__(self, site, folder):
        self.site, self.folder, self.out = site, folder / "own", folder / "out"
        # More than the examples have, so that each kind of file is there.
        shutil.copytree(ROOT / project.MUNICIPALITIES / "oulu", self.folder)
        for file, text in self.MORE.items():
            path = self.folder / file
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists():
                path.write_text(text, "utf-8")
        self.whole = {path: path.read_text("utf-8") for path in sorted(self.folder.rglob("*")) if path.is_file()}

    def try_one(self, chance):
        path = chance.choice(list(self.whole))
        whole, name = self.whole[path], path.name
        if path.suffix == ".md":
            written = damaged_page(whole, chance)
        elif path.suffix == ".yml" and chance.random() < 0.5:
            written = written_as_yaml(damage.value(yaml.safe_load(whole), chance, 0.05))
        else:
            written = damage.text(whole, chance)
        path.write_text(written, "utf-8")
        stray = None
        if chance.random() < 0.1:
            stray = path.with_name(chance.choice(("x.html", f"{name} (1)", "scoring.yml", f"copy of {name}")))
            stray.write_text(whole, "utf-8")
        try:
            return self.tried(chance)
        finally:
            path.write_text(whole, "utf-8")
            if stray:
                stray.unlink()

    def tried(self, chance):
        here = project.Project(roots=(ROOT, self.folder), work=self.out)
        content = content_module.read(here, self.site)
        found = [*municipality.problems(content), *directory.problems(content), *checks.pages.problems(content)]
        if stop := errors([*found, *texts.problems(content)]):
            raise ContentError(stop)
        for language in content.languages:
            values = copied.values(content, language, copied.own_assets(content, self.out))
            hold(not re.search(r"<script|\son\w+=", values["mark"] + values["icon"], re.IGNORECASE), "an active logo")
            hold(re.match("https?://", values["leave"]), "no address to leave to")
            for record in content.services:
                if cards.shown_in(record, language) and chance.random() < 0.05:
                    pages.Parts(content, language, None).service(record)
        for page in content.pages:
            if page.file.startswith("own") or self.folder.name in page.file.split("/"):
                hold_page(page, "---\n")
        return True
