/**
 * Finding words in Finnish and Swedish without a word list: letters are compared without their marks, and an ending
 * may differ, since "velkaan" looks for "velka" and "terveys" is also in "mielenterveys".
 */

const SHORTEST_STEM = 4
const LONGEST_ENDING = 3

/** @param {string} text */
export function fold(text) {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/**
 * @param {string} text  where to look
 * @param {string} query  every word of it must be found
 * @returns {boolean}
 */
export function matchesText(text, query) {
  const words = split(text)
  return split(query).every((wanted) => words.some((word) => matchesWord(word, wanted)))
}

/** @param {string} text */
function split(text) {
  return fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean)
}

/**
 * @param {string} word
 * @param {string} wanted
 */
function matchesWord(word, wanted) {
  if (word.startsWith(wanted)) return true
  const stem = wanted.slice(0, Math.max(SHORTEST_STEM, wanted.length - LONGEST_ENDING))
  if (stem.length < SHORTEST_STEM) return false
  return word.startsWith(stem) || word.includes(wanted)
}
