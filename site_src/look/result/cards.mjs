import { parseCard } from '../python/parse.mjs'

/**
 * The service cards that a result may show, as the build rendered them: a file a language, a card a line. They are read
 * before the network is locked and stay text, of which only what is shown is ever parsed.
 */
export class Cards {
  /** @type {Map<string, Map<string, string>>} language -> id -> card */
  #read = new Map()
  /** @type {Record<string, string>} */
  #addresses

  /** @param {Record<string, string>} addresses  of the files, by language */
  constructor(addresses) {
    this.#addresses = addresses
  }

  /**
   * @param {string} language
   * @returns {Promise<void>}  rejects when they can't be had
   */
  async read(language) {
    if (this.#read.has(language)) return
    const address = this.#addresses[language]
    // A large directory leaves the other languages to a new page.
    if (address === undefined) throw new RangeError(`This page has no cards in "${language}".`)
    const response = await fetch(address)
    if (!response.ok) throw new Error(`${address} was answered with status ${response.status}.`)
    this.#read.set(language, byId(await response.text()))
  }

  /**
   * @param {string} language  one that was read
   * @param {string} id
   * @returns {HTMLElement}
   */
  find(language, id) {
    const card = this.#read.get(language)?.get(id)
    if (card === undefined) throw new TypeError(`The service "${id}" has no card in "${language}".`)
    return parseCard(card)
  }
}

/** @param {string} text */
function byId(text) {
  return new Map([...text.matchAll(/^<article [^>]*data-service="([^"]+)".*$/gm)].map(([card, id]) => [id, card]))
}
