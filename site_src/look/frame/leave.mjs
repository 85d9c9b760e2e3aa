/**
 * The quick way out, for someone who is not safe being seen with this page.
 */

const PRESSES = 3
const WITHIN_MILLISECONDS = 3000

/**
 * Empties the screen at once and replaces this page, so that "back" does not return to it.
 *
 * @param {string} address
 */
export function leave(address) {
  document.title = '\u00a0'
  document.body.replaceChildren()
  window.location.replace(address)
}

/**
 * Calls `go` when Escape is pressed three times in a row.
 *
 * @param {() => void} go
 */
export function onEscapes(go) {
  /** @type {number[]} */
  let presses = []
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') presses = []
    else if (!event.repeat) presses = [...presses, event.timeStamp].slice(-PRESSES)
    if (presses.length === PRESSES && presses[PRESSES - 1] - presses[0] < WITHIN_MILLISECONDS) go()
  })
}
