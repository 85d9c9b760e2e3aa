import { parsePage } from '../python/parse.mjs'

/**
 * Another language without leaving the page, so that answers stay and nothing is fetched once the network is locked:
 * the same page in the other languages is read beforehand and put in place of this one.
 */

/** @type {Map<string, string>} address -> page as text */
const pages = new Map()

/**
 * Reads the page in the other languages. One that can't be had stays an ordinary link.
 *
 * @returns {Promise<void>}
 */
export async function readOtherLanguages() {
  const links = [...document.querySelectorAll('[data-language-link]')].map((link) => /** @type {HTMLAnchorElement} */ (link).href)
  const addresses = [...new Set(links)].filter((address) => !pages.has(address))
  await Promise.allSettled(
    addresses.map(async (address) => {
      const response = await fetch(address)
      if (response.ok) pages.set(address, await response.text())
    }),
  )
}

/**
 * Puts the page at `address` in place of this one.
 *
 * @param {string} address
 * @returns {boolean}  false when it was not read beforehand
 */
export function switchTo(address) {
  const text = pages.get(address)
  if (text === undefined) return false
  const page = parsePage(text)
  history.replaceState(history.state, '', address)
  document.title = page.title
  document.documentElement.lang = page.documentElement.lang
  document.documentElement.dir = page.documentElement.dir
  document.body.className = page.body.className
  document.body.replaceChildren(...[...page.body.childNodes].map((node) => document.adoptNode(node)))
  return true
}
