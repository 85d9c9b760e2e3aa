"""What a form has sent, checked and put into the files: texts in every language, and records of the directory."""

from dataclasses import replace
from datetime import date

from site_src.program.checks import texts as text_checks
from site_src.program.checks import words as word_checks
from site_src.program.content import schema, translations
from site_src.program.content.content import schema_kind
from site_src.program.content.problems import ContentError, Problem, errors
from site_src.program.content.records import SECTIONS
from site_src.program.directory import edit
from site_src.program.messages import msg
from site_src.program.translation import writing
from site_src.program.watch.forms import config, records


def texts(content):
    """{key: {language: words}} of every text outside pages and records, in the order of the source."""
    found = {}
    for code in (content.source, *(language.code for language in content.languages)):
        for text in translations.texts_in(content, code):
            if not text.key.startswith(("pages/", "services/")) and (text.key in found or code == content.source):
                found.setdefault(text.key, {})[code] = text.words
    return found


def save_text(content, key, given):
    """Writes what a form says of one text. A translation that is written with it is made from the source as it is then.

    Raises ContentError, and has then written nothing.
    """
    before = texts(content)[key]
    names = {language.code: language.name for language in content.languages}
    now = {code: translations.plain(given.get(code) or "") for code in names}
    if gone := [names[code] for code in before if not now[code]]:
        raise ContentError([Problem.at(name, msg("Write some words here.")) for name in gone])
    changed = {code: words for code, words in now.items() if words != translations.plain(before.get(code, ""))}
    prospect, touched = _prospect(content, key, changed)
    found = [problem for file in touched for problem in schema.problems(prospect.documents[file], schema_kind(file))]
    if found := found or errors([*text_checks.problems(prospect), *word_checks.problems(prospect)]):
        of_file = {file: names[code] for file, code in touched.items()}
        raise ContentError([Problem.at(of_file.get(each.file, each.file), each.message) for each in found])
    for code, words in changed.items():
        writing.write(content, code, {key: words})
        if code != content.source:
            translations.stamp(translations.Translations(prospect, code), {key})


def _prospect(content, key, changed):
    """(the content as it would be, {file: language} of what would change)."""
    documents, touched = dict(content.documents), {}
    for code, words in changed.items():
        # The longest prefix that the key has: the first questionnaire's texts have none.
        source = max(
            ((prefix, file) for file, prefix in content.text_files(content.source).items() if _has(content, file, prefix, key)),
        )
        file = f"{source[1].rpartition('/')[0]}/{code}.yml"
        documents[file] = replace(documents[file], data=_with(documents[file].data, _path(source[0], key), words))
        touched[file] = code
    return replace(content, documents=documents), touched


def _path(prefix, key):
    return ("texts", *key.removeprefix(prefix).split("/"))


def _has(content, file, prefix, key):
    return key.startswith(prefix) and _path(prefix, key)[1] in content.documents[file].data["texts"]


def _with(data, path, words):
    """Nested data with another text at the end of a path."""
    first, *rest = path
    return {**data, first: _with(data.get(first, {}), rest, words) if rest else words}


def save_record(content, section, id_, given):
    """Writes what a form says of one record, new or known. Raises ContentError, and has then written nothing."""
    directory, record = edit.read(content.project.roots[0]), SECTIONS[section]

    def label(path):
        return " › ".join(str(part + 1) if isinstance(part, int) else config.name_of(record, part) for part in path)

    file, _, before = directory.records[section].get(id_, (given.get("file"), 0, {"id": id_}))
    if file not in config.files(content) or file != given.get("file"):
        message = msg("A record stays in the file where it is. Choose {file} again.", file=config.files(content).get(file, "?"))
        raise ContentError([Problem.at(label(("file",)), message)])
    edited = {**dict.fromkeys(edit.SECTIONS, ()), section: [records.merged(record, before, given, label)]}
    today = date.today().isoformat()
    edit.apply(directory, content, edited, lambda _, __, path: label(path), say_kept=False, file=file, today=today)
