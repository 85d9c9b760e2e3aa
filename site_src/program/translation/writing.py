"""Puts translated texts where they belong: into the text files, the pages and the records of services."""

import yaml

from site_src.program.content.page import MARKER
from site_src.program.content.project import PAGES
from site_src.program.directory import yaml_out
from site_src.program.messages import msg

# Keys that other readers of YAML take for true or false.
WORDS = ("yes", "no", "on", "off", "y", "n", "true", "false", "null")


def lost(source: str, target: str) -> str | None:
    """What a page's translation lacks that its source has, or None."""
    wanted, given = (sorted(MARKER.findall(text)) for text in (source, target))
    if wanted != given:
        return msg(
            "It has the generated parts {given}, the source {wanted}. Keep each <!-- here: … --> line as it is.",
            given=", ".join(given) or msg("none"),
            wanted=", ".join(wanted) or msg("none"),
        )
    return None


def write(content, code: str, texts: dict) -> None:
    """Writes texts of a language by key."""
    by_file: dict = {}
    pages: dict = {}
    files = {
        f"{prefix}{kind}": f"{file.rpartition('/')[0]}/{code}.yml"
        for file, prefix in content.text_files(content.source).items()
        for kind in content.documents[file].data["texts"]
    }
    for key, words in texts.items():
        first, *rest = key.split("/")
        if first == "pages" and rest[-1] in ("title", "description", "body"):
            pages.setdefault("/".join(rest[:-1]), {})[rest[-1]] = words
        elif first == "services" and len(rest) > 1:
            placed = next(each for each in content.placed_services if each.record.id == rest[0])
            path = ("channels", int(rest[2]) - 1, "note", code) if rest[1] == "note" else (rest[1], code)
            by_file.setdefault(placed.document.file, []).append(((*placed.path, *path), words))
        else:
            by_file.setdefault(files[first], []).append((("texts", first.rpartition(":")[2], *rest), words))
    for file, changes in by_file.items():
        change(content.project.path(file), changes, code)
    for slug, parts in pages.items():
        _page(content, code, slug, parts)


def change(path, changes, code):
    """Changes values in a YAML file and adds those that it lacks; everything else stays to the letter."""
    text = path.read_bytes().decode("utf-8") if path.exists() else f"language: {_key(code)}\ntexts:\n"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    edits, new = [], {}
    for place, words in changes:
        node, found = root, 0
        while found < len(place) and (child := _child(node, place[found])) is not None:
            node, found = child, found + 1
        said = yaml_out.quoted(" ".join(words.split()))
        if found == len(place):
            edits.append((node.start_mark.index, _end(text, node), said))
            continue
        _, added = new.setdefault(node.start_mark.index, (node, {}))
        for key in place[found:-1]:
            added = added.setdefault(key, {})
        added[place[-1]] = said
    edits += [_addition(text, node, added) for node, added in new.values()]
    # From the last to the first: what stands before a value does not move.
    for begin, end, said in sorted(edits, reverse=True):
        text = text[:begin] + said + text[end:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _child(node, key):
    """The node under a key, or under a place in a list; None where there is none."""
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    if isinstance(node, yaml.SequenceNode):
        return node.value[key] if key < len(node.value) else None
    return None


def _end(text, node):
    """Where what a node says ends; what follows are spaces, comments and other nodes."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(last, tuple) else last)
    return len(text[: node.end_mark.index].rstrip())


def _addition(text, node, added):
    """(begin, end, text) of what puts new keys, nested as they are, behind those of a node."""
    if node.flow_style and isinstance(node, yaml.MappingNode):
        end = len(text[: node.end_mark.index - 1].rstrip())
        return end, end, f"{', ' if node.value else ''}{_in_flow(added)}"
    end = _end(text, node)
    line = text.find("\n", end)
    end = len(text) if line < 0 else line
    if isinstance(node, yaml.MappingNode):
        depth = node.start_mark.column
    else:
        # A key that has nothing yet.
        begin = text.rfind("\n", 0, node.start_mark.index) + 1
        depth = len(text[begin:]) - len(text[begin:].lstrip(" ")) + 2
    return end, end, "".join(f"\n{line}" for line in _in_block(added, " " * depth))


def _in_flow(added):
    return ", ".join(f"{_key(key)}: {f'{{{_in_flow(said)}}}' if isinstance(said, dict) else said}" for key, said in added.items())


def _in_block(added, indent):
    for key, said in added.items():
        if isinstance(said, dict):
            yield f"{indent}{_key(key)}:"
            yield from _in_block(said, f"{indent}  ")
        else:
            yield f"{indent}{_key(key)}: {said}"


def _key(key):
    """A key as the strict reader takes it."""
    return f'"{key}"' if not key[0].isalpha() or key in WORDS else key


def _page(content, code, slug, parts):
    path = content.project.path(f"{PAGES}/{code}/{slug}.md")
    model = next(page for page in content.pages if page.slug == slug and page.language == content.source)
    mine = next((page for page in content.pages if page.slug == slug and page.language == code), None)
    meta = {**model.meta, **(mine.meta if mine else {}), **{key: parts[key] for key in ("title", "description") if key in parts}}
    body = parts.get("body", mine.body.strip("\n") if mine else "")
    heading = "".join(f"{key}: {_quoted(value) if key != 'kind' else value}\n" for key, value in meta.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{heading}---\n\n{body.strip(chr(10))}\n", encoding="utf-8")


def _quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
