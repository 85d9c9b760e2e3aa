import { element } from '../base/dom.mjs'
import { parsePicture } from '../python/parse.mjs'

/**
 * Puts the result on the page. The scoring composed it as data (headings, sentences, rows, a picture); here it only
 * becomes elements, and every text goes in as text. Of a service it says which one, how near and why; the card comes from
 * the page.
 *
 * @typedef {{id: string, heading: string | null, blocks: any[]}} Section
 * @typedef {{label: string, answers: {question: string, answer: string}[]}} Why
 * @typedef {{chart: string, texts: Record<string, string>, findCard: (id: string) => HTMLElement}} Around
 */

/**
 * @param {{report: Section[], chart: string}} result
 * @param {Record<string, string>} texts
 * @param {(id: string) => HTMLElement} findCard  a new copy of a service's card
 * @returns {HTMLElement[]}
 */
export function composeReport(result, texts, findCard) {
  const around = { chart: result.chart, texts, findCard }
  return result.report.map((section, index) => {
    const id = `report-${section.id}`
    // The first heading is that of the whole result; it takes the focus when the result appears.
    const heading = section.heading ? element(index === 0 ? 'h2' : 'h3', { id }, section.heading) : null
    const blocks = section.blocks.map((block) => compose(block, around))
    return element('section', { class: `report report--${section.id}`, 'aria-labelledby': heading ? id : null }, heading, ...blocks)
  })
}

/**
 * @param {any} block
 * @param {Around} around
 * @returns {HTMLElement}
 */
function compose(block, around) {
  switch (block.type) {
    case 'text':
      return element('p', {}, block.text)
    case 'list':
      return element('ul', {}, ...block.items.map((/** @type {string} */ item) => element('li', {}, item)))
    case 'quote':
      return element('figure', { class: 'quote' }, element('figcaption', {}, block.label), element('blockquote', {}, block.text))
    case 'domain':
      return composeDomain(block)
    case 'service':
      return composeService(block, around)
    case 'more':
      return element(
        'details',
        { class: 'more' },
        element('summary', {}, block.label),
        ...block.blocks.map((/** @type {any} */ inner) => compose(inner, around)),
      )
    case 'table':
      return composeTable(block)
    case 'chart':
      return composeChart(block, around.chart)
    default:
      throw new TypeError(`The result has a block of unknown type "${block.type}".`)
  }
}

/** @param {any} block */
function composeDomain(block) {
  const parts = block.parts.map((/** @type {{label: string | null, text: string}} */ part) =>
    element('p', { class: 'domain__part' }, part.label ? element('strong', {}, part.label) : null, part.label ? ' ' : null, part.text),
  )
  const disagree = element(
    'label',
    { class: 'disagree' },
    element('input', { type: 'checkbox', 'data-disagree': block.domain, checked: block.disagree.checked }),
    element('span', {}, block.disagree.label),
  )
  return element(
    'article',
    { class: 'domain', 'data-domain': block.domain, 'data-kind': block.kind },
    element('h4', {}, block.heading),
    element('p', { class: 'band' }, block.band_label),
    ...parts,
    composeWhy(block.why),
    disagree,
  )
}

/**
 * @param {{service: string, near: string, reasons: string[], why: Why}} block
 * @param {Around} around
 */
function composeService(block, { findCard, texts }) {
  const card = findCard(block.service)
  const part = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (card.querySelector(selector))
  part('[data-near]').textContent = block.near
  const reasons = element('ul', { class: 'reasons' }, ...block.reasons.map((reason) => element('li', {}, reason)))
  part('.provenance').before(reasons, composeWhy(block.why) ?? '')
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
  link.append(element('span', { class: 'visually-hidden' }, ` (${texts['new-tab']})`))
}

/** @param {Why | null} why */
function composeWhy(why) {
  if (!why || why.answers.length === 0) return null
  const rows = why.answers.map(({ question, answer }) => element('div', {}, element('dt', {}, question), element('dd', {}, answer)))
  return element('details', { class: 'why' }, element('summary', {}, why.label), element('dl', {}, ...rows))
}

/** @param {{caption: string, columns: string[], rows: string[][]}} block */
function composeTable(block) {
  const head = element('tr', {}, ...block.columns.map((column) => element('th', { scope: 'col' }, column)))
  const rows = block.rows.map((row) =>
    element('tr', {}, ...row.map((cell, index) => (index === 0 ? element('th', { scope: 'row' }, cell) : element('td', {}, cell)))),
  )
  return element('table', {}, element('caption', {}, block.caption), element('thead', {}, head), element('tbody', {}, ...rows))
}

/**
 * The picture repeats what the text above it says, so a reader of the text loses nothing if it can't be drawn.
 *
 * @param {{title: string, description: string}} block
 * @param {string} chart
 */
function composeChart(block, chart) {
  const picture = parsePicture(chart)
  picture?.setAttribute('role', 'img')
  picture?.setAttribute('aria-label', block.title)
  return element('figure', { class: 'chart' }, picture, element('figcaption', {}, block.description))
}
