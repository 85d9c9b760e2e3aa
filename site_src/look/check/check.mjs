import { SCRIPT } from '../offline/offline.mjs'
import { lockNetwork } from '../python/network.mjs'

/**
 * The page "check it yourself": tries, on this very page, what the privacy page promises, and says what the browser did.
 * Each trial resolves to whether the promise held.
 *
 * @type {Record<string, () => boolean | Promise<boolean>>}
 */
const TRIALS = {
  headers: async () => (await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' })).headers.has('content-security-policy'),
  // .invalid is reserved and never resolves, so even a browser without the policy reaches nobody.
  foreign: () => refused('connect-src', () => fetch('https://example.invalid/').catch(() => null)),
  inline: () =>
    refused('script-src', () => {
      const script = document.createElement('script')
      script.textContent = ';'
      document.head.append(script)
      script.remove()
    }),
  storage: async () => {
    try {
      return localStorage.length + sessionStorage.length === 0 && ((await indexedDB.databases?.()) ?? []).length === 0
    } catch {
      // A browser that refuses storage has none of ours.
      return true
    }
  },
  cookies: () => document.cookie === '',
  // After it the page can reach nothing, its own server included.
  lock: async () => lockNetwork(SCRIPT) && (await refused('connect-src', () => fetch(location.pathname).catch(() => null))),
  // The service worker has its own way to the network, and takes its time on a first visit.
  offline: () => keptOffline(),
}

const PATIENCE = 1500
const STORING = 15_000
// Where Trusted Types are on, they refuse a script before the policy on scripts is asked.
const TRUSTED = 'require-trusted-types-for'

/**
 * Whether the browser refuses what `attempt` does, told by the event it sends.
 *
 * @param {string} directive
 * @param {() => unknown} attempt
 * @returns {Promise<boolean>}
 */
function refused(directive, attempt) {
  return new Promise((resolve) => {
    /** @param {SecurityPolicyViolationEvent} event */
    const hear = (event) => {
      if ([directive, TRUSTED].some((name) => event.effectiveDirective.startsWith(name))) finish(true)
    }
    /** @param {boolean} answer */
    const finish = (answer) => {
      document.removeEventListener('securitypolicyviolation', hear)
      clearTimeout(timer)
      resolve(answer)
    }
    const timer = setTimeout(() => finish(false), PATIENCE)
    document.addEventListener('securitypolicyviolation', hear)
    try {
      attempt()
    } catch {
      // Trusted Types refuse with an exception; the event has told why.
    }
  })
}

/**
 * Whether everything is kept on the device, which offline.mjs tells in html[data-offline].
 *
 * @returns {Promise<boolean>}
 */
function keptOffline() {
  const page = document.documentElement
  return new Promise((resolve) => {
    const finish = () => {
      observer.disconnect()
      clearTimeout(timer)
      resolve(page.dataset.offline === 'ready')
    }
    const look = () => page.dataset.offline && finish()
    const observer = new MutationObserver(look)
    observer.observe(page, { attributeFilter: ['data-offline'] })
    const timer = setTimeout(finish, STORING)
    look()
  })
}

const root = /** @type {HTMLElement} */ (document.querySelector('[data-check]'))
const texts = JSON.parse(root.querySelector('[data-texts]')?.textContent ?? '{}')

for (const [name, trial] of Object.entries(TRIALS)) {
  const cell = /** @type {HTMLElement} */ (root.querySelector(`[data-check-row="${name}"]`))
  const held = await Promise.resolve().then(trial).catch(() => false)
  cell.textContent = texts[`${held ? 'good' : 'bad'}-${name}`]
  cell.dataset.held = String(held)
}
const status = root.querySelector('[data-status]')
if (status) status.textContent = texts.done
// The lock can't be undone on a page, only left behind with it.
root.querySelector('[data-action="check-again"]')?.addEventListener('click', () => location.reload())
