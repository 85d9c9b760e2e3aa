/**
 * The page closes its own way to the network.
 *
 * A Content-Security-Policy added to the document can only tighten the rules, takes effect at once and cannot be taken
 * back, not even by this page's own script. From here on the browser itself refuses every request.
 */

/** What a browser may still fetch: nothing of any kind, style, manifest, import and what it fetches ahead of time included. */
const POLICY = "default-src 'none'; form-action 'none'; base-uri 'none'"

/**
 * Lock the network of this document, and show it as html[data-network=locked].
 * @param {string} worker the address of the one script that may still be started as a worker: the scoring, should it have
 *   stopped. For what any directive allows may be fetched ahead of time
 * @returns {boolean} whether the policy is in the document
 */
export function lockNetwork(worker) {
  if (document.querySelector('meta[data-network-lock]') === null) {
    const meta = document.createElement('meta')
    meta.httpEquiv = 'Content-Security-Policy'
    meta.content = `${POLICY}; worker-src ${worker.replace(/[;,]/g, encodeURIComponent)}`
    meta.dataset.networkLock = ''
    document.head.append(meta)
  }
  const locked = document.querySelector('head meta[data-network-lock]') !== null
  document.documentElement.dataset.network = locked ? 'locked' : 'open'
  return locked
}
