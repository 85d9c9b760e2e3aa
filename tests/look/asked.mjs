/**
 * What the page's script asks: reads a questionnaire and cases of answers and depth, writes the items asked in each.
 *
 * Usage: node asked.mjs < {questionnaire, cases}
 */
import { text } from 'node:stream/consumers'

import { ask } from '../../site_src/look/assessment/conditions.mjs'

const { questionnaire, cases } = JSON.parse(await text(process.stdin))
const asked = cases.map((/** @type {any} */ { answers, depth }) => {
  const { route, items } = ask(questionnaire, (item) => answers[item] ?? [], depth)
  return { route, items: [...items] }
})
process.stdout.write(JSON.stringify(asked))
