import { parsePage } from '../python/parse.mjs'

/**
 * Another language without leaving the page, so that answers stay and nothing is fetched once the network is locked:
 * the same page in the other languages is read beforehand and put in place of this one.
 */

/** @type {Map<string, string>} address -> page as text */
const pages = new Map()

/**
 * Reads the page in every language, and what it needs there. One that can't be had stays an ordinary link.
 *
 * @param {(language: string) => Promise<void>} alsoRead
 * @returns {Promise<void>}
 */
export async function readLanguages(alsoRead) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('[data-language-link]'))
  const unread = new Map([...links].map((link) => [link.href, link.dataset.languageLink ?? '']))
  for (const address of pages.keys()) unread.delete(address)
  await Promise.allSettled(
    [...unread].map(async ([address, language]) => {
      const [response] = await Promise.all([fetch(address), alsoRead(language)])
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
