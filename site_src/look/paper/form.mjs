/** The form is printed by a button too; without scripts, the browser's own menu does it. */
const button = /** @type {HTMLElement} */ (document.querySelector('[data-action="print"]'))
button.hidden = false
button.addEventListener('click', () => window.print())
