/**
 * The module worker that Python runs in. It takes a closed set of messages and nothing else.
 *
 * In:  {type: 'start', files, lock}, {type: 'score', id, request}
 * Out: {type: 'stage', stage} (also said again while bytes arrive, as a sign of life), {type: 'ready'},
 *      {type: 'result', id, reply}, {type: 'failed', stage, name, message}
 *
 * @typedef {{url: string, size: number, sha256: string}} File one file to download, and how to know that it is whole
 * @typedef {{glue: File, wasm: File, library: File}} Files
 */

/** What a failure is called that has no name of its own, by the stage it happened in. @type {Record<string, string>} */
const UNNAMED = { download: 'DownloadFailed', compile: 'WasmBlocked', score: 'ScoringFailed' }

/**
 * The one Python function that answers requests, kept for the worker's life.
 * @type {((request: string) => string) | undefined}
 */
let respond
let stage = 'start'

/** A failure with a name that the page can act on. */
class Failure extends Error {
  /** @param {string} name @param {string} message */
  constructor(name, message) {
    super(message)
    this.name = name
  }
}

// Pyodide tells a classic worker from a module one by calling this, which the policy would report as a violation.
Object.defineProperty(self, 'importScripts', {
  configurable: true,
  value: () => {
    throw new TypeError('A module worker has no importScripts.')
  },
})

self.addEventListener('message', event => handle(event.data))
// Pyodide's start has steps that nobody awaits. What fails there would otherwise only be silence.
self.addEventListener('unhandledrejection', event => {
  event.preventDefault()
  fail(event.reason)
})

/** @param {any} message */
function handle(message) {
  if (message?.type === 'start') start(message.files, message.lock).catch(fail)
  else if (message?.type === 'score') score(message.id, message.request)
  else throw new TypeError(`The worker has no message of the type ${JSON.stringify(message?.type)}.`)
}

/**
 * Download, check, start Python, and say that it is ready.
 * @param {Files} files
 * @param {object} lock what Pyodide would otherwise fetch as its lock file
 */
async function start(files, lock) {
  enter('download')
  const { loader, library, wasm } = await download(files)
  enter('compile')
  const module = await wasm()
  enter('boot')
  const python = await boot(loader, new URL('./', files.glue.url).href, library, module, lock)
  enter('content')
  respond = python.pyimport('browser').respond
  closeNetwork()
  self.postMessage({ type: 'ready' })
}

/**
 * Fetch the three files at once. Each is checked against its hash before anything of it is used: the WebAssembly is
 * compiled while its bytes arrive, which also lets the browser keep the compiled code, but nothing runs before the check.
 * @param {Files} files
 */
async function download(files) {
  const [wasm, library, glue] = await Promise.all([files.wasm, files.library, files.glue].map((file) => request(file)))
  const compiling = WebAssembly.compileStreaming(wasm.clone())
  compiling.catch(ignore) // It is awaited after the checks. Until then a failure must not count as unhandled.
  const [wasmBytes, libraryBytes, loader] = await Promise.all([
    checked(files.wasm, wasm),
    checked(files.library, library),
    // What was checked is in the browser's cache now, and is read from there while the rest still arrives.
    checked(files.glue, glue).then(() => import(files.glue.url)),
  ])
  // A host that names the wrong type for .wasm costs only the head start: the checked bytes are compiled instead.
  const compile = () => WebAssembly.compile(wasmBytes.bytes)
  return { loader, library: libraryBytes.bytes, wasm: () => (wasmBytes.again ? compile() : compiling.catch(compile)) }
}

/** @param {File} file @param {RequestCache} [cache] */
async function request(file, cache = 'default') {
  const response = await fetch(file.url, { credentials: 'omit', cache, ...inPlaceOfOurCheck(file) }).catch(() => {
    throw new Failure('DownloadFailed', `${file.url} could not be downloaded.`)
  })
  if (!response.ok) throw new Failure('DownloadFailed', `${file.url} was answered with status ${response.status}.`)
  return response
}

/**
 * Browsers offer `crypto.subtle` to pages on https only. Without it they check the hash themselves, at the price that
 * no byte is seen before the last one is there.
 * @param {File} file
 */
const inPlaceOfOurCheck = file => (crypto.subtle ? {} : { integrity: `sha256-${file.sha256}` })

/**
 * The bytes of a file, if they are what the page was built with. A copy that a device keeps may be damaged: then the file
 * is asked for once more, past every copy, which also makes the service worker throw its own away.
 * @param {File} file
 * @param {Response} response
 * @returns {Promise<{bytes: Uint8Array<ArrayBuffer>, again: boolean}>} again: they are not those of *response*
 */
async function checked(file, response) {
  const first = await whole(file, response)
  if (first) return { bytes: first, again: false }
  const bytes = await whole(file, await request(file, 'reload'))
  if (bytes) return { bytes, again: true }
  throw new Failure('FileAltered', `${file.url} is not the file that this page was built with.`)
}

/**
 * The bytes of a response, or null when they are not those of the file.
 * @param {File} file
 * @param {Response} response
 */
async function whole(file, response) {
  const bytes = await read(file, response)
  if (bytes?.length !== file.size) return null
  const digest = crypto.subtle ? base64(await crypto.subtle.digest('SHA-256', bytes)) : file.sha256
  return digest === file.sha256 ? bytes : null
}

/**
 * Read a body to its end and tell of it, so that a slow network is told from a dead one; null when it is too long.
 * @param {File} file
 * @param {Response} response
 */
async function read(file, response) {
  const bytes = new Uint8Array(file.size)
  let at = 0
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return bytes.subarray(0, at)
      if (at + value.length > file.size) {
        reader.cancel().catch(ignore)
        return null
      }
      bytes.set(value, at)
      at += value.length
      live()
    }
  } catch {
    throw new Failure('DownloadFailed', `The download of ${file.url} broke off.`)
  }
}

let told = 0

/** A sign of life, not more often than the page needs one. */
function live() {
  if (performance.now() - told < 200) return
  told = performance.now()
  self.postMessage({ type: 'stage', stage })
}

/** @param {ArrayBuffer} digest */
const base64 = digest => btoa(String.fromCharCode(...new Uint8Array(digest)))

/**
 * Start Pyodide on what was downloaded and checked.
 *
 * `loadPyodide` fetches its files itself, and never settles when the WebAssembly cannot be instantiated. For as long as
 * it runs, its requests are answered with the checked bytes, and its one step with the WebAssembly is ours, which fails
 * aloud.
 * @param {any} loader the JavaScript of Pyodide
 * @param {string} base the folder that Pyodide believes its files to be in
 * @param {Uint8Array<ArrayBuffer>} library
 * @param {WebAssembly.Module} module
 * @param {object} lock
 */
async function boot({ loadPyodide, createPyodideModule }, base, library, module, lock) {
  const { fetch } = self
  const { instantiateStreaming } = WebAssembly
  try {
    return await new Promise((resolve, reject) => {
      self.fetch = async () => new Response(library)
      WebAssembly.instantiateStreaming = async (_, imports) => {
        try {
          return { module, instance: await WebAssembly.instantiate(module, imports) }
        } catch (error) {
          reject(error)
          throw error
        }
      }
      loadPyodide({
        createPyodideModule,
        indexURL: base,
        packageBaseUrl: base,
        lockFileContents: lock,
        stdout: ignore,
        stderr: ignore,
      }).then(resolve, reject)
    })
  } finally {
    self.fetch = fetch
    WebAssembly.instantiateStreaming = instantiateStreaming
  }
}

/** Every name under which a worker reaches the network, by the object that has it. @type {[object | undefined, string[]][]} */
const WAYS_OUT = [
  [self, ['fetch', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'Worker', 'importScripts', 'caches']],
  [globalThis.Cache?.prototype, ['add', 'addAll', 'put']],
  [globalThis.CacheStorage?.prototype, ['open', 'match']],
]

/**
 * Once Python is in, this worker needs no network, so it takes the ways to it away, also where they are inherited from. The
 * page's own lock does not reach a running worker.
 */
function closeNetwork() {
  const refuse = () => {
    throw new Failure('NetworkLocked', 'The network is closed in this worker.')
  }
  for (const [owner, names] of WAYS_OUT) {
    for (let object = owner; object; object = Object.getPrototypeOf(object)) {
      const closed = names.filter((name) => object === owner || Object.hasOwn(object, name))
      for (const name of closed) Object.defineProperty(object, name, { value: refuse, configurable: false, writable: false })
    }
  }
}

/** @param {number} id @param {string} request */
function score(id, request) {
  try {
    if (respond === undefined) throw new Failure('NotReady', 'A request came before Python was ready.')
    self.postMessage({ type: 'result', id, reply: respond(request) })
  } catch (error) {
    stage = 'score'
    fail(error, id)
  }
}

/** @param {string} next */
function enter(next) {
  stage = next
  self.postMessage({ type: 'stage', stage })
}

/** @param {any} error @param {number} [id] the request that failed, if one did */
function fail(error, id) {
  const name = error instanceof Failure ? error.name : UNNAMED[stage] ?? 'StartFailed'
  self.postMessage({ type: 'failed', stage, name, message: String(error?.message ?? error), id })
}

function ignore() {}
