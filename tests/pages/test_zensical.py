"""The staged pages are plain enough for another generator: Zensical builds what MkDocs builds."""

import subprocess
import sys
from collections import defaultdict

import yaml

from site_src.program import site
from site_src.program.browser import assets
from site_src.program.content import content, project
from site_src.program.pages import pages, tokens

# What a busy machine may take; alone it is six seconds.
PATIENCE = 240


def test_zensical_builds_each_staged_page_with_the_templates_of_the_site(tmp_path):
    read = content.read(project.of("."))
    neutral, language = tokens.neutral(read), read.languages[0]
    drawn = assets.build_assets(read.project.program, tmp_path / "drawn")
    theme = site.Common(read.project, tmp_path, tmp_path / "cache", False, None).theme()
    stage = tmp_path / "stage" / language.code
    runtimes = {each.folder: defaultdict(str) for each in read.questionnaires}
    staged, _ = pages.staged(neutral, language, runtimes, tmp_path / "cache")
    for slug, text in staged.items():
        path = stage / "docs" / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    config = site.config(read.project.program, stage, theme, neutral, language, read.languages, drawn, False)
    (stage / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")

    command = [sys.executable, "-m", "zensical", "build", "-f", "mkdocs.yml"]
    built = subprocess.run(command, cwd=stage, capture_output=True, text=True, timeout=PATIENCE)

    assert 0 == built.returncode, built.stdout + built.stderr
    made = {path.parent.relative_to(stage / "site").as_posix() for path in (stage / "site").rglob("index.html")}
    assert {"." if slug == "index" else slug for slug in staged} == made
    assert f'<html lang="{language.lang}"' in (stage / "site/privacy/index.html").read_text(encoding="utf-8")
