"""Reads every content file of the project, checks its form, and holds it as one frozen value."""

from dataclasses import dataclass
from functools import cached_property

from scoring.model import options_of, roles_from
from site_src.program.content import imported as local
from site_src.program.content import kinds, page, schema, strict_yaml
from site_src.program.content import project as places
from site_src.program.content.problems import ContentError, Problem


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


@dataclass(frozen=True)
class SiteContent:
    """All content as plain data, with the documents it came from (place -> Document) for messages; and the written pages."""

    project: places.Project
    documents: dict
    pages: tuple = ()

    def data(self, file):
        """The plain data of one file, named relative to the root; an absent optional file has none."""
        document = self.documents.get(file)
        return document.data if document else None

    @property
    def questionnaire(self):
        return self.data("questionnaire/questionnaire.yml")

    @property
    def scoring(self):
        return self.data("questionnaire/scoring.yml")

    @property
    def guidance(self):
        return self.data(GUIDANCE)

    @property
    def regions(self):
        return self.data(places.REGIONS)

    @property
    def settings(self):
        return self.data(places.SETTINGS)

    def option_ids(self, item):
        """The ids an item can be answered with; empty for own words."""
        return options_of(item, self.questionnaire.get("scales", {}), self.regions["municipalities"])

    @cached_property
    def languages(self):
        """The languages the site is built in, in the order of the settings."""
        table = {entry["code"]: entry for entry in self.data(places.LANGUAGES)["languages"]}
        return tuple(
            Language(**{**table[code], "review": table[code]["review"]["state"]})
            for code in self.settings["languages"]
            if code in table
        )

    @property
    def known_languages(self):
        """The codes of languages.yml: what a text may be written in, published or not."""
        return tuple(entry["code"] for entry in self.data(places.LANGUAGES)["languages"])

    @cached_property
    def texts(self):
        """The texts of each language, nested by kind and id; none for a questionnaire without guidance."""
        if not self.guidance:
            return {language.code: {} for language in self.languages}
        return {
            language.code: {
                kind: texts for document in self.text_documents(language.code) for kind, texts in document.data["texts"].items()
            }
            for language in self.languages
        }

    def option_labels(self, role, code):
        """The options of the item with a role, by id, in the words of a language; none when no item has the role."""
        item = roles_from(self.questionnaire).get(role)
        return self.texts[code]["option"][item] if item else {}

    def text_documents(self, code):
        """The text files of one language: the words of the site and what the questionnaire says."""
        return tuple(self.documents[file] for file in text_files(code) if file in self.documents)

    @cached_property
    def service_documents(self):
        """The files of the service directory."""
        return tuple(
            document
            for file, document in self.documents.items()
            if file.startswith(f"{places.SERVICES}/") and schema_kind(file) == "services"
        )

    @cached_property
    def organisations(self):
        """Organisations by id."""
        return {entry["id"]: entry for document in self.service_documents for entry in document.data.get("organisations", ())}

    @cached_property
    def services(self):
        """Every service record, published or not: by its `order` (0 where it has none), then as the files list them."""
        found = [entry for document in self.service_documents for entry in document.data.get("services", ())]
        return tuple(sorted(found, key=lambda record: record.get("order", 0)))

    def pages_in(self, language):
        """The written pages of one language, by slug."""
        return {page.slug: page for page in self.pages if page.language == language.code}

    def name(self, texts, language):
        """A proper name in a language, or in the language whose names it uses, or the one it has."""
        return texts.get(language.code) or texts.get(language.names_from or "") or texts.get("fi") or next(iter(texts.values()))


GUIDANCE = "questionnaire/guidance.yml"
FIXED = {
    "questionnaire/questionnaire.yml": "questionnaire",
    "questionnaire/scoring.yml": "scoring",
    GUIDANCE: "guidance",
    places.REGIONS: "regions",
    places.LANGUAGES: "languages",
    places.SETTINGS: "site",
    places.RULES: "language-rules",
    places.PTV_MAPPING: "ptv-mapping",
}


def text_files(code):
    """The places of the two text files of a language."""
    return f"{places.WORDS}/{code}.yml", f"{places.QUESTIONNAIRE}/texts/{code}.yml"


def schema_kind(file):
    """The kind of a content file by its place, which is the name of its schema; None when it isn't one."""
    if file in FIXED:
        return FIXED[file]
    if file.startswith(f"{places.QUESTIONNAIRE}/texts/"):
        return "texts"
    if file.startswith(f"{places.WORDS}/"):
        return "words"
    if file.startswith(f"{places.SERVICES}/"):
        return "services"
    return None


def read(project):
    """All content of a `Project`. Raises `ContentError` with every problem of form, over all files.

    Another questionnaire (`project.questionnaire`) may do without guidance.yml, and then needs no texts either: it is
    scored, without needs, services or a written summary.
    """
    files = list(FIXED)
    if project.questionnaire and not project.path(GUIDANCE).exists():
        files.remove(GUIDANCE)
    for folder in (places.SERVICES, f"{places.QUESTIONNAIRE}/texts", places.WORDS):
        files += [file for file in project.listed(folder, ".yml") if file not in FIXED]
    documents, pages, found = {}, [], []
    for file in files:
        try:
            documents[file] = document(project, file)
        except ContentError as error:
            found.extend(error.problems)
    for file in project.listed(places.PAGES, ".md"):
        try:
            pages.append(_page(project, file))
        except ContentError as error:
            found.extend(error.problems)
    content = SiteContent(project, documents, tuple(pages))
    if not found and content.guidance:
        found.extend(_missing_languages(content))
    if found:
        raise ContentError(found)
    return content


def document(project, file):
    """The document at a place, in the form that the schema of its kind asks for. Raises `ContentError`."""
    path = project.path(file)
    found = strict_yaml.load(path, project.name(path))
    if file.startswith(places.IMPORTED):
        found = imported(found)
    kind = schema_kind(file)
    wrong = schema.problems(found, kind)
    if kind == "services" and not wrong:
        wrong = list(kinds.problems(found))
    if wrong:
        raise ContentError(wrong)
    return kinds.canonical(found) if kind == "services" else found


def _page(project, file):
    path = project.path(file)
    name = project.name(path)
    language, _, below = file.removeprefix(f"{places.PAGES}/").partition("/")
    if not below or "/" in below:
        raise ContentError([Problem(name, 1, 1, "A page lies in the folder of its language: pages/fi/name.md. Move it there.")])
    found = page.read(path, name, below.removesuffix(".md"), language)
    if wrong := schema.problems(found.heading, "page"):
        raise ContentError(wrong)
    return found


def imported(document):
    """An imported file as a hand-written one would say it; records that nobody has given a need are left out."""
    try:
        return local.flattened(document, local.core)
    except (AttributeError, KeyError, TypeError):
        message = "This is not a file as the import writes it. Take back your last change, or import again."
        raise ContentError([Problem(document.file, 1, 1, message)]) from None


def _missing_languages(content):
    settings = content.documents[places.SETTINGS]
    known = {entry["code"] for entry in content.data(places.LANGUAGES)["languages"]}
    for place, code in enumerate(settings.data["languages"]):
        if code not in known:
            yield settings.problem(
                ("languages", place), f"The language {code} is not in languages.yml. Add it there or remove it here."
            )
            continue
        for file in text_files(code):
            if file not in content.documents:
                yield Problem(file, 1, 1, f"The texts of {code} are missing. Write the file.")
