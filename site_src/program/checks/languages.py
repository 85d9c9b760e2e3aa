"""Checks of the table of languages: what browsers, dates and the frame of the pages depend on is known."""

from importlib.util import find_spec
from pathlib import Path

from site_src.program.content import kinds
from site_src.program.content.problems import among
from site_src.program.content.project import LANGUAGES
from site_src.program.messages import msg

FRAMES = "templates/partials/languages"


def problems(content):
    """Every tag of a language that nobody knows, and every language that is named and is not there."""
    document = content.documents[LANGUAGES]
    entries, frames = document.data["languages"], _frames()
    codes = [entry["code"] for entry in entries]
    for number, entry in enumerate(entries):
        place = ("languages", number)
        if not _known(entry["lang"]):
            said = msg(
                '"{tag}" is no language that dates are known in. Write its tag, as fi, en-GB or zh-Hans.', tag=entry["lang"]
            )
            yield document.problem((*place, "lang"), said)
        if entry["theme"] not in frames:
            said = msg("The frame of the pages has no words in {theme}.", theme=entry["theme"])
            yield document.problem((*place, "theme"), among(said, entry["theme"], frames))
        if entry.get("names_from", codes[0]) not in codes:
            said = msg("languages.yml has no language {language}.", language=entry["names_from"])
            yield document.problem((*place, "names_from"), among(said, entry["names_from"], codes))
        if entry["code"] in codes[:number]:
            said = msg("The language {code} stands here twice. Remove one.", code=entry["code"])
            yield document.problem((*place, "code"), said)


def _known(tag):
    try:
        return bool(kinds.locale(tag))
    except ValueError:
        return False


def _frames():
    """The languages that the few words of the frame come in."""
    folder = Path(find_spec("material").submodule_search_locations[0]) / FRAMES
    return sorted(path.stem for path in folder.glob("*.html"))
