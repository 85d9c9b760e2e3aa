import assert from 'node:assert/strict'
import { test } from 'node:test'

import { movedFrom, placesOf } from '../../../site_src/look/result/compare.mjs'

const row = (/** @type {string} */ domain, /** @type {number} */ stop, quick = false) => ({ domain, stop, quick, kind: 'varies' })
const picture = { groups: [{ rows: [row('mood', 2), row('body', 4)] }, { rows: [row('work', 3, true)] }] }

test('only whole areas have a place to compare with', () => {
  assert.deepEqual(['mood', 'body'], [...placesOf(picture).keys()])
  assert.equal(0, placesOf(null).size)
})

test('a row tells of then only where it moved, and where both were looked at whole', () => {
  const earlier = { date: '3.6.2026', places: placesOf(picture) }

  assert.deepEqual({ kind: 'varies', stop: 2 }, movedFrom(row('mood', 3), earlier))
  assert.equal(null, movedFrom(row('body', 4), earlier))
  assert.equal(null, movedFrom(row('mood', 3, true), earlier))
  assert.equal(null, movedFrom(row('skills', 3), earlier))
  assert.equal(null, movedFrom(row('mood', 3), null))
})
