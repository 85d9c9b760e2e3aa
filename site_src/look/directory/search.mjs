/**
 * Finds services by words, whatever form they are typed in. The build has worked out the base forms, the inflection and
 * the parts of compounds (program/pages/search_index.py); here a word is only looked up. It is met inside another word at
 * the border of a compound alone: "velka" is in "velkaneuvonta", "oulu" is not in "koulutus".
 *
 * @typedef {{endings: string[], paradigms: string[], words: string, forms: string, keywords: Record<string, string>, ignored: string, places: Record<string, string>}} Index
 * @typedef {{all: Set<string>, parts: Set<string>[], place?: string}} Wanted  one word of a query: base forms of which any will do, or parts that must all be there; and the municipality it names
 * @typedef {{name: Set<string>, text: Set<string>, needs: string[], municipalities: string[]}} Entry  without municipalities: served everywhere
 * @typedef {{wanted: Wanted[], needs: Map<string, Set<number>>}} Query  and the words of it that a need's everyday words say
 */

const SHORTEST_START = 3
const SHORTEST_PART = 4
const IN_NAME = 16
const OWN_NEED = 6
const NEED = 4
const IN_TEXT = 1
const PART_IN_NAME = 3

/** @param {string} text */
export function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** @param {string} text */
function split(text) {
  return fold(text).match(/\p{L}+|\d+/gu) ?? []
}

export class Search {
  /** @param {Index} index */
  constructor(index) {
    const endings = index.endings.map((each) => new Set(each.split(' ')))
    const paradigms = index.paradigms.map((text) => {
      const [cut, ...stems] = text.split(' ')
      return { cut: Number(cut), stems: stems.map((each) => /** @type {[string, string]} */ (each.split(':'))) }
    })
    /** @type {Map<string, {base: string, endings: Set<string>}[]>} */
    this.stems = new Map()
    /** @type {Map<string, string[]>} base form -> base forms of a compound's parts */
    this.parts = new Map()
    const own = new Map()
    for (const line of index.words.split('\n')) {
      const [base, ...rest] = line.split(' ')
      const inflected = /^\d/.test(rest[0] ?? '') ? Number(rest.shift()) : null
      const last = rest[rest.length - 1]
      const before = inflected === null ? base.slice(0, base.length - last.length) : ''
      /** @type {[string, Set<string>][]} */
      const stems =
        inflected === null
          ? own.get(last).map((/** @type {[string, Set<string>]} */ [stem, ends]) => [before + stem, ends])
          : paradigms[inflected].stems.map(([stem, number]) => [base.slice(0, base.length - paradigms[inflected].cut) + stem, endings[Number(number)]])
      own.set(base, stems)
      if (rest.length > 0) this.parts.set(base, rest)
      for (const [stem, ends] of stems) {
        const known = this.stems.get(stem)
        if (known) known.push({ base, endings: ends })
        else this.stems.set(stem, [{ base, endings: ends }])
      }
    }
    this.bases = [...own.keys()]
    this.forms = new Map(index.forms.split('\n').map((line) => [line.split(' ')[0], line.split(' ').slice(1)]))
    this.ignored = new Set(split(index.ignored))
    /** @type {[string, string[][]][]} */
    this.keywords = Object.entries(index.keywords).map(([need, text]) => [need, text.split(',').map((phrase) => this.words(phrase))])
    /** @type {Map<string, string[]>} */
    this.found = new Map()
    /** @type {Map<string, string>} base form of a municipality's name -> its code */
    this.places = new Map(Object.entries(index.places).flatMap(([code, name]) => this.basesOf(fold(name)).map((base) => [base, code])))
  }

  /**
   * The words of a text that say something.
   *
   * @param {string} text
   */
  words(text) {
    return split(text).filter((word) => !this.ignored.has(word))
  }

  /**
   * The base forms of a word as it stands.
   *
   * @param {string} word
   * @returns {string[]}
   */
  basesOf(word) {
    let bases = this.found.get(word)
    if (bases) return bases
    const found = new Set(this.forms.get(word))
    for (let length = word.length; length > 0; length--) {
      const rest = word.slice(length)
      for (const stem of this.stems.get(word.slice(0, length)) ?? []) if (stem.endings.has(rest)) found.add(stem.base)
    }
    this.found.set(word, (bases = [...found]))
    return bases
  }

  /**
   * A service made ready to be searched.
   *
   * @param {string} name
   * @param {string} text
   * @param {string[]} needs  the foremost first
   * @param {string[]} municipalities
   * @returns {Entry}
   */
  entry(name, text, needs, municipalities) {
    return { name: this.#met(name), text: this.#met(text), needs, municipalities }
  }

  /** @param {string} text */
  #met(text) {
    const met = new Set()
    for (const word of new Set(split(text))) {
      for (const base of this.basesOf(word)) {
        met.add(base)
        for (const part of this.parts.get(base) ?? []) met.add(part)
      }
    }
    return met
  }

  /**
   * @param {string} text
   * @returns {Query}
   */
  query(text) {
    const words = this.words(text)
    const wanted = words.map((word) => this.#wanted(word))
    /** @type {Query['needs']} */
    const needs = new Map()
    for (const [need, phrases] of this.keywords) {
      for (const phrase of phrases) {
        const places = phrase.map((word) => this.#place(word, words, wanted))
        if (places.length === 0 || places.includes(-1)) continue
        const said = needs.get(need) ?? new Set()
        for (const place of places) said.add(place)
        needs.set(need, said)
      }
    }
    return { wanted, needs }
  }

  /**
   * Where a query says a word of a phrase, or -1.
   *
   * @param {string} word
   * @param {string[]} words
   * @param {Wanted[]} wanted
   */
  #place(word, words, wanted) {
    const bases = this.basesOf(word)
    return words.findIndex((each, place) => each === word || bases.some((base) => wanted[place].all.has(base)))
  }

  /**
   * @param {string} word
   * @returns {Wanted}
   */
  #wanted(word) {
    const bases = this.basesOf(word)
    if (bases.length > 0) {
      const parts = bases.flatMap((base) => this.parts.get(base) ?? []).map((part) => new Set([part]))
      return { all: new Set(bases), parts, place: bases.map((base) => this.places.get(base)).find(Boolean) }
    }
    // Not a whole word yet: what begins with it.
    const begun = word.length < SHORTEST_START ? [] : this.bases.filter((base) => base.startsWith(word))
    if (begun.length > 0) return { all: new Set(begun), parts: [] }
    for (let border = word.length - SHORTEST_PART; border >= SHORTEST_PART; border--) {
      const [head, tail] = [this.basesOf(word.slice(0, border)), this.basesOf(word.slice(border))]
      if (head.length > 0 && tail.length > 0) return { all: new Set(), parts: [new Set(head), new Set(tail)] }
    }
    return { all: new Set(), parts: [] }
  }
}

/**
 * How well a service answers a query: by its name, then by what it is a help with, then by its text. 0 when a word of the
 * query is found nowhere.
 *
 * @param {Entry} entry
 * @param {Query} query
 * @returns {number}
 */
export function rank(entry, query) {
  let sum = 1
  for (const [number, { all, parts, place }] of query.wanted.entries()) {
    const has = (/** @type {Set<string>} */ words) => [...all].some((base) => words.has(base))
    const hasAll = (/** @type {Set<string>} */ words) => all.size === 0 && parts.length > 0 && parts.every((part) => [...part].some((base) => words.has(base)))
    const means = entry.needs.findIndex((need) => query.needs.get(need)?.has(number))
    const named = has(entry.name) || hasAll(entry.name)
    const told = has(entry.text) || hasAll(entry.text) || (place !== undefined && entry.municipalities.includes(place))
    // "velka raahe": what is served everywhere is served there too, and what is served there is nearest.
    const everywhere = place !== undefined && entry.municipalities.length === 0 && query.wanted.length > 1
    if (everywhere && !named && !told) continue
    if (!named && !told && means < 0) return 0
    if (named) sum += IN_NAME
    if (means >= 0) sum += means === 0 ? OWN_NEED : NEED
    if (told) sum += IN_TEXT
    if (parts.some((part) => [...part].some((base) => entry.name.has(base)))) sum += PART_IN_NAME
  }
  return sum
}
