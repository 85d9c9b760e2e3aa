import { focusOn, element } from '../base/dom.mjs'
import { fill } from './texts.mjs'

/**
 * One step at a time: which steps and questions are asked, where the person is, and how far there is to go.
 */
export class Steps {
  #current = ''
  /** @type {import('./fields.mjs').Step[]} */
  #asked = []

  /**
   * @param {HTMLElement} form
   * @param {import('./fields.mjs').Questionnaire} questionnaire
   * @param {Record<string, string>} texts
   */
  constructor(form, questionnaire, texts) {
    this.form = form
    this.questionnaire = questionnaire
    this.texts = texts
    this.#current = questionnaire.steps[0].id
  }

  /** The id of the step on the screen. */
  get current() {
    return this.#current
  }

  /**
   * Shows the steps and questions that the answers make visible; a hidden one keeps its answer.
   *
   * @param {import('./conditions.mjs').Asked} asked
   */
  update(asked) {
    this.#asked = this.questionnaire.steps.filter(({ id }) => asked.steps.has(id))
    for (const item of this.questionnaire.items) item.fieldset.hidden = !asked.items.has(item.id)
    if (!asked.steps.has(this.#current)) this.#current = this.#asked[0].id
    this.#draw()
  }

  /**
   * @param {string} id
   * @param {boolean} [moveFocus]
   */
  show(id, moveFocus = true) {
    if (this.#asked.some((step) => step.id === id)) this.#current = id
    this.#draw()
    if (moveFocus) focusOn(this.#step.section.querySelector('[data-step-heading]'))
  }

  /** @param {number} distance  1 for the next step, -1 for the one before */
  move(distance) {
    const target = this.#asked[this.#index + distance]
    if (target) this.show(target.id)
  }

  get #index() {
    return this.#asked.findIndex((step) => step.id === this.#current)
  }

  get #step() {
    return this.#asked[this.#index]
  }

  #draw() {
    for (const step of this.questionnaire.steps) step.section.hidden = step.id !== this.#current
    const [index, last] = [this.#index, this.#asked.length - 1]
    this.form.dataset.at = String(index)
    this.#part('[data-action="back"]').hidden = index === 0
    this.#part('[data-action="next"]').hidden = index === last
    this.#part('[data-main-finish]').hidden = index !== last
    this.#part('[data-progress-text]').textContent = fill(this.texts.progress, { step: index + 1, steps: last + 1 })
    const bar = /** @type {HTMLProgressElement} */ (this.#part('[data-progress]'))
    bar.max = last + 1
    bar.value = index + 1
    this.#part('[data-step-list]').replaceChildren(...this.#asked.map((step) => this.#entry(step)))
  }

  /** @param {import('./fields.mjs').Step} step */
  #entry(step) {
    const current = step.id === this.#current ? 'step' : null
    const title = step.section.querySelector('[data-step-heading]')?.textContent ?? ''
    return element('li', {}, element('button', { type: 'button', 'data-go': step.id, 'aria-current': current }, title.trim()))
  }

  /**
   * @param {string} selector
   * @returns {HTMLElement}
   */
  #part(selector) {
    return /** @type {HTMLElement} */ (this.form.querySelector(selector))
  }
}
