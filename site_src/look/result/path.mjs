import { drawn, element } from '../base/dom.mjs'
import { movedFrom } from './compare.mjs'
import { composeTold } from './told.mjs'

/**
 * The picture of a result, which is also its text: a path from the person to the hills. Each ground is a kind of band, each
 * row a domain that opens to its words. A row can move to the person's own view and back without being made anew, so what
 * was open stays open.
 *
 * @typedef {{domain: string, name: string, kind: string, band: string, stop: number, place: string, means: string,
 *   worst: string | null, try: string | null, ask: string, answers: any[], quick: boolean, step: string | null}} Row
 * @typedef {{kind: string, rows: Row[]}} Group
 * @typedef {{text: string, rows: {name: string, step: string | null}[]}} Few
 * @typedef {{groups: Group[], few: Few | null, labels: Record<string, string>, stops: number}} Picture
 */

/** From the hills down to the person; where somebody sees it otherwise, last. */
const OWN_VIEW = 'own'
const KINDS = ['strength', 'varies', 'attention', OWN_VIEW]
/** Across the lane, in px: the path winds between the sides and crosses from ground to ground in the middle. */
const SIDES = [24, 40]
const MIDDLE = 32

/**
 * @param {Picture} picture
 * @param {{date: string, language: string, texts: Record<string, string>, earlier: import('./compare.mjs').Earlier | null}} around
 * @returns {HTMLElement}
 */
export function composePath(picture, around) {
  const { groups, few, labels } = picture
  if (groups.length === 0) return element('p', { class: 'report few' }, ...composeFew(/** @type {Few} */ (few)))
  const shown = new Map(groups.map(({ kind, rows }) => [kind, rows]))
  const grounds = KINDS.map((kind) => composeGround(kind, shown.get(kind) ?? [], picture, around))
  const path = element('div', { class: 'report path' }, composeSky(), ...grounds, composeFewGround(few), composeFoot(labels, around))
  drawWay(path)
  return path
}

/**
 * Moves a row to the person's own view, or back to the ground of its band.
 *
 * @param {HTMLElement} row
 * @param {boolean} own
 */
export function moveRow(row, own) {
  const path = /** @type {HTMLElement} */ (row.closest('.path'))
  const ground = path.querySelector(`[data-kind="${own ? OWN_VIEW : row.dataset.band}"]`)
  const before = rowsIn(ground).find((other) => rank(other) > rank(row))
  if (before) before.before(row)
  else ground?.append(row)
  drawWay(path)
}

/**
 * The highest stop first; equals as the scoring gave them.
 *
 * @param {HTMLElement} row
 */
function rank(row) {
  return Number(row.dataset.rank)
}

/**
 * @param {Element | null} ground
 * @returns {HTMLElement[]}
 */
function rowsIn(ground) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (ground?.querySelectorAll('[data-domain]') ?? [])]
}

/**
 * @param {string} kind
 * @param {Row[]} rows
 * @param {Picture} picture
 * @param {Parameters<typeof composePath>[1]} around
 */
function composeGround(kind, rows, { labels, stops }, around) {
  const id = `path-${kind}`
  const heading = element('div', { class: 'path__heading' }, way(), element('h3', { id }, labels[`group-${kind}`]))
  const own = kind === OWN_VIEW
  const composed = rows.map((row, index) => composeRow(row, (stops - row.stop) * 100 + index, { labels, stops, own, ...around }))
  return element('section', { class: 'path__ground', 'data-kind': kind, 'aria-labelledby': id }, ridge(), heading, ...composed)
}

/**
 * @param {Row} row
 * @param {number} rank
 * @param {Parameters<typeof composePath>[1] & {labels: Record<string, string>, stops: number, own: boolean}} around
 */
function composeRow(row, rank, { labels, stops, language, own, texts, earlier }) {
  const then = movedFrom(row, earlier)
  const place = row.place.charAt(0).toLocaleUpperCase(language) + row.place.slice(1)
  const part = (/** @type {'try' | 'ask'} */ name) =>
    row[name] ? element('p', {}, element('strong', {}, labels[name]), ' ', row[name]) : null
  const quick = row.quick ? element('small', {}, labels.quick) : null
  const name = element('span', { class: 'row__name' }, row.name, quick, then ? composeMoved(row, then, texts) : null)
  const said = element('span', { class: 'visually-hidden banded' }, `: ${row.place} (${row.band})`)
  return element(
    'details',
    { class: 'path__row', 'data-domain': row.domain, 'data-band': row.kind, 'data-rank': String(rank) },
    element('summary', {}, way(), mark(), name, said, track(row, stops, then)),
    element(
      'div',
      { class: 'row__text' },
      element('p', { class: 'row__scale banded', 'aria-hidden': 'true' }, labels['axis-low'], track(row, stops, then), labels['axis-high']),
      element('p', { class: 'row__place banded' }, `${place}.`),
      element('p', { class: 'banded' }, row.means),
      row.worst ? element('p', { class: 'banded' }, row.worst) : null,
      part('try'),
      part('ask'),
      composeTold(labels.why, row.answers),
      row.quick && row.step ? composeDeepen(labels['answer-more'], row.step) : null,
      element(
        'label',
        { class: 'disagree' },
        element('input', { type: 'checkbox', 'data-disagree': row.domain, checked: own }),
        element('span', {}, labels.disagree),
      ),
    ),
  )
}

/**
 * That a row stands elsewhere than it did; where its band is another one, from which shape to which.
 *
 * @param {Row} row
 * @param {import('./compare.mjs').Place} then
 * @param {Record<string, string>} texts
 */
function composeMoved(row, then, texts) {
  const text = texts[row.stop > then.stop ? 'compare-more' : 'compare-less']
  const shapes = drawn(
    'svg',
    { class: 'row__shapes', viewBox: '0 0 60 20', 'aria-hidden': 'true' },
    drawn('g', { transform: 'translate(10 10)' }, ...shape(then.kind, 0.9, 'then')),
    drawn('path', { class: 'row__arrow', d: 'M23 10H36M31 5l5 5-5 5' }),
    drawn('g', { transform: 'translate(50 10)' }, ...shape(row.kind, 0.9, 'track__mark')),
  )
  const pause = element('span', { class: 'visually-hidden' }, ', ')
  return element('span', { class: 'row__moved banded' }, pause, then.kind === row.kind ? null : shapes, text)
}

/**
 * What was looked at quickly can be looked at whole.
 *
 * @param {string} label
 * @param {string} step
 */
function composeDeepen(label, step) {
  return element('p', {}, element('button', { type: 'button', class: 'link-button', 'data-deepen': step }, label))
}

/** @param {Few | null} few */
function composeFewGround(few) {
  if (!few) return null
  const [heading, ...names] = composeFew(few)
  return element('section', { class: 'path__few' }, way(), element('p', {}, element('strong', {}, heading), ...names))
}

/**
 * What lacks answers, each leading back to its questions.
 *
 * @param {Few} few
 */
function composeFew({ text, rows }) {
  const names = rows.flatMap(({ name, step }, index) => [
    index === 0 ? ' ' : ' · ',
    step ? element('button', { type: 'button', class: 'link-button', 'data-go': step }, name) : name,
  ])
  return [`${text}:`, ...names]
}

/**
 * @param {Record<string, string>} labels
 * @param {Parameters<typeof composePath>[1]} around
 */
function composeFoot(labels, { date, texts, earlier }) {
  const figure = drawn(
    'svg',
    { class: 'path__figure', viewBox: '0 0 24 34', 'aria-hidden': 'true' },
    drawn('circle', { cx: '12', cy: '7', r: '6' }),
    drawn('path', { d: 'M1 34c0-12 4-19 11-19s11 7 11 19Z' }),
  )
  const ends = element('span', { class: 'path__axis', 'aria-hidden': 'true' }, element('span', {}, labels['axis-low']), element('span', {}, labels['axis-high']))
  const you = element('strong', {}, labels.you.replace('{date}', date))
  const compared = earlier ? composeCompared(earlier.date, texts) : null
  return element('div', { class: 'path__foot' }, figure, element('div', {}, you, compared), ends)
}

/**
 * @param {string} date
 * @param {Record<string, string>} texts
 */
function composeCompared(date, texts) {
  const end = element('button', { type: 'button', class: 'link-button', 'data-action': 'compare-end' }, texts['compare-end'])
  return element('p', { class: 'path__compared' }, texts['compare-foot'].replace('{date}', date), ' ', end)
}

// What is drawn. It repeats what is said, so no screen reader reads it.

function composeSky() {
  return element(
    'div',
    { class: 'path__sky', 'aria-hidden': 'true' },
    drawn('svg', { class: 'path__sun', viewBox: '0 0 48 48' }, drawn('circle', { class: 'scene__sun', cx: '24', cy: '24', r: '24' })),
    stretched('path__hills', '0 0 400 64', [
      ['scene__far', 'M0 34C70 14 130 8 200 16s120 22 200 0V64H0Z'],
      ['scene__near', 'M0 50C80 34 150 40 230 46s110 6 170 -6V64H0Z'],
    ]),
    drawn(
      'svg',
      { class: 'path__far', viewBox: '0 0 64 40' },
      drawn('path', { d: 'M25.25 40C25.25 31 24 27 33 21 42 15 50 12 55 3 55 11 52 17 47 22 41 27 38.75 31 38.75 40Z' }),
    ),
  )
}

/** The edge of a ground over the one before it. */
function ridge() {
  return stretched('path__ridge', '0 0 400 24', [['', 'M0 14C60 4 120 4 190 12s130 6 210 -6V24H0Z']])
}

/** A piece of the way beside one row or heading; `drawWay` draws it. */
function way() {
  return stretched('way', '0 0 64 100', [
    ['way__edge', ''],
    ['way__fill', ''],
  ])
}

/**
 * @param {string} name
 * @param {string} viewBox
 * @param {[string, string][]} paths  class and course each
 */
function stretched(name, viewBox, paths) {
  const shapes = paths.map(([kind, d]) => drawn('path', { class: kind, d, 'vector-effect': 'non-scaling-stroke' }))
  return drawn('svg', { class: name, viewBox, preserveAspectRatio: 'none', 'aria-hidden': 'true' }, ...shapes)
}

/** The marks of all grounds; the style sheet shows the one of the ground that the row stands on. */
function mark() {
  const marks = KINDS.flatMap((kind) => shape(kind, 0, 'mark'))
  return drawn('svg', { class: 'row__mark', viewBox: '-14 -14 28 28', 'aria-hidden': 'true' }, ...marks)
}

/**
 * One mark on an empty line: where the person's answers stand between the ends; joined to it, a hollow one where they stood.
 *
 * @param {Row} row
 * @param {number} stops
 * @param {import('./compare.mjs').Place | null} then
 */
function track({ kind, stop }, stops, then) {
  const at = (/** @type {number} */ index) => 14 + (index * 116) / (stops - 1)
  const empty = Array.from({ length: stops }, (_, index) => drawn('circle', { class: 'track__stop', cx: String(at(index)), cy: '14', r: '4' }))
  return drawn(
    'svg',
    { class: 'track banded', viewBox: '0 0 144 28', 'aria-hidden': 'true' },
    drawn('path', { class: 'track__line', d: `M14 14H130` }),
    ...empty,
    ...(then ? [drawn('path', { class: 'track__moved', d: `M${at(then.stop - 1)} 14H${at(stop - 1)}` })] : []),
    ...(then ? [drawn('g', { transform: `translate(${at(then.stop - 1)} 14)` }, ...shape(then.kind, 0.9, 'then'))] : []),
    drawn('g', { transform: `translate(${at(stop - 1)} 14)` }, ...shape(kind, 1.15, 'track__mark')),
  )
}

/**
 * A disc, a diamond on a slab, a square, a hollow ring: the bands differ without colour.
 *
 * @param {string} kind
 * @param {number} scale  0 for a mark on the way, with its slab
 * @param {string} name  class
 */
function shape(kind, scale, name) {
  const attributes = { class: `${name} ${name}--${kind}`, transform: scale ? `scale(${scale})` : null }
  switch (kind) {
    case 'strength':
      return [drawn('circle', { ...attributes, r: '8.5' })]
    case 'varies': {
      const slab = scale ? [] : [drawn('circle', { ...attributes, class: `${attributes.class} mark--slab`, r: '12.5' })]
      return [...slab, drawn('path', { ...attributes, d: scale ? 'M0-9.5L9.5 0 0 9.5-9.5 0Z' : 'M0-7.5L7.5 0 0 7.5-7.5 0Z' })]
    }
    case 'attention':
      return [drawn('rect', { ...attributes, x: '-7.8', y: '-7.8', width: '15.6', height: '15.6' })]
    default:
      return [drawn('circle', { ...attributes, r: '8' })]
  }
}

/**
 * The course of the way through the grounds that have rows, from side to side.
 *
 * @param {HTMLElement} path
 */
function drawWay(path) {
  let turn = 0
  for (const ground of /** @type {NodeListOf<HTMLElement>} */ (path.querySelectorAll('.path__ground'))) {
    const rows = rowsIn(ground)
    ground.hidden = rows.length === 0
    if (rows.length === 0) continue
    draw(ground.querySelector('.path__heading .way'), MIDDLE, SIDES[turn % 2])
    rows.forEach((row, index) => {
      const last = index === rows.length - 1
      row.dataset.side = String(turn % 2)
      row.toggleAttribute('data-last', last)
      draw(row.querySelector('.way'), SIDES[turn % 2], last ? MIDDLE : SIDES[(turn + 1) % 2])
      turn++
    })
  }
  draw(path.querySelector('.path__few .way'), MIDDLE, MIDDLE)
}

/**
 * @param {Element | null} piece
 * @param {number} from
 * @param {number} to
 */
function draw(piece, from, to) {
  for (const line of piece?.querySelectorAll('path') ?? []) line.setAttribute('d', `M${from} 0C${from} 50 ${to} 50 ${to} 100`)
}
