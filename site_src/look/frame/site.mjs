/**
 * Every page works without this: it closes the language menu when the person turns elsewhere, and names the cells of
 * tables for narrow screens, where the row of headings does not show.
 */
import { keepOffline } from '../offline/offline.mjs'
import { leave, onShifts } from './leave.mjs'
import { carryNeeds } from './need.mjs'

keepOffline()
carryNeeds()

/** @param {(menu: HTMLDetailsElement) => boolean} which */
function closeMenus(which) {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (which(/** @type {HTMLDetailsElement} */ (menu))) menu.removeAttribute('open')
  }
}

document.addEventListener('click', (event) => closeMenus((menu) => !menu.contains(/** @type {Node} */ (event.target))))

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  closeMenus((menu) => {
    if (menu.contains(document.activeElement)) menu.querySelector('summary')?.focus()
    return true
  })
})

for (const table of document.querySelectorAll('main table')) {
  const columns = [...table.querySelectorAll('thead th')].map((heading) => heading.textContent?.trim() ?? '')
  for (const cell of table.querySelectorAll('tbody td')) {
    cell.setAttribute('data-label', columns[/** @type {HTMLTableCellElement} */ (cell).cellIndex] ?? '')
  }
}

// The assessment has answers to empty first, and sees to its own.
const way = /** @type {HTMLAnchorElement | null} */ (document.querySelector('body:not(.kind-assessment) [data-action="leave"]'))
if (way) {
  const go = () => leave(way.href)
  way.addEventListener('click', (event) => {
    event.preventDefault()
    go()
  })
  onShifts(go)
}
