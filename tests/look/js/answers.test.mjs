import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Answers, migrate } from '../../../site_src/look/assessment/answers.mjs'

const items = [
  { id: 'mood.calm', several: false, maxLength: null, limits: null, options: ['never', 'often'] },
  { id: 'hopes.barriers', several: true, maxLength: null, limits: null, options: ['health', 'money'] },
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
  const saved = { 'mood.calm': 'daily', 'hopes.barriers': 'money', gone: 'yes', 'own.well': 7, 'gone.too': 'no' }
  const { kept, dropped, unknown } = migrate(saved, items)

  assert.deepEqual(['mood.calm', 'hopes.barriers', 'own.well'], dropped)
  assert.equal(2, unknown)
  assert.equal(0, kept.size)
})

test('own words that are too long are left out whole, never cut', () => {
  assert.deepEqual(['own.well'], migrate({ 'own.well': 'x'.repeat(101) }, items).dropped)
})

test('a saved number is kept within its limits, and not as words', () => {
  const hours = [{ id: 'work.hours', several: false, maxLength: null, limits: { low: 0, high: 80 }, options: ['does-not-apply'] }]
  const kept = (/** @type {string} */ entry) => migrate({ 'work.hours': entry }, hours).kept.has('work.hours')

  assert.deepEqual([true, true, true, false, false, false], ['0', '37.5', 'does-not-apply', '81', '', 'many'].map(kept))
})
