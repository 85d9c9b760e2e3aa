import assert from 'node:assert/strict'
import { test } from 'node:test'

import { fold, matchesText } from '../../../site_src/look/directory/search.mjs'

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

test('consonants that change inside a Finnish word are taken for one another', () => {
  for (const [text, query] of [
    ['Velka ja talous', 'velan'],
    ['Talous ja velat', 'velka'],
    ['Oma koti', 'kodin'],
    ['Kodin asiat', 'koti'],
    ['Asunnon hakeminen', 'asunto'],
    ['Uusi asunto', 'asunnossa'],
    ['Apu arkeen', 'avun'],
    ['Avun saaminen', 'apu'],
    ['Työpaikan etsiminen', 'työpaikka'],
    ['Uusi ammatti', 'ammatin'],
    ['Terveyden tuki', 'terveys'],
  ]) assert.equal(matchesText(text, query), true, `${query} in ${text}`)
})

test('an inflected word finds its short basic form', () => {
  assert.equal(matchesText('Työ ja toimeentulo', 'työtä'), true)
  assert.equal(matchesText('Raha-asiat', 'rahaa'), true)
})

test('an inflected word is found inside a compound', () => {
  assert.equal(matchesText('Talous- ja velkaneuvonta', 'neuvontaa'), true)
  assert.equal(matchesText('Mielenterveysneuvonta', 'neuvonnasta'), false)
})

test('alike is not the same', () => {
  for (const [text, query] of [
    ['Kela', 'kello'],
    ['Uni ja lepo', 'unohtaa'],
    ['Velkaneuvonta', 'velallinen'],
    ['Opiskelu', 'opettaja'],
  ]) assert.equal(matchesText(text, query), false, `${query} in ${text}`)
})
