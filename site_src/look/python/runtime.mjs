/**
 * Python as seen from the page: one function that takes text and gives text, and that never leaves the page waiting.
 *
 * Whatever goes wrong ends in a `RuntimeFailure` within seconds. The answers are not held here, so no failure can lose
 * them, and `startRuntime` may be called again at any time.
 */

/** How long a stage may go without a sign of life. While bytes arrive, a slow network is not silence. */
const PATIENCE = 9_000
const TICK = 500

/**
 * Why Python does not run. `name` is one of:
 * - `WasmMissing`, `WasmBlocked`, `WorkerMissing`, `WorkerFailed`: this browser or its settings do not allow it
 * - `DownloadFailed`, `FileAltered`: a file did not come, or came damaged
 * - `StartFailed`, `Stalled`: it came, and did not start, or not in time
 * - `ScoringFailed`, `Stopped`: it started, and could not answer
 */
export class RuntimeFailure extends Error {
  /** @param {string} name @param {string} stage @param {string} message */
  constructor(name, stage, message) {
    super(message)
    this.name = name
    this.stage = stage
  }
}

/**
 * What in this browser forbids Python, known before a byte is downloaded.
 * @returns {RuntimeFailure | null}
 */
export function obstacle() {
  const failure = (/** @type {string} */ name, /** @type {string} */ message) => new RuntimeFailure(name, 'check', message)
  if (typeof WebAssembly !== 'object' || typeof WebAssembly.compileStreaming !== 'function') {
    return failure('WasmMissing', 'This browser has no WebAssembly.')
  }
  if (typeof Worker !== 'function') return failure('WorkerMissing', 'This browser has no workers.')
  try {
    // The smallest module there is: eight bytes of header.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))
  } catch {
    return failure('WasmBlocked', 'This browser does not allow WebAssembly on this page.')
  }
  return null
}

/**
 * @typedef {{url: string, size: number, sha256: string}} File
 * @typedef {{files: Record<string, File>, lock: object}} Manifest addresses are relative to the worker script
 */

/**
 * Start Python in a worker.
 * @param {{url: string, manifest: Manifest, patience?: number}} options
 */
export function startRuntime({ url, manifest, patience = PATIENCE }) {
  const runtime = new Runtime(patience)
  runtime.start(new URL(url, document.baseURI), manifest)
  return {
    ready: runtime.ready,
    /** @param {string} request @returns {Promise<string>} */
    score: request => runtime.score(request),
    stop: () => runtime.fail(new RuntimeFailure('Stopped', runtime.stage, 'Python was stopped.')),
  }
}

/** @type {{createScriptURL(url: string): any}} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('kykypolku-runtime', {
  // The worker lies beside the script that starts it, and nothing else is started.
  createScriptURL: (/** @type {string} */ url) => {
    if (!url.startsWith(new URL('./', import.meta.url).href)) throw new TypeError(`${url} is no worker of this site.`)
    return url
  },
}) ?? { createScriptURL: (url) => url }

/** @param {URL} url */
const trusted = (url) => policy.createScriptURL(url.href)

class Runtime {
  /** @type {Worker | null} */
  #worker = null
  /** @type {RuntimeFailure | null} */
  #failure = null
  /**
   * The requests that wait for a reply, by number.
   * @type {Map<number, {resolve: (reply: string) => void, reject: (error: Error) => void}>}
   */
  #waiting = new Map()
  #count = 0
  /** @type {Watchdog} */
  #watchdog
  /** @type {(value?: undefined) => void} */
  #open = () => {}
  /** @type {(error: Error) => void} */
  #refuse = () => {}
  stage = 'check'

  /** @param {number} patience */
  constructor(patience) {
    this.#watchdog = new Watchdog(patience, () =>
      this.fail(new RuntimeFailure('Stalled', this.stage, `Nothing happened for ${patience / 1000} seconds (${this.stage}).`)),
    )
    /** @type {Promise<void>} */
    this.ready = new Promise((resolve, reject) => {
      this.#open = resolve
      this.#refuse = reject
    })
    // Whoever awaits `ready` still gets the failure. This only keeps it from being reported as unhandled.
    this.ready.catch(() => {})
  }

  /** @param {URL} url @param {Manifest} manifest */
  start(url, manifest) {
    const blocked = obstacle()
    if (blocked) return this.fail(blocked)
    this.stage = 'worker'
    this.#watchdog.start()
    try {
      this.#worker = new Worker(trusted(url), { type: 'module' })
    } catch (error) {
      return this.fail(new RuntimeFailure('WorkerFailed', this.stage, String(error)))
    }
    this.#worker.addEventListener('message', event => this.#handle(event.data))
    this.#worker.addEventListener('messageerror', () => this.#broken('A message could not be read.'))
    this.#worker.addEventListener('error', event => {
      event.preventDefault()
      this.#broken(event.message || 'The worker script did not load.')
    })
    const files = Object.fromEntries(
      Object.entries(manifest.files).map(([role, file]) => [role, { ...file, url: new URL(file.url, url).href }]),
    )
    this.#worker.postMessage({ type: 'start', files, lock: manifest.lock })
  }

  /** @param {string} request @returns {Promise<string>} */
  async score(request) {
    await this.ready
    if (this.#failure) throw this.#failure
    const id = ++this.#count
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#watchdog.start()
      this.#worker?.postMessage({ type: 'score', id, request })
    })
  }

  /**
   * End the worker, and tell everyone who waits for it. Only the first failure counts.
   * @param {RuntimeFailure} failure
   */
  fail(failure) {
    if (this.#failure) return
    this.#failure = failure
    this.#watchdog.stop()
    this.#worker?.terminate()
    this.#worker = null
    this.#refuse(failure)
    for (const { reject } of this.#waiting.values()) reject(failure)
    this.#waiting.clear()
  }

  /** @param {any} message one of the closed set that worker.mjs documents */
  #handle(message) {
    this.#watchdog.fed()
    switch (message.type) {
      case 'stage':
        this.stage = message.stage
        return
      case 'ready':
        this.#watchdog.stop()
        this.stage = 'ready'
        return this.#open()
      case 'result':
        return this.#settle(message.id)?.resolve(message.reply)
      case 'failed':
        return this.fail(new RuntimeFailure(message.name, message.stage, message.message))
      default:
        throw new TypeError(`The page has no message of the type ${JSON.stringify(message.type)}.`)
    }
  }

  /** @param {number} id */
  #settle(id) {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (this.#waiting.size === 0) this.#watchdog.stop()
    return waiting
  }

  /** @param {string} message */
  #broken(message) {
    this.fail(new RuntimeFailure(this.stage === 'worker' ? 'WorkerFailed' : 'StartFailed', this.stage, message))
  }
}

/**
 * Calls out when nothing has happened for too long.
 *
 * It counts its own ticks instead of reading the clock: a phone that sleeps for a minute also stops the worker, and
 * that minute is nobody's fault.
 */
class Watchdog {
  #quiet = 0
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer

  /** @param {number} patience @param {() => void} bark */
  constructor(patience, bark) {
    this.limit = patience / TICK
    this.bark = bark
  }

  start() {
    this.stop()
    this.#timer = setInterval(() => {
      if (++this.#quiet >= this.limit) this.bark()
    }, TICK)
  }

  fed() {
    this.#quiet = 0
  }

  stop() {
    clearInterval(this.#timer)
    this.#quiet = 0
  }
}
