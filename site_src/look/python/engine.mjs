import { lockNetwork } from './network.mjs'
import { startRuntime } from './runtime.mjs'

/**
 * A browser makes WebAssembly quick only after it has run some times, and does that beside it. So the scoring is run on
 * nobody's answers while the person reads; by their own turn it is quick. The pauses leave the device to the person.
 */
const REHEARSALS = 16
const PAUSE = 100

/**
 * The scoring, and the state of it that the page shows: html[data-runtime] and html[data-network].
 *
 * It starts while the first question is read. Once it is in, and what the person may still need has been read, the
 * page closes its own way to the network.
 */
export class Engine {
  /** @type {ReturnType<typeof startRuntime> | null} */
  #runtime = null
  /** @type {Promise<void> | null} */
  #ready = null
  /** Whether a person has asked for a result. */
  #asked = false

  /**
   * @param {{url: string, manifest: any, alsoRead: () => Promise<void>, rehearsal: () => object, onChange: (state: string) => void}} options
   */
  constructor({ url, manifest, alsoRead, rehearsal, onChange }) {
    this.url = url
    this.manifest = manifest
    this.alsoRead = alsoRead
    this.rehearsal = rehearsal
    this.onChange = onChange
  }

  /** idle | loading | ready | failed */
  get state() {
    return document.documentElement.dataset.runtime ?? 'idle'
  }

  /**
   * Starts it if it is not running yet.
   *
   * @returns {Promise<void>}  rejects when it can't run here
   */
  start() {
    this.#ready ??= this.#start()
    return this.#ready
  }

  async #start() {
    this.#show('loading')
    try {
      this.#runtime = startRuntime({ url: this.url, manifest: this.manifest })
      await Promise.all([this.#runtime.ready, this.alsoRead()])
    } catch (error) {
      this.#fail(error)
      throw error
    }
    lockNetwork(this.url)
    this.#show('ready')
    this.#rehearse(this.#runtime).catch(() => {}) // What is wrong shows when the person's own turn comes.
  }

  /**
   * Scores nobody's answers, one after another and only until somebody asks, who waits for one of them at most.
   *
   * @param {ReturnType<typeof startRuntime>} runtime
   */
  async #rehearse(runtime) {
    for (let turn = 0; turn < REHEARSALS; turn++) {
      // First the pause: who waits for a result already comes first.
      await new Promise((resolve) => setTimeout(resolve, PAUSE))
      if (this.#asked) return
      await runtime.score(JSON.stringify(this.rehearsal()))
    }
  }

  /**
   * @param {object} request
   * @returns {Promise<any>}  the result, or {error}
   */
  async score(request) {
    this.#asked = true
    await this.start()
    try {
      return JSON.parse(await /** @type {any} */ (this.#runtime).score(JSON.stringify(request)))
    } catch (error) {
      this.#fail(error)
      throw error
    }
  }

  /** @param {unknown} error */
  #fail(error) {
    // For whoever looks into it; it holds no answers.
    console.warn('The scoring did not run:', error)
    this.#runtime?.stop()
    this.#runtime = null
    this.#ready = null
    this.#show('failed')
  }

  /** @param {string} state */
  #show(state) {
    document.documentElement.dataset.runtime = state
    this.onChange(state)
  }
}
