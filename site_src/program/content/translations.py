"""Keeps `made_from` in the text files: which source text each translation was made from."""

import hashlib
import re

import yaml

SOURCE = "fi"
SECTION = re.compile(r"^made_from:.*\Z", re.MULTILINE | re.DOTALL)


def flatten(texts, path=()):
    """Every text with its path, in order."""
    for key, value in texts.items():
        if isinstance(value, dict):
            yield from flatten(value, (*path, key))
        else:
            yield (*path, key), value


def text_hash(text):
    """The short hash a translation keeps of the source text it was made from."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:8]


def stamp_key(path):
    """A text's name in `made_from`."""
    return ":".join(path)


def stamps(source, keys=None):
    """What `made_from` says in a translation that was just read against the source; of some paths alone where `keys` names
    them."""
    return {stamp_key(path): text_hash(text) for path, text in flatten(source.data["texts"]) if keys is None or path in keys}


def run(content, action, languages, say, stop):
    """`stamp` or `status` for the languages named, or all. Returns the exit status."""
    codes = [language.code for language in content.languages if language.code != SOURCE]
    if unknown := [code for code in languages if code not in codes]:
        return stop(f"There is no translation {', '.join(unknown)}. Use: {', '.join(codes)}.")
    sources = content.text_documents(SOURCE)
    for code in languages or codes:
        missing, stale, count = 0, 0, 0
        for source, document in zip(sources, content.text_documents(code), strict=True):
            reference = dict(flatten(source.data["texts"]))
            mine = dict(flatten(document.data["texts"]))
            made_from = document.data.get("made_from", {})
            missing += len(reference.keys() - mine.keys())
            stale += sum(made_from.get(stamp_key(path)) != text_hash(reference[path]) for path in mine.keys() & reference.keys())
            count += len(mine)
            if action == "stamp":
                _stamp_file(content, source, document)
        if action == "stamp":
            say(f"{code}: stamped as made from the source as it is now.")
        else:
            say(f"{code}: {missing} missing, {stale} stale, {count} texts.")
    return 0


def _stamp_file(content, source, document):
    """In a municipality's copy its own texts alone: the county's are the county's to read."""
    if not content.project.overlay:
        _stamp(content.project.path(document.file), stamps(source))
    elif upper := getattr(document, "upper", None):
        own = {path for path, _ in flatten(upper.data["texts"])}
        _stamp(content.project.path(document.file), stamps(source, own))


def _stamp(path, made_from):
    text = path.read_text(encoding="utf-8")
    section = (
        yaml.dump(
            {"made_from": {key: _Quoted(value) for key, value in made_from.items()}},
            sort_keys=False,
            allow_unicode=True,
            width=200,
            Dumper=_Dumper,
        )
        if made_from
        else ""
    )
    path.write_text(SECTION.sub("", text).rstrip("\n") + "\n" + section, encoding="utf-8")


class _Quoted(str):
    """A hash such as 12345678 must stay text."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(_Quoted, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"'))
