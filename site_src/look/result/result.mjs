import { element } from '../base/dom.mjs'
import { parsePicture } from '../python/parse.mjs'

/**
 * Puts the result on the page. The scoring composed it as data (headings, sentences, rows, a picture); here it only
 * becomes elements, and every text goes in as text.
 *
 * @typedef {{id: string, heading: string | null, blocks: any[]}} Section
 * @typedef {{label: string, answers: {question: string, answer: string}[]}} Why
 */

/**
 * @param {{report: Section[], chart: string}} result
 * @param {Record<string, string>} texts
 * @returns {HTMLElement[]}
 */
export function composeReport(result, texts) {
  return result.report.map((section, index) => {
    const id = `report-${section.id}`
    // The first heading is that of the whole result; it takes the focus when the result appears.
    const heading = section.heading ? element(index === 0 ? 'h2' : 'h3', { id }, section.heading) : null
    const blocks = section.blocks.map((block) => compose(block, result.chart, texts))
    return element('section', { class: `report report--${section.id}`, 'aria-labelledby': heading ? id : null }, heading, ...blocks)
  })
}

/**
 * @param {any} block
 * @param {string} chart
 * @param {Record<string, string>} texts
 * @returns {HTMLElement}
 */
function compose(block, chart, texts) {
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
      return composeService(block, texts)
    case 'more':
      return element(
        'details',
        { class: 'more' },
        element('summary', {}, block.label),
        ...block.blocks.map((/** @type {any} */ inner) => compose(inner, chart, texts)),
      )
    case 'table':
      return composeTable(block)
    case 'chart':
      return composeChart(block, chart)
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
    { class: 'domain', 'data-domain': block.domain, 'data-band': block.band },
    element('h4', {}, block.heading),
    element('p', { class: 'band' }, block.band_label),
    ...parts,
    composeWhy(block.why),
    disagree,
  )
}

/**
 * @param {any} block
 * @param {Record<string, string>} texts
 */
function composeService(block, texts) {
  const lines = [block.summary, block.how].filter(Boolean).map((text) => element('p', {}, text))
  const source = block.source.href ? composeLink(block.source.href, block.source.text, texts) : block.source.text
  return element(
    'article',
    { class: 'service', 'data-service': block.service },
    element('h4', {}, block.name),
    element('p', { class: 'service__by' }, [block.organisation, block.near].filter(Boolean).join(' · ')),
    ...lines,
    block.channels.length ? element('ul', { class: 'channels' }, ...block.channels.map((/** @type {any} */ channel) => composeChannel(channel, texts))) : null,
    block.languages ? element('p', { class: 'service__languages' }, block.languages) : null,
    block.reasons.length ? element('ul', { class: 'reasons' }, ...block.reasons.map((/** @type {string} */ reason) => element('li', {}, reason))) : null,
    composeWhy(block.why),
    element('p', { class: 'provenance' }, `${block.checked} ${block.source.label}: `, source),
  )
}

/**
 * @param {{kind: string, text: string, href: string | null, note: string | null, hours?: string[], map?: {href: string, text: string}}} channel
 * @param {Record<string, string>} texts
 */
function composeChannel(channel, texts) {
  const main = channel.href ? composeLink(channel.href, channel.text, texts) : element('span', {}, channel.text)
  return element(
    'li',
    { class: `channel channel--${channel.kind}` },
    main,
    ...(channel.map ? [' ', composeLink(channel.map.href, channel.map.text, texts)] : []),
    ...[channel.note, ...(channel.hours ?? [])].filter(Boolean).map((line) => element('span', { class: 'channel__note' }, line)),
  )
}

/**
 * A link to another site opens beside this page, since the answers live only on it.
 *
 * @param {string} href
 * @param {string} text
 * @param {Record<string, string>} texts
 */
function composeLink(href, text, texts) {
  if (!/^https?:/.test(href)) return element('a', { href }, text)
  const hint = texts['new-tab'] ? element('span', { class: 'visually-hidden' }, ` (${texts['new-tab']})`) : null
  return element('a', { href, target: '_blank', rel: 'noopener noreferrer' }, text, hint)
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
