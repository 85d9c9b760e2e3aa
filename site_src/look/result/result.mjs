import { element } from '../base/dom.mjs'
import { composePath } from './path.mjs'
import { tell, tellAll } from './told.mjs'

/**
 * Puts the result on the page. The scoring composed it as data (`scoring/report.py`); here it only becomes elements, and
 * every text goes in as text. Of a service the data says which one, how near and why; the card comes from the page.
 * What follows from sensitive answers carries `data-sensitive`.
 *
 * @typedef {{item: string, question: string, answer: string, sensitive: boolean}} Told
 * @typedef {{need: string | null, text: string, service: string | null, page: string | null, sensitive: boolean}} Step
 * @typedef {{service: string, near: string, why: string, sensitive: boolean}} Service
 * @typedef {{label: string, items: any[]} | null} More
 * @typedef {{texts: Record<string, string>, pages: Record<string, string>, findCard: (id: string) => HTMLElement, date: string,
 *   language: string, earlier: import('./compare.mjs').Earlier | null}} Around
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
    composeQuestions(around),
    composeJoint(report.joint),
    composeServices(report.services, around),
    composeAnswers(report.answers),
    composeMade(report.notes, around),
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
 * Says at the foot of every printed page what it is and when it was made, beside its number.
 *
 * @param {string} text
 */
export function markPaper(text) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`@page { @bottom-left { content: ${JSON.stringify(text)}; font-size: 9pt } }`)
  document.adoptedStyleSheets = [sheet]
}

/**
 * @param {any} report
 * @param {Around} around
 */
function composeOpening(report, { date, texts }) {
  const action = (/** @type {string} */ name, /** @type {string} */ short, /** @type {string} */ text) =>
    element('button', { type: 'button', class: 'link-button', 'data-action': name, 'aria-label': text }, short)
  return element(
    'header',
    { class: 'report report--opening' },
    // The heading of the whole result takes the focus when it appears.
    element('div', { class: 'report__title' }, element('h2', { id: 'report-heading' }, report.heading), element('p', {}, date)),
    element('p', { class: 'report__lead' }, report.lead),
    element(
      'div',
      { class: 'tools', 'data-messages': true },
      action('print', texts.print, texts.print),
      action('save', texts['save-short'], texts.save),
      action('edit', texts['edit-short'], texts['edit-answers']),
      element('p', { class: 'status', role: 'status', 'data-status': true }),
    ),
  )
}

/** @param {{heading: string, quotes: Told[], wish: Told | null, hopes: Told[], worst: string[], worst_label: string} | null} said */
function composeSaid(said) {
  if (!said) return null
  const quotes = said.quotes.map(({ question, answer, sensitive }) =>
    element('figure', { class: 'quote', 'data-sensitive': sensitive }, element('figcaption', {}, question), element('blockquote', {}, answer)),
  )
  const told = [said.wish, ...said.hopes].flatMap((entry) => (entry ? [tell(entry.question, entry.answer, entry.sensitive)] : []))
  const worst = said.worst.length > 0 ? tell(said.worst_label, named(said.worst)) : null
  return section('said', said.heading, false, ...quotes, told.length > 0 || worst ? element('dl', {}, ...told, worst) : null)
}

/** More answers than these are not named again: each row of the picture names its own. */
const NAMED = 6

/** @param {string[]} answers */
function named(answers) {
  const more = answers.length - NAMED
  return answers.slice(0, NAMED).join('; ') + (more > 0 ? ` … (+${more})` : '')
}

/**
 * Whom to call at any hour: only the name and the number.
 *
 * @param {{heading: string, text: string, services: string[]} | null} always
 * @param {Around} around
 */
function composeRoundTheClock(always, around) {
  if (!always) return null
  const contacts = always.services.map((id) => {
    const card = around.findCard(id)
    return element('li', { 'data-service': id }, ...card.querySelectorAll('h4 > a, .service__do'))
  })
  return section('round-the-clock', always.heading, true, element('p', {}, always.text), element('ul', {}, ...contacts), leftOut(around))
}

/**
 * Whatever follows from sensitive answers says that it stays on the screen.
 *
 * @param {Around} around
 */
function leftOut({ texts }) {
  return element('p', { class: 'left-out' }, texts['sensitive-left-out'])
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
function composeStep({ text, service, page, sensitive }, around) {
  const link = service
    ? element('button', { type: 'button', class: 'link-button', 'data-to-service': service }, nameOf(around.findCard(service)))
    : page
      ? pageLink(page, around)
      : null
  return element('li', { 'data-sensitive': sensitive }, element('p', {}, text, ' ', link), sensitive ? leftOut(around) : null)
}

/** @param {HTMLElement} card */
function nameOf(card) {
  return card.querySelector('h4')?.textContent?.trim() ?? ''
}

/**
 * Lines to write on, on paper alone.
 *
 * @param {Around} around
 */
function composeQuestions({ texts }) {
  const lines = element('div', { class: 'lines', 'aria-hidden': 'true' }, element('span'), element('span'), element('span'))
  return element('section', { class: 'report report--questions' }, element('h3', {}, texts['my-questions']), lines)
}

/** @param {{heading: string, open: boolean, text: string[], say: string} | null} joint */
function composeJoint(joint) {
  if (!joint) return null
  return element(
    'details',
    { class: 'report report--joint', open: joint.open },
    element('summary', {}, joint.heading),
    ...joint.text.map((text) => element('p', {}, text)),
    element('blockquote', {}, joint.say),
  )
}

/**
 * @param {{heading: string, first: Service[], more: More, none: string | null}} services
 * @param {Around} around
 */
function composeServices({ heading, first, more, none }, around) {
  const cards = element('div', { class: 'services' }, ...first.map((entry) => composeService(entry, around)))
  const rows = (/** @type {Service[]} */ items) =>
    element('div', { class: 'services' }, ...items.map((entry) => composeServiceRow(entry, around)))
  const nothing = none ? element('p', {}, none, ' ', pageLink('services', around)) : null
  return section('services', heading, false, nothing, cards, fold(more, rows))
}

/**
 * @param {Service} entry
 * @param {Around} around
 */
function composeService({ service, near, why, sensitive }, around) {
  const card = around.findCard(service)
  const by = /** @type {HTMLElement} */ (card.querySelector('[data-near]'))
  by.textContent = `${near} · ${why}`
  card.toggleAttribute('data-sensitive', sensitive)
  if (sensitive) by.after(leftOut(around))
  return card
}

/**
 * One of the other services: its name, and the card when it is opened.
 *
 * @param {Service} entry
 * @param {Around} around
 */
function composeServiceRow(entry, around) {
  const card = composeService(entry, around)
  const summary = element('summary', {}, nameOf(around.findCard(entry.service)), ' ', element('small', {}, entry.near))
  return element('details', { class: 'service-row', 'data-sensitive': entry.sensitive }, summary, card)
}

/**
 * @param {string} page  of this site
 * @param {Around} around
 */
function pageLink(page, around) {
  return element('a', { href: `../${page}/` }, around.pages[page])
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
  if (items.length === 0) return null
  return element('details', { class: 'report more report--answers' }, element('summary', {}, heading), tellAll(items))
}

/**
 * How this was made, folded; what it is not, and where help is, open.
 *
 * @param {{unvalidated: string | null, purpose: string, help: string}} notes
 * @param {Around} around
 */
function composeMade({ unvalidated, purpose, help }, around) {
  const { texts } = around
  const link = (/** @type {string} */ page) => pageLink(page, around)
  const made = element(
    'details',
    { class: 'more report--made' },
    element('summary', {}, texts['how-made']),
    element('p', {}, texts['how-made-text'], ' ', link('method')),
  )
  return element(
    'section',
    { class: 'report report--closing' },
    made,
    unvalidated ? element('p', {}, unvalidated) : null,
    element('p', {}, purpose),
    element('p', {}, ...linked(help, [link('help-now'), element('a', { href: 'tel:112' }, '112')])),
  )
}

/**
 * A sentence with links where it names them; a link it does not name follows.
 *
 * @param {string} text
 * @param {HTMLElement[]} links
 * @returns {(string | HTMLElement)[]}
 */
function linked(text, links) {
  const [link, ...others] = links
  if (!link) return [text]
  const name = /** @type {Text} */ (link.firstChild).data
  const [before, ...after] = text.split(name)
  return after.length > 0 ? [before, link, ...linked(after.join(name), others)] : [...linked(text, others), ' ', link]
}
