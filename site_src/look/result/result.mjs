import { element } from '../base/dom.mjs'
import { composePath } from './path.mjs'

/**
 * Puts the result on the page. The scoring composed it as data (`scoring/report.py`); here it only becomes elements, and
 * every text goes in as text. Of a service the data says which one, how near and why; the card comes from the page.
 * What follows from sensitive answers carries `data-sensitive`.
 *
 * @typedef {{item: string, question: string, answer: string, sensitive: boolean}} Told
 * @typedef {{need: string | null, text: string, service: string | null, page: string | null, sensitive: boolean}} Step
 * @typedef {{service: string, near: string, why: string, sensitive: boolean}} Service
 * @typedef {{label: string, items: any[]} | null} More
 * @typedef {{texts: Record<string, string>, findCard: (id: string) => HTMLElement, date: string}} Around
 */

/**
 * @param {any} report
 * @param {Around} around
 * @returns {HTMLElement[]}
 */
export function composeReport(report, around) {
  return [
    composeOpening(report, around),
    report.picture ? composePath(report.picture, around) : null,
    composeSaid(report.said),
    composeRoundTheClock(report.round_the_clock, around),
    composeSteps(report.steps, around),
    composeJoint(report.joint),
    composeServices(report.services, around),
    composeAnswers(report.answers),
    composeNotes(report.notes),
  ].filter((section) => section !== null)
}

/**
 * @param {string} name
 * @param {string} heading
 * @param {boolean} sensitive
 * @param {...(Node | string | null)} children
 */
function section(name, heading, sensitive, ...children) {
  const id = `report-${name}`
  const attributes = { class: `report report--${name}`, 'aria-labelledby': id, 'data-sensitive': sensitive }
  return element('section', attributes, element('h3', { id }, heading), ...children)
}

/**
 * @param {any} report
 * @param {Around} around
 */
function composeOpening(report, { date }) {
  return element(
    'header',
    { class: 'report report--opening' },
    // The heading of the whole result takes the focus when it appears.
    element('h2', { id: 'report-heading' }, report.heading),
    element('p', { class: 'made-on' }, date),
    element('p', { class: 'report__lead' }, report.lead),
  )
}

/** @param {{heading: string, quotes: Told[], wish: Told | null, hopes: Told[], worst: string[], worst_label: string} | null} said */
function composeSaid(said) {
  if (!said) return null
  const quotes = said.quotes.map(({ question, answer, sensitive }) =>
    element('figure', { class: 'quote', 'data-sensitive': sensitive }, element('figcaption', {}, question), element('blockquote', {}, answer)),
  )
  const told = [said.wish, ...said.hopes].flatMap((entry) => (entry ? [line(entry.question, entry.answer, entry.sensitive)] : []))
  const worst = said.worst.length > 0 ? line(said.worst_label, said.worst.join(', '), false) : null
  return section('said', said.heading, false, ...quotes, element('dl', { class: 'told' }, ...told, worst))
}

/**
 * @param {string} label
 * @param {string} text
 * @param {boolean} sensitive
 */
function line(label, text, sensitive) {
  return element('div', { 'data-sensitive': sensitive }, element('dt', {}, label), element('dd', {}, text))
}

/**
 * @param {{heading: string, text: string, services: string[]} | null} always
 * @param {Around} around
 */
function composeRoundTheClock(always, { findCard }) {
  if (!always) return null
  return section('round-the-clock', always.heading, true, element('p', {}, always.text), ...always.services.map(findCard))
}

/**
 * @param {{heading: string, first: Step[], more: More}} steps
 * @param {Around} around
 */
function composeSteps(steps, around) {
  const list = (/** @type {Step[]} */ items) => element('ul', { class: 'steps' }, ...items.map((step) => composeStep(step, around)))
  return section('steps', steps.heading, false, list(steps.first), fold(steps.more, list))
}

/**
 * A step leads to the service that can help with it, which stands further down on this page, or to a page of the site.
 *
 * @param {Step} step
 * @param {Around} around
 */
function composeStep(step, { findCard, texts }) {
  const link = step.service
    ? element('a', { href: `#service-${step.service}` }, findCard(step.service).querySelector('h4')?.textContent?.trim() ?? '')
    : step.page
      ? element('a', { href: `../${step.page}/`, target: '_blank' }, texts[step.page], newTab(texts))
      : null
  return element('li', { 'data-sensitive': step.sensitive }, step.text, link ? ' ' : null, link)
}

/** @param {{heading: string, open: boolean, text: string[], say: string} | null} joint */
function composeJoint(joint) {
  if (!joint) return null
  return element(
    'details',
    { class: 'report report--joint', open: joint.open },
    element('summary', {}, element('h3', {}, joint.heading)),
    ...joint.text.map((text) => element('p', {}, text)),
    element('blockquote', {}, joint.say),
  )
}

/**
 * @param {{heading: string, first: Service[], more: More, none: string | null}} services
 * @param {Around} around
 */
function composeServices(services, around) {
  const list = (/** @type {Service[]} */ items) => element('div', { class: 'services' }, ...items.map((entry) => composeService(entry, around)))
  const none = services.none ? element('p', {}, services.none) : null
  return section('services', services.heading, false, none, list(services.first), fold(services.more, list))
}

/**
 * @param {Service} entry
 * @param {Around} around
 */
function composeService({ service, near, why, sensitive }, { findCard, texts }) {
  const card = findCard(service)
  card.id = `service-${service}`
  card.toggleAttribute('data-sensitive', sensitive)
  const place = card.querySelector('[data-near]')
  if (place) place.textContent = `${near} · ${why}`
  for (const link of card.querySelectorAll('a')) openBeside(link, texts)
  return card
}

/**
 * A link to another site opens beside this page, since the answers live only on it.
 *
 * @param {HTMLAnchorElement} link
 * @param {Record<string, string>} texts
 */
function openBeside(link, texts) {
  if (!link.protocol.startsWith('http')) return
  link.target = '_blank'
  link.append(newTab(texts))
}

/** @param {Record<string, string>} texts */
function newTab(texts) {
  return element('span', { class: 'visually-hidden' }, ` (${texts['new-tab']})`)
}

/**
 * @param {More} more
 * @param {(items: any[]) => HTMLElement} compose
 */
function fold(more, compose) {
  return more ? element('details', { class: 'more' }, element('summary', {}, more.label), compose(more.items)) : null
}

/** @param {{heading: string, items: Told[]}} answers */
function composeAnswers({ heading, items }) {
  const rows = items.map(({ question, answer, sensitive }) => line(question, answer, sensitive))
  return element('details', { class: 'report more' }, element('summary', {}, heading), element('dl', { class: 'told' }, ...rows))
}

/** @param {{unvalidated: string | null, purpose: string, help: string}} notes */
function composeNotes(notes) {
  const lines = [notes.unvalidated, notes.purpose, notes.help].filter((text) => text !== null)
  return element('section', { class: 'report report--closing' }, ...lines.map((text) => element('p', {}, text)))
}
