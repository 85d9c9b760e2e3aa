"""Builds sites: content -> assets and staged pages -> MkDocs, one run a language -> the pages of each copy -> its folder."""

import hashlib
import multiprocessing
import os
import shutil
import tempfile
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import yaml
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from site_src.program import checks, proof
from site_src.program.browser import assembly, assets, bundle, copied, fragments, manifest, offline, runtime
from site_src.program.content import content, copies, strict_yaml
from site_src.program.content import project as project_module
from site_src.program.content.problems import ContentError, errors
from site_src.program.host import beside, headers, hosting, place
from site_src.program.messages import msg
from site_src.program.pages import pages, render, rendered, tokens
from site_src.program.setup import processes

LAYOUT_TEXTS = ("site", "nav", "footer", "notice", "ui")
# What outlives a build. Every file in it appears whole, so that builds may share it.
CACHE = ".cache"
# Where the cards of all languages lie among what was made once.
CARDS = "cards"


@dataclass(frozen=True)
class Built:
    """A finished build: where it is and what was found on the way."""

    out: Path
    languages: tuple
    warnings: tuple


def build(project, out, languages=None, production=False, say=print, compressed=True, kept=True, work=None):
    """Builds one site into `out`; what was there before is replaced only when the new one is whole.

    `languages` limits the build to some codes. A browser keeps an offline copy unless `kept` is false. `work` is an empty
    folder to work in, for who wants to see what was staged. Raises `PlaceError` when `out` is no place for a site, and
    `ContentError` when the content has errors; both before anything is written.
    """
    out, base = Path(out), place.base(project.work)
    with place.reserved(out, base):
        site_content = content.read(project)
        found = checked(site_content, production, say)
        with nullcontext(work) if work else place.work_folder(base) as folder:
            common = Common(project, folder, cache_of(project), production, say)
            write(common, site_content, out, languages, compressed, kept)
    chosen = _chosen(site_content, languages)
    hosting.write(base / "hosting", [language.code for language in chosen])
    return Built(out, tuple(language.code for language in chosen), tuple(p for p in found if p.warning))


def cache_of(project):
    """The folder of what outlives a build of a project."""
    return place.base(project.work) / CACHE


def checked(site_content, production, say, all_of_it=True):
    """Every problem of a site, none of which stops it. Raises `ContentError`. Of a copy that differs in settings alone only
    these are looked at unless `all_of_it`: the rest is the county's, which was looked at already."""
    found = checks.check(site_content) if all_of_it else checks.copy(site_content)
    if production:
        found += checks.production(site_content)
    if production and not errors(found):
        # What the public will meet is proven; a preview is only checked.
        found += proof.prove(site_content, say, cache_of(site_content.project))
    if stop := errors(found):
        raise ContentError(stop)
    return found


def _chosen(site_content, languages):
    return [language for language in site_content.languages if not languages or language.code in languages]


class Common:
    """What the sites of one run share, each made once, by what it is made from: assets, Python, cards, rendered pages."""

    def __init__(self, project, work, cache, production, say):
        self.project, self.work, self.cache, self.production, self.say = project, work, cache, production, say
        self.made = {}
        assembly.forget(cache)

    def once(self, name, key, make):
        """What `make` gives, made once for a name and a key; it gets a new folder to write into."""
        known = f"{name}-{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}"
        if known not in self.made:
            folder = self.work / "common" / known
            folder.mkdir(parents=True)
            self.made[known] = (make(folder), folder)
        return self.made[known]

    def theme(self):
        """The templates alone: MkDocs would copy everything else it finds beside them into each language."""
        theme = self.work / "stage" / "theme"
        if not theme.exists():
            frame = self.project.look / "frame"
            for path in frame.rglob("*.html"):
                target = theme / path.relative_to(frame)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        return theme


def write(common, site_content, out, languages=None, compressed=True, kept=True):
    """Writes one site into `out`, from what the sites have in common and what is its own."""
    project, root = site_content.project, common.project.program
    chosen, said = _chosen(site_content, languages), common.say
    codes = [language.code for language in chosen]
    neutral = tokens.neutral(site_content)
    said(msg("Python runtime and assets …"))
    asset_map, assets_folder = common.once("assets", "", lambda folder: assets.build_assets(root, folder))
    runtimes = {each.folder: _runtime(common, each) for each in neutral.questionnaires}
    generated = _fingerprint(neutral, codes)
    said(msg("Pages in {languages} …", languages=", ".join(codes)))
    (rendered, cards), made_folder = common.once(
        "pages", generated, lambda folder: _pages(common, neutral, chosen, asset_map, folder)
    )
    # A folder of its own for whom the umask says: that of mkdtemp is closed to a web server.
    fresh = Path(tempfile.mkdtemp(prefix="site-", dir=common.work)) / "site"
    earlier = assembly.Earlier(out, common.cache) if compressed else None
    made = assembly.Assembly(fresh, earlier, common.cache, compressed, best=project.overlay is None)
    own = copied.own_assets(site_content, fresh)
    version = copies.version(root)
    libraries = [folder / files["library"].path for files, folder in runtimes.values()]
    scoring, _ = common.once(
        "scoring",
        [path.name for path in libraries],
        lambda _: manifest.scoring_of([path.read_bytes() for path in libraries]),
    )
    values = {}
    for language in chosen:
        values[language.code] = copied.values(site_content, language, own) | {
            **_runtime_values(runtimes, asset_map),
            "version": version,
            "scoring": scoring[: manifest.SHOWN],
            "runtime-cards": attribute(fragments.read_by(language.code, cards)),
        }
    for folder in (assets_folder, *(folder for _, folder in runtimes.values()), made_folder / CARDS):
        made.take(folder)
    for language in chosen:
        made.fill(language.code, rendered[language.code], values[language.code])
    names = {language.code: site_content.site_name(language) for language in chosen}
    (fresh / "index.html").write_text(root_page(site_content, chosen, asset_map, own), encoding="utf-8")
    own_pages = [pages.pages_of(each) for each in neutral.questionnaires]
    scored = {f"{each['assessment']}/": f"{each['form']}/" for each in own_pages}
    offline.write_manifests(fresh, chosen, site_content.texts, asset_map, names, own)
    beside.write(fresh, site_content, chosen, version, scoring, common.production)
    made.look_beside()
    if kept:
        offline.write_service_worker(root, fresh, codes, common.once, made.digests, scored)
    else:
        offline.write_kill_switch(fresh)
    made.look_beside()
    said(msg("Compressing …"))
    made.finish()
    whose = project.overlay.name if project.overlay else project_module.COUNTY_SITE
    manifest.write(fresh, version, scoring, whose, common.production, made.digests)
    place.mark(fresh)
    place.put(fresh, out, earlier and earlier.before)
    made.keep()


def root_page(site_content, languages, asset_map, own):
    """The page at the root of a site, where a language is chosen."""
    page = render.html(
        "root.html.j2",
        languages=languages,
        name=site_content.site_name(languages[0]),
        texts=site_content.texts,
        assets=asset_map,
        own=own,
        policy=headers.META_POLICY,
    )
    return f"{page}\n"


def _runtime(common, content):
    """The files of the scoring with one questionnaire, and their folder."""
    root, modules = common.project.program, bundle.modules(content)
    return common.once(
        "runtime", sorted(modules.items()), lambda folder: runtime.build_runtime(root, folder, modules, common.cache)
    )


def _runtime_values(runtimes, asset_map):
    """The values of the tokens by which an assessment page finds the files of its questionnaire."""
    found = {}
    for folder, (files, _) in runtimes.items():
        made = files.for_page(asset_map)
        found |= {f"runtime-files:{folder}": attribute(made["files"]), f"runtime-size:{folder}": made["size"]}
    return found


def _runtime_tokens(asset_map, folder):
    return {
        "worker": f"../../{asset_map['worker.mjs']}",
        "files": Markup(tokens.token(f"runtime-files:{folder}")),
        "cards": Markup(tokens.token("runtime-cards")),
        "size": tokens.token(f"runtime-size:{folder}"),
    }


def _fingerprint(neutral, codes):
    """What the pages of a site are made from, so that sites which are made alike share them."""
    pages_in = [(page.file, page.meta, page.body) for page in neutral.pages]
    texts = [each.texts for each in neutral.questionnaires]
    return [codes, neutral.languages, texts, neutral.services, neutral.organisations, pages_in, neutral.settings]


def attribute(value):
    """JSON for an attribute in single quotes, as the templates write it."""
    return str(htmlsafe_json_dumps(value, ensure_ascii=False, sort_keys=True))


def _pages(common, neutral, chosen, asset_map, folder):
    """The rendered pages of each language, by place, with their tokens, and its cards, which are written into `folder`.
    One process a language; a worker of a pool may have none of its own. Raises `ContentError` for what MkDocs complains of."""
    common.theme()
    shared = (common, neutral, chosen, asset_map, folder)
    if len(chosen) == 1 or multiprocessing.parent_process():
        made = [_language(language, shared) for language in chosen]
    else:
        with processes.pool(len(chosen), _forked(), _set, shared) as pool:
            made = list(pool.map(_language, chosen))
    if stop := [problem for _, _, problems in made for problem in problems]:
        raise ContentError(stop)
    by_code = dict(zip([language.code for language in chosen], made, strict=True))
    shown = {code: rendered.read(keys, common.cache) for code, (keys, _, _) in by_code.items()}
    return shown, {code: fragment for code, (_, fragment, _) in by_code.items()}


def _language(language, shared=()):
    """What the pages of a language are known by, its cards, and what MkDocs complains of. It renders only what it has not
    rendered before."""
    common, neutral, chosen, asset_map, folder = shared or _SHARED
    root, theme = common.project.program, common.theme()
    runtimes = {each.folder: _runtime_tokens(asset_map, each.folder) for each in neutral.questionnaires}
    staged, written = pages.staged(neutral, language, runtimes, common.cache)
    stage = common.work / "stage" / language.code if not neutral.project.overlay else folder / language.code
    configured = config(root, stage, theme, neutral, language, chosen, asset_map, common.production)
    known, fragment = rendered.keys(configured, theme, staged, written), fragments.write(neutral, language, folder / CARDS)
    if not rendered.missing(known, common.cache):
        return known, fragment, []
    for slug, text in staged.items():
        path = stage / "docs" / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    path = stage / "mkdocs.yml"
    path.write_text(yaml.safe_dump(configured, allow_unicode=True, sort_keys=False), encoding="utf-8")
    where = pages.folder(neutral, language)
    return known, fragment, rendered.render(path, where, root, known, common.cache, stage / "site")


def config(root, folder, theme, neutral, language, chosen, asset_map, production):
    """The MkDocs configuration of one language: plain YAML that any reader of mkdocs.yml can build."""
    base = strict_yaml.load(root / "mkdocs.yml", "mkdocs.yml").data
    texts = tokens.texts(LAYOUT_TEXTS, neutral.texts[language.code])
    unreviewed, notice = language.review == "unreviewed", texts["notice"]
    if production:
        mark = notice["unreviewed"] if unreviewed else None
    else:
        mark = notice["preview-unreviewed"] if unreviewed else notice["preview"]
    return {
        **base,
        "site_name": tokens.token("site"),
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {
            **base["theme"],
            "custom_dir": os.path.relpath(theme, folder),
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
                "texts": texts,
                "nav": pages.navigation(neutral, language, texts["nav"]),
                "preview": not production,
                "policy": headers.META_POLICY,
                "notice": mark,
                **{key: tokens.token(key) for key in ("icon", "mark", "theme_color")},
                "colours": tokens.token("colours|"),
                "leave_to": tokens.token("leave"),
                "site": {"name": tokens.token("site")},
            }
        },
    }


def build_all(project, out, ids, production=False, say=print, shard=(1, 1)):
    """Builds the county's site (the id "") and municipalities' copies, each into its own folder below `out`.

    `shard` is (number, count): every count-th site, so that several machines share the work. What the sites have in common
    is made once, and the rest on every processor. Returns how many were built. Raises as `build` does; a copy that has
    problems stops none of the others.
    """
    out, base = Path(out), place.base(project.work)
    mine = [id_ for number, id_ in enumerate(ids) if number % shard[1] == shard[0] - 1]
    county = content.read(replace(project, roots=project.roots[:1]))
    # Who publishes a copy alone need not have settled what the county must.
    checked(county, production and "" in mine, say)
    quiet = _silent if mine != [""] else say
    with place.work_folder(base) as folder:
        common = Common(project, folder, cache_of(project), production, quiet)
        # Whatever is not the county's own comes from here, also where its site is another shard's.
        _one(common, county, project_module.COUNTY_SITE if "" in mine else "", out)
        say(msg("{county_site}: what the sites have in common is made.", county_site=project_module.COUNTY_SITE))
        rest, found, done = [id_ for id_ in mine if id_], [], int("" in mine)
        for id_, problems in _spread(common, county, rest, out):
            done += not problems
            found += problems
            state = msg("has problems") if problems else ""
            say(msg("{done}/{count} {id} {state}", done=done, count=len(mine), id=id_, state=state))
    hosting.write(base / "hosting", [language.code for language in county.languages])
    if found:
        raise ContentError(found)
    return done


def _one(common, site_content, name, out):
    """Writes a site, or only makes what the others share where no name says so."""
    if name:
        with place.reserved(out / name, common.cache.parent):
            write(common, site_content, out / name)
    else:
        with tempfile.TemporaryDirectory(dir=common.work) as folder:
            write(common, site_content, Path(folder) / "site", compressed=False)


def _spread(common, county, ids, out):
    """(id, its problems) of each copy, as they are finished."""
    if not ids:
        return
    with processes.pool(len(ids), _forked(), _set, (common, county, out)) as pool:
        yield from zip(ids, pool.map(_copy, ids), strict=True)


def _forked():
    """Workers that have what their parent has, where the system can do that; elsewhere it is sent to them."""
    return multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)


def _silent(_text):
    """Where many sites are built, their steps are not told."""


_SHARED = []


def _set(*shared):
    _SHARED[:] = shared


def _copy(id_):
    common, county, out = _SHARED
    try:
        site_content = content.read(project_module.of(common.project.roots[0], id_), county)
        checked(site_content, common.production, common.say, all_of_it=False)
        _one(common, site_content, id_, out)
    except ContentError as error:
        return error.problems
    return []
