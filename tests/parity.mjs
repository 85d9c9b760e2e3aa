/**
 * Answers requests with the runtime files of a built site, under Node: the bytes that a resident's browser would get.
 *
 * Usage: node parity.mjs SITE REQUESTS REPLIES [CONTENTS]
 * REQUESTS holds one request a line; REPLIES gets one reply a line, in the same order. CONTENTS holds, for each request,
 * a line with the files to answer it by, as {name: JSON text}; without it the site's own content is asked.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { pathToFileURL } from 'node:url'

const [, , site, requests, replies, contents] = process.argv
const folder = resolve(site, 'assets', 'runtime')

/** The one file of the runtime with this ending. @param {string} ending */
async function file(ending) {
  const names = (await readdir(folder)).filter(name => name.startsWith('python.') && name.endsWith(ending))
  if (names.length !== 1) throw new Error(`${folder} should hold one python.*${ending}, and holds ${names.length}.`)
  return join(folder, names[0])
}

const { loadPyodide, createPyodideModule } = await import(pathToFileURL(await file('.js')).href)
const wasm = await readFile(await file('.wasm'))

/** Pyodide looks for its WebAssembly under a fixed name; hand it the shipped file instead. @param {any} settings */
function create(settings) {
  const { instantiateWasm } = settings
  const { instantiate } = WebAssembly
  WebAssembly.instantiate = async (source, imports) =>
    source instanceof WebAssembly.Module || source.byteLength < 1000
      ? instantiate(source, imports)
      : instantiate(wasm, imports)
  return createPyodideModule({ ...settings, instantiateWasm })
}

const python = await loadPyodide({
  indexURL: join(resolve(process.cwd(), 'node_modules', 'pyodide'), sep),
  packageBaseUrl: folder + sep,
  stdLibURL: await file('.zip'),
  lockFileContents: { info: { abi_version: '2026_0', arch: 'wasm32', platform: '', python: '' }, packages: {} },
  createPyodideModule: create,
})
const { respond } = python.pyimport('browser')
const { responder } = python.pyimport('scoring.wire')
const { loads } = python.pyimport('json')

/** The lines of a file. @param {string} path */
async function lines(path) {
  return (await readFile(path, 'utf8')).split('\n').filter(line => line !== '')
}

const others = contents ? (await lines(contents)).map(line => responder(loads(line).__getitem__)) : []
const told = (await lines(requests)).map((line, place) => (others[place] ?? respond)(line) + '\n')
await writeFile(replies, told.join(''))
