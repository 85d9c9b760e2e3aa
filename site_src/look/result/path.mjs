import { element } from '../base/dom.mjs'

/**
 * @param {any} picture
 * @param {{texts: Record<string, string>}} around
 */
export function composePath(picture, { texts }) {
  const groups = picture.groups.map((/** @type {any} */ group) =>
    element(
      'section',
      { 'data-kind': group.kind },
      element('h3', {}, group.heading),
      ...group.rows.map((/** @type {any} */ row) => composeRow(row, picture.labels)),
    ),
  )
  const few = picture.few ? element('p', {}, `${picture.few.text}: `, ...picture.few.rows.map((/** @type {any} */ row) => `${row.name} `)) : null
  return element('div', { class: 'report report--path' }, ...groups, few)
}

/**
 * @param {any} row
 * @param {Record<string, string>} labels
 */
function composeRow(row, labels) {
  const part = (/** @type {string} */ name) => (row[name] ? element('p', {}, element('strong', {}, labels[name]), ' ', row[name]) : null)
  return element(
    'details',
    { class: 'domain', 'data-domain': row.domain },
    element('summary', {}, row.name, element('span', { class: 'visually-hidden' }, ` ${row.place}`)),
    element('p', {}, row.means),
    row.worst ? element('p', {}, row.worst) : null,
    part('try'),
    part('ask'),
  )
}
