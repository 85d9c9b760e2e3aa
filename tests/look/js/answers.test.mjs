import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Answers, compareVersions, migrate } from '../../../site_src/look/assessment/answers.mjs'

const items = [
  { id: 'mood.calm', several: false, maxLength: null, limits: null, options: ['never', 'often'] },
  { id: 'hopes.barriers', several: true, maxLength: null, limits: null, options: ['health', 'money', 'nothing'], apart: ['nothing'] },
  { id: 'own.well', several: false, maxLength: 100, limits: null, options: [] },
]

test('an emptied answer is the same as a skipped question', () => {
  const answers = new Answers()
  answers.set('mood.calm', ['often'])
  answers.set('mood.calm', [])
  answers.set('own.well', ['  \n'])

  assert.equal(true, answers.empty)
  assert.deepEqual([], answers.get('mood.calm'))
})

test('answers become a list only where several can be chosen', () => {
  const answers = new Answers()
  answers.set('mood.calm', ['often'])
  answers.set('hopes.barriers', ['money'])
  answers.set('own.well', ['Wood work'])

  const expected = { 'mood.calm': 'often', 'hopes.barriers': ['money'], 'own.well': 'Wood work' }
  assert.deepEqual(expected, answers.toObject(items))
})

test('only the asked questions are sent, and the others are kept', () => {
  const answers = new Answers()
  answers.set('mood.calm', ['often'])

  assert.deepEqual({}, answers.toObject(items.slice(1)))
  assert.deepEqual(['often'], answers.get('mood.calm'))
})

test('clearing leaves nothing', () => {
  const answers = new Answers()
  answers.set('mood.calm', ['often'])
  answers.clear()

  assert.deepEqual({}, answers.toObject(items))
})

test('saved answers that still fit are kept', () => {
  const saved = { 'mood.calm': 'never', 'hopes.barriers': ['health', 'money'], 'own.well': 'Wood work' }
  const { kept, dropped } = migrate(saved, items)

  assert.deepEqual([], dropped)
  assert.deepEqual(['health', 'money'], kept.get('hopes.barriers'))
  assert.equal(3, kept.size)
})

test('saved answers to a changed question are named and left out, those to a vanished one counted', () => {
  const saved = { 'mood.calm': 'daily', 'hopes.barriers': 'hunger', gone: 'yes', 'own.well': 7, 'gone.too': 'no' }
  const { kept, dropped, unknown } = migrate(saved, items)

  assert.deepEqual(['mood.calm', 'hopes.barriers', 'own.well'], dropped)
  assert.equal(2, unknown)
  assert.equal(0, kept.size)
})

test('own words that are too long are left out whole, never cut', () => {
  assert.deepEqual(['own.well'], migrate({ 'own.well': 'x'.repeat(101) }, items).dropped)
})

test('a saved number is kept within its limits and on its steps, as the scoring takes it, and not as words', () => {
  const limits = { low: '0', high: '80', by: '0.1' }
  const hours = [{ id: 'work.hours', several: false, maxLength: null, limits, options: ['does-not-apply'] }]
  const kept = (/** @type {string} */ entry) => migrate({ 'work.hours': entry }, hours).kept.has('work.hours')

  for (const entry of ['0', '37.5', '79.9', '0.30', 'does-not-apply']) assert.equal(kept(entry), true, entry)
  for (const entry of ['81', '80.1', '-1', '0.25', '', 'many', '1e1', '.5', '+5', ' 5', `5.${'0'.repeat(20)}`]) {
    assert.equal(kept(entry), false, entry)
  }
})

test('one answer from before several could be given stands alone', () => {
  assert.deepEqual(['money'], migrate({ 'hopes.barriers': 'money' }, items).kept.get('hopes.barriers'))
})

test('an option that stands alone gives way to those beside it', () => {
  assert.deepEqual(['money'], migrate({ 'hopes.barriers': ['money', 'nothing'] }, items).kept.get('hopes.barriers'))
  assert.deepEqual(['nothing'], migrate({ 'hopes.barriers': ['nothing'] }, items).kept.get('hopes.barriers'))
})

test('answers of an earlier version are brought to the options of today, and what is asked no more is told', () => {
  const migrations = [{ before: '1.1.0', renamed: [{ items: ['mood.calm'], options: { seldom: 'never' } }], dropped: ['mood.trust'] }]
  const found = migrate({ 'mood.calm': 'seldom', 'mood.trust': 'often', stranger: 'x' }, items, migrations)

  assert.deepEqual(['never'], found.kept.get('mood.calm'))
  assert.equal(1, found.renamed)
  assert.deepEqual(['mood.trust'], found.gone)
  assert.equal(1, found.unknown)
})

test('versions are compared by their numbers', () => {
  assert.ok(compareVersions('1.10.0', '1.9.9') > 0)
  assert.ok(compareVersions('1.0.0', '1.1.0') < 0)
  assert.equal(0, compareVersions('1.1.0', '1.1.0'))
})
