/**
 * The service directory's filters, and whether a place is open now. Nothing is sent or kept: the whole list is on the page.
 */
import { element } from '../base/dom.mjs'
import { isOpen } from '../service/opening.mjs'
import { index, matches } from './search.mjs'
import { fill, readTexts } from '../assessment/texts.mjs'

/** @typedef {{card: HTMLElement, group: HTMLElement, needs: string[], situations: string[], municipalities: string[], languages: string[], words: import('./search.mjs').Word[]}} Entry */

const MINUTE = 60_000
const texts = readTexts(document)
const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-directory]'))

if (form) startFilters(form)
startOpening()

/** @param {HTMLFormElement} form */
function startFilters(form) {
  const entries = readEntries(form)
  const groups = new Set(entries.map(({ group }) => group))
  const status = /** @type {HTMLElement} */ (document.querySelector('[data-count]'))

  function filter() {
    const given = new FormData(form)
    const chosen = (/** @type {string} */ name) => String(given.get(name) ?? '')
    const [need, situation, municipality, language] = ['need', 'situation', 'municipality', 'language'].map(chosen)
    const query = index(chosen('text'))
    const open = new Set()
    let count = 0
    for (const entry of entries) {
      const shown =
        (need === '' || entry.needs.includes(need)) &&
        meets(entry.situations, situation) &&
        meets(entry.municipalities, municipality) &&
        (language === '' || entry.languages.includes(language)) &&
        matches(entry.words, query)
      show(entry.card, shown)
      if (!shown) continue
      open.add(entry.group)
      count++
    }
    for (const group of groups) show(group, open.has(group))
    const template = count === 1 ? texts['count-one'] : texts.count
    status.textContent = count === 0 ? texts.none : fill(template, { count })
  }

  // A link may name a need: #need=money. What a person chooses stays out of the address.
  function follow() {
    const named = /^#need=([\w-]+)$/.exec(location.hash)?.[1]
    const choice = /** @type {HTMLSelectElement} */ (form.elements.namedItem('need'))
    if (named && [...choice.options].some(({ value }) => value === named)) choice.value = named
    filter()
  }

  form.addEventListener('input', filter)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    filter()
  })
  form.addEventListener('reset', () => setTimeout(filter))
  addEventListener('hashchange', follow)
  follow()
}

/**
 * @param {HTMLFormElement} form
 * @returns {Entry[]}
 */
function readEntries(form) {
  const choice = /** @type {HTMLSelectElement} */ (form.elements.namedItem('need'))
  const names = Object.fromEntries([...choice.options].map(({ value, text }) => [value, text]))
  return [...document.querySelectorAll('[data-service]')].map((node) => {
    const card = /** @type {HTMLElement} */ (node)
    const list = (/** @type {string | undefined} */ text) => (text ?? '').split(' ').filter(Boolean)
    const needs = list(card.dataset.needs)
    const told = [...card.querySelectorAll('h3, p:not(.provenance)')].map(({ textContent }) => textContent)
    return {
      card,
      group: /** @type {HTMLElement} */ (card.closest('[data-group]')),
      needs,
      situations: list(card.dataset.situations),
      municipalities: list(card.dataset.municipalities),
      languages: list(card.dataset.languages),
      words: index([...told, ...needs.map((need) => names[need])].join(' ')),
    }
  })
}

/**
 * Whether a service that names some meets the choice; one that names none is for everybody.
 *
 * @param {string[]} named
 * @param {string} chosen
 */
function meets(named, chosen) {
  return chosen === '' || named.length === 0 || named.includes(chosen)
}

/**
 * @param {HTMLElement} node
 * @param {boolean} shown
 */
function show(node, shown) {
  if (node.hidden === shown) node.hidden = !shown
}

/** Says of each contact with known hours whether it is open now, and keeps that true while the page is open. */
function startOpening() {
  const contacts = [...document.querySelectorAll('[data-times]')].map((node) => {
    const mark = element('span', { class: 'channel__open', hidden: true })
    node.append(mark)
    return { mark, hours: JSON.parse(/** @type {HTMLElement} */ (node).dataset.times ?? '[]') }
  })
  if (contacts.length === 0) return
  const tell = () => {
    const now = new Date()
    for (const { mark, hours } of contacts) {
      const open = isOpen(hours, now)
      mark.hidden = open === null
      mark.dataset.open = String(open)
      mark.textContent = open ? texts['open-now'] : texts['closed-now']
    }
  }
  tell()
  setInterval(tell, MINUTE)
}
