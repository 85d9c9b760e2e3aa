"""Builds the whole site: content -> assets and staged pages -> MkDocs, one build a language, in parallel -> site/."""

import os
import shutil
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from site_src.program import checks, proof
from site_src.program.browser import assets, brand, bundle, compress, fragments, offline, runtime
from site_src.program.content import content, strict_yaml
from site_src.program.content.problems import ContentError, errors
from site_src.program.host import headers, hosting, place
from site_src.program.pages import mkdocs_build, pages, render
from site_src.program.setup import processes

LAYOUT_TEXTS = ("site", "nav", "footer", "notice", "ui")
# What outlives a build. Every file in it appears whole, so that builds may share it.
CACHE = ".cache"
# Material copies its own stylesheets and scripts into every language; the theme uses none of them.
UNUSED = ("assets", "sitemap.xml", "sitemap.xml.gz", "search")


@dataclass(frozen=True)
class Built:
    """A finished build: where it is and what was found on the way."""

    out: Path
    languages: tuple
    warnings: tuple


def build(project, out, languages=None, production=False, say=print, compressed=True, kept=True, work=None):
    """Builds the site into `out`; what was there before is replaced only when the new one is whole.

    `languages` limits the build to some codes. A browser keeps an offline copy unless `kept` is false. `work` is an empty
    folder to work in, for who wants to see what was staged. Raises `PlaceError` when `out` is no place for a site, and
    `ContentError` when the content has errors; both before anything is written.
    """
    out, base = Path(out), place.base(project.work)
    with place.reserved(out, base):
        site_content = content.read(project)
        found = checks.check(site_content)
        if production:
            found += checks.production(site_content)
        if production and not errors(found):
            # What the public will meet is proven; a preview is only checked.
            found += proof.prove(site_content, say)
        if stop := errors(found):
            raise ContentError(stop)
        chosen = [language for language in site_content.languages if not languages or language.code in languages]
        with nullcontext(work) if work else place.work_folder(base) as folder:
            fresh = _write(project, site_content, chosen, folder, base / CACHE, production, say, kept)
            if compressed:
                say("Compressing …")
                compress.compress_site(fresh, base / CACHE)
            place.mark(fresh)
            place.put(fresh, out)
    hosting.write(base / "hosting")
    return Built(out, tuple(language.code for language in chosen), tuple(p for p in found if p.warning))


def _write(project, site_content, chosen, work, cache, production, say, kept):
    """Writes the whole site, uncompressed, below the folder `work`. Returns where it is."""
    root, stage, fresh = project.program, work / "stage", work / "site"
    for folder in (stage, fresh):
        folder.mkdir(parents=True)
    say("Python runtime and assets …")
    runtime_files = runtime.build_runtime(root, fresh, bundle.modules(site_content), cache)
    asset_map = assets.build_assets(root, fresh)
    page_runtime = runtime_files.for_page(asset_map)
    found_cards = fragments.write(site_content, chosen, fresh)
    say(f"Pages in {', '.join(language.code for language in chosen)} …")
    _stage_theme(project.look / "frame", stage / "theme")
    configs = []
    for language in chosen:
        folder = stage / language.code
        needed = {**page_runtime, "cards": fragments.read_by(language.code, found_cards)}
        pages.stage(site_content, language, folder / "docs", needed)
        configs.append(_write_config(root, fresh, folder, site_content, language, chosen, asset_map, production))
    _render(configs, [pages.folder(site_content, language) for language in chosen], root)
    for language in chosen:
        for name in UNUSED:
            target = fresh / language.code / name
            shutil.rmtree(target) if target.is_dir() else target.unlink(missing_ok=True)
    (fresh / "index.html").write_text(
        render.html(
            "root.html.j2", languages=chosen, name=site_content.site_name(chosen[0]), texts=site_content.texts, assets=asset_map
        )
        + "\n",
        encoding="utf-8",
    )
    names = {language.code: site_content.site_name(language) for language in chosen}
    offline.write(root, fresh, chosen, site_content.texts, asset_map, names)
    if not kept:
        offline.write_kill_switch(fresh)
    return fresh


def _stage_theme(frame, out):
    """The templates alone: MkDocs would copy everything else it finds beside them into each language."""
    for path in frame.rglob("*.html"):
        target = out / path.relative_to(frame)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _render(configs, written, root):
    """MkDocs, one process a language; a single one needs no pool. Raises `ContentError` for what it complains of."""
    roots = [root] * len(configs)
    if len(configs) == 1:
        found = map(mkdocs_build.build, configs, written, roots)
    else:
        with processes.pool(len(configs)) as pool:
            found = list(pool.map(mkdocs_build.build, configs, written, roots))
    if stop := [problem for problems in found for problem in problems]:
        raise ContentError(stop)


def _write_config(root, site, folder, site_content, language, chosen, asset_map, production):
    """The MkDocs configuration of one language: plain YAML that any reader of mkdocs.yml can build."""
    base = strict_yaml.load(root / "mkdocs.yml", "mkdocs.yml").data
    texts = site_content.texts[language.code]
    name = site_content.site_name(language)
    notices = []
    if not production:
        notices.append(texts["notice"]["preview"])
    if language.review == "unreviewed":
        notices.append(texts["notice"]["unreviewed"])
    config = {
        **base,
        "site_name": name,
        "docs_dir": "docs",
        "site_dir": os.path.relpath(site / language.code, folder),
        "theme": {
            **base["theme"],
            "custom_dir": os.path.relpath(folder.parent / "theme", folder),
            "language": language.theme,
            "direction": language.dir,
        },
        "extra": {
            "k": {
                "lang": language.lang,
                "code": language.code,
                "dir": language.dir,
                "languages": [asdict(each) for each in chosen],
                "assets": asset_map,
                "texts": {kind: texts[kind] for kind in LAYOUT_TEXTS if kind in texts},
                "preview": not production,
                "policy": headers.META_POLICY,
                "icon": brand.icon(root / "site_src/look"),
                "theme_color": brand.colour(root / "site_src/look", "--k-brand"),
                "notices": notices,
                "leave_to": site_content.settings["leave_to"],
                "site": {"name": name},
            }
        },
    }
    path = folder / "mkdocs.yml"
    path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
