/**
 * Lets the service worker keep the site on the device, when that disturbs nobody.
 *
 * It begins when the page is drawn and quiet. An open assessment is never disturbed: what is missing is fetched when the
 * page is left, so that no request falls between the first answer and the end.
 *
 * How far it is shows in html[data-offline]: `ready` when everything is kept, `partly` when all but the assessment is,
 * `waiting` until an assessment is left, `refused` where the browser does not allow it, as in some private windows, or
 * gives too little room.
 */

const QUIET = 2000
// This file is bundled into assets/js/, two folders below the site's root.
const ROOT = new URL('../../', import.meta.url)
/** The service worker's script. */
export const SCRIPT = new URL('service-worker.js', ROOT).href
const page = document.documentElement

/** Keeps this page's language and what all languages share. */
export async function keepOffline() {
  const language = location.pathname.slice(ROOT.pathname.length).split('/')[0]
  const { serviceWorker } = navigator
  // Browsers offer it on https only, and some not in private windows.
  if (!serviceWorker) {
    page.dataset.offline = 'refused'
    return
  }
  if ('runtime' in page.dataset) return keepWhenLeft(serviceWorker, language)
  await quiet()
  const registration = await register(serviceWorker)
  if (!registration) return
  const { active } = await serviceWorker.ready
  serviceWorker.addEventListener('message', ({ data }) => {
    if (data?.type === 'taken') page.dataset.offline = data.runtime ? 'ready' : 'partly'
    else if (data?.type === 'not-taken' && data.full) page.dataset.offline = 'refused'
  })
  active?.postMessage({ type: 'take', language, runtime: !sparing() })
}

/** @param {ServiceWorkerContainer} serviceWorker */
async function register(serviceWorker) {
  try {
    return await serviceWorker.register(address(), { updateViaCache: 'none' })
  } catch {
    page.dataset.offline = 'refused'
    return null
  }
}

/**
 * On the assessment page: objects to whatever the service worker would fetch, for as long as the page is open. The
 * worker itself is fetched at once, long before the first answer.
 *
 * @param {ServiceWorkerContainer} serviceWorker
 * @param {string} language
 */
async function keepWhenLeft(serviceWorker, language) {
  serviceWorker.addEventListener('message', ({ data, ports }) => {
    if (data?.type === 'may-fetch') ports[0].postMessage(false)
  })
  const hush = () => serviceWorker.controller?.postMessage({ type: 'pause' })
  hush()
  const registration = await register(serviceWorker)
  if (!registration) return
  page.dataset.offline = 'waiting'
  window.addEventListener('pagehide', () => {
    const runtime = page.dataset.runtime === 'ready' || !sparing()
    registration.active?.postMessage({ type: 'take', language, runtime, leaving: true })
  })
  // The browser may bring the page back as it was.
  window.addEventListener('pageshow', ({ persisted }) => persisted && hush())
}

/** @returns {Promise<void>} */
async function quiet() {
  if (document.readyState !== 'complete') await new Promise((resolve) => window.addEventListener('load', resolve, { once: true }))
  await new Promise((resolve) => setTimeout(resolve, QUIET))
  if ('requestIdleCallback' in window) await new Promise((resolve) => requestIdleCallback(resolve))
}

/** Whether the person pays for megabytes, as far as the browser tells. */
function sparing() {
  const { saveData, type, effectiveType } = /** @type {any} */ (navigator).connection ?? {}
  return saveData === true || type === 'cellular' || ['slow-2g', '2g'].includes(effectiveType)
}

/** Where Trusted Types are on, a script's address must come from a named policy. */
function address() {
  const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('kykypolku-offline', { createScriptURL: () => SCRIPT })
  return policy?.createScriptURL('') ?? SCRIPT
}
