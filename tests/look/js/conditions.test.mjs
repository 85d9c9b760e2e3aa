import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ask, holds } from '../../../site_src/look/assessment/conditions.mjs'

/** @param {Record<string, string[]>} facts */
const facts = (facts) => new Map(Object.entries(facts))

test('an empty condition always holds', () => {
  assert.equal(true, holds({}, facts({})))
})

test('a list holds when any of its values was given', () => {
  const condition = { situation: ['employed', 'entrepreneur'] }

  assert.equal(true, holds(condition, facts({ situation: ['entrepreneur'] })))
  assert.equal(false, holds(condition, facts({ situation: ['jobseeker'] })))
  assert.equal(false, holds(condition, facts({})))
})

test('a star holds for any answer and for no skipped question', () => {
  assert.equal(true, holds({ situation: ['*'] }, facts({ situation: ['caring'] })))
  assert.equal(false, holds({ situation: ['*'] }, facts({ situation: [] })))
  assert.equal(true, holds({ not: { situation: ['*'] } }, facts({})))
})

test('every key of a condition must hold', () => {
  const condition = { route: ['employed'], 'conditions.time': ['never'] }

  assert.equal(true, holds(condition, facts({ route: ['employed'], 'conditions.time': ['never'] })))
  assert.equal(false, holds(condition, facts({ route: ['employed'], 'conditions.time': ['often'] })))
})

test('all, any and not combine conditions at any depth', () => {
  const condition = { all: [{ any: [{ a: ['1'] }, { b: ['1'] }] }, { not: { c: ['1'] } }] }

  assert.equal(true, holds(condition, facts({ b: ['1'] })))
  assert.equal(false, holds(condition, facts({ b: ['1'], c: ['1'] })))
  assert.equal(true, holds({ all: [] }, facts({})))
  assert.equal(false, holds({ any: [] }, facts({})))
})

test('a number is compared with both limits, and a skipped or wordy answer never holds', () => {
  assert.equal(true, holds({ ability: { at_most: 4 } }, facts({ ability: ['4'] })))
  assert.equal(false, holds({ ability: { at_most: 4 } }, facts({ ability: ['10'] })))
  assert.equal(true, holds({ ability: { at_least: 2, at_most: 4 } }, facts({ ability: ['2'] })))
  assert.equal(true, holds({ ability: { at_most: 4 } }, facts({ ability: ['0'] })))
  assert.equal(false, holds({ ability: { at_most: 4 } }, facts({})))
  assert.equal(false, holds({ ability: { at_most: 4 } }, facts({ ability: ['does-not-apply'] })))
})

const model = {
  routes: [
    { id: 'employed', when: { situation: ['employed'] } },
    { id: 'open', when: { not: { situation: ['*'] } } },
  ],
  steps: [
    { id: 'situation', askedIf: {}, scored: false, items: [{ id: 'situation', askedIf: {}, quick: true }] },
    {
      id: 'conditions',
      askedIf: { route: ['employed'] },
      scored: true,
      items: [
        { id: 'time', askedIf: {}, quick: false },
        { id: 'manager', askedIf: { time: ['never'] }, quick: false },
      ],
    },
    { id: 'hopes', askedIf: { route: ['open'] }, scored: false, items: [{ id: 'next', askedIf: {}, quick: false }] },
  ],
}

/** @param {Record<string, string[]>} answers */
const asked = (answers) => ask(model, (item) => answers[item] ?? [])

test('the route follows from the situation and opens its steps', () => {
  assert.equal('employed', asked({ situation: ['employed'] }).route)
  assert.deepEqual(['situation', 'conditions'], [...asked({ situation: ['employed'] }).steps])
  assert.deepEqual(['situation', 'hopes'], [...asked({}).steps])
})

test('where no route holds, no step that needs one is asked', () => {
  assert.equal(null, asked({ situation: ['unheard'] }).route)
  assert.deepEqual(['situation'], [...asked({ situation: ['unheard'] }).steps])
})

test("a hidden question's old answer is no fact and opens nothing", () => {
  const answers = { time: ['never'], manager: ['often'] }

  assert.deepEqual(['situation', 'next'], [...asked(answers).items])
  assert.equal(false, asked(answers).facts.has('time'))
})

test('an answer opens the questions that come after it', () => {
  assert.deepEqual(['situation', 'time', 'manager'], [...asked({ situation: ['employed'], time: ['never'] }).items])
})
