/**
 * Asks before anything is lost.
 */

/**
 * @param {{question: string, yes: string, no: string}} texts
 * @param {{must?: boolean}} [options]  must: only one of the two buttons closes it
 * @returns {Promise<boolean>}  whether the person said yes; closing the dialog means no
 */
export function confirm({ question, yes, no }, { must = false } = {}) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector('[data-dialog]'))
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (dialog.querySelector(`[data-dialog-${name}]`))
  part('question').textContent = question
  part('yes').textContent = yes
  part('no').textContent = no
  part('yes').onclick = () => dialog.close('yes')
  part('no').onclick = () => dialog.close('no')
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    // A browser lets Escape close any dialog the second time; then it opens again.
    dialog.onclose = () => {
      if (must && dialog.returnValue === '') dialog.showModal()
      else resolve(dialog.returnValue === 'yes')
    }
  })
}

/**
 * A page that is left may be kept whole by the browser, for whoever goes back to it. It is hidden when it is left, and
 * shows nothing before somebody has said that it is theirs.
 *
 * @param {{held: () => boolean, ask: () => Promise<void>}} options  held: whether there is anything to hide
 */
export function hideWhileAway({ held, ask }) {
  const { dataset } = document.documentElement
  window.addEventListener('pagehide', () => {
    if (held()) dataset.away = ''
  })
  window.addEventListener('pageshow', async ({ persisted }) => {
    if (persisted && dataset.away !== undefined) await ask()
    delete dataset.away
  })
}
