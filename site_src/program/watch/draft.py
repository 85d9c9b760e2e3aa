"""The site while it is being written: its content is read anew when a file changes, and a page is rendered when somebody
asks for it. So a change costs what is looked at, and nothing needs to know what depends on what."""

import json
import shutil
import threading
from collections.abc import Mapping
from functools import partial

import yaml
from markupsafe import Markup

from site_src.program import checks, site
from site_src.program.browser import assets, bundle, copied, fragments, offline, runtime
from site_src.program.checks import pages as page_checks
from site_src.program.checks import texts as text_checks
from site_src.program.content import content
from site_src.program.content.problems import ContentError, Problem, errors
from site_src.program.host import failures
from site_src.program.messages import msg, told
from site_src.program.pages import mkdocs_build, pages, tokens
from site_src.program.watch import origins


class Draft:
    """One site that is being written. `version` grows with each change that pages show; `problems` say what is wrong."""

    def __init__(self, project, folder, report=lambda problems: None):
        """`report` is given what is found wrong while a page is made, once for each state of the content."""
        self.project, self.folder, self.site, self.report = project, folder, folder / "site", report
        self.content, self.version, self.problems = None, 0, []
        self.changed = threading.Condition()
        self.closed = False
        self._kept, self._good, self._assets, self._languages, self._reported = {}, {}, None, {}, []
        # MkDocs and the reader share state; a page takes a tenth of a second.
        self._lock = threading.RLock()

    def refresh(self, paths):
        """Takes in what changed; `paths` are the files, or None for everything."""
        with self._lock:
            look = self.project.look
            if self._assets is None or any(path.is_relative_to(look) for path in paths or ()):
                self._build_look()
            if paths and any(path.suffix == ".py" for path in paths):
                self.tell([Problem.at("serve", msg("The program itself has changed. Stop serve and start it again to use it."))])
                return
            try:
                read = content.read(self.project, kept=self._kept)
                if self.project.questionnaire is None and (
                    stop := errors([*text_checks.problems(read), *page_checks.problems(read)])
                ):
                    raise ContentError(stop)
            except ContentError as error:
                self.tell(error.problems)
                return
            self.content, self._languages, self._reported = read, {}, []
            self._write_root()
            self.version += 1
            self.tell([])

    def _build_look(self):
        shutil.rmtree(self.folder / "common", ignore_errors=True)
        shutil.rmtree(self.folder / "stage", ignore_errors=True)
        shutil.rmtree(self.site, ignore_errors=True)
        self.site.mkdir(parents=True)
        self._assets = assets.build_assets(self.project.program, self.site)
        common = site.Common(self.project, self.folder, site.cache_of(self.project), False, None)
        self._theme = common.theme()

    def _write_root(self):
        languages, texts = self.content.languages, self.content.texts
        names = {language.code: self.content.site_name(language) for language in languages}
        self._own = copied.own_assets(self.content, self.site)
        root = site.root_page(self.content, languages, self._assets, self._own)
        (self.site / "index.html").write_text(root, encoding="utf-8")
        offline.write_manifests(self.site, languages, texts, self._assets, names, self._own)
        # While a page is being written, a copy that the browser keeps would only hide the change.
        offline.write_kill_switch(self.site)

    def tell(self, problems, shown=False):
        """Lets every open page know. `shown`: the problems are of what the pages show already."""
        with self.changed:
            self.problems = [] if shown else list(problems)
            self.told = list(problems)
            self.changed.notify_all()

    told = ()

    def close(self):
        """Lets those who wait for changes go."""
        with self.changed:
            self.closed = True
            self.changed.notify_all()

    def page(self, address):
        """(HTML, whether there is such a page) for an address such as `/fi/privacy/`; None where no language is named.

        A page that can't be rendered is shown as it last could, with what is wrong.
        """
        code, _, below = address.strip("/").partition("/")
        with self._lock:
            if not self.content:
                return None
            language = next((each for each in self.content.languages if each.code == code), None)
            if not language:
                return None
            slug = below or "index"
            try:
                made = self._language(language)
                if slug not in made.sources:
                    return made.filled(made.renderer.not_found()), False
                html, problems = made.renderer.page(f"{slug}.md", made.sources[slug]())
                html = made.filled(html)
            except Exception as error:
                self._tell_of_page(self._behind(error, address))
                return self._good.get((code, slug), "<!doctype html><title>…</title><body></body>"), True
            if problems:
                self._tell_of_page(problems, shown=True)
            self._good[code, slug] = html
            return html, True

    def _behind(self, error, address):
        """What is wrong where a page can't be made: a mistake in the content, which the whole check finds, or else one in
        the program."""
        try:
            found = errors(checks.check(self.content))
        except ContentError as stop:
            found = stop.problems
        except Exception:
            found = []
        return found or [Problem.at("serve", failures.told(error, address, self.project.work))]

    def _tell_of_page(self, problems, shown=False):
        """Tells the open pages, and the terminal what it has not been told yet."""
        self.tell(problems, shown)
        if new := [problem for problem in problems if problem not in self._reported]:
            self._reported += new
            self.report(new)

    def _language(self, language):
        if language.code not in self._languages:
            self._languages[language.code] = _Language(self, language, self._assets)
        return self._languages[language.code]

    def about(self, address):
        """What the author's bar knows about a page: where its texts come from, and who the questionnaire asks."""
        code, _, below = address.strip("/").partition("/")
        with self._lock:
            language = next((each for each in self.content.languages if each.code == code), None) if self.content else None
            if not language:
                return {}
            page = self.content.pages_in(language).get(below.strip("/"))
            return origins.about(self.content.of(page) if page else self.content, language, self.project)


class _Language:
    """The pages of one language in one state of the content."""

    def __init__(self, draft, language, asset_map):
        self.draft, self.language = draft, language
        program, folder = draft.project.program, draft.folder / "stage" / language.code
        (folder / "docs").mkdir(parents=True, exist_ok=True)
        neutral = tokens.neutral(draft.content)
        config = site.config(
            program, folder, draft._theme, neutral, language, draft.content.languages, asset_map, production=False
        )
        path = folder / "mkdocs.yml"
        path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
        runtimes = {each.folder: _WhenAsked(partial(self._runtime, each)) for each in draft.content.questionnaires}
        self.sources = pages.sources(neutral, language, runtimes, site.cache_of(draft.project))
        names = [f"{slug}.md" for slug in self.sources]
        self.renderer = mkdocs_build.Renderer(path, names, pages.folder(draft.content, language), program)
        self.values = copied.values(draft.content, language, draft._own)

    def filled(self, html):
        """A rendered page with what is this copy's own."""
        return tokens.filled(html, self.values)

    def _runtime(self, questionnaire):
        """Python with the words as they are now, and the cards: what only an assessment needs."""
        draft = self.draft
        cache = site.cache_of(draft.project)
        files = runtime.build_runtime(draft.project.program, draft.site, bundle.modules(questionnaire), cache)
        found = {self.language.code: fragments.write(draft.content, self.language, draft.site)}
        made = files.for_page(draft._assets)
        written = {"files": made["files"], "cards": fragments.read_by(self.language.code, found)}
        return made | {key: Markup(site.attribute(value)) for key, value in written.items()}


class _WhenAsked(Mapping):
    """A mapping that is made when its first key is asked for."""

    def __init__(self, make):
        self._make, self._made = make, None

    def __getitem__(self, key):
        return self._all()[key]

    def __iter__(self):
        return iter(self._all())

    def __len__(self):
        return len(self._all())

    def _all(self):
        self._made = self._made or self._make()
        return self._made


def state(draft):
    """The state of the draft as the author's bar reads it."""
    problems = [{"text": told(problem.told), "file": problem.file, "line": problem.line} for problem in draft.told]
    return json.dumps({"version": draft.version, "problems": problems}, ensure_ascii=False)
