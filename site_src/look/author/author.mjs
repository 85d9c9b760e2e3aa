/**
 * The author's bar: stands on the pages of `build.py serve` alone, and is part of no site. It shows what is wrong, says
 * where a text comes from, leads to any step and any result, and keeps the place when the page is loaded anew.
 */
import { words } from './words.mjs'

const KEPT = 'author'
const t = document.documentElement.lang === 'fi' ? words.fi : words.en
/** @type {any} */
let about = null
let version = 0
let finding = false

/**
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
function make(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick') made.addEventListener('click', value)
    else made.setAttribute(key, value)
  }
  made.append(...children)
  return made
}

const problems = make('div', { class: 'author__problems', role: 'alert', hidden: '' })
const source = make('p', { class: 'author__source', role: 'status' })
const find = make('button', { type: 'button', 'aria-pressed': 'false', onclick: toggleFind }, t.find)
const people = make('div', { class: 'author__people' })
const bar = make('aside', { class: 'author', 'aria-label': t.bar, 'data-author': '' }, problems, source, find, people)
document.body.append(bar)

// What is wrong, and what is new

const events = new EventSource('/__author/events')
events.addEventListener('message', ({ data }) => {
  const state = JSON.parse(data)
  problems.hidden = state.problems.length === 0
  const shown = state.problems.slice(0, 8)
  problems.replaceChildren(...shown.map((/** @type {any} */ { text }) => make('p', {}, text)))
  if (state.problems.length > shown.length) problems.append(make('p', {}, `… ${state.problems.length - shown.length}`))
  if (version && state.version !== version) reload()
  version = state.version
})

// The page's own question before leaving is for residents; what was answered here comes back.
addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true })

function reload() {
  const step = document.querySelector('[data-step]:not([hidden])')?.getAttribute('data-step')
  const result = document.querySelector('[data-result]')
  const finished = result instanceof HTMLElement && !result.hidden
  sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, answers: answers(), step, finished, top: scrollY }))
  location.reload()
}

async function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null')
  sessionStorage.removeItem(KEPT)
  if (kept?.path !== location.pathname) return
  if (document.querySelector('form[data-assessment]')) {
    for (const [name, given] of kept.answers) answer(name, given)
    if (kept.finished) await finish()
    else if (kept.step) goTo(kept.step)
  }
  scrollTo({ top: kept.top, behavior: 'instant' })
}

// Answers, through the page's own controls

/** @returns {[string, string[]][]} */
function answers() {
  return [...document.querySelectorAll('[data-item]')].map((item) => [item.getAttribute('data-item') ?? '', given(item)])
}

/** @param {Element} item */
function given(item) {
  return [...item.querySelectorAll('input, select, textarea')].flatMap((control) => {
    const input = /** @type {HTMLInputElement} */ (control)
    const chosen = ['radio', 'checkbox'].includes(input.type) ? input.checked : input.value !== ''
    return chosen ? [input.value] : []
  })
}

/**
 * @param {string} name
 * @param {string[]} values
 */
function answer(name, values) {
  const item = document.querySelector(`[data-item="${CSS.escape(name)}"]`)
  if (!item || given(item).join() === values.join()) return
  let last
  for (const control of item.querySelectorAll('input, select, textarea')) {
    const input = /** @type {HTMLInputElement} */ (control)
    if (['radio', 'checkbox'].includes(input.type)) input.checked = values.includes(input.value)
    else input.value = values[0] ?? ''
    last = input
  }
  last?.dispatchEvent(new Event('input', { bubbles: true }))
}

/** @param {string} step */
function goTo(step) {
  document.querySelector(`[data-go="${CSS.escape(step)}"]`)?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
}

async function finish() {
  const ready = () => document.documentElement.dataset.runtime === 'ready'
  while (!ready()) await new Promise((done) => setTimeout(done, 50))
  const button = document.querySelector('[data-action="finish"]')
  button?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  const result = () => document.querySelector('[data-result]:not([hidden]) [data-report] > *')
  for (let turn = 0; turn < 100 && !result(); turn++) await new Promise((done) => setTimeout(done, 50))
}

/** Which option of those in their order: from the first to the last. */
const LEVELS = { low: 0, middle: 0.5, high: 1 }

/** @param {string} level */
function answerAll(level) {
  for (const name of about.asked.scored) {
    const item = document.querySelector(`[data-item="${CSS.escape(name)}"]`)
    const options = [...(item?.querySelectorAll('input:not([data-apart])') ?? [])].map((each) => /** @type {HTMLInputElement} */ (each).value)
    const at = level === 'mixed' ? Math.random() : LEVELS[/** @type {'low'} */ (level)]
    if (options.length) answer(name, level === 'none' ? [] : [options[Math.round(at * (options.length - 1))]])
  }
}

function showPeople() {
  if (!document.querySelector('form[data-assessment]')) return
  const choices = about.asked.choose.map((/** @type {any} */ { item, label }) => {
    const from = document.querySelector(`[data-item="${CSS.escape(item)}"]`)
    const options = [...(from?.querySelectorAll('option, input:not([data-apart])') ?? [])].map((each) => {
      const { value } = /** @type {HTMLInputElement} */ (each)
      return make('option', { value }, (each.closest('label') ?? each).textContent?.trim() ?? value)
    })
    const select = make('select', { 'aria-label': label, 'data-author-item': item }, make('option', { value: '' }, `${label} …`), ...options)
    select.addEventListener('change', () => answer(item, [/** @type {HTMLSelectElement} */ (select).value]))
    return select
  })
  const levels = make('select', { 'aria-label': t.answers }, ...Object.entries(t.levels).map(([value, label]) => make('option', { value }, label)))
  levels.addEventListener('change', () => answerAll(/** @type {HTMLSelectElement} */ (levels).value))
  const steps = make('select', { 'aria-label': t.step }, ...about.asked.steps.map((/** @type {any} */ { id, title }) => make('option', { value: id }, title)))
  steps.addEventListener('change', () => goTo(/** @type {HTMLSelectElement} */ (steps).value))
  people.replaceChildren(...choices, levels, steps, make('button', { type: 'button', onclick: finish }, t.result))
}

// Where a text comes from

function toggleFind() {
  finding = !finding
  find.setAttribute('aria-pressed', String(finding))
  document.body.classList.toggle('author-finds', finding)
}

/** @param {string} text */
const plain = (text) => text.replaceAll(/\s+/g, ' ').trim()

/** Texts as patterns: a {placeholder} is anything. @param {string} words */
function pattern(words) {
  const parts = plain(words).split(/\{\w+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${parts.join('.*')}$`)
}

/** What a text says whatever its placeholders stand for; the more that is, the surer it is the one. @param {string} words */
const fixed = (words) => plain(words.replaceAll(/\{\w+\}/g, ''))

/**
 * The place of an element's text: the text itself, then what it lies in, then the page.
 *
 * @param {Element} element
 */
function placeOf(element) {
  const slug = location.pathname.split('/').slice(2, -1).join('/') || 'index'
  const here = `pages/${slug}/`
  const service = element.closest('[data-service]')?.getAttribute('data-service') ?? (slug.startsWith('services/') ? slug.slice(9) : '')
  const item = element.closest('[data-item]')?.getAttribute('data-item')
  const near = [here, service && `services/${service}/`, item && `item/${item}/`, item && `option/${item}/`].filter(Boolean)
  for (let each = /** @type {Element | null} */ (element); each && each !== document.body; each = each.parentElement) {
    const text = plain(each.textContent ?? '')
    if (text.length > 4000) break
    const found = text ? about.texts.filter((/** @type {any[]} */ [words]) => plain(words) === text || (fixed(words) && pattern(words).test(text))) : []
    found.sort((/** @type {any[]} */ [one], /** @type {any[]} */ [other]) => fixed(other).length - fixed(one).length)
    const best = found.find((/** @type {any[]} */ [, , , key]) => near.some((start) => key.startsWith(start))) ?? found[0]
    if (best) return { file: best[1], line: best[2], key: best[3], state: best[4] }
  }
  const within = about.texts.filter((/** @type {any[]} */ [words, , , key]) => near.some((start) => key.startsWith(start)) && plain(words).includes(plain(element.textContent ?? '')))
  if (within.length) return { file: within[0][1], line: within[0][2], key: within[0][3], state: within[0][4] }
  const step = element.closest('[data-step]')?.getAttribute('data-step')
  for (const key of [service && `service/${service}`, item && `item/${item}`, step && `step/${step}`]) {
    if (key && key in about.things) return { file: about.things[key][0], line: about.things[key][1], key, state: '' }
  }
  const [file, line] = about.page[slug] ?? [0, 1]
  return { file, line, key: here, state: '' }
}

/**
 * The form that changes a text; nothing for what has none.
 *
 * @param {string} key
 * @param {string} state
 */
function formOf(key, state) {
  const [kind, id] = key.split('/')
  if (kind === 'service' || kind === 'services' || kind === 'organisations') return `${kind.replace(/e$/, 'es')}/entries/${id}`
  return kind === 'pages' || state === '' || state === 'fact' ? '' : `texts/entries/${key.replaceAll('/', '~')}`
}

document.addEventListener(
  'click',
  (event) => {
    const target = /** @type {Element} */ (event.target)
    if (!finding || !about || bar.contains(target)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const { file, line, key, state } = placeOf(target)
    const [name, path] = about.files[file]
    navigator.clipboard?.writeText(`${name}:${line}`).catch(() => {})
    const link = make('a', { href: `vscode://file${path.startsWith('/') ? '' : '/'}${encodeURI(path)}:${line}` }, `${name}:${line}`)
    const said = /** @type {Record<string, string>} */ (t.states)[state]
    const form = about.forms && formOf(key, state)
    const edit = form ? [' ', make('a', { href: `/__author/forms/#/collections/${form}` }, t.form)] : []
    source.replaceChildren(link, ` ${key}`, said ? ` (${said})` : '', ...edit)
  },
  { capture: true },
)

const reply = await fetch(`/__author/about?page=${encodeURIComponent(location.pathname)}`)
about = await reply.json()
if (about.asked) showPeople()
await restore()
document.documentElement.dataset.author = 'ready'
