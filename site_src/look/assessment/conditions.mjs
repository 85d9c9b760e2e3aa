/**
 * Conditions are data. One function here and one in Python (scoring/conditions.py) read them alike.
 *
 * @typedef {string[] | {at_least?: number, at_most?: number}} Expectation
 * @typedef {{all?: Condition[], any?: Condition[], not?: Condition, [fact: string]: any}} Condition
 * @typedef {Map<string, string[]>} Facts  fact name -> what was answered
 * @typedef {{id: string, when: Condition}} Route
 * @typedef {{id: string, askedIf: Condition, quick: boolean}} Item
 * @typedef {{id: string, askedIf: Condition, scored: boolean, items: Item[]}} Step
 * @typedef {'whole' | 'quick' | 'none'} Extent
 * @typedef {{default: Extent, whole: string[]}} Depth  how much is asked, as scoring/engine.py says it
 * @typedef {{steps: Step[], routes: Route[]}} Questionnaire
 * @typedef {{route: string | null, steps: Set<string>, items: Set<string>, facts: Facts}} Asked
 */

/**
 * Whether `condition` holds: all keys of a mapping must, so an empty one always does.
 *
 * @param {Condition} condition
 * @param {Facts} facts
 * @returns {boolean}
 */
export function holds(condition, facts) {
  return Object.entries(condition).every(([key, value]) => {
    if (key === 'all') return value.every((/** @type {Condition} */ part) => holds(part, facts))
    if (key === 'any') return value.some((/** @type {Condition} */ part) => holds(part, facts))
    if (key === 'not') return !holds(value, facts)
    return meets(value, facts.get(key) ?? [])
  })
}

/**
 * @param {Expectation} expected
 * @param {string[]} present
 */
function meets(expected, present) {
  if (!Array.isArray(expected)) return present.some((text) => inRange(text, expected))
  return expected.includes('*') ? present.length > 0 : present.some((entry) => expected.includes(entry))
}

/**
 * @param {string} text
 * @param {{at_least?: number, at_most?: number}} limits
 */
function inRange(text, limits) {
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(text)) return false
  const number = Number(text)
  return number >= (limits.at_least ?? number) && number <= (limits.at_most ?? number)
}

/** @type {Depth} */
export const WHOLE = { default: 'whole', whole: [] }

/**
 * @param {Depth} depth
 * @param {Step} step
 * @returns {Extent}  which of the step's items are asked
 */
function extentOf(depth, step) {
  if (depth.whole.includes(step.id) || (depth.default === 'none' && !step.scored)) return 'whole'
  return depth.default
}

/**
 * Which steps and items the answers make visible, in the order in which they are asked, and what they say.
 * The answer to a hidden item is no fact: it can't open later questions.
 *
 * @param {Questionnaire} questionnaire
 * @param {(item: string) => string[]} answered  what was answered to an item, empty when skipped
 * @param {Depth} [depth]
 * @returns {Asked}
 */
export function ask(questionnaire, answered, depth = WHOLE) {
  /** @type {Facts} */
  const facts = new Map()
  const steps = new Set()
  const items = new Set()
  /** @type {string | null} */
  let route = null
  const settleRoute = () => {
    route = questionnaire.routes.find(({ when }) => holds(when, facts))?.id ?? null
    facts.set('route', route === null ? [] : [route])
  }

  questionnaire.steps.forEach((step, index) => {
    // The route follows from the first step, so it is settled before anything depends on it.
    if (index > 0 && route === null) settleRoute()
    const extent = extentOf(depth, step)
    if (extent === 'none' || !holds(step.askedIf, facts)) return
    for (const item of step.items) {
      if ((extent === 'quick' && !item.quick) || !holds(item.askedIf, facts)) continue
      items.add(item.id)
      steps.add(step.id)
      const given = answered(item.id)
      if (given.length > 0) facts.set(item.id, given)
    }
  })
  if (route === null) settleRoute()
  return { route, steps, items, facts }
}
