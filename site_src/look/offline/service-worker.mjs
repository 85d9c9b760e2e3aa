/**
 * Keeps the site on the device, so that it works without a network.
 *
 * A version is one list of files with the hash of each, written into this script by the build. Files of two versions
 * are never mixed: each version has its own cache, and what does not match its hash is not kept. A new version is
 * taken beside the old one and waits until no page uses the old one any more, so an open assessment never changes
 * under the person's hands.
 *
 * Nothing is fetched unasked: only when a page says 'take', or when a newer version takes what its predecessor had, and
 * never while a person is answering, for whose sake every open assessment is asked first.
 *
 * In:  {type: 'take', language, runtime, leaving}, {type: 'pause'}; leaving: the page is no more, and hears no answer
 * Out: {type: 'taken', runtime}, {type: 'not-taken', full}, {type: 'may-fetch'} with a port for the answer true or false
 *
 * @typedef {Record<string, string>} Files  path below the site's root -> hash, as `integrity` wants it
 * @typedef {{
 *   version: string,
 *   shell: Files,
 *   runtime: Files,
 *   pages: Record<string, Files>,
 *   shared: string[],
 *   scored: Record<string, string>,
 * }} Site  pages by language; shared: taken whatever the language; scored: of no use without the runtime, and the form to
 *   print in its place
 */

const worker = /** @type {any} */ (self)
/** @type {Site} */
const site = worker.SITE
/** @type {string} */
const root = worker.registration.scope
// Other copies of this site may share the origin, each below its own path.
const PREFIX = `kykypolku ${root} `
const CACHE = PREFIX + site.version
const AT_ONCE = 4
const PATIENCE = 1000
const PAGES = /** @type {Files} */ (Object.assign({}, ...Object.values(site.pages)))
const KNOWN = /** @type {Files} */ ({ ...site.shell, ...site.runtime, ...PAGES })

// Taking

let stop = new AbortController()
/** The files of the runtime that are on their way: who asks for one meanwhile gets it from here. @type {Map<string, Promise<Response>>} */
const coming = new Map()
/** @type {Promise<unknown>} */
let last = Promise.resolve()

/**
 * Takes what these languages need, after what is being taken already.
 *
 * @param {string[]} languages
 * @param {boolean} runtime
 * @param {string} [left]  the id of the page that asks, when it is being left
 * @returns {Promise<boolean>}  whether the runtime is kept; rejects when it was paused or a file could not be had. What
 *   came is kept for the next time.
 */
function take(languages, runtime, left = '') {
  const { signal } = stop
  const taking = last.then(() => takeNow(languages, runtime, signal, left))
  last = taking.catch(() => {})
  return taking
}

/**
 * @param {string[]} languages
 * @param {boolean} runtime
 * @param {AbortSignal} signal
 * @param {string} left
 */
async function takeNow(languages, runtime, signal, left) {
  const cache = await caches.open(CACHE)
  /** @type {Promise<boolean> | undefined} */
  let allowed
  const keepAll = (/** @type {[string, string][]} */ files) =>
    inTurn(files, (file) => keep(cache, file, signal, () => (allowed ??= mayFetch(left))))
  const wanted = Object.entries(site.pages).flatMap(([language, pages]) =>
    Object.entries(pages).filter(([path]) => languages.includes(language) || site.shared.includes(path)),
  )
  const scored = (/** @type {[string, string]} */ [path]) => path in site.scored
  // What a page needs comes before the page, so a page that is in the cache always works.
  await keepAll(Object.entries(site.shell))
  await keepAll(wanted.filter((page) => !scored(page)))
  if (!runtime) return false
  try {
    await keepAll(Object.entries(site.runtime))
  } catch (error) {
    // A device with little room keeps the rest.
    if (isFull(error)) return false
    throw error
  }
  await keepAll(wanted.filter(scored))
  return true
}

/** @param {any} error */
const isFull = (error) => error?.name === 'QuotaExceededError'

/**
 * Works on a few at once, so that a page that is being read gets its share of the network.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T) => Promise<void>} work
 */
async function inTurn(items, work) {
  const queue = [...items]
  const turn = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, turn))
}

/**
 * @param {Cache} cache
 * @param {[string, string]} file
 * @param {AbortSignal} signal
 * @param {() => Promise<boolean>} allowed
 */
async function keep(cache, [path, integrity], signal, allowed) {
  const url = root + path
  if (await cache.match(url)) return
  // The name of an asset carries its hash, so an older version's copy is the same file, and so is the browser's own.
  const named = path.startsWith('assets/')
  const copy = named ? await caches.match(url, { ignoreVary: true }) : undefined
  if (copy) return cache.put(url, copy)
  if (!(await allowed())) throw new Error('A person is answering.')
  signal.throwIfAborted()
  // An assessment that is opened meanwhile needs the runtime itself, so what has begun of it goes on.
  const runtime = Object.hasOwn(site.runtime, path)
  const options = { cache: named ? 'force-cache' : 'no-cache', redirect: 'error', priority: 'low', signal: runtime ? null : signal }
  const asked = fetch(url, /** @type {any} */ (options))
  if (runtime) coming.set(path, asked)
  try {
    const response = await asked
    if (!response.ok) throw new Error(`${path} was answered with status ${response.status}.`)
    if ((await hashOf(response.clone())) !== integrity) throw new Error(`${path} is not the file of this version.`)
    coming.delete(path)
    await cache.put(url, response)
  } finally {
    coming.delete(path)
  }
}

/**
 * @param {Response} response
 * @returns {Promise<string>}  as `integrity` wants it
 */
async function hashOf(response) {
  const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer())
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`
}

/**
 * Whether no open assessment objects. One that does not answer is taken to object.
 *
 * @param {string} left  the id of one that is open no more
 * @returns {Promise<boolean>}
 */
async function mayFetch(left) {
  /** @type {any[]} */
  const open = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const assessments = open.filter(({ id, url }) => id !== left && (pathOf(url) ?? '') in site.scored)
  const answers = await Promise.all(
    assessments.map((client) => {
      const { port1, port2 } = new MessageChannel()
      client.postMessage({ type: 'may-fetch' }, [port2])
      return new Promise((resolve) => {
        port1.onmessage = ({ data }) => resolve(data === true)
        setTimeout(resolve, PATIENCE, false)
      })
    }),
  )
  return answers.every(Boolean)
}

function pause() {
  stop.abort()
  stop = new AbortController()
}

// A version's life

/** A first version waits to be asked. A later one takes what the one before it had, or is tried again another time. */
async function succeed() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
  const had = new Set(requests.flat().map(({ url }) => pathOf(url)))
  const languages = Object.keys(site.pages).filter((language) => had.has(`${language}/`))
  const runtime = [...had].some((path) => path?.startsWith('assets/runtime/'))
  if (languages.length > 0) await take(languages, runtime)
}

async function removeOthers() {
  // A version that is just being taken has its cache already. It removes the others itself when its time comes.
  if (worker.registration.installing) return
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(names.map((name) => caches.delete(name)))
}

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(succeed()))
worker.addEventListener('activate', (/** @type {any} */ event) =>
  event.waitUntil(removeOthers().then(() => worker.clients.claim())),
)

worker.addEventListener('message', (/** @type {any} */ event) => {
  const message = event.data
  if (message?.type === 'pause') pause()
  else if (message?.type === 'take' && message.language in site.pages) {
    const { language, runtime, leaving } = message
    // A message to a page that the browser keeps for going back would make it drop that page.
    const reply = (/** @type {object} */ answer) => leaving || event.source?.postMessage(answer)
    const told = take([language], runtime, leaving ? event.source?.id : '').then(
      (kept) => reply({ type: 'taken', runtime: kept }),
      (error) => reply({ type: 'not-taken', full: isFull(error) }),
    )
    event.waitUntil(told)
  } else throw new TypeError(`The service worker has no message ${JSON.stringify(message)}.`)
})

// Answering

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event
  const path = pathOf(request.url)
  if (request.method !== 'GET' || path === null) return
  if (Object.hasOwn(KNOWN, path)) event.respondWith(request.cache === 'reload' ? renewed(path, request) : fromCache(path, request))
  else if (request.mode === 'navigate') event.respondWith(fromNetwork(path, request))
})

/**
 * The kept response itself, not a copy built from it: only then does the browser keep the compiled WebAssembly.
 *
 * @param {string} path
 * @param {Request} request
 */
async function fromCache(path, request) {
  const kept = await find(path)
  if (kept) return kept
  const response = await coming.get(path)?.catch(() => undefined)
  return response?.ok && !response.bodyUsed ? response.clone() : fromNetwork(path, request)
}

/**
 * Whoever asks past every copy has found the one here damaged: it goes, and what comes in its place is kept if it is whole.
 *
 * @param {string} path
 * @param {Request} request
 */
async function renewed(path, request) {
  const cache = await caches.open(CACHE)
  const kept = await cache.delete(root + path)
  const response = await fetch(request, { integrity: KNOWN[path] })
  if (kept && response.ok) await cache.put(root + path, response.clone()).catch(() => {})
  return response
}

/**
 * @param {string} path
 * @param {Request} request
 */
async function fromNetwork(path, request) {
  try {
    return await fetch(request)
  } catch (error) {
    const other = request.mode === 'navigate' ? await nearest(path) : null
    if (other === null) throw error
    return Response.redirect(root + other)
  }
}

/**
 * Without a network and without this page: the same page in a language that was taken, else the printable form
 * instead of the assessment or the directory instead of a service's own page, else a home page.
 *
 * @param {string} path
 * @returns {Promise<string | null>}
 */
async function nearest(path) {
  const [own, ...rest] = path.split('/')
  const languages = [own, ...Object.keys(site.pages).filter((language) => language !== own)]
  const [folder, id] = rest
  const service = folder === 'services' && id ? ['services/'] : []
  const pages = [rest.join('/'), ...(path in site.scored ? [site.scored[path]] : []), ...service, '']
  for (const page of pages) {
    for (const language of languages) {
      const candidate = `${language}/${page}`
      if (candidate !== path && (await find(candidate))) return page === 'services/' && id ? `${candidate}#${id}` : candidate
    }
  }
  return null
}

/**
 * @param {string} path
 * @returns {Promise<Response | undefined>}
 */
async function find(path) {
  try {
    return await caches.match(root + path, { cacheName: CACHE, ignoreVary: true })
  } catch {
    // A browser that denies the storage still has its network.
    return undefined
  }
}

/**
 * @param {string} url
 * @returns {string | null}  the path below the site's root, null for anything outside
 */
function pathOf(url) {
  const { origin, pathname } = new URL(url)
  const whole = origin + pathname
  return whole.startsWith(root) ? whole.slice(root.length).replace(/(^|\/)index\.html$/, '$1') : null
}
