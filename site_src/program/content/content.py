"""Reads every content file of the project, checks its form, and holds it as one frozen value."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from babel import Locale

from scoring.model import options_of, roles_from
from site_src.program.content import imported as local
from site_src.program.content import kinds, overlay, page, records, schema, strict_yaml, translations
from site_src.program.content import project as places
from site_src.program.content.problems import ContentError, Keys, Problem
from site_src.program.content.records import Organisation, Service
from site_src.program.content.strict_yaml import Document
from site_src.program.messages import msg

Record = TypeVar("Record", Service, Organisation)
# What was read, by file, with the stamp that it had.
Kept = dict[Path, tuple[tuple[int, int], Any]]


@dataclass(frozen=True)
class Language:
    """One language of the site; `review` is source, reviewed or unreviewed."""

    code: str
    lang: str
    dir: str
    name: str
    theme: str
    review: str
    names_from: str | None = None

    @property
    def spoken(self) -> str:
        """The language itself, without its country or script: what rules and word lists are kept by."""
        return self.lang.split("-")[0]

    @property
    def locale(self) -> Locale:
        """How its dates, times and numbers are written."""
        return kinds.locale(self.lang)


@dataclass(frozen=True)
class Placed(Generic[Record]):
    """A record of the directory, and where it stands: the path of its entry in a document."""

    record: Record
    document: Document
    path: tuple[str, int]

    def problem(self, path: Keys, message: str, warning: bool = False) -> Problem:
        """A problem at the value under a path below the record."""
        return self.document.problem((*self.path, *path), message, warning)

    def place(self, path: Keys = ()) -> tuple[str, int, int]:
        """(file, line, column) of the value under a path below the record."""
        return self.document.place((*self.path, *path))

    @property
    def written(self) -> dict[str, Any]:
        """The record as the file says it, for who compares or copies what is written there."""
        section, place = self.path
        entry: dict[str, Any] = self.document.data[section][place]
        return entry

    @property
    def imported(self) -> bool:
        """Whether an import wrote it, and not a person here."""
        return self.document.file.startswith(places.IMPORTED)


@dataclass(frozen=True)
class SiteContent:
    """All content as plain data, with the documents it came from (place -> Document) for messages; and the written pages.
    A municipality's copy keeps the `county` content that its own lies over.

    A site may have several questionnaires, each in a `folder` of its own. What is said of a questionnaire here is said of the
    one in `folder`, the site's first; `questionnaires` has the same content as each of the others sees it.
    """

    project: places.Project
    documents: Mapping[str, Document]
    pages: tuple[page.Page, ...] = ()
    county: "SiteContent | None" = None
    folder: str = places.QUESTIONNAIRE

    def data(self, file: str) -> Any:
        """The plain data of one file, named relative to the root; an absent optional file has none."""
        document = self.documents.get(file)
        return document.data if document else None

    @cached_property
    def questionnaires(self) -> "tuple[SiteContent, ...]":
        """The content as each questionnaire of the site sees it, in the order of the settings."""
        return tuple(
            self if folder == self.folder else replace(self, folder=folder) for folder in folders(self.project, self.settings)
        )

    def of(self, page: page.Page) -> "SiteContent":
        """The content as the questionnaire sees it that a page is about: the site's first where the page names none."""
        return next((each for each in self.questionnaires if each.folder == page.questionnaire), self.questionnaires[0])

    def file(self, name: str) -> str:
        """The place of a file of the questionnaire by its name, such as `scoring` or `texts/fi`."""
        return f"{self.folder}/{name}.yml"

    def document(self, name: str) -> Document:
        """A file of the questionnaire with its places, by its name."""
        return self.documents[self.file(name)]

    @property
    def questionnaire(self) -> Any:
        return self.data(self.file("questionnaire"))

    @property
    def scoring(self) -> Any:
        return self.data(self.file("scoring"))

    @property
    def guidance(self) -> Any:
        return self.data(self.file("guidance"))

    @property
    def regions(self) -> Any:
        return self.data(places.REGIONS)

    @property
    def settings(self) -> Any:
        return self.data(places.SETTINGS)

    def option_ids(self, item: dict[str, Any]) -> tuple[str, ...]:
        """The ids an item can be answered with; empty for own words."""
        return options_of(item, self.questionnaire.get("scales", {}), self.regions["municipalities"])

    @cached_property
    def languages(self) -> tuple[Language, ...]:
        """The languages the site is built in, in the order of the settings."""
        table = {entry["code"]: entry for entry in self.data(places.LANGUAGES)["languages"]}
        return tuple(
            Language(**{**table[code], "review": table[code]["review"]["state"]})
            for code in self.settings["languages"]
            if code in table
        )

    @cached_property
    def source(self) -> str:
        """The code of the language that is written first."""
        return translations.source_of(self.data(places.LANGUAGES)["languages"])

    @property
    def known_languages(self) -> tuple[str, ...]:
        """The codes of languages.yml: what a text may be written in, published or not."""
        return tuple(entry["code"] for entry in self.data(places.LANGUAGES)["languages"])

    def lang_of(self, code: str) -> str:
        """The tag of the language that the texts of a code are in; a code that languages.yml does not have is a tag itself."""
        table = self.data(places.LANGUAGES)["languages"]
        return next((entry["lang"] for entry in table if entry["code"] == code), code)

    @cached_property
    def texts(self) -> dict[str, Any]:
        """The texts of each language, nested by kind and id; none for a questionnaire without guidance.

        In a preview the source stands where a translation is missing; `check` says where, and nothing is published so.
        """
        if not self.guidance:
            return {language.code: {} for language in self.languages}
        own = {code: self._own_texts(code) for code in {self.source, *(language.code for language in self.languages)}}
        return {
            language.code: _named(_filled(own[language.code], own[self.source]), self.site_name(language))
            for language in self.languages
        }

    def _own_texts(self, code: str) -> dict[str, Any]:
        files = (f"{places.WORDS}/{code}.yml", self.file(f"texts/{code}"))
        documents = (self.documents[file] for file in files if file in self.documents)
        return {kind: texts for document in documents for kind, texts in document.data["texts"].items()}

    def site_name(self, language: Language) -> str:
        """What the site is called in a language."""
        name = self.settings["name"]
        return name if isinstance(name, str) else self.name(name, language)

    def option_labels(self, role: str, code: str) -> dict[str, str]:
        """The options of the item with a role, by id, in the words of a language; none when no item has the role."""
        item = roles_from(self.questionnaire).get(role)
        return self.texts[code]["option"][item] if item else {}

    def text_documents(self, code: str) -> tuple[Document, ...]:
        """The text files of one language: the words of the site and what each questionnaire says."""
        return tuple(self.documents[file] for file in self.text_files(code) if file in self.documents)

    def text_files(self, code: str) -> dict[str, str]:
        """The places of the text files of a language, by what the keys of their texts begin with: another questionnaire than
        the first may have the same ids, so its keys name its folder."""
        first, *others = folders(self.project, self.settings)
        own = {f"{first}/texts/{code}.yml": "", **{f"{folder}/texts/{code}.yml": f"{folder}:" for folder in others}}
        return {f"{places.WORDS}/{code}.yml": "", **own}

    @cached_property
    def service_documents(self) -> tuple[Document, ...]:
        """The files of the service directory."""
        return tuple(document for file, document in self.documents.items() if schema_kind(file) == "services")

    def _placed(self, section: str) -> Iterator[Placed[Any]]:
        for document in self.service_documents:
            yield from _placed_in(document, section)

    @cached_property
    def placed_organisations(self) -> tuple[Placed[Organisation], ...]:
        """Every organisation where it stands, as the files list them."""
        return tuple(self._placed("organisations"))

    @cached_property
    def placed_services(self) -> tuple[Placed[Service], ...]:
        """Every service record where it stands, as the files list them."""
        return tuple(self._placed("services"))

    @cached_property
    def organisations(self) -> dict[str, Organisation]:
        """Organisations by id."""
        return {placed.record.id: placed.record for placed in self.placed_organisations}

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """Every service record, published or not: by its `order` (0 where it has none), then as the files list them."""
        return tuple(sorted((placed.record for placed in self.placed_services), key=lambda record: record.order))

    def pages_in(self, language: Language) -> dict[str, page.Page]:
        """The written pages of one language, by slug."""
        return {page.slug: page for page in self.pages if page.language == language.code}

    def name(self, texts: Mapping[str, str], language: Language) -> str:
        """A proper name in a language, or in the language whose names it uses, or the one it has."""
        return texts.get(language.code) or texts.get(language.names_from or "") or self.named(texts)

    def named(self, texts: Mapping[str, str]) -> str:
        """A proper name as those who look after the content know it: in the source language, or the one it has."""
        return texts.get(self.source) or next(iter(texts.values()))


RECORDS: dict[str, type[Any]] = {"organisations": Organisation, "services": Service}


# A municipality's copy has the documents of the county, but for its own.
@lru_cache(maxsize=512)
def _placed_in(document: Document, section: str) -> tuple[Placed[Any], ...]:
    entries = enumerate(document.data.get(section) or ())
    return tuple(Placed(records.read(RECORDS[section], entry), document, (section, place)) for place, entry in entries)


def _filled(texts: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """Nested texts with those of the source where there is none, or a group in the place of a text, or the other way round."""
    filled: dict[str, Any] = {}
    for key, value in source.items():
        own = texts.get(key)
        if isinstance(value, dict):
            filled[key] = _filled(own if isinstance(own, dict) else {}, value)
        else:
            filled[key] = own if isinstance(own, str) else value
    return filled


def _named(texts: Any, name: str) -> Any:
    """Texts with the site's name in its place."""
    if isinstance(texts, dict):
        return {key: _named(text, name) for key, text in texts.items()}
    return texts.replace(SITE_NAME, name)


# The one placeholder that also written pages may use.
SITE_NAME = "{site}"
# The files of a questionnaire besides its texts.
INSTRUMENT = ("questionnaire", "scoring", "guidance")
FIXED = {
    places.REGIONS: "regions",
    places.LANGUAGES: "languages",
    places.SETTINGS: "site",
    places.RULES: "language-rules",
    places.PTV_MAPPING: "ptv-mapping",
}


# A municipality's own.
OWN_SERVICES = re.compile(rf"{places.MUNICIPALITIES}/[^/]+/services/")


def folders(project: places.Project, settings: Any) -> tuple[str, ...]:
    """The folders of the site's questionnaires, in the order of the settings. One that is read in the place of the first
    stands alone."""
    return (places.QUESTIONNAIRE,) if project.questionnaire else tuple(settings.get("questionnaires", (places.QUESTIONNAIRE,)))


def schema_kind(file: str) -> str | None:
    """The kind of a content file by its place, which is the name of its schema; None when it isn't one."""
    if file in FIXED:
        return FIXED[file]
    if file == places.PTV_REVIEW:
        return "ptv-review"
    folder, _, name = file.removesuffix(".yml").partition("/")
    if folder != places.SITE:
        return "texts" if name.startswith("texts/") else name if name in INSTRUMENT else None
    if file.startswith(f"{places.WORDS}/"):
        return "words"
    if file.startswith(f"{places.SERVICES}/") or OWN_SERVICES.match(file):
        return "services"
    return None


def read(project: places.Project, county: SiteContent | None = None, kept: Kept | None = None) -> SiteContent:
    """All content of a `Project`. Raises `ContentError` with every problem of form, over all files.

    `kept` is a dictionary that outlives a reading, for who reads again and again: only what changed is read anew.

    Another questionnaire (`project.questionnaire`) may do without guidance.yml, and then needs no texts either: it is
    scored, without needs, services or a written summary. `county` is the county's content where it was read already, for
    who reads many municipalities' copies.
    """
    if project.overlay:
        documents: Mapping[str, Document]
        pages: Iterable[page.Page]
        county = county or read(replace(project, roots=project.roots[:1]))
        documents, pages, found = _overlaid(project, project.overlay, county)
    else:
        documents, pages, found = _county(project, kept)
    settings = documents[places.SETTINGS].data if places.SETTINGS in documents else {}
    found.extend(_misnamed(project, folders(project, settings)))
    content = SiteContent(project, documents, tuple(pages), county, folders(project, settings)[0])
    if not found and content.guidance:
        found.extend(_missing_languages(content))
    if found:
        raise ContentError(found)
    return content


def _county(project: places.Project, kept: Kept | None) -> tuple[dict[str, Document], list[page.Page], list[Problem]]:
    """The documents and pages of the county's content, and every problem of their form."""
    documents: dict[str, Document] = {}
    found: list[Problem] = []

    def read_in(files: Iterable[str]) -> None:
        for file in files:
            try:
                documents[file] = _unless_kept(kept, project.path(file), partial(document, project, file))
            except ContentError as error:
                found.extend(error.problems)

    read_in(FIXED)
    for folder in (places.SERVICES, places.WORDS):
        read_in(file for file in project.listed(folder, ".yml") if file not in FIXED)
    # Which questionnaires there are is a setting; without the settings only the usual one is looked for.
    settings = documents[places.SETTINGS].data if places.SETTINGS in documents else {}
    for folder in folders(project, settings):
        read_in(file for file in (f"{folder}/{name}.yml" for name in INSTRUMENT) if _expected(project, file))
        read_in(project.listed(f"{folder}/texts", ".yml"))
    pages, wrong = _pages(project, project.roots[0] / places.SITE, kept)
    return documents, pages, [*found, *wrong]


def _misnamed(project: places.Project, questionnaires: Iterable[str]) -> Iterator[Problem]:
    """Files whose names nearly end as those do that are read: what a person wrote there would be nowhere."""
    endings = {f"{places.SITE}/pages": (".md", ".markdown"), places.SERVICES: (".yml", ".yaml"), places.WORDS: (".yml", ".yaml")}
    endings |= {f"{folder}/texts": (".yml", ".yaml") for folder in questionnaires}
    for folder, (ending, other) in endings.items():
        for path in project.paths(folder)[-1].rglob("*.*"):
            if path.suffix != ending and path.suffix.lower() in (ending, other) and not path.name.startswith("."):
                message = msg(
                    "{file} is not read: its name should end in {ending}. Name it so, or remove it.",
                    file=path.name,
                    ending=ending,
                )
                yield Problem(project.name(path), 1, 1, message)


def _expected(project: places.Project, file: str) -> bool:
    """Another questionnaire may do without guidance."""
    return not project.questionnaire or not file.endswith("/guidance.yml") or project.path(file).exists()


def _pages(project: places.Project, root: Path, kept: Kept | None = None) -> tuple[list[page.Page], list[Problem]]:
    """The written pages of a content root, and every problem of their form."""
    pages: list[page.Page] = []
    found: list[Problem] = []
    for path in sorted((root / "pages").rglob("*.md")):
        try:
            place = path.relative_to(root / "pages").as_posix()
            pages.append(_unless_kept(kept, path, partial(_page, project, path, place)))
        except ContentError as error:
            found.extend(error.problems)
    return pages, found


def _overlaid(
    project: places.Project, own_folder: Path, county: SiteContent
) -> tuple[Mapping[str, Document], Iterable[page.Page], list[Problem]]:
    """The county's documents and pages with the municipality's own over them, and every problem of these."""
    documents, pages = county.documents, county.pages
    own: dict[str, Document] = {}
    services: dict[str, Document] = {}
    own_pages, found = _pages(project, own_folder)
    for path in sorted(own_folder.rglob("*.yml")):
        below = path.relative_to(own_folder).as_posix()
        file = f"{places.SITE}/{below}"
        try:
            if file == places.SETTINGS or file.startswith(f"{places.WORDS}/"):
                own[file] = _own(path, project.name(path), schema_kind(file))
            elif file.startswith(f"{places.SERVICES}/"):
                name = f"{places.MUNICIPALITIES}/{own_folder.name}/{below}"
                services[name] = _services(strict_yaml.load(path, project.name(path)))
        except ContentError as error:
            found.extend(error.problems)
    if found:
        return documents, pages, found
    replaced = {(page.language, page.slug) for page in own_pages}
    shown = [*(page for page in pages if (page.language, page.slug) not in replaced), *own_pages]
    merged = dict(documents)
    for file, upper in own.items():
        if file not in documents:
            found.append(
                Problem(upper.file, 1, 1, msg("The county has no {file}, so nothing is put over it. Remove the file.", file=file))
            )
        else:
            merged[file] = overlay.over(documents[file], upper, overlay.NOT_INHERITED if file == places.SETTINGS else ())
    lower = {file: each for file, each in merged.items() if schema_kind(file) == "services"}
    hidden = merged[places.SETTINGS].data.get("hidden_services", ())
    rest = {file: each for file, each in merged.items() if file not in lower}
    return {**rest, **overlay.service_files(lower, services, hidden)}, shown, found


def _own(path: Path, name: str, kind: str | None) -> Document:
    """A municipality's settings or words: of the county's form, without what it need not say again."""
    found = strict_yaml.load(path, name)
    wrong = schema.problems(found, kind, partial=True)
    if kind == "site" and isinstance(found.data, dict):
        known = schema.validator(kind).schema["properties"]
        for key in (key for key in found.data if key in known and key not in overlay.OWN_SETTINGS):
            message = msg(
                "{key} is the county's to say, the same for every copy. Remove it; a copy may say {allowed}.",
                key=key,
                allowed=", ".join(overlay.OWN_SETTINGS),
            )
            wrong.append(found.problem((key,), message))
    if wrong:
        raise ContentError(wrong)
    return found


def _services(found: Document) -> Document:
    wrong = schema.problems(found, "services") or list(kinds.problems(found))
    if wrong:
        raise ContentError(wrong)
    return kinds.canonical(found)


def _unless_kept(kept: Kept | None, path: Path, read_file: Callable[[], Any]) -> Any:
    """What a file holds, as it was read before where the file is still the same."""
    if kept is None:
        return read_file()
    try:
        now = path.stat()
    except OSError:
        return read_file()
    stamp = (now.st_mtime_ns, now.st_size)
    if path not in kept or kept[path][0] != stamp:
        kept[path] = (stamp, read_file())
    return kept[path][1]


def document(project: places.Project, file: str) -> Document:
    """The document at a place, in the form that the schema of its kind asks for. Raises `ContentError`."""
    path = project.path(file)
    found = strict_yaml.load(path, project.name(path))
    kind = schema_kind(file)
    if kind == "services" and file.startswith(places.IMPORTED):
        found = imported(found)
    if kind == "services":
        return _services(found)
    if wrong := schema.problems(found, kind):
        raise ContentError(wrong)
    return found


def _page(project: places.Project, path: Path, place: str) -> page.Page:
    name = project.name(path)
    language, _, below = place.partition("/")
    if not below or "/" in below:
        raise ContentError(
            [Problem(name, 1, 1, msg("A page lies in the folder of its language: pages/fi/name.md. Move it there."))]
        )
    found = page.read(path, name, below.removesuffix(".md"), language)
    if wrong := schema.problems(found.heading, "page"):
        raise ContentError(wrong)
    return found


def imported(document: Document) -> Document:
    """An imported file as a hand-written one would say it; records that nobody has given a need are left out."""
    try:
        return local.flattened(document, local.core)
    except (AttributeError, KeyError, TypeError):
        message = msg("This is not a file as the import writes it. Take back your last change, or import again.")
        raise ContentError([Problem(document.file, 1, 1, message)]) from None


def _missing_languages(content: SiteContent) -> Iterator[Problem]:
    settings = content.documents[places.SETTINGS]
    table = content.data(places.LANGUAGES)["languages"]
    known = {entry["code"] for entry in table}
    if sum(entry["review"]["state"] == "source" for entry in table) != 1:
        message = msg("Exactly one language is the source of the others. Write review: {{state: source}} at that one alone.")
        yield content.documents[places.LANGUAGES].problem(("languages",), message)
    for place, code in enumerate(settings.data["languages"]):
        if code not in known:
            yield settings.problem(
                ("languages", place),
                msg("The language {code} is not in languages.yml. Add it there or remove it here.", code=code),
            )
            continue
        for file in content.text_files(code):
            if file not in content.documents:
                yield Problem(
                    file,
                    1,
                    1,
                    msg(
                        "The texts of {code} are missing. Take {code} out of languages until it has some: "
                        "build.py texts export {code} --out {code}.xlsx writes a file for translators, "
                        "build.py texts import {code}.xlsx brings it back.",
                        code=code,
                    ),
                )
