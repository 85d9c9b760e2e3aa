"""The Python that runs in the browser: one archive, one WebAssembly file, one JavaScript file, made from Pyodide on npm.

Stock Pyodide ships its standard library as source text that every visit compiles, and exports for packages that are
never loaded here. The build asks Pyodide itself what scoring imports, compiles exactly that, and leaves the rest out.
Each step is cached by the hash of what goes in, and the same input gives the same bytes.
"""

import ast
import base64
import hashlib
import io
import json
import posixpath
import re
import subprocess
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from site_src.program.browser.annotations import without_annotations
from site_src.program.browser.files import source_bytes
from site_src.program.content.problems import ContentError, Problem
from site_src.program.messages import msg
from site_src.program.setup import tools

HERE = Path(__file__).parent
STAND_INS = HERE.parents[1] / "look/python/stand_ins"
SCRIPTS = (HERE / "runtime_build.mjs", HERE / "runtime_prune.mjs")
CONTENT = "content.json"
# What is cut out of the one build of Pyodide it names: for runtime_prune.mjs.
UNREACHED = HERE / "unreached.json"
# The one module in the archive that JavaScript imports.
OURS = "browser"
# Stand-ins that do all that scoring may ask of the full module, and fail the build where it asks for more.
COMPLETE = {"dataclasses"}
FOLDER = Path("assets") / "runtime"
SUFFIXES = {"glue": ".js", "wasm": ".wasm", "library": ".zip"}
WRITTEN, WIRE = "written.json", "wire.json"
EPOCH = (1980, 1, 1, 0, 0, 0)
MEGABYTE = 1_000_000
# How Node and esbuild say that a package is not there.
MISSING = re.compile(r"""(?:Cannot find (?:module|package)|The package) ["']([^"']+)["']""")


class RuntimeBuildError(Exception):
    """The browser runtime could not be built. The message says why and what to do."""


@dataclass(frozen=True)
class RuntimeFile:
    """One file that the worker downloads: what it is for, where it lies and how to know that it is whole.

    `path` is relative to the site, `wire` about what it costs to download from a host that compresses.
    """

    role: str
    path: str
    size: int
    wire: int
    sha256: str


@dataclass(frozen=True)
class RuntimeFiles:
    """Every file of the runtime. `lock` is what Pyodide would otherwise fetch as pyodide-lock.json."""

    files: tuple[RuntimeFile, ...]
    lock: dict

    def __getitem__(self, role):
        return next(file for file in self.files if file.role == role)

    def manifest(self, worker):
        """What the worker needs to download and check the files, with addresses relative to the *worker* script."""
        start = posixpath.dirname(worker)
        files = {
            file.role: {"url": posixpath.relpath(file.path, start), "size": file.size, "sha256": file.sha256}
            for file in self.files
        }
        return {"files": files, "lock": self.lock}

    def for_page(self, assets):
        """What a page two folders below the site's root needs to start the worker, and how much it will download."""
        worker = assets["worker.mjs"]
        megabytes = round(sum(file.wire for file in self.files) / MEGABYTE)
        return {"worker": f"../../{worker}", "files": self.manifest(worker), "size": f"{megabytes} MB"}


def build_runtime(root, out, modules, cache):
    """Write the runtime into the site *out* and say what was written.

    *modules* are the files that go into the archive besides the standard library, by their path in it: the scoring
    package and its content. *cache* is a folder that outlives the build. A change of words costs no compiling: the
    bytecode depends on the code alone, and the content goes into the archive as it is.
    """
    pyodide = root / "node_modules" / "pyodide"
    if not (pyodide / "pyodide.asm.wasm").is_file():
        raise RuntimeBuildError(
            msg("{pyodide} holds no Pyodide. Run `npm ci` in {root}, or build.py without --no-setup.", pyodide=pyodide, root=root)
        )
    refuse_stand_ins(modules)
    code = {name: without_annotations(data) for name, data in modules.items() if name.endswith(".py")}
    content = {name: data for name, data in modules.items() if name not in code}
    cache = cache / "runtime"
    common = _inputs(pyodide)
    with ThreadPoolExecutor(2) as pool:
        # Each waits for a Node of its own.
        steps = (
            pool.submit(_cached, cache, _key("glue", common), lambda into: _glue(root, pyodide, into)),
            pool.submit(_cached, cache, _key("code", common | code), lambda into: _compile(root, pyodide, code, content, into)),
        )
        glue, bytecode = (step.result() for step in steps)
    library = archive({**_read(bytecode), **content})
    wire = json.loads((glue / WIRE).read_text())
    (out / FOLDER).mkdir(parents=True, exist_ok=True)
    files = (
        _place("glue", (glue / "python.mjs").read_bytes(), wire["python.mjs"], out),
        _place("wasm", (glue / "python.wasm").read_bytes(), wire["python.wasm"], out),
        _place("library", library, wire_size(library, quality=5), out),
    )
    return RuntimeFiles(files, {"info": _lock_info(pyodide), "packages": {}})


def unreached():
    """What is cut out of one build of Pyodide, as runtime_prune.mjs tells: its modules, and where they lie."""
    return json.loads(UNREACHED.read_text(encoding="utf-8"))


def archive(files):
    """One uncompressed zip of *files*, the same bytes for the same content: names sorted, times fixed.

    It is stored, not deflated, because the host compresses the whole better than zip compresses each part, and Python
    then reads it without unpacking.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            target.writestr(entry, files[name])
    return buffer.getvalue()


def imports_of(modules):
    """Every module that the files of *modules* import, also inside functions, except one another."""
    own = {name.split("/")[0].removesuffix(".py") for name in modules}
    found = set()
    for source in modules.values():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                found.add(node.module)
    return sorted(name for name in found if name.split(".")[0] not in own)


def refuse_stand_ins(modules):
    """Stop if *modules* import a module that the browser has only in a cut-down form."""
    cut = {path.stem for path in STAND_INS.iterdir() if path.suffix in ("", ".py")} - {OURS} - COMPLETE | set(
        unreached()["modules"]
    )
    for name, source in modules.items():
        imported = imports_of({name: source}) if name.endswith(".py") else ()
        wrong = cut.intersection(path.split(".")[0] for path in imported)
        if wrong:
            raise RuntimeBuildError(
                msg(
                    "{name} imports {wrong}, which the browser has only in part. Do without it: see {name_2}/README.md.",
                    name=name,
                    wrong=", ".join(sorted(wrong)),
                    name_2=STAND_INS.name,
                )
            )


def _compile(root, pyodide, code, content, into):
    """Let Pyodide import what scoring imports, and keep the bytecode of all it took from its archive."""
    with zipfile.ZipFile(pyodide / "python_stdlib.zip") as library:
        sources = {name: library.read(name) for name in library.namelist() if name.endswith(".py")}
    stand_ins = {path.relative_to(STAND_INS).as_posix(): source_bytes(path) for path in STAND_INS.rglob("*.py")}
    own = sorted({name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in code})
    with tempfile.TemporaryDirectory() as folder:
        sources_zip = Path(folder) / "sources.zip"
        sources_zip.write_bytes(archive({**sources, **stand_ins, **code, **content}))
        job = {
            "sources": str(sources_zip),
            "lockInfo": _lock_info(pyodide),
            "imports": [*imports_of(code), *own, OURS],
            "own": [*own, OURS],
            "request": json.dumps({"answers": {}, "language": _any_language(content)}),
            "written": str(into / WRITTEN),
            "unreached": unreached()["modules"],
        }
        run_node(root, "compile", {**job, "pyodide": str(pyodide), "out": str(into)})


def _glue(root, pyodide, into):
    """Bundle the JavaScript of Pyodide and cut unused exports out of it and out of the WebAssembly."""
    run_node(root, "glue", {"pyodide": str(pyodide), "out": str(into), "unreached": unreached()})
    sizes = {path.name: wire_size(path.read_bytes(), quality=9) for path in sorted(into.iterdir())}
    (into / WIRE).write_text(json.dumps(sizes))


def run_node(root, command, job):
    """Run one command of runtime_build.mjs on *job*, and give its result. Raises `RuntimeBuildError` where a tool is missing,
    and `ContentError` with the places of what it could not read."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "job.json"
        file.write_text(json.dumps({**job, "root": str(root)}))
        done = subprocess.run([tools.node(), str(SCRIPTS[0]), command, str(file)], capture_output=True, text=True)
    if done.returncode != 0:
        raise _failed(root, command, done)
    return json.loads(done.stdout or "null")


def _failed(root, command, done):
    """The exception that a command of Node deserves: one in words where there is something to do, else one to report."""
    if done.returncode < 0:
        return RuntimeBuildError(
            msg("The machine stopped Node, perhaps for want of memory. Close other programs, then start the command again.")
        )
    told = (done.stderr or done.stdout).strip()
    try:
        failure = json.loads(told.splitlines()[-1])
    except (IndexError, ValueError):
        failure = {"places": (), "said": told, "stack": ""}
    if missing := MISSING.search(failure["said"]):
        return RuntimeBuildError(
            msg(
                "The tool {name} is missing in {folder}. Start the command without --no-setup, which installs it, or run "
                "`npm ci` in {root}.",
                name=missing[1],
                folder=root / "node_modules",
                root=root,
            )
        )
    if failure["places"]:
        return ContentError(
            Problem(
                each["file"], each["line"], each["column"], msg("This cannot be built: {said}. Correct it.", said=each["text"])
            )
            for each in failure["places"]
        )
    error = RuntimeError(f"Node, {command}: {failure['said']}")
    error.add_note(failure["stack"])
    return error


def _cached(cache, key, make):
    """The folder that *make* fills, made anew only when *key* is new. A half-made folder never counts."""
    ready = cache / key
    if ready.is_dir():
        return ready
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        made = Path(folder) / "made"
        made.mkdir()
        make(made)
        try:
            made.rename(ready)
        except OSError:
            # Another build made the same folder first.
            if not ready.is_dir():
                raise
    return ready


def _inputs(pyodide):
    """All that the runtime is made of besides the scoring package, by name."""
    ours = [Path(__file__), UNREACHED, *SCRIPTS, *STAND_INS.rglob("*.py")]
    names = ("package.json", "pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
    inputs = {path.relative_to(HERE.parents[1]).as_posix(): source_bytes(path) for path in ours}
    inputs |= {f"pyodide/{name}": (pyodide / name).read_bytes() for name in names}
    return inputs | {tool: (pyodide.parent / tool / "package.json").read_bytes() for tool in ("esbuild", "binaryen")}


def _key(step, inputs):
    """A name for the result of *step*, from the hash of all that goes into it."""
    digest = hashlib.sha256()
    for name, data in sorted(inputs.items()):
        digest.update(f"{name} {len(data)} ".encode() + data)
    return f"{step}-{digest.hexdigest()[:20]}"


def _read(folder):
    """The bytecode files below *folder*, by their path in it."""
    return {name: (folder / name).read_bytes() for name in json.loads((folder / WRITTEN).read_text())}


def _place(role, data, wire, out):
    """Write *data* under a name that carries its hash."""
    digest = hashlib.sha256(data).digest()
    path = FOLDER / f"python.{digest.hex()[:12]}{SUFFIXES[role]}"
    (out / path).write_bytes(data)
    return RuntimeFile(role, path.as_posix(), len(data), wire, _base64(digest))


def _base64(digest):
    return base64.b64encode(digest).decode()


def wire_size(data, quality):
    """About what *data* costs to download. A lower *quality* is quicker and a few percent too high."""
    return len(brotli.compress(data, quality=quality, lgwin=24))


def _lock_info(pyodide):
    return json.loads((pyodide / "pyodide-lock.json").read_text())["info"]


def _any_language(content):
    """A language of the content, for the one request that is answered to trace what an answer imports."""
    return json.loads(content[CONTENT])["languages"][0]
