/**
 * The answers, in memory and nowhere else. Leaving or reloading the page forgets them.
 */

/**
 * What an item can be answered with: one of its options or `several`, own words of at most `maxLength` characters, or a
 * number within `limits`.
 *
 * @typedef {{id: string, several: boolean, maxLength: number | null, options: string[], limits: {low: number, high: number} | null}} Answerable
 */

/**
 * What was answered, by item id: the chosen options, or one text in own words. A skipped item has no entry.
 */
export class Answers {
  /** @type {Map<string, string[]>} */
  #given = new Map()

  /** @returns {boolean} */
  get empty() {
    return this.#given.size === 0
  }

  /**
   * @param {string} item
   * @returns {string[]}
   */
  get(item) {
    return this.#given.get(item) ?? []
  }

  /**
   * @param {string} item
   * @param {string[]} given  empty means: not answered
   */
  set(item, given) {
    const kept = given.filter((entry) => entry.trim() !== '')
    if (kept.length > 0) this.#given.set(item, kept)
    else this.#given.delete(item)
  }

  clear() {
    this.#given.clear()
  }

  /**
   * The answers as the scoring reads them: a list for an item with several choices, otherwise one text.
   *
   * @param {Pick<Answerable, 'id' | 'several'>[]} items  those to include; a hidden item's answer is kept but not sent
   * @returns {Record<string, string | string[]>}
   */
  toObject(items) {
    const entries = items
      .filter(({ id }) => this.#given.has(id))
      .map(({ id, several }) => [id, several ? [...this.get(id)] : this.get(id)[0]])
    return Object.fromEntries(entries)
  }
}

/**
 * Puts saved answers beside today's questions: what still fits is kept, the rest is named.
 *
 * @param {Record<string, unknown>} saved  as `toObject` gave them
 * @param {Answerable[]} items
 * @returns {{kept: Map<string, string[]>, dropped: string[], unknown: number}}  dropped: ids of items; unknown: how many
 *   answers are to nothing that is asked today
 */
export function migrate(saved, items) {
  const known = new Map(items.map((item) => [item.id, item]))
  const kept = new Map()
  const dropped = []
  let unknown = 0
  for (const [id, value] of Object.entries(saved)) {
    const item = known.get(id)
    const given = Array.isArray(value) ? value : [value]
    const fits = item !== undefined && Array.isArray(value) === item.several && given.every((entry) => allowed(item, entry))
    if (fits && given.length > 0) kept.set(id, [...new Set(given)])
    else if (item === undefined) unknown += 1
    else if (!fits) dropped.push(id)
  }
  return { kept, dropped, unknown }
}

/**
 * @param {Answerable} item
 * @param {unknown} entry
 */
function allowed(item, entry) {
  if (typeof entry !== 'string') return false
  if (item.maxLength !== null) return entry.length <= item.maxLength
  return item.options.includes(entry) || (item.limits !== null && /\d/.test(entry) && within(item.limits, Number(entry)))
}

/**
 * @param {{low: number, high: number}} limits
 * @param {number} number
 */
function within({ low, high }, number) {
  return number >= low && number <= high
}
