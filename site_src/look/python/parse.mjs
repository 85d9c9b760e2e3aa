/**
 * The only place where text becomes markup: pages and service cards of this site, and the picture that the scoring drew.
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

/**
 * @param {string} text
 * @returns {SVGElement | null}  null when it is not a picture
 */
export function parsePicture(text) {
  const root = new DOMParser().parseFromString(policy.createHTML(text), 'image/svg+xml').documentElement
  return root.localName === 'svg' ? /** @type {any} */ (document.importNode(root, true)) : null
}
