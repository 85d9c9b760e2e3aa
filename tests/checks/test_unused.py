"""Texts that nothing shows are found, so that nobody translates them."""

import pytest

from site_src.program.content import placeholders
from site_src.program.content.translations import flatten
from tests.checks import unused
from tests.checks.language_content import make

FILES = {
    "site_src/look/check/check.html.j2": """
{% set w = t.page.check %}{{ w.caption }}{% for name in ('one', 'two') %}{{ w[name] }}{% endfor %}
{{ t.ui['no-script'] }} {{ t.ui.progress.replace('{step}', '1') }} {{ t.form.kinds[kind] }}
<script>{{ t.directory | tojson }}</script>""",
    "site_src/look/frame/main.html": (
        '{% set k = config.extra.k %}{% set t = k.texts %}{{ t.nav["home"] }} {{ k.texts.site.name }}'
    ),
    "site_src/look/check/check.mjs": "import { fill } from '../base/other.mjs'\nsay(texts[`${held ? 'good' : 'bad'}-${name}`])",
    "site_src/look/base/other.mjs": "import { x } from './texts.mjs'\nscreen.texts.count; texts['count-one']; texts?.none",
    "site_src/look/base/alone.mjs": "texts.elsewhere",
    "scoring/report.py": """
words("report", "title"); self.words("report", "wish" if wish else "for"); words("report", f"near-{area}")
report = words["report"]; report["source"]; texts["notice"]["preview"]
for name in ("closing",): words("joint", name)
""",
    "site_src/program/checks/own.py": 'words("report", "checked-only")',
}
USED = """
page: {check: {caption: x, one: x, two: x}}
ui: {no-script: x, progress: x}
form: {kinds: {paper: x}}
directory: {good-one: x, bad-two: x, count: x, count-one: x, none: x}
nav: {home: x}
site: {name: x}
report: {title: x, wish: x, for: x, near-county: x, source: x}
notice: {preview: x}
joint: {closing: x}
""".strip()


def found(tmp_path, texts):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return list(unused.problems(make(tmp_path, texts=texts)))


def test_every_form_in_which_a_text_is_asked_for_is_known(tmp_path):
    assert found(tmp_path, USED) == []


@pytest.mark.parametrize(
    "text",
    [
        "ui: {home: x}",
        "page: {check: {three: x}}",
        "directory: {fair-one: x}",
        "directory: {elsewhere: x}",
        "directory: {mjs: x}",
        "report: {far-county: x}",
        "report: {checked-only: x}",
        "notice: {title: x}",
    ],
)
def test_a_text_that_nothing_asks_for_is_found_at_its_key(tmp_path, text):
    (problem,) = found(tmp_path, text)
    assert (problem.file, problem.line, problem.warning) == ("site_src/words/fi.yml", 3, True)


def test_every_text_of_the_site_is_shown_somewhere(site_content):
    assert [] == list(map(str, unused.problems(site_content)))


def test_every_text_of_the_site_is_one_that_a_site_cannot_be_without(site_content):
    """Whoever adds a text adds its key; the words of the search go by the needs, the help page's by its matters."""
    texts = site_content.text_documents(site_content.source)[0].data["texts"]
    matters = {f"page/help/{matter['id']}" for matter in site_content.settings["help_now"]}
    keys = ["/".join(path) for path, _ in flatten(texts) if path[0] != "search"]
    assert list(placeholders.asked()) == [key for key in keys if key not in matters]
