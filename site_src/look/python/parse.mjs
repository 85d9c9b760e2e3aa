/**
 * The only place where text becomes markup: pages and service cards of this site.
 * Trusted Types, where the host turns them on, let nothing else through.
 */

/** @type {{createHTML(text: string): any}} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('kykypolku', { createHTML: (/** @type {string} */ text) => text }) ?? {
  createHTML: (text) => text,
}

/**
 * @param {string} text  a page of this site
 * @returns {Document}
 */
export function parsePage(text) {
  return new DOMParser().parseFromString(policy.createHTML(text), 'text/html')
}

/**
 * @param {string} text  one element
 * @returns {HTMLElement}
 */
export function parseCard(text) {
  return /** @type {HTMLElement} */ (document.adoptNode(/** @type {Element} */ (parsePage(text).body.firstElementChild)))
}
