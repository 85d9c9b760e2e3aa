import { element } from '../base/dom.mjs'
import { nameOf } from './steps.mjs'
import { fill } from './texts.mjs'

/**
 * What was answered and what was skipped, step by step, before the summary is made.
 *
 * @param {import('./fields.mjs').Step[]} asked
 * @param {import('./answers.mjs').Answers} answers
 * @param {import('./conditions.mjs').Depth} depth
 * @param {Record<string, string>} texts
 * @param {string} deepen  the words for answering more about a step
 * @returns {HTMLElement[]}  a row a step
 */
export function composeCheck(asked, answers, depth, texts, deepen) {
  return asked.map((step) => {
    const shown = step.items.filter(({ fieldset }) => !fieldset.hidden)
    const answered = shown.filter(({ id }) => answers.get(id).length > 0).length
    const skipped = shown.length - answered
    const counts = [fill(texts.answered, { count: answered, of: shown.length })]
    if (skipped > 0) counts.push(fill(texts.skipped, { count: skipped }))
    const name = nameOf(step)
    const more = depth.default !== 'whole' && shown.length < step.items.length && !depth.whole.includes(step.id)
    return element(
      'li',
      { class: 'check__row', 'data-complete': skipped === 0 },
      element('strong', {}, name),
      element('span', { class: 'check__counts' }, counts.join(', ')),
      element(
        'span',
        { class: 'check__ways' },
        way({ 'data-go': step.id }, texts['change-step'], name),
        more ? way({ 'data-deepen': step.id }, deepen, name) : null,
      ),
    )
  })
}

/**
 * @param {Record<string, string>} attributes
 * @param {string} label
 * @param {string} name
 */
function way(attributes, label, name) {
  return element('button', { type: 'button', class: 'link-button', ...attributes }, label, element('span', { class: 'visually-hidden' }, `: ${name}`))
}

/**
 * How complete the picture will be, as the scoring itself says it.
 *
 * @param {{domains: {band: string | null, applicable: number}[]}} result
 * @param {Record<string, string>} texts
 * @returns {string}
 */
export function describePicture({ domains }, texts) {
  const told = domains.filter(({ applicable }) => applicable > 0)
  const shown = told.filter(({ band }) => band !== null).length
  if (told.length === 0) return ''
  return fill(shown === told.length ? texts['picture-whole'] : texts['picture-part'], { count: shown, of: told.length })
}
