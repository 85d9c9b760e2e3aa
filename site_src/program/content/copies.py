"""A municipality's copy and the county's content below it: what it was made for, and what has changed since."""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

from site_src.program.content import content as content_module
from site_src.program.content import project as places
from site_src.program.content import strict_yaml
from site_src.program.content.content import SiteContent
from site_src.program.content.problems import Problem
from site_src.program.content.translations import flatten
from site_src.program.messages import msg

LOGO = "logo.svg"
MADE_FOR = "made-for.yml"
HEADING = "# What this copy was made from, kept by `build.py upgrade --accept`: so it learns what the county changes.\n"


def version(program: Path) -> str:
    """The version of the program and its content, as pyproject.toml says it."""
    return str(tomllib.loads((program / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def ids(project: places.Project) -> tuple[str, ...]:
    """The municipalities that have content of their own."""
    folder = project.roots[0] / places.MUNICIPALITIES
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir())) if folder.is_dir() else ()


def _own(content: SiteContent) -> Path:
    """The folder of a copy's own content."""
    assert content.project.overlay, "this is asked of copies alone"
    return content.project.overlay


def changes(content: SiteContent) -> Iterator[Problem]:
    """A warning for each thing of the county's that the copy replaces or hides and that has changed since it was made."""
    path = _own(content) / MADE_FOR
    name = content.project.name(path)
    if not path.is_file():
        site = content.project.name(_own(content) / "site.yml")
        message = msg("The copy does not say what it was made for. Run build.py upgrade --accept with its name.")
        yield Problem(site, 1, 1, message, warning=True)
        return
    made = strict_yaml.load(path, name)
    data = made.data if isinstance(made.data, dict) else {}
    now = replaced(content)
    before = data.get("replaces") or {}
    for key, hash_ in now.items():
        if key not in before:
            yield made.problem(
                ("replaces",), msg("{key} is new in this copy. Read the county's, then accept.", key=key), warning=True
            )
        elif before[key] != hash_:
            what = msg("is no longer the county's") if hash_ == GONE else msg("has changed in the county's content")
            message = msg(
                "{key} {what} since this copy replaced it. Read it again, then run build.py upgrade --accept.", key=key, what=what
            )
            yield made.problem(("replaces", key), message, warning=True)


def made_for(content: SiteContent) -> str | None:
    """The version that the copy was made for, or None where it does not say."""
    path = _own(content) / MADE_FOR
    data = strict_yaml.load(path, content.project.name(path)).data if path.is_file() else None
    return data.get("version") if isinstance(data, dict) else None


GONE = "none"


def replaced(content: SiteContent) -> dict[str, str]:
    """A short hash of all of the county's that the copy replaces or hides, by its name; `GONE` for what is no more."""
    county, own = content.county, _own(content)
    assert county, "a copy lies over the county's content"
    found: dict[str, str] = {}
    for file, document in content.documents.items():
        upper = getattr(document, "upper", None)
        if upper and file.startswith(f"{places.WORDS}/"):
            there = dict(flatten(county.documents[file].data["texts"]))
            code = upper.data["language"]
            found |= {f"text {code}/{'/'.join(path)}": _hash(there.get(path)) for path, _ in flatten(upper.data["texts"])}
    records = {placed.record.id: placed.written for placed in county.placed_services}
    mine = [placed.record.id for placed in content.placed_services if content_module.OWN_SERVICES.match(placed.document.file)]
    hidden = content.settings.get("hidden_services", ())
    found |= {f"service {id_}": _hash(records.get(id_)) for id_ in (*hidden, *(id_ for id_ in mine if id_ in records))}
    pages = {(page.language, page.slug): page for page in county.pages}
    for path in sorted((own / "pages").rglob("*.md")):
        key = (path.parent.name, path.stem)
        if key in pages:
            found[f"page {'/'.join(key)}"] = _hash([pages[key].meta, pages[key].body])
    return dict(sorted(found.items()))


def _hash(value: object) -> str:
    if value is None:
        return GONE
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def accept(content: SiteContent, version: str) -> None:
    """Writes that the copy was made for this version and for the county's content as it is."""
    lines = [HEADING, f'version: "{version}"\n', "replaces:\n" if replaced(content) else "replaces: {}\n"]
    lines += [f'  "{key}": "{hash_}"\n' for key, hash_ in replaced(content).items()]
    (_own(content) / MADE_FOR).write_text("".join(lines), encoding="utf-8")
