import { element } from '../base/dom.mjs'

/**
 * Links that lead away from answers open beside them, since the answers live only on this page.
 *
 * @param {string} note  says so to who does not see it
 */
export function openBeside(note) {
  for (const link of document.querySelectorAll('a[href]:not([target], [data-action], [data-language-link])')) {
    const { protocol, pathname, origin } = /** @type {HTMLAnchorElement} */ (link)
    if (!protocol.startsWith('http') || (origin === location.origin && pathname === location.pathname)) continue
    link.setAttribute('target', '_blank')
    link.append(element('span', { class: 'visually-hidden' }, ` (${note})`))
  }
}
