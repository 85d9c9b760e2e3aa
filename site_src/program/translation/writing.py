"""Puts translated texts where they belong: into the text files, the pages and the records of services."""

import io

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

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
        _yaml(content.project.path(file), changes, code)
    for slug, parts in pages.items():
        _page(content, code, slug, parts)


def _yaml(path, changes, code):
    """Changes values in a YAML file; everything else stays to the letter."""
    text = path.read_bytes().decode("utf-8") if path.exists() else ""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    there = [(_node(root, place), words) for place, words in changes]
    # From the last to the first: what stands before a value does not move.
    for node, words in sorted(((node, words) for node, words in there if node), key=lambda pair: -pair[0].start_mark.index):
        begin, end = node.start_mark.index, node.end_mark.index
        end = begin + len(text[begin:end].rstrip())
        text = text[:begin] + yaml_out.quoted(" ".join(words.split())) + text[end:]
    new = [change for change, (node, _) in zip(changes, there, strict=True) if node is None]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes((_with_new(text, new, code) if new else text).encode("utf-8"))


def _node(node, place):
    """The text under a path of keys and places in lists, or None where there is none yet."""
    for key in place:
        children = node.value if isinstance(node, yaml.CollectionNode) else ()
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in children if name.value == key), None)
        else:
            node = children[key] if isinstance(key, int) and key < len(children) else None
    return node if isinstance(node, yaml.ScalarNode) else None


def _with_new(text, changes, code):
    """The text of a YAML file with values in it that it did not have."""
    ruamel = YAML()
    ruamel.preserve_quotes = True
    ruamel.width = 1_000_000  # lines break where they did
    ruamel.indent(mapping=2, sequence=4, offset=2)
    data = ruamel.load(text) or CommentedMap({"language": code, "texts": CommentedMap()})
    for place, words in changes:
        node = data
        for key in place[:-1]:
            if isinstance(node, CommentedMap) and key not in node:
                node[_key(key)] = CommentedMap()
            node = node[key]
        node[_key(place[-1])] = DoubleQuotedScalarString(" ".join(words.split()))
    out = io.StringIO()
    ruamel.dump(data, out)
    return out.getvalue()


def _key(key):
    """A key as the strict reader takes it."""
    return DoubleQuotedScalarString(key) if isinstance(key, str) and not key[0].isalpha() or key in WORDS else key


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
