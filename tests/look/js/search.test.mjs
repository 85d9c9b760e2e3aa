import assert from 'node:assert/strict'
import { test } from 'node:test'

import { fold, rank, Search } from '../../../site_src/look/directory/search.mjs'

const search = new Search({
  endings: [' ', 'n t', ' a', 'a'],
  paradigms: ['0 :0', '2 a:1 ka:2 ko:3'],
  words: ['velka 1', 'neuvonta 0', 'apu 0', 'oulu 0', 'koulutus 0', 'raahe 0', 'velkaneuvonta velka neuvonta'].join('\n'),
  forms: 'kohtaloni kohtalo',
  keywords: { debt: 'luotto, en osaa maksaa' },
  ignored: 'en',
  places: { 678: 'Raahe' },
})

/**
 * @param {string} text
 * @param {string} query
 * @param {{name?: string, needs?: string[], municipalities?: string[]}} more
 */
function ranked(text, query, { name = '', needs = [], municipalities = [] } = {}) {
  return rank(search.entry(name, text, needs, municipalities), search.query(query))
}

test('letters are compared without their marks', () => {
  assert.equal('tyollisyys', fold('Työllisyys'))
})

test('any form of a word finds any other', () => {
  for (const form of ['velka', 'velan', 'velkaa', 'velat', 'velkoa']) assert.notEqual(0, ranked('velka', form), form)
})

test('a word is found in a compound at its border only', () => {
  assert.notEqual(0, ranked('velkaneuvonta', 'velan'))
  assert.equal(0, ranked('koulutus', 'oulu'))
})

test('the beginning of a word is enough while it is no word yet, from three letters on', () => {
  assert.notEqual(0, ranked('velka', 'vel'))
  assert.equal(0, ranked('velka', 've'))
})

test('every word of the query must be found', () => {
  assert.equal(0, ranked('velka', 'velka apu'))
  assert.notEqual(0, ranked('velka ja apu', 'velka apu'))
})

test('words that say nothing are passed over', () => {
  assert.notEqual(0, ranked('velka', 'en velka'))
})

test('everyday words find what a need has services for', () => {
  assert.notEqual(0, ranked('', 'luotto', { needs: ['debt'] }))
  assert.equal(0, ranked('', 'luotto', { needs: ['mind'] }))
})

test('the name goes before the need, and the need before the text', () => {
  const [name, need, text] = [ranked('', 'velka', { name: 'velka' }), ranked('', 'luotto', { needs: ['debt'] }), ranked('velka', 'velka')]
  assert.ok(name > need && need > text, `${name} ${need} ${text}`)
})

test('beside another word a place leaves in what is served everywhere', () => {
  assert.notEqual(0, ranked('velka', 'velka raahe'))
  assert.equal(0, ranked('velka', 'velka raahe', { municipalities: ['564'] }))
  assert.equal(0, ranked('velka', 'raahe'))
})
