/**
 * Finding words in Finnish and Swedish without a word list: letters are compared without their marks, an ending may
 * differ, the consonants that Finnish changes inside a word are taken for one another, and a longer word is also found
 * inside a compound. "velkaan" and "velan" find "velka", "asunnon" finds "asunto", "terveyden" is in "mielenterveyden".
 */

const SHORTEST_STEM = 4
const SHORTEST_WORD = 3
const LONGEST_ENDING = 3
// Shorter stems are inside too many other words.
const SHORTEST_INSIDE = 6
// Strong and weak grade, after the first vowel: kk-k, pp-p, tt-t, nk-ng, nt-nn, mp-mm, lt-ll, rt-rr, then k-nothing, p-v, t-d.
const GRADES = /** @type {[RegExp, string][]} */ ([
  [/kk|gg/g, 'k'],
  [/pp/g, 'p'],
  [/tt/g, 't'],
  [/ng/g, 'nk'],
  [/nn/g, 'nt'],
  [/mm/g, 'mp'],
  [/ll/g, 'lt'],
  [/rr/g, 'rt'],
  [/k/g, ''],
  [/p/g, 'v'],
  [/t/g, 'd'],
])
const HEAD = /^[^aeiouy]*[aeiouy]+/

/** @param {string} text */
export function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** @typedef {{plain: string, graded: string}} Word */

/**
 * The words of a text, made ready to be searched often.
 *
 * @param {string} text
 * @returns {Word[]}
 */
export function index(text) {
  return [...new Set(split(text))].map(word)
}

/**
 * @param {Word[]} words  where to look
 * @param {Word[]} query  every word of it must be found
 * @returns {boolean}
 */
export function matches(words, query) {
  return query.every((wanted) => words.some((each) => matchesWord(each, wanted)))
}

/**
 * @param {string} text
 * @param {string} query
 * @returns {boolean}
 */
export function matchesText(text, query) {
  return matches(index(text), index(query))
}

/** @param {string} text */
function split(text) {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}

/** @type {Map<string, Word>} */
const known = new Map()

/**
 * The same words stand in hundreds of cards, so each is made ready once.
 *
 * @param {string} plain
 */
function word(plain) {
  let found = known.get(plain)
  if (!found) known.set(plain, (found = { plain, graded: grade(plain) }))
  return found
}

/** @param {string} plain */
function grade(plain) {
  const head = plain.match(HEAD)?.[0] ?? plain
  return head + GRADES.reduce((rest, [strong, weak]) => rest.replace(strong, weak), plain.slice(head.length))
}

/**
 * @param {Word} word
 * @param {Word} wanted
 */
function matchesWord(word, wanted) {
  return matchesForm(word.plain, wanted.plain) || matchesForm(word.graded, wanted.graded, false)
}

/**
 * @param {string} word
 * @param {string} wanted
 * @param {boolean} inside
 */
function matchesForm(word, wanted, inside = true) {
  if (word.startsWith(wanted)) return true
  if (word.length >= SHORTEST_WORD && wanted.startsWith(word) && wanted.length - word.length <= LONGEST_ENDING) return true
  const stem = wanted.slice(0, Math.max(SHORTEST_STEM, wanted.length - LONGEST_ENDING))
  if (stem.length < SHORTEST_STEM) return false
  if (word.startsWith(stem)) return true
  return inside && (word.includes(wanted) || (stem.length >= SHORTEST_INSIDE && word.includes(stem)))
}
