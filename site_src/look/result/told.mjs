import { element } from '../base/dom.mjs'

/**
 * Answers in words, folded under a label; null where there are none.
 *
 * @param {string} label
 * @param {{question: string, answer: string, sensitive: boolean}[]} answers
 */
export function composeTold(label, answers) {
  if (answers.length === 0) return null
  return element('details', { class: 'told' }, element('summary', {}, label), tellAll(answers))
}

/** @param {{question: string, answer: string, sensitive: boolean}[]} answers */
export function tellAll(answers) {
  return element('dl', {}, ...answers.map(({ question, answer, sensitive }) => tell(question, answer, sensitive)))
}

/**
 * @param {string} label
 * @param {string} text
 * @param {boolean} [sensitive]
 */
export function tell(label, text, sensitive = false) {
  return element('div', { 'data-sensitive': sensitive }, element('dt', {}, label), element('dd', {}, text))
}
