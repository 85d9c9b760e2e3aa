"""XLIFF 2.0, the interchange format of translation programs: one file element, one unit a text."""

import xml.etree.ElementTree as ET
from pathlib import Path

from site_src.program.content.problems import ContentError, Problem
from site_src.program.messages import msg

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
INITIAL = "initial"
STATES = {"missing": INITIAL, "stale": INITIAL, "made": "translated", "reviewed": "reviewed"}


def write(file, languages, out: Path) -> None:
    """Writes a translator's file. `languages` are the language tags by code."""
    ET.register_namespace("", NAMESPACE)
    # The tag is what a program knows the language by; ours, which tells plain Finnish from Finnish, is the file's id.
    root = ET.Element(_("xliff"), version="2.0", srcLang=languages[file.source], trgLang=languages.get(file.target, file.target))
    body = ET.SubElement(root, _("file"), id=file.target, original=file.source)
    for job in file.jobs:
        unit = ET.SubElement(body, _("unit"), id=_id(job.key), name=job.key)
        notes = ET.SubElement(unit, _("notes"))
        ET.SubElement(notes, _("note"), category="location").text = job.where
        ET.SubElement(notes, _("note"), category="length").text = f"{len(job.source)} characters in the source"
        if job.was and job.state == "stale":
            ET.SubElement(notes, _("note"), category="was").text = f"The source was: {job.was}"
        segment = ET.SubElement(unit, _("segment"), state=STATES[job.state])
        ET.SubElement(segment, _("source"), {SPACE: "preserve"}).text = job.source
        target = ET.SubElement(segment, _("target"), {SPACE: "preserve"})
        target.text = job.target
    ET.indent(root)
    ET.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)


def read(path: Path):
    """A translator's file. Raises `ContentError` where it is none."""
    from site_src.program.translation.exchange import DONE, File, Job

    try:
        text = path.read_text(encoding="utf-8-sig")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise ContentError(
                [Problem.at(path.name, msg("XLIFF has no entities of its own. Save the file anew from your program."))]
            )
        root = ET.fromstring(text)
    except UnicodeDecodeError:
        raise ContentError([Problem.at(path.name, msg("The file is not UTF-8. Save it as UTF-8."))]) from None
    except ET.ParseError as error:
        line, column = error.position
        message = msg("This is not XML as XLIFF is written. Save the file anew from your program.")
        raise ContentError([Problem(path.name, line, column + 1, message)]) from None
    body = root.find(_("file"))
    if root.tag != _("xliff") or body is None:
        raise ContentError(
            [Problem.at(path.name, msg("This is not XLIFF 2.0. Export the file again and save it in the same form."))]
        )
    jobs = []
    for unit in body.iter(_("unit")):
        sources = ["".join(each.itertext()) for each in unit.iter(_("source"))]
        targets = ["".join(each.itertext()) for each in unit.iter(_("target"))]
        open_still = any(each.get("state", INITIAL) == INITIAL for each in unit.iter(_("segment")))
        state = "" if open_still else DONE
        jobs.append(Job(unit.get("name", ""), "".join(sources), "".join(targets), state, "", ""))
    return File(body.get("original", ""), body.get("id", ""), tuple(jobs), root.get("trgLang"))


def _(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _id(key: str) -> str:
    """A unit's id may hold no slash."""
    return key.replace("/", ".")
