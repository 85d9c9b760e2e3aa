"""The browser's Python: small, whole, and the same bytes every time."""

import base64
import hashlib
import io
import json
import posixpath
import subprocess
import zipfile
from pathlib import Path

import brotli
import pytest

from site_src.program.browser import bundle, runtime
from site_src.program.content.problems import ContentError

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / "build" / ".cache"
STOCK = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
WORKER = "assets/js/worker.js"
# Modules of Pyodide's own start-up that scoring has no use for.
UNWANTED = ("ssl", "socket", "subprocess", "tempfile", "shutil", "zipfile", "threading", "tokenize", "asyncio/events")


@pytest.fixture(scope="module")
def modules(site_content):
    """What the real site puts into the archive."""
    return bundle.modules(site_content)


@pytest.fixture(scope="module")
def built(modules, tmp_path_factory):
    """The runtime of the real site, and the folder it is in."""
    out = tmp_path_factory.mktemp("runtime")
    return runtime.build_runtime(ROOT, out, modules, CACHE), out


def test_archive_is_the_same_for_the_same_content_in_any_order():
    """Names are sorted and times fixed, and nothing is compressed."""
    first = runtime.archive({"b.txt": b"two", "a.txt": b"one"})
    second = runtime.archive({"a.txt": b"one", "b.txt": b"two"})

    assert first == second
    assert [("a.txt", 3, 3), ("b.txt", 3, 3)] == [
        (entry.filename, entry.file_size, entry.compress_size) for entry in zipfile.ZipFile(io.BytesIO(first)).infolist()
    ]


def test_imports_inside_functions_are_found():
    """A module that is imported late must be in the archive too."""
    source = b"import json\n\ndef late():\n    from html import escape\n    from scoring import model\n"

    assert ["html", "json"] == runtime.imports_of({"scoring/late.py": source})


@pytest.mark.parametrize(
    "statement",
    [
        "import inspect",
        "import unicodedata",
        "from _decimal import Decimal",
        "from traceback import format_exc",
        "import asyncio.events",
    ],
)
def test_code_that_imports_a_cut_module_is_refused(statement):
    """What the browser has only in part could behave differently from CPython."""
    with pytest.raises(runtime.RuntimeBuildError, match="scoring/x.py imports .*, which the browser has only in part"):
        runtime.refuse_stand_ins({"scoring/x.py": statement.encode(), "content.json": b"{}"})


def test_missing_pyodide_says_what_to_run(tmp_path):
    """A machine without the npm packages gets an instruction."""
    with pytest.raises(runtime.RuntimeBuildError, match="holds no Pyodide. Run `npm ci`"):
        runtime.build_runtime(tmp_path, tmp_path, {}, tmp_path)


def test_a_missing_tool_of_node_is_told_with_what_to_do(tmp_path):
    """Not with where Node looked for it."""
    (tmp_path / "package.json").write_text("{}")
    with pytest.raises(runtime.RuntimeBuildError) as caught:
        runtime.run_node(tmp_path, "bundle", {})

    assert str(caught.value).startswith(f"The tool esbuild is missing in {tmp_path / 'node_modules'}. Start the command without")
    assert "\n" not in str(caught.value)


def test_a_script_that_cannot_be_bundled_is_told_at_its_place(tmp_path):
    """As a problem in the content is."""
    (tmp_path / "wrong.mjs").write_text("let a = 1\nlet b = = 2\n")
    job = {"entries": ["wrong.mjs"], "out": str(tmp_path / "out"), "target": "es2022"}
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules")
    (tmp_path / "package.json").write_text("{}")
    with pytest.raises(ContentError, match="^wrong.mjs:2:9: This cannot be built: Unexpected .* Correct it.$"):
        runtime.run_node(tmp_path, "bundle", job)


@pytest.mark.parametrize(
    ("code", "stderr", "kind", "said"),
    [
        (-9, "", runtime.RuntimeBuildError, "The machine stopped Node, perhaps for want of memory."),
        (1, "Error [X]: Cannot find package 'acorn' imported from", runtime.RuntimeBuildError, "The tool acorn is missing"),
        (1, '{"places": [], "said": "of its own", "stack": "at glue"}', RuntimeError, "Node, glue: of its own"),
        (7, "", RuntimeError, "Node, glue: "),
    ],
)
def test_whatever_else_stops_node_is_told_in_words_or_reported(code, stderr, kind, said):
    """The stack is for the report alone."""
    error = runtime._failed(ROOT, "glue", subprocess.CompletedProcess([], code, "", stderr))

    assert kind is type(error) and str(error).startswith(said)
    assert "at glue" not in str(error)


def test_a_fresh_build_gives_the_same_bytes(built, modules, tmp_path):
    """Nothing of the machine, the time or the order of things gets into the files."""
    again = runtime.build_runtime(ROOT, tmp_path / "out", modules, tmp_path / "cache")

    assert built[0] == again


def test_a_change_of_words_compiles_nothing(built, modules, tmp_path, monkeypatch):
    """Only the archive changes, and no Node is started."""
    monkeypatch.setattr(runtime, "run_node", lambda *arguments: pytest.fail("Node was started"))
    other = {**modules, "texts/fi.json": modules["texts/fi.json"].replace(b"Keho", b"Kehosi")}

    changed = runtime.build_runtime(ROOT, tmp_path, other, CACHE)

    assert built[0]["wasm"] == changed["wasm"]
    assert built[0]["glue"] == changed["glue"]
    assert built[0]["library"].path != changed["library"].path


def test_manifest_matches_the_files(built):
    """The addresses are relative to the worker script; size and hash are those of the file."""
    files, out = built

    for entry in files.manifest(WORKER)["files"].values():
        data = (out / posixpath.normpath(posixpath.join(posixpath.dirname(WORKER), entry["url"]))).read_bytes()

        assert len(data) == entry["size"]
        assert base64.b64encode(hashlib.sha256(data).digest()).decode() == entry["sha256"]


def test_names_carry_the_hash_of_the_content(built):
    """A name may be kept for ever."""
    files, out = built

    for file in files.files:
        assert hashlib.sha256((out / file.path).read_bytes()).hexdigest()[:12] in file.path


def test_archive_holds_bytecode_and_nothing_that_scoring_does_not_need(built):
    """No source text, no modules of the event loop, no sockets; the scoring and its content are there."""
    files, out = built
    names = zipfile.ZipFile(out / files["library"].path).namelist()

    assert [] == [name for name in names if name.endswith(".py")]
    assert [] == [name for name in names if name.removesuffix(".pyc").removesuffix("/__init__") in UNWANTED]
    assert {"browser.pyc", "content.json", "texts/fi.json", "scoring/wire.pyc", "json/decoder.pyc"} <= set(names)


def test_bytecode_is_never_checked_against_a_source(built):
    """The header says "hash, unchecked": no time in it, and no source is looked for at import."""
    files, out = built
    archive = zipfile.ZipFile(out / files["library"].path)

    assert {1} == {int.from_bytes(archive.read(name)[4:8], "little") for name in archive.namelist() if name.endswith(".pyc")}


def test_download_is_well_below_stock_pyodide(built):
    """At most 0.41 of stock, content included, compressed alike."""
    files, out = built
    stock = sum(_compressed((ROOT / "node_modules" / "pyodide" / name).read_bytes()) for name in STOCK)
    ours = sum(_compressed((out / file.path).read_bytes()) for file in files.files)

    assert ours <= 0.41 * stock


def test_what_is_cut_out_belongs_to_this_pyodide():
    """After a new Pyodide: find it again as docs/decisions/0005-runtime.md tells; until then Python stays whole."""
    wasm = (ROOT / "node_modules/pyodide/pyodide.asm.wasm").read_bytes()

    assert hashlib.sha256(wasm).hexdigest() == runtime.unreached()["build"]


def test_no_module_that_scoring_imports_is_cut_out(built):
    files, out = built
    imported = {path.removesuffix(".pyc").replace("/", ".") for path in zipfile.ZipFile(out / files["library"].path).namelist()}

    assert set() == imported & set(runtime.unreached()["modules"])


def test_page_is_told_the_size_in_whole_megabytes(built):
    """Residents on metered connections are told before the download starts."""
    page = built[0].for_page({"worker.mjs": WORKER})

    assert f"../../{WORKER}" == page["worker"]
    assert "2 MB" == page["size"]
    assert page["files"] == json.loads(json.dumps(page["files"]))


def _compressed(data):
    return len(brotli.compress(data, quality=5, lgwin=24))
