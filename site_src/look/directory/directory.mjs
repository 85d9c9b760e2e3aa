/**
 * The service directory: its search and filters, and whether a place is open now. The whole list is on the page, so that
 * nothing is sent. What a person chose is kept with the entry in the tab's own history, where Back finds it again and no
 * address shows it.
 */
import { element } from '../base/dom.mjs'
import { fill, readTexts } from '../assessment/texts.mjs'
import { takeNeed } from '../frame/need.mjs'
import { isOpen } from '../service/opening.mjs'
import { rank, Search } from './search.mjs'

/**
 * @typedef {{row: HTMLDetailsElement, home: HTMLElement, group: HTMLElement, needs: string[], situations: string[],
 *   municipalities: string[], languages: string[], words: import('./search.mjs').Entry | null}} Entry
 * @typedef {Record<string, string>} Choices
 */

const MINUTE = 60_000
const texts = readTexts(document)
const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-directory]'))

if (form) startFilters(form)
startOpening()

/** @param {HTMLFormElement} form */
function startFilters(form) {
  const entries = readEntries()
  const groups = new Set(entries.map(({ group }) => group))
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (document.querySelector(selector))
  const [status, note, results, reset] = ['[data-count]', '[data-language-note]', '[data-results]', '[data-reset]'].map(find)
  /** @type {Search | null} */
  let search = null

  /** @param {string} text */
  function queryOf(text) {
    if (text.trim() === '') return null
    search ??= new Search(JSON.parse(find('[data-search]').textContent ?? '{}'))
    return search.query(text)
  }

  /** @param {Choices} chosen */
  function filter(chosen) {
    const { need, situation, municipality, language } = chosen
    const query = queryOf(chosen.text)
    /** @type {{entry: Entry, rank: number, place: number}[]} */
    const shown = []
    let unknown = 0
    for (const [place, entry] of entries.entries()) {
      const meetsAll =
        (need === '' || entry.needs.includes(need)) &&
        meets(entry.situations, situation) &&
        meets(entry.municipalities, municipality) &&
        meets(entry.languages, language)
      const ranked = meetsAll ? rankOf(entry, query, search) : 0
      show(entry.row, ranked > 0)
      if (ranked === 0) continue
      if (language !== '' && entry.languages.length === 0) unknown++
      shown.push({ entry, rank: ranked, place })
    }
    // What was asked for in words or by a need stands in one list, the best first; all there is stands in the order of needs.
    const asked = query !== null || need !== ''
    const own = (/** @type {Entry} */ { needs }) => (needs[0] === need ? 1 : 0)
    const near = (/** @type {Entry} */ { municipalities }) => (municipality !== '' && municipalities.length > 0 ? 1 : 0)
    shown.sort((a, b) => b.rank - a.rank || own(b.entry) - own(a.entry) || near(b.entry) - near(a.entry) || a.place - b.place)
    goHome(entries)
    if (asked) results.append(...shown.map(({ entry }) => entry.row))
    show(results, asked)
    const open = new Set(asked ? [] : shown.map(({ entry }) => entry.group))
    for (const group of groups) show(group, open.has(group))
    tell(shown.length, unknown)
    show(reset, Object.values(chosen).some(Boolean))
  }

  /**
   * @param {number} count
   * @param {number} unknown
   */
  function tell(count, unknown) {
    status.textContent = count === 0 ? texts.none : fill(count === 1 ? texts['count-one'] : texts.count, { count })
    note.textContent = unknown === 0 ? '' : fill(unknown === 1 ? texts['unknown-one'] : texts.unknown, { count: unknown })
    show(note, unknown > 0)
  }

  function choose() {
    const chosen = choices(form)
    history.replaceState({ ...history.state, directory: chosen }, '')
    filter(chosen)
  }

  function start() {
    restore(form, history.state?.directory ?? {})
    follow()
  }

  // A link may name a need. It is taken out of the address at once, which others may see.
  function follow() {
    const named = takeNeed()
    const choice = /** @type {HTMLSelectElement} */ (form.elements.namedItem('need'))
    if (named && [...choice.options].some(({ value }) => value === named)) restore(form, { need: named })
    choose()
  }

  form.addEventListener('input', choose)
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    choose()
  })
  reset.addEventListener('click', () => {
    form.reset()
    choose()
    form.querySelector('input')?.focus()
  })
  addEventListener('hashchange', follow)
  start()
  openNamed()
  form.dataset.ready = 'true'
}

/**
 * @param {Entry} entry
 * @param {import('./search.mjs').Query | null} query
 * @param {Search | null} search
 */
function rankOf(entry, query, search) {
  if (!query || !search) return 1
  if (!entry.words) {
    const said = (/** @type {string} */ selector) => [...entry.row.querySelectorAll(selector)].map(({ textContent }) => textContent).join(' ')
    entry.words = search.entry(said('h3'), said('.row__by, .row__inside > p:not(.provenance), .channel__note'), entry.needs, entry.municipalities)
  }
  return rank(entry.words, query)
}

/**
 * Puts rows back where the page had them.
 *
 * @param {Entry[]} entries
 */
function goHome(entries) {
  for (const { row, home } of entries) if (row.parentElement !== home) return entries.forEach((entry) => entry.home.append(entry.row))
}

/**
 * @param {HTMLFormElement} form
 * @returns {Choices}
 */
function choices(form) {
  const given = new FormData(form)
  return Object.fromEntries(['text', 'need', 'municipality', 'situation', 'language'].map((name) => [name, String(given.get(name) ?? '')]))
}

/**
 * @param {HTMLFormElement} form
 * @param {Choices} chosen
 */
function restore(form, chosen) {
  for (const [name, value] of Object.entries(chosen)) {
    const field = /** @type {HTMLInputElement | HTMLSelectElement | null} */ (form.elements.namedItem(name))
    if (!field) continue
    field.value = value
    const fold = field.closest('details')
    if (value !== '' && fold) fold.open = true
  }
}

/** A row that the address names is open. */
function openNamed() {
  const named = document.getElementById(location.hash.slice(1))
  if (named instanceof HTMLDetailsElement) {
    for (const fold of [named, named.closest('[data-group]')]) fold?.setAttribute('open', '')
    named.scrollIntoView()
  }
}

/** @returns {Entry[]} */
function readEntries() {
  const list = (/** @type {string | undefined} */ text) => (text ?? '').split(' ').filter(Boolean)
  return [...document.querySelectorAll('[data-service]')].map((node) => {
    const row = /** @type {HTMLDetailsElement} */ (node)
    return {
      row,
      home: /** @type {HTMLElement} */ (row.parentElement),
      group: /** @type {HTMLElement} */ (row.closest('[data-group]')),
      needs: list(row.dataset.needs),
      situations: list(row.dataset.situations),
      municipalities: list(row.dataset.municipalities),
      languages: list(row.dataset.languages),
      words: null,
    }
  })
}

/**
 * Whether a service that names some meets the choice; one that names none is for everybody, or may be.
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
