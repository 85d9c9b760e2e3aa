/**
 * The quick way out, for someone who is not safe being seen with this page.
 */

const PRESSES = 3
const WITHIN_MILLISECONDS = 3000
// If the browser does not go back over this page's own entries by then, it leaves from where it is.
const PATIENCE = 200

/**
 * Empties the screen at once and replaces this page, so that "back" does not return to it.
 *
 * @param {string} address
 * @param {number} [entries]  how many entries of the browser's history before this one are this page's too
 */
export function leave(address, entries = 0) {
  document.title = '\u00a0'
  document.body.replaceChildren()
  const go = () => window.location.replace(address)
  if (entries === 0) return go()
  window.addEventListener('popstate', go, { once: true })
  setTimeout(go, PATIENCE)
  history.go(-entries)
}

/**
 * Calls `go` when Shift is pressed three times in a row, and nothing else between. It closes and chooses nothing, so no
 * hurried hand presses it three times for another reason.
 *
 * @param {() => void} go
 */
export function onShifts(go) {
  /** @type {number[]} */
  let presses = []
  // Before a dialog or a menu can keep the key to itself.
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Shift') presses = []
      else if (!event.repeat) presses = [...presses, event.timeStamp].slice(-PRESSES)
      if (presses.length === PRESSES && presses[PRESSES - 1] - presses[0] < WITHIN_MILLISECONDS) go()
    },
    { capture: true },
  )
}
