/**
 * Lets the service worker keep the site on the device, when that disturbs nobody.
 *
 * It begins when the page is drawn and quiet; on the assessment page after Python is in, whose files then come from the
 * browser's own cache. From the first answer on the worker fetches nothing: what is missing waits for another visit.
 *
 * How far it is shows in html[data-offline]: `ready` when everything is kept, `partly` when all but the assessment is,
 * `refused` where the browser does not allow it, as in some private windows, or gives too little room.
 */

const QUIET = 2000
// This file is bundled into assets/js/, two folders below the site's root.
const ROOT = new URL('../../', import.meta.url)
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
  const assessing = 'runtime' in page.dataset
  const silence = assessing ? keepSilentOnceAnswered(serviceWorker) : null
  await (assessing ? runtimeSettled() : quiet())
  if (silence?.aborted) return
  try {
    await serviceWorker.register(address(), { updateViaCache: 'none' })
  } catch {
    page.dataset.offline = 'refused'
    return
  }
  const { active } = await serviceWorker.ready
  if (silence?.aborted) return
  const runtime = page.dataset.runtime === 'ready' || !sparing()
  serviceWorker.addEventListener('message', ({ data }) => {
    if (data?.type === 'taken') page.dataset.offline = data.runtime ? 'ready' : 'partly'
    else if (data?.type === 'not-taken' && data.full) page.dataset.offline = 'refused'
  })
  active?.postMessage({ type: 'take', language, runtime })
}

/**
 * Tells the service worker to stop at the first answer, and answers it when it asks whether it may fetch.
 *
 * @param {ServiceWorkerContainer} serviceWorker
 * @returns {AbortSignal}  aborted at the first answer
 */
function keepSilentOnceAnswered(serviceWorker) {
  const silence = new AbortController()
  const hush = async () => {
    silence.abort()
    const registration = await serviceWorker.getRegistration(ROOT.href)
    for (const worker of [registration?.installing, registration?.active]) worker?.postMessage({ type: 'pause' })
  }
  for (const event of ['input', 'change']) {
    document.addEventListener(event, () => silence.signal.aborted || hush().catch(() => {}))
  }
  serviceWorker.addEventListener('message', ({ data, ports }) => {
    if (data?.type === 'may-fetch') ports[0].postMessage(!silence.signal.aborted)
  })
  return silence.signal
}

/** @returns {Promise<void>} */
function runtimeSettled() {
  return new Promise((resolve) => {
    const look = () => {
      if (!['ready', 'failed'].includes(page.dataset.runtime ?? '')) return
      observer.disconnect()
      resolve()
    }
    const observer = new MutationObserver(look)
    observer.observe(page, { attributeFilter: ['data-runtime'] })
    look()
  })
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
  const url = new URL('service-worker.js', ROOT).href
  const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('kykypolku-offline', { createScriptURL: () => url })
  return policy?.createScriptURL('') ?? url
}
