import { focusOn, element } from '../base/dom.mjs'
import { fill } from './texts.mjs'

/** The places of the form that are no steps; no id of a step begins so. */
export const AREAS = '#areas'
export const CHECK = '#check'

/**
 * One screen of the form at a time: which steps and questions are asked, which is shown, and how far there is to go.
 */
export class Steps {
  #current = ''
  /** @type {import('./fields.mjs').Step[]} */
  #asked = []
  /** What the browser calls the whole page. */
  page = document.title

  /**
   * @param {HTMLElement} form
   * @param {import('./fields.mjs').Questionnaire} questionnaire
   * @param {Record<string, string>} texts
   */
  constructor(form, questionnaire, texts) {
    this.form = form
    this.questionnaire = questionnaire
    this.texts = texts
    this.#current = this.first
  }

  get first() {
    return this.questionnaire.steps[0].id
  }

  /** The place on the screen: a step's id, or one of those above. */
  get current() {
    return this.#current
  }

  /** The steps that are asked, in order. */
  get asked() {
    return this.#asked
  }

  /** The place after this one; the last step's is the check of answers. */
  get next() {
    return this.#asked[this.#index + 1]?.id ?? CHECK
  }

  /** The place before this one, or null. */
  get previous() {
    return this.#asked.at(this.#current === CHECK ? -1 : Math.max(this.#index - 1, 0))?.id ?? null
  }

  /**
   * Shows the steps and questions that the answers make visible; a hidden one keeps its answer.
   *
   * @param {import('./conditions.mjs').Asked} asked
   * @param {(item: string) => boolean} answered
   */
  update(asked, answered) {
    this.#asked = this.questionnaire.steps.filter(({ id }) => asked.steps.has(id))
    for (const item of this.questionnaire.items) item.fieldset.hidden = !asked.items.has(item.id)
    this.#part('[data-step-list]').replaceChildren(...this.#asked.map((step) => this.#entry(step, answered)))
    this.show(this.#current)
  }

  /** @param {string} place  where it is not asked, the first step */
  show(place) {
    const known = [AREAS, CHECK].includes(place) || this.#asked.some(({ id }) => id === place)
    this.#current = known ? place : this.first
    for (const step of this.questionnaire.steps) step.section.hidden = step.id !== this.#current
    this.#part('[data-areas]').hidden = this.#current !== AREAS
    this.#part('[data-check]').hidden = this.#current !== CHECK
    const [index, checking] = [this.#index, this.#current === CHECK]
    this.form.dataset.at = this.#current === this.first ? '0' : String(index)
    this.#part('[data-action="back"]').hidden = index === 0 || this.#current === AREAS
    this.#part('[data-step-buttons] [data-action="next"]').hidden = checking
    this.#part('[data-main-finish]').hidden = !checking
    this.#showProgress(index, checking)
  }

  /** Moves the focus to the heading, which says where the person is; what it is about is read after it. */
  focus() {
    focusOn(this.#heading)
  }

  /**
   * What the browser calls this place. Which steps are asked may tell an answer, so only what everybody is asked is named.
   *
   * @returns {string}
   */
  get title() {
    const step = this.#step
    const name = step && Object.keys(step.askedIf).length > 0 ? '' : this.#heading?.querySelector('[data-name]')?.textContent
    return [step ? this.#count : '', name, '–', this.page].filter(Boolean).join(' ')
  }

  get #index() {
    return this.#asked.findIndex((step) => step.id === this.#current)
  }

  get #step() {
    return this.#asked[this.#index]
  }

  get #count() {
    return `${this.#index + 1}/${this.#asked.length}`
  }

  /** @returns {HTMLElement | null} */
  get #heading() {
    return this.form.querySelector('section:not([hidden]) > [data-step-heading]')
  }

  /**
   * @param {number} index
   * @param {boolean} checking
   */
  #showProgress(index, checking) {
    const steps = this.#asked.length
    const bar = /** @type {HTMLProgressElement} */ (this.#part('[data-progress]'))
    bar.max = steps
    bar.value = checking ? steps : Math.max(index, 0)
    const count = this.#heading?.querySelector('[data-count]')
    if (count) count.textContent = this.#count
    const place = this.#step ? fill(this.texts.progress, { step: index + 1, steps }) : this.#heading?.textContent?.trim()
    this.#part('[data-progress-text]').textContent = place ?? ''
    for (const button of document.querySelectorAll('[data-step-list] [data-go]')) {
      const here = /** @type {HTMLElement} */ (button).dataset.go === this.#current
      if (here) button.setAttribute('aria-current', 'step')
      else button.removeAttribute('aria-current')
    }
  }

  /**
   * @param {import('./fields.mjs').Step} step
   * @param {(item: string) => boolean} answered
   */
  #entry(step, answered) {
    const shown = step.items.filter(({ fieldset }) => !fieldset.hidden)
    const count = fill(this.texts.answered, { count: shown.filter(({ id }) => answered(id)).length, of: shown.length })
    const button = element('button', { type: 'button', 'data-go': step.id }, nameOf(step))
    return element('li', {}, button, ' ', element('span', { class: 'step-menu__count' }, count))
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  #part(selector) {
    return /** @type {HTMLElement} */ (document.querySelector(selector))
  }
}

/**
 * @param {import('./fields.mjs').Step} step
 * @returns {string}
 */
export function nameOf(step) {
  return step.section.querySelector('[data-name]')?.textContent?.trim() ?? ''
}
