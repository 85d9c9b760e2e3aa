import assert from 'node:assert/strict'
import { test } from 'node:test'

import { holidayOf, inFinland, isOpen } from '../../../site_src/look/service/opening.mjs'

const WEEK = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], opens: '08:00', closes: '16:00' }]
/** A moment by the clock in Finland in winter. */
const at = (/** @type {string} */ text) => new Date(`${text}:00+02:00`)
const summer = (/** @type {string} */ text) => new Date(`${text}:00+03:00`)

test('the clock is that of Finland wherever the reader is, in winter and in summer', () => {
  assert.deepEqual(inFinland(new Date('2026-11-24T22:30:00Z')), { date: '2026-11-25', day: 'wed', time: '00:30' })
  assert.deepEqual(inFinland(new Date('2026-07-01T21:30:00Z')), { date: '2026-07-02', day: 'thu', time: '00:30' })
})

test('a week opens with its first minute and closes with its last', () => {
  assert.equal(isOpen(WEEK, at('2026-11-24T07:59')), false)
  assert.equal(isOpen(WEEK, at('2026-11-24T08:00')), true)
  assert.equal(isOpen(WEEK, at('2026-11-24T15:59')), true)
  assert.equal(isOpen(WEEK, at('2026-11-24T16:00')), false)
  assert.equal(isOpen(WEEK, at('2026-11-28T10:00')), false)
  assert.equal(isOpen(WEEK, summer('2026-07-01T08:00')), true)
})

test('an exception goes before the week', () => {
  const shorter = [...WEEK, { from: '2026-11-23', to: '2026-11-25', opens: '10:00', closes: '12:00' }]
  assert.equal(isOpen(shorter, at('2026-11-24T09:00')), false)
  assert.equal(isOpen(shorter, at('2026-11-24T11:00')), true)
  assert.equal(isOpen(shorter, at('2026-11-26T09:00')), true)
  const closed = [...WEEK, { from: '2026-11-24', closed: true }]
  assert.equal(isOpen(closed, at('2026-11-24T09:00')), false)
})

test('an exception for some days of a range leaves the others', () => {
  const some = [...WEEK, { from: '2026-11-23', to: '2026-11-29', days: ['tue'], closed: true }]
  assert.equal(isOpen(some, at('2026-11-24T09:00')), false)
  assert.equal(isOpen(some, at('2026-11-25T09:00')), true)
})

test('a night that began yesterday runs over midnight', () => {
  const night = [{ days: ['sat'], opens: '22:00', closes: '04:00', overnight: true }]
  assert.equal(isOpen(night, at('2026-11-28T23:00')), true)
  assert.equal(isOpen(night, at('2026-11-29T03:59')), true)
  assert.equal(isOpen(night, at('2026-11-29T04:00')), false)
  assert.equal(isOpen(night, at('2026-11-28T03:00')), false)
})

test('hours hold only while they are valid', () => {
  const season = [{ ...WEEK[0], valid_from: '2026-12-01', valid_to: '2026-12-23' }]
  assert.equal(isOpen(season, at('2026-11-24T09:00')), false)
  assert.equal(isOpen(season, at('2026-12-01T09:00')), true)
})

test('odd and even weeks are those of the calendar', () => {
  const odd = [{ ...WEEK[0], weeks: /** @type {'odd'} */ ('odd') }]
  assert.equal(isOpen(odd, at('2026-11-24T09:00')), false)
  assert.equal(isOpen(odd, at('2026-12-01T09:00')), true)
  assert.equal(isOpen(odd, at('2020-12-31T09:00')), true)
})

test('on a holiday that the hours do not speak of nothing is said', () => {
  assert.equal(isOpen(WEEK, at('2026-12-25T09:00')), null)
  assert.equal(isOpen([...WEEK, { from: '2026-12-25', closed: true }], at('2026-12-25T09:00')), false)
  assert.equal(isOpen([...WEEK, { holiday: 'christmas-day', closed: true }], at('2026-12-25T09:00')), false)
  assert.equal(isOpen([...WEEK, { holiday: 'christmas-day', opens: '09:00', closes: '10:00' }], at('2026-12-25T09:30')), true)
  assert.equal(isOpen([{ always: true }], at('2026-12-25T09:00')), true)
})

test('where one makes an appointment, and where nothing is known, nothing is said', () => {
  assert.equal(isOpen([{ by_appointment: true }], at('2026-11-24T09:00')), null)
  const asked = [{ ...WEEK[0], by_appointment: true }]
  assert.equal(isOpen(asked, at('2026-11-24T09:00')), null)
  assert.equal(isOpen(asked, at('2026-11-28T09:00')), false)
  const night = [{ days: ['tue'], opens: '22:00', closes: '04:00', overnight: true, by_appointment: true }]
  assert.notEqual(isOpen(night, at('2026-11-25T03:00')), true)
  assert.equal(isOpen([], at('2026-11-24T09:00')), null)
})

test('the end of the day is 24:00', () => {
  assert.equal(isOpen([{ days: ['tue'], opens: '00:00', closes: '24:00' }], at('2026-11-24T23:59')), true)
})

test('the holidays of Finland are found', () => {
  const days = {
    '2026-01-01': 'new-years-day',
    '2026-04-03': 'good-friday',
    '2026-04-05': 'easter-sunday',
    '2026-04-06': 'easter-monday',
    '2026-05-14': 'ascension-day',
    '2026-05-24': 'pentecost',
    '2026-06-19': 'midsummer-eve',
    '2026-06-20': 'midsummer-day',
    '2026-10-31': 'all-saints-day',
    '2027-03-28': 'easter-sunday',
    '2027-06-25': 'midsummer-eve',
    '2027-11-06': 'all-saints-day',
    '2026-11-24': null,
    '2026-06-26': null,
  }
  for (const [date, name] of Object.entries(days)) assert.equal(holidayOf(date), name, date)
})

test('a night runs over the turn of the year and over the change of the clock', () => {
  const nights = [{ opens: '22:00', closes: '04:00', overnight: true, valid_to: '2026-12-31' }]
  assert.equal(isOpen(nights, at('2026-12-31T23:30')), true)
  assert.equal(isOpen(nights, at('2027-01-01T03:30')), true)
  assert.equal(isOpen(nights, at('2027-01-01T23:30')), null)
  const saturday = [{ days: ['sat'], opens: '22:00', closes: '04:00', overnight: true }]
  // On 29 March 2026 the clock goes from 03:00 to 04:00, on 25 October 2026 from 04:00 back to 03:00.
  assert.equal(isOpen(saturday, new Date('2026-03-29T00:59:00Z')), true)
  assert.equal(isOpen(saturday, new Date('2026-03-29T01:00:00Z')), false)
  assert.equal(isOpen(saturday, new Date('2026-10-25T00:30:00Z')), true)
  assert.equal(isOpen(saturday, new Date('2026-10-25T01:30:00Z')), true)
  assert.equal(isOpen(saturday, new Date('2026-10-25T02:00:00Z')), false)
})
