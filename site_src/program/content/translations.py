"""Keeps `made_from` in the text files: which source text each translation was made from."""

import re

import yaml

from site_src.program.checks import texts as checks

SECTION = re.compile(r"^made_from:.*\Z", re.MULTILINE | re.DOTALL)


def run(content, action, languages, say, stop):
    """`stamp` or `status` for the languages named, or all. Returns the exit status."""
    codes = [language.code for language in content.languages if language.code != checks.SOURCE]
    if unknown := [code for code in languages if code not in codes]:
        return stop(f"There is no translation {', '.join(unknown)}. Use: {', '.join(codes)}.")
    source = content.text_document(checks.SOURCE)
    for code in languages or codes:
        document = content.text_document(code)
        if action == "stamp":
            _stamp(content.root / document.file, checks.stamps(source))
            say(f"{code}: stamped as made from the source as it is now.")
        else:
            reference = dict(checks.flatten(source.data["texts"]))
            mine = dict(checks.flatten(document.data["texts"]))
            made_from = document.data.get("made_from", {})
            stale = [
                path
                for path in mine
                if path in reference and made_from.get(checks.stamp_key(path)) != checks.text_hash(reference[path])
            ]
            say(f"{code}: {len(reference) - len(mine.keys() & reference.keys())} missing, {len(stale)} stale, {len(mine)} texts.")
    return 0


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
