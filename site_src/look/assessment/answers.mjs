/**
 * The answers, in memory and nowhere else. Leaving or reloading the page forgets them.
 */

/**
 * What an item can be answered with: one of its options or `several`, own words of at most `maxLength` characters, or a
 * number within `limits`, in steps of `by`. Each option `apart` stands alone.
 *
 * @typedef {{low: string, high: string, by: string}} Limits  numbers as they are written
 * @typedef {{id: string, several: boolean, maxLength: number | null, options: string[], apart?: string[], limits: Limits | null}} Answerable
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

  /** @returns {[string, string[]][]}  everything, to be put back by `restore` */
  get all() {
    return [...this.#given]
  }

  /** @param {Iterable<[string, string[]]>} all */
  restore(all) {
    this.#given = new Map(all)
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
 * What an earlier version of the questionnaire asked otherwise (`migrations` in questionnaire.yml).
 *
 * @typedef {{before: string, renamed?: {items: string[], options: Record<string, string>}[], dropped?: string[]}} Migration
 */

/**
 * Puts saved answers beside today's questions: what still fits is kept, the rest is named.
 *
 * @param {Record<string, unknown>} saved  as `toObject` gave them
 * @param {Answerable[]} items
 * @param {Migration[]} [migrations]  those that the file needs, the oldest first
 * @returns {{kept: Map<string, string[]>, dropped: string[], gone: string[], renamed: number, unknown: number}}  dropped: ids
 *   of items whose answer no longer fits; gone: ids of items that are asked no more; renamed: how many answers stand on
 *   another scale now; unknown: how many are to nothing that was ever asked
 */
export function migrate(saved, items, migrations = []) {
  const known = new Map(items.map((item) => [item.id, item]))
  const { answers, renamed } = brought(saved, migrations)
  const once = new Set(migrations.flatMap((migration) => migration.dropped ?? []))
  const kept = new Map()
  const dropped = []
  const gone = []
  let unknown = 0
  for (const [id, value] of answers) {
    const item = known.get(id)
    // Several could not always be chosen where they can be now.
    const given = Array.isArray(value) ? value : [value]
    const fits = item !== undefined && (item.several || !Array.isArray(value)) && given.every((entry) => allowed(item, entry))
    if (fits && given.length > 0) kept.set(id, alone(item, [...new Set(given)]))
    else if (item === undefined && once.has(id)) gone.push(id)
    else if (item === undefined) unknown += 1
    else if (!fits) dropped.push(id)
  }
  return { kept, dropped, gone, renamed, unknown }
}

/**
 * @param {Record<string, unknown>} saved
 * @param {Migration[]} migrations
 */
function brought(saved, migrations) {
  const answers = new Map(Object.entries(saved))
  let renamed = 0
  for (const { items, options } of migrations.flatMap((migration) => migration.renamed ?? [])) {
    for (const id of items) {
      const before = answers.get(id)
      if (typeof before !== 'string' || !Object.hasOwn(options, before)) continue
      answers.set(id, options[before])
      renamed += 1
    }
  }
  return { answers, renamed }
}

/**
 * Of answers that can't be true together, those that stand beside others: a file may be older than the rule.
 *
 * @param {Answerable} item
 * @param {string[]} given
 */
function alone(item, given) {
  const together = given.filter((option) => !item.apart?.includes(option))
  return together.length > 0 ? together : given.slice(0, 1)
}

/**
 * Which of two versions is the later.
 *
 * @param {string} one
 * @param {string} other
 * @returns {number}  above zero: one; below: the other
 */
export function compareVersions(one, other) {
  const [left, right] = [one, other].map((version) => version.split('.').map(Number))
  const place = left.findIndex((number, index) => number !== right[index])
  return place < 0 ? 0 : left[place] - right[place]
}

/**
 * @param {Answerable} item
 * @param {unknown} entry
 */
function allowed(item, entry) {
  if (typeof entry !== 'string') return false
  if (item.maxLength !== null) return entry.length <= item.maxLength
  return item.options.includes(entry) || (item.limits !== null && within(item.limits, entry))
}

// As long as the scoring takes it.
const NUMBER = /^(?=.{1,20}$)-?\d+(\.\d+)?$/

/**
 * In whole numbers, as the scoring reckons: 0.1 has no exact place among the numbers of a browser.
 *
 * @param {Limits} limits
 * @param {string} entry
 */
function within({ low, high, by }, entry) {
  if (!NUMBER.test(entry)) return false
  const decimals = Math.max(...[low, high, by, entry].map((text) => text.split('.')[1]?.length ?? 0))
  const whole = (/** @type {string} */ text) => {
    const [units, parts = ''] = text.split('.')
    return BigInt(units + parts.padEnd(decimals, '0'))
  }
  const number = whole(entry)
  return number >= whole(low) && number <= whole(high) && (number - whole(low)) % whole(by) === 0n
}
