/**
 * The service directory's filters. Nothing is sent or kept: the whole list is on the page.
 */
import { fill, readTexts } from './texts.mjs'
import { matchesText } from './search.mjs'

/** @typedef {{card: HTMLElement, needs: string[], situations: string[], municipalities: string[], languages: string[], words: string}} Entry */

const form = /** @type {HTMLFormElement} */ (document.querySelector('form[data-directory]'))
const texts = readTexts(document)

/** @type {Entry[]} */
const entries = [...document.querySelectorAll('[data-service]')].map((node) => {
  const card = /** @type {HTMLElement} */ (node)
  const list = (/** @type {string | undefined} */ text) => (text ?? '').split(' ').filter(Boolean)
  return {
    card,
    needs: list(card.dataset.needs),
    situations: list(card.dataset.situations),
    municipalities: list(card.dataset.municipalities),
    languages: list(card.dataset.languages),
    words: card.dataset.search ?? '',
  }
})

/**
 * Whether a service that names some meets the choice; one that names none is for everybody.
 *
 * @param {string[]} named
 * @param {string} chosen
 */
function open(named, chosen) {
  return chosen === '' || named.length === 0 || named.includes(chosen)
}

function filter() {
  const chosen = (/** @type {string} */ name) => String(new FormData(form).get(name) ?? '')
  let count = 0
  for (const entry of entries) {
    const shown =
      (chosen('need') === '' || entry.needs.includes(chosen('need'))) &&
      open(entry.situations, chosen('situation')) &&
      open(entry.municipalities, chosen('municipality')) &&
      (chosen('language') === '' || entry.languages.includes(chosen('language'))) &&
      matchesText(entry.words, chosen('text'))
    entry.card.hidden = !shown
    if (shown) count++
  }
  for (const group of document.querySelectorAll('[data-group]')) {
    /** @type {HTMLElement} */ (group).hidden = group.querySelector('[data-service]:not([hidden])') === null
  }
  const status = /** @type {HTMLElement} */ (document.querySelector('[data-count]'))
  const template = count === 1 ? texts['count-one'] : texts.count
  status.textContent = count === 0 ? texts.none : fill(template, { count })
}

form.addEventListener('input', filter)
form.addEventListener('submit', (event) => {
  event.preventDefault()
  filter()
})
form.addEventListener('reset', () => setTimeout(filter))
filter()
