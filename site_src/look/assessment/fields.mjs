/**
 * Between the questions on the page and the answers in memory. Every control is a native input whose name is the
 * item's id and whose value is the option's id.
 *
 * @typedef {import('./conditions.mjs').Condition} Condition
 * @typedef {import('./answers.mjs').Answerable & {askedIf: Condition, quick: boolean, fieldset: HTMLElement}} Item
 * @typedef {{id: string, askedIf: Condition, scored: boolean, items: Item[], section: HTMLElement}} Step
 * @typedef {{steps: Step[], routes: {id: string, when: Condition}[], items: Item[]}} Questionnaire
 */

// Controls whose value is the answer; of the others, the checked one is.
const WRITTEN = 'select, textarea, input[type="number"]'

/**
 * The questionnaire as the page holds it.
 *
 * @param {HTMLElement} form
 * @returns {Questionnaire}
 */
export function readQuestionnaire(form) {
  const steps = [...form.querySelectorAll('[data-step]')].map((node) => {
    const section = /** @type {HTMLElement} */ (node)
    const items = [...section.querySelectorAll('[data-item]')].map(readItem)
    const scored = section.dataset.scored !== undefined
    return { id: section.dataset.step ?? '', askedIf: askedIf(section), scored, items, section }
  })
  return { steps, routes: JSON.parse(form.dataset.routes ?? '[]'), items: steps.flatMap((step) => step.items) }
}

/**
 * @param {Element} node
 * @returns {Item}
 */
function readItem(node) {
  const fieldset = /** @type {HTMLElement} */ (node)
  const options = [...fieldset.querySelectorAll('input:not([type="number"]), option')].map((input) => /** @type {HTMLInputElement} */ (input).value)
  return {
    id: fieldset.dataset.item ?? '',
    several: fieldset.dataset.several !== undefined,
    maxLength: fieldset.dataset.maxLength ? Number(fieldset.dataset.maxLength) : null,
    limits: limits(fieldset.dataset),
    askedIf: askedIf(fieldset),
    quick: fieldset.dataset.quick !== undefined,
    options: options.filter((value) => value !== ''),
    apart: [...fieldset.querySelectorAll('[data-apart]')].map((input) => /** @type {HTMLInputElement} */ (input).value),
    fieldset,
  }
}

/**
 * @param {DOMStringMap} data
 * @returns {import('./answers.mjs').Limits | null}
 */
function limits({ low, high, by }) {
  return low && high && by ? { low, high, by } : null
}

/** @param {HTMLElement} node */
function askedIf(node) {
  return JSON.parse(node.dataset.askedIf ?? '{}')
}

/**
 * @param {HTMLElement} fieldset
 * @returns {string[]}  what its controls say now
 */
export function readAnswer(fieldset) {
  const chosen = [...fieldset.querySelectorAll('input:checked')].map((input) => /** @type {HTMLInputElement} */ (input).value)
  // A number outside its limits is no answer yet, and "1e1" and ".5" are numbers as well.
  const written = [...fieldset.querySelectorAll(WRITTEN)].flatMap((node) => {
    const control = /** @type {HTMLInputElement} */ (node)
    if (!control.validity.valid) return []
    return [control.type === 'number' && control.value !== '' ? String(Number(control.value)) : control.value]
  })
  return [...chosen, ...written].filter((value) => value.trim() !== '')
}

/**
 * @param {HTMLElement} fieldset
 * @param {string[]} given
 */
export function writeAnswer(fieldset, given) {
  for (const input of fieldset.querySelectorAll('input')) input.checked = given.includes(input.value)
  for (const control of fieldset.querySelectorAll(WRITTEN)) {
    const written = /** @type {HTMLSelectElement | HTMLTextAreaElement} */ (control)
    const options = written instanceof HTMLSelectElement ? [...written.options].map(({ value }) => value) : null
    written.value = given.find((entry) => options === null || options.includes(entry)) ?? ''
  }
  markAnswered(fieldset, given.length > 0)
}

/**
 * An option that stands alone ("does not apply", "nothing of these") and another can't both be true: the one just given
 * wins. Tells whether an earlier answer went.
 *
 * @param {HTMLElement} fieldset
 * @param {EventTarget | null} changed
 * @returns {boolean}
 */
export function settleConflicts(fieldset, changed) {
  if (!(changed instanceof HTMLElement) || !['INPUT', 'SELECT'].includes(changed.tagName)) return false
  const control = /** @type {HTMLInputElement} */ (changed)
  if (control.matches('[type="radio"], [type="checkbox"]') && !control.checked) return false
  const before = readAnswer(fieldset).length
  const apart = isApart(control)
  for (const input of fieldset.querySelectorAll('input')) {
    if (input !== control && (apart || isApart(input))) input.checked = false
  }
  for (const written of fieldset.querySelectorAll(WRITTEN)) {
    if (apart && written !== changed) /** @type {HTMLInputElement} */ (written).value = ''
  }
  return readAnswer(fieldset).length < before
}

/**
 * Something written on the screen that can be no answer, such as a number outside its limits.
 *
 * @param {HTMLElement} form
 * @returns {HTMLInputElement | null}
 */
export function unfit(form) {
  return form.querySelector('[data-step]:not([hidden]) [data-item]:not([hidden]) input:invalid')
}

/** @param {HTMLElement} control */
function isApart(control) {
  return control.dataset.apart !== undefined
}

/**
 * @param {HTMLElement} fieldset
 * @param {boolean} answered
 */
export function markAnswered(fieldset, answered) {
  fieldset.classList.toggle('is-answered', answered)
  const clear = /** @type {HTMLElement | null} */ (fieldset.querySelector('[data-clear-answer]'))
  if (clear) clear.hidden = !answered
}
