"""A small content tree for the checks of language: one language, a few texts, a page and a service."""

from site_src.program.content import content, project, strict_yaml
from site_src.program.content import page as pages_module

LANGUAGES = "languages: [{code: %s, lang: %s, dir: ltr, name: X, theme: fi, review: {state: source}}]"
SERVICES = """
services:
  - id: office
    name: {fi: Toimisto, en: Office}
    summary: {%s: "%s"}
    how: {}
    organisation: town
    area: county
    source: {title: Toimisto, date: unknown}
    checked: "2026-11-24"
    state: documented
"""
RULES = {"limits": {}, "grammar": {}, "words": {}, "exceptions": {}}


def make(root, code="fi", texts="ui: {next: Seuraava}", page=None, summary="Tule käymään.", rules=None):
    """Content in `root` whose texts are given as YAML, its page as Markdown and its rules as plain data."""
    documents = {
        "site_src/languages.yml": LANGUAGES % (code, code.split("-")[0]),
        "site_src/site.yml": f"languages: [{code}]",
        f"site_src/words/{code}.yml": f"language: {code}\ntexts:\n" + "".join(f"  {row}\n" for row in texts.splitlines()),
        "site_src/services/services.yml": SERVICES % (code, summary),
    }
    documents = {file: strict_yaml.parse(text, file) for file, text in documents.items()}
    name = "site_src/language-rules.yml"
    documents[name] = strict_yaml.Document(name, {**RULES, **(rules or {})}, {})
    pages = ()
    if page is not None:
        (root / "index.md").write_text(page, encoding="utf-8")
        pages = (pages_module.read(root / "index.md", f"site_src/pages/{code}/index.md", "index", code),)
    return content.SiteContent(project.Project(program=root, roots=(root,), work=root / "build"), documents, pages)
