/**
 * The part of the runtime build that needs Node and Pyodide itself: tracing imports, compiling bytecode, bundling the glue.
 *
 * Usage: node runtime_build.mjs COMMAND JOB.json
 * The job file holds paths only; `runtime.py` writes it and reads the results.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { pruneGlue, pruneWasm } from './runtime_prune.mjs'

const [, , command, jobFile] = process.argv
const job = JSON.parse(await readFile(jobFile, 'utf8'))

/**
 * Python that runs inside Pyodide: import what scoring imports, answer one request, and compile every module that came
 * from the archive. `optimize=2` drops docstrings and asserts. The hash in the header is not checked at import, and no
 * time goes in, so the same source gives the same bytes.
 */
const COMPILE = `
import importlib, json, os, sys
from importlib import _bootstrap_external as external
from importlib.util import source_hash

job = json.loads(JOB)
for name in job["imports"]:
    importlib.import_module(name)
json.loads(importlib.import_module("browser").respond(job["request"]))

cut = [name for name in job["unreached"] if name in sys.modules]
if cut:
    raise ImportError(f"Scoring imports {', '.join(cut)}, which unreached.json cuts out of the browser's Python. Do without.")

def bare(code):
    """Drop the table of line positions, which only a traceback reads."""
    constants = tuple(bare(value) if isinstance(value, type(code)) else value for value in code.co_consts)
    return code.replace(co_consts=constants, co_linetable=b"")

archive = job["archive"] + "/"
found = {}
for module in list(sys.modules.values()):
    origin = getattr(getattr(module, "__spec__", None), "origin", None) or ""
    if origin.startswith(archive):
        found[origin.removeprefix(archive)] = module.__spec__.loader

written = []
for name, loader in sorted(found.items()):
    source = loader.get_data(archive + name)
    code = compile(source, name, "exec", dont_inherit=True, optimize=2)
    if name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") not in job["own"]:
        code = bare(code)
    pyc = external._code_to_hash_pyc(code, source_hash(source), checked=False)
    path = job["out"] + "/" + name + "c"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(pyc)
    written.append(name + "c")
WRITTEN = json.dumps(written)
`

/** Boot stock Pyodide on an archive of sources, trace what is imported, and leave the bytecode in `job.out`. */
async function compile() {
  const { loadPyodide } = await import(pathToFileURL(join(job.pyodide, 'pyodide.mjs')).href)
  const python = await loadPyodide({
    indexURL: job.pyodide + sep,
    stdLibURL: job.sources,
    env: { PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1' },
    lockFileContents: { info: job.lockInfo, packages: {} },
    packageBaseUrl: job.pyodide + sep,
  })
  python.FS.mkdirTree('/out')
  python.FS.mount(python.FS.filesystems.NODEFS, { root: job.out }, '/out')
  const version = python._module.API.pyVersionTuple
  const inside = { ...job, out: '/out', archive: `/lib/python${version[0]}${version[1]}.zip` }
  const run = python.pyimport('builtins.exec')
  const scope = python.toPy({ JOB: JSON.stringify(inside) })
  run(COMPILE, scope)
  await writeFile(job.written, scope.get('WRITTEN'))
}

/**
 * What the WebAssembly of Pyodide uses beyond the first version of the format. Binaryen would accept more by itself, and
 * then also write what no browser reads yet.
 */
const FEATURES = [
  'bulk-memory',
  'bulk-memory-opt',
  'exception-handling',
  'multivalue',
  'mutable-globals',
  'nontrapping-float-to-int',
  'reference-types',
  'sign-ext',
]

/**
 * Drop the functions that nothing reaches any more, and do not spell out the blank tables. Optimising the rest (-Oz)
 * would take a minute for half a percent.
 * @param {string} source @param {string} target
 */
async function dropUnreached(source, target) {
  const tool = join(job.root, 'node_modules', 'binaryen', 'bin', 'wasm-opt')
  const passes = ['--remove-unused-module-elements', '--memory-packing']
  const options = [...FEATURES.map(name => `--enable-${name}`), ...passes, source, '-o', target]
  await promisify(execFile)(process.execPath, [tool, ...options])
}

/** Bundle and minify Pyodide's two JavaScript files, without the exports that nothing uses. */
async function glue() {
  const esbuild = createRequire(join(job.root, 'package.json'))('esbuild')
  const text = (/** @type {string} */ name) => readFile(join(job.pyodide, name), 'utf8')
  const [source, loader] = await Promise.all([text('pyodide.asm.mjs'), text('pyodide.mjs')])
  const pruned = pruneGlue(source, loader)
  const built = await esbuild.build({
    stdin: {
      contents: [
        "export { loadPyodide, version } from './pyodide.mjs'",
        "export { default as createPyodideModule } from './pyodide.asm.mjs'",
      ].join('\n'),
      resolveDir: job.pyodide,
    },
    plugins: [{
      name: 'pruned-glue',
      setup(build) {
        build.onLoad({ filter: /pyodide\.asm\.mjs$/ }, () => ({ contents: pruned.glue, loader: 'js' }))
      },
    }],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    legalComments: 'none',
    external: ['node:*', 'ws'],
    write: false,
    logLevel: 'silent',
  })
  await writeFile(join(job.out, 'python.mjs'), built.outputFiles[0].contents)
  const target = join(job.out, 'python.wasm')
  const partial = `${target}.partial`
  const stock = await readFile(join(job.pyodide, 'pyodide.asm.wasm'))
  const known = createHash('sha256').update(stock).digest('hex') === job.unreached.build
  await writeFile(partial, pruneWasm(stock, pruned, known ? job.unreached : null))
  await dropUnreached(partial, target)
  await rm(partial)
}

/** Bundle scripts or stylesheets under names that carry their hash, and say which name each of them got. */
async function bundle() {
  const esbuild = createRequire(join(job.root, 'package.json'))('esbuild')
  const built = await esbuild.build({
    entryPoints: job.entries,
    outdir: job.out,
    absWorkingDir: job.root,
    entryNames: '[name].[hash]',
    assetNames: '../img/[name].[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: job.target,
    legalComments: 'none',
    metafile: true,
    loader: { '.svg': 'file', '.png': 'file', '.webp': 'file' },
    logLevel: 'silent',
  })
  const names = Object.entries(built.metafile.outputs).filter(([, output]) => output.entryPoint)
  console.log(JSON.stringify(Object.fromEntries(names.map(([path, output]) => [basename(output.entryPoint), basename(path)]))))
}

const commands = { compile, glue, bundle }
try {
  await commands[command]()
} catch (error) {
  // What `runtime.py` tells of it: at which places of which files, or else in which words.
  const places = (error?.errors ?? []).filter(({ location }) => location)
    .map(({ text, location: { file, line, column } }) => ({ text, file, line, column: column + 1 }))
  console.error(JSON.stringify({ places, said: String(error?.message ?? error), stack: String(error?.stack ?? '') }))
  process.exitCode = 1
}
