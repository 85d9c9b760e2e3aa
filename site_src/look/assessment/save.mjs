/**
 * Answers to a file of the person's own and back. The file is the only copy; the page keeps none.
 */

import { WHOLE } from './conditions.mjs'

const FORMAT = 'kykypolku-answers'
// A full set of answers with the longest own words is about 10 KB.
const MAX_BYTES = 256 * 1024
const VERSION = /^\d+\.\d+\.\d+$/

/** The file is not one of ours, or damaged. */
export class SavedFileError extends Error {
  name = 'SavedFileError'
}

/** The file is one of ours, saved with another questionnaire of the site. */
export class OtherQuestionnaireError extends SavedFileError {
  name = 'OtherQuestionnaireError'
}

/**
 * @typedef {import('./conditions.mjs').Depth} Depth
 */

/**
 * @param {Record<string, string | string[]>} answers
 * @param {{questionnaire: string, version: string, depth?: Depth, disagree?: string[]}} about  disagree: the domains whose
 *   result the person sees otherwise
 * @param {Date} now
 * @returns {string}
 */
export function serialise(answers, { questionnaire, version, depth, disagree }, now) {
  return JSON.stringify({ format: FORMAT, questionnaire, version, saved: day(now), depth, disagree, answers }, null, 2) + '\n'
}

/**
 * The day by the person's own clock, as the page shows it.
 *
 * @param {Date} now
 */
function day(now) {
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()]
  return parts.map((part) => String(part).padStart(2, '0')).join('-')
}

/**
 * @param {string} text
 * @param {string} questionnaire  the one on this page
 * @returns {{version: string, saved: string, answers: Record<string, unknown>, depth: Depth, disagree: string[]}}  saved: the
 *   day, empty where the file does not say a real one
 */
export function parseSaved(text, questionnaire) {
  let content
  try {
    content = JSON.parse(text)
  } catch {
    throw new SavedFileError('The file is not JSON.')
  }
  if (!isRecord(content) || content.format !== FORMAT) throw new SavedFileError(`The file has no format "${FORMAT}".`)
  if (content.questionnaire !== questionnaire) throw new OtherQuestionnaireError(`The file is not about "${questionnaire}".`)
  if (!VERSION.test(String(content.version))) throw new SavedFileError('The file has no version.')
  if (!isRecord(content.answers)) throw new SavedFileError('The file has no answers.')
  return {
    version: String(content.version),
    saved: dayOf(content.saved),
    answers: content.answers,
    depth: depthOf(content.depth),
    disagree: textsOf(content.disagree),
  }
}

/** @param {unknown} saved */
function dayOf(saved) {
  const time = new Date(`${saved}T12:00`)
  return !Number.isNaN(time.getTime()) && day(time) === saved ? saved : ''
}

/** @param {unknown} saved */
function textsOf(saved) {
  return Array.isArray(saved) ? saved.filter((text) => typeof text === 'string') : []
}

/**
 * How much was asked; a file that does not say it comes from a time when the whole was.
 *
 * @param {unknown} saved
 * @returns {Depth}
 */
function depthOf(saved) {
  if (!isRecord(saved) || !['quick', 'none'].includes(String(saved.default))) return WHOLE
  return { default: /** @type {'quick' | 'none'} */ (saved.default), whole: textsOf(saved.whole) }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isRecord(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * @param {File} file
 * @returns {Promise<string>}
 */
export async function readFile(file) {
  if (file.size > MAX_BYTES) throw new SavedFileError(`The file has ${file.size} bytes; ours have at most ${MAX_BYTES}.`)
  return file.text()
}

/**
 * @param {string} text
 * @param {string} questionnaire  which names the file, so that those of two are told apart
 */
export function download(text, questionnaire) {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `${questionnaire}.json`
  document.body.append(link)
  link.click()
  link.remove()
  // Safari reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
