// Reads {index, entries: [{id, name, text, needs, municipalities}], queries} and writes, for each query, the ids found, the best first.
import { readFileSync } from 'node:fs'

import { rank, Search } from '../site_src/look/directory/search.mjs'

const { index, entries, queries } = JSON.parse(readFileSync(0, 'utf8'))
const search = new Search(index)
const ready = entries.map(({ id, name, text, needs, municipalities }) => ({ id, words: search.entry(name, text, needs, municipalities) }))
const found = queries.map((text) => {
  const query = search.query(text)
  return ready
    .map(({ id, words }, place) => ({ id, place, rank: rank(words, query) }))
    .filter((each) => each.rank > 0)
    .sort((a, b) => b.rank - a.rank || a.place - b.place)
    .map(({ id }) => id)
})
process.stdout.write(JSON.stringify(found))
