/**
 * A need on its way from a link to the directory. An address that names it ("#need=safety") would stay in the browser's
 * history, where somebody else may read it: the link carries it past the address, and the directory takes it at once.
 */

const KEY = 'need'
const NAMED = /#need=([\w-]+)$/

/** Lets links that name a need carry it without an address. Opened in another tab they name it, and lose it on arrival. */
export function carryNeeds() {
  document.addEventListener('click', (event) => {
    const link = /** @type {Element} */ (event.target).closest?.('a[href*="#need="]')
    const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
    if (!(link instanceof HTMLAnchorElement) || link.target || elsewhere || event.defaultPrevented) return
    const named = NAMED.exec(link.href)?.[1]
    if (!named || !keep(named)) return
    event.preventDefault()
    location.assign(link.href.replace(NAMED, ''))
  })
}

/** @param {string} need */
function keep(need) {
  try {
    sessionStorage.setItem(KEY, need)
    return true
  } catch {
    // A browser that refuses storage follows the link as it stands.
    return false
  }
}

/**
 * The need that a link named, once; nothing of it is left behind.
 *
 * @returns {string | undefined}
 */
export function takeNeed() {
  const named = NAMED.exec(location.hash)?.[1]
  if (named) history.replaceState(history.state, '', location.pathname + location.search)
  try {
    const carried = sessionStorage.getItem(KEY)
    sessionStorage.removeItem(KEY)
    return named ?? carried ?? undefined
  } catch {
    return named
  }
}
