import assert from 'node:assert/strict'
import { test } from 'node:test'

import { OtherQuestionnaireError, parseSaved, readFile, SavedFileError, serialise } from '../../../site_src/look/assessment/save.mjs'

const about = { questionnaire: 'kykypolku', version: '1.0.0' }
const now = new Date('2026-11-24T09:00:00Z')

test('what was saved can be opened again', () => {
  const answers = { 'mood.calm': 'often', 'hopes.barriers': ['money'] }

  const depth = { default: 'whole', whole: [] }
  const disagree = ['mood']
  const expected = { version: '1.0.0', saved: '2026-11-24', answers, depth, disagree }
  assert.deepEqual(expected, parseSaved(serialise(answers, { ...about, disagree }, now), 'kykypolku'))
})

test('a file without a real day or own view says neither', () => {
  const file = JSON.parse(serialise({}, about, now))
  for (const [saved, disagree] of [[undefined, undefined], ['2026-02-31', 'mood'], ['yesterday', [1, null]], [20261124, {}]]) {
    const read = parseSaved(JSON.stringify({ ...file, saved, disagree }), 'kykypolku')
    assert.deepEqual({ saved: '', disagree: [] }, { saved: read.saved, disagree: read.disagree })
  }
})

test('a file remembers how much was asked', () => {
  const depth = /** @type {any} */ ({ default: 'quick', whole: ['mood'] })

  assert.deepEqual(depth, parseSaved(serialise({}, { ...about, depth }, now), 'kykypolku').depth)
})

test('the file says what it is and when it was saved', () => {
  const content = JSON.parse(serialise({}, about, now))

  assert.equal('kykypolku-answers', content.format)
  assert.equal('2026-11-24', content.saved)
})

test('the day is that of the clock of the person', () => {
  process.env.TZ = 'Europe/Helsinki'

  assert.equal('2027-01-01', JSON.parse(serialise({}, about, new Date('2026-12-31T22:30:00Z'))).saved)
})

test('anything but a whole file of ours is refused', () => {
  const good = JSON.parse(serialise({}, about, now))
  const broken = [
    '',
    'null',
    '[]',
    '{"format": "kykypolku-answers"',
    JSON.stringify({ ...good, format: 'other' }),
    JSON.stringify({ ...good, questionnaire: 'other' }),
    JSON.stringify({ ...good, answers: ['often'] }),
    JSON.stringify({ ...good, version: 'newest' }),
  ]

  for (const text of broken) assert.throws(() => parseSaved(text, 'kykypolku'), SavedFileError, text)
})

test('a file of another questionnaire is told from a damaged one', () => {
  const theirs = serialise({ 'day.energy': 'often' }, { ...about, questionnaire: 'work-day' }, now)

  assert.throws(() => parseSaved(theirs, 'kykypolku'), OtherQuestionnaireError)
  assert.throws(() => parseSaved('{}', 'kykypolku'), (error) => !(error instanceof OtherQuestionnaireError))
})

test('a file too large to be ours is refused unread', async () => {
  const file = /** @type {any} */ ({ size: 10_000_000, text: () => assert.fail('it was read') })

  await assert.rejects(readFile(file), SavedFileError)
})
