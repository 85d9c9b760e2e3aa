import assert from 'node:assert/strict'
import { test } from 'node:test'

import { fold, matchesText } from '../../../site_src/theme/assets/js/search.mjs'

test('letters are compared without their marks', () => {
  assert.equal('tyollisyys', fold('Työllisyys'))
  assert.equal(true, matchesText('Pohjois-Pohjanmaan työllisyysalue', 'tyollisyys'))
})

test('the beginning of a word is enough', () => {
  assert.equal(true, matchesText('Talous- ja velkaneuvonta', 'vel'))
})

test('an ending may differ', () => {
  assert.equal(true, matchesText('Velkaneuvonta', 'velkaan'))
  assert.equal(true, matchesText('Asuntoneuvonta', 'asuntoa'))
})

test('a longer word is found inside a compound', () => {
  assert.equal(true, matchesText('Mielenterveyden tuki', 'terveyden'))
})

test('every word of the query must be found', () => {
  assert.equal(true, matchesText('Velkaneuvonta Oulussa', 'oulu velka'))
  assert.equal(false, matchesText('Velkaneuvonta Oulussa', 'velka raahe'))
})

test('an empty query finds everything', () => {
  assert.equal(true, matchesText('Velkaneuvonta', '  '))
})

test('other words are not found', () => {
  assert.equal(false, matchesText('Velkaneuvonta', 'uni'))
})
