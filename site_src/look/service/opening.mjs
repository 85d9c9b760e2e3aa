/**
 * Whether a service is open at a moment, in Finland's time wherever the reader is.
 *
 * An exception for the date goes before the week. On a public holiday that the hours do not speak of, and where one has
 * to make an appointment, nothing is said: the ordinary hours may not hold.
 *
 * @typedef {{
 *   days?: string[], opens?: string, closes?: string, overnight?: boolean, closed?: boolean, always?: boolean,
 *   by_appointment?: boolean, from?: string, to?: string, holiday?: string, weeks?: 'odd' | 'even',
 *   valid_from?: string, valid_to?: string,
 * }} Entry
 * @typedef {{date: string, day: string, time: string}} Local  2026-11-24, tue, 09:30
 */

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const DAY = 86_400_000
const CLOCK = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Helsinki',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const FIXED = /** @type {Record<string, string>} */ ({
  '01-01': 'new-years-day',
  '01-06': 'epiphany',
  '04-30': 'may-day-eve',
  '05-01': 'may-day',
  '12-06': 'independence-day',
  '12-24': 'christmas-eve',
  '12-25': 'christmas-day',
  '12-26': 'st-stephens-day',
  '12-31': 'new-years-eve',
})
const AFTER_EASTER = new Map([
  [-2, 'good-friday'],
  [0, 'easter-sunday'],
  [1, 'easter-monday'],
  [39, 'ascension-day'],
  [49, 'pentecost'],
])
// Their eves are ordinary days for most services.
const ORDINARY = ['may-day-eve', 'new-years-eve']

/**
 * @param {Date} moment
 * @returns {Local}
 */
export function inFinland(moment) {
  const part = Object.fromEntries(CLOCK.formatToParts(moment).map(({ type, value }) => [type, value]))
  const date = `${part.year}-${part.month}-${part.day}`
  return { date, day: dayOf(date), time: `${part.hour}:${part.minute}` }
}

/**
 * @param {Entry[]} hours
 * @param {Date} moment
 * @returns {boolean | null}  null when it can't be told
 */
export function isOpen(hours, moment) {
  const now = inFinland(moment)
  const yesterday = before(now.date)
  const running = hoursOn(hours, yesterday).some((entry) => !entry.by_appointment && runsOver(entry) && now.time < /** @type {string} */ (entry.closes))
  if (running) return true
  const today = hoursOn(hours, now.date)
  if (today.some((entry) => !entry.by_appointment && (entry.always || within(entry, now.time)))) return true
  if (today.some((entry) => entry.by_appointment)) return null
  const holiday = holidayOf(now.date)
  const spoken = today.some((entry) => entry.from || entry.holiday)
  if (holiday && !ORDINARY.includes(holiday) && !spoken) return null
  return hours.some((entry) => entry.opens || entry.closed || entry.always) ? false : null
}

/**
 * The entries that hold on a date: its exceptions if there are any, else those of the week.
 *
 * @param {Entry[]} hours
 * @param {string} date
 * @returns {Entry[]}
 */
function hoursOn(hours, date) {
  const valid = hours.filter((entry) => (entry.valid_from ?? '') <= date && date <= (entry.valid_to ?? '9999'))
  const day = dayOf(date)
  const holiday = holidayOf(date)
  const onDay = (/** @type {Entry} */ entry) => !entry.days || entry.days.includes(day)
  const dated = valid.filter((entry) => entry.from && entry.from <= date && date <= (entry.to ?? entry.from) && onDay(entry))
  if (dated.length > 0) return dated
  const named = valid.filter((entry) => entry.holiday && entry.holiday === holiday)
  if (named.length > 0) return named
  // Only what holds on holidays too is known of a holiday.
  const weekly = valid.filter((entry) => !entry.from && !entry.holiday && onDay(entry) && inWeek(entry, date))
  return holiday && !ORDINARY.includes(holiday) ? weekly.filter((entry) => entry.always) : weekly
}

/**
 * @param {Entry} entry
 * @param {string} time
 */
function within(entry, time) {
  if (!entry.opens || !entry.closes || time < entry.opens) return false
  return runsOver(entry) || time < entry.closes
}

/** @param {Entry} entry */
function runsOver(entry) {
  return Boolean(entry.opens && entry.closes && (entry.overnight || entry.closes <= entry.opens))
}

/**
 * @param {Entry} entry
 * @param {string} date
 */
function inWeek(entry, date) {
  return !entry.weeks || (week(date) % 2 === 1) === (entry.weeks === 'odd')
}

/**
 * The public holiday of a date in Finland, by the id that hours use, or null.
 *
 * @param {string} date
 * @returns {string | null}
 */
export function holidayOf(date) {
  const fixed = FIXED[date.slice(5)]
  if (fixed) return fixed
  const movable = AFTER_EASTER.get(Math.round((stamp(date) - easter(Number(date.slice(0, 4)))) / DAY))
  if (movable) return movable
  const [month, day] = [date.slice(5, 7), Number(date.slice(8))]
  if (month === '06' && dayOf(date) === 'fri' && day >= 19 && day <= 25) return 'midsummer-eve'
  if (month === '06' && dayOf(date) === 'sat' && day >= 20 && day <= 26) return 'midsummer-day'
  const november = `${date.slice(0, 4)}-10-31`
  const sinceLate = Math.round((stamp(date) - stamp(november)) / DAY)
  return dayOf(date) === 'sat' && sinceLate >= 0 && sinceLate <= 6 ? 'all-saints-day' : null
}

/**
 * Easter Sunday by the Gregorian rule of Meeus, Jones and Butcher.
 *
 * @param {number} year
 */
function easter(year) {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const n = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114
  return Date.UTC(year, Math.floor(n / 31) - 1, (n % 31) + 1)
}

/**
 * The number of the ISO week.
 *
 * @param {string} date
 */
function week(date) {
  const thursday = new Date(stamp(date))
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7))
  return Math.ceil(((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1)) / DAY + 1) / 7)
}

/** @param {string} date */
function dayOf(date) {
  return DAYS[new Date(stamp(date)).getUTCDay()]
}

/** @param {string} date */
function before(date) {
  return new Date(stamp(date) - DAY).toISOString().slice(0, 10)
}

/** @param {string} date */
function stamp(date) {
  return Date.parse(`${date}T00:00:00Z`)
}
