/**
 * The assessment page: puts together questions, answers, scoring and result.
 *
 * The page itself can be replaced while it is open, by the same page in another language. So what lasts is kept in
 * `session`, and what belongs to the page on the screen in `screen`.
 */
import { Answers, compareVersions, migrate } from './answers.mjs'
import { ask, WHOLE } from './conditions.mjs'
import { element, focusOn } from '../base/dom.mjs'
import { Engine } from '../python/engine.mjs'
import { markAnswered, readAnswer, readQuestionnaire, settleConflicts, unfit, writeAnswer } from './fields.mjs'
import { openBeside } from '../frame/beside.mjs'
import { confirm, hideWhileAway } from './guard.mjs'
import { readLanguages, switchTo } from '../frame/language.mjs'
import { leave, onShifts } from '../frame/leave.mjs'
import { say } from './messages.mjs'
import { Cards } from '../result/cards.mjs'
import { placesOf } from '../result/compare.mjs'
import { moveRow } from '../result/path.mjs'
import { composeReport, markPaper } from '../result/result.mjs'
import { composeCheck, describePicture } from './review.mjs'
import { download, OtherQuestionnaireError, parseSaved, readFile, serialise } from './save.mjs'
import { AREAS, CHECK, Steps } from './steps.mjs'
import { fill, readTexts } from './texts.mjs'
import { Trail } from './trail.mjs'

/** The place of the result; those of the form are known to `Steps`. */
const RESULT = '#result'
/** What a link to this page may ask for, in its fragment: another way to begin. */
const BEGINNINGS = {
  '#quick': { depth: /** @type {import('./conditions.mjs').Depth} */ ({ default: 'quick', whole: [] }), place: '' },
  '#areas': { depth: WHOLE, place: AREAS },
}

const session = {
  answers: new Answers(),
  depth: WHOLE,
  /** @type {Set<string>} */
  disagree: new Set(),
  /** Whether the person has a copy of what they answered, on paper or in a file. */
  kept: true,
  leaving: false,
  /** Whether the check of answers has been seen; from then on every step leads back to it. */
  checked: false,
  /** What the answers of now give, or null while nobody has asked. @type {any} */
  result: null,
  /** What the result is compared with: the day of an earlier file, and where its areas stood.
   * @type {{day: string, places: Map<string, import('../result/compare.mjs').Place>} | null} */
  earlier: null,
  /** Counts scorings, so that a late one does not replace a newer one. */
  scoring: 0,
  /** What a file replaced, until something else is answered. @type {(() => void) | null} */
  undo: null,
}

let screen = openScreen()
const beginning = BEGINNINGS[/** @type {keyof typeof BEGINNINGS} */ (location.hash)]
session.depth = beginning?.depth ?? WHOLE
const trail = new Trail(beginning?.place || screen.steps.first, showPlace)
const cards = new Cards(JSON.parse(screen.form.dataset.cards ?? '{}'))
const engine = new Engine({ ...runtimeOptions(), alsoRead, rehearsal, onChange: showRuntime })

/** Binds the page that is on the screen now. */
function openScreen() {
  const form = /** @type {HTMLElement} */ (document.querySelector('form[data-assessment]'))
  const questionnaire = readQuestionnaire(form)
  const texts = readTexts(document)
  openBeside(texts['new-tab'])
  return { form, questionnaire, texts, steps: new Steps(form, questionnaire, texts) }
}

function runtimeOptions() {
  const { worker, files } = screen.form.dataset
  return { url: new URL(worker ?? '', document.baseURI).href, manifest: JSON.parse(files ?? '[]') }
}

/** What the person may still need when the network is locked: the cards, and the page in another language. */
async function alsoRead() {
  const read = (/** @type {string} */ language) => cards.read(language)
  await Promise.all([read(screen.form.dataset.language ?? ''), readLanguages(read)])
}

/**
 * @param {string} selector
 * @returns {HTMLElement}
 */
function part(selector) {
  return /** @type {HTMLElement} */ (document.querySelector(selector))
}

// Questions

/** @returns {import('./conditions.mjs').Asked} */
function asked(answers = session.answers, depth = session.depth) {
  return ask(screen.questionnaire, (item) => answers.get(item), depth)
}

/** @param {Event} event */
function onAnswer(event) {
  const target = /** @type {HTMLElement} */ (event.target)
  const fieldset = /** @type {HTMLElement | null} */ (target.closest?.('[data-item]'))
  if (!fieldset) return
  const unticked = settleConflicts(fieldset, event.target)
  setAnswer(fieldset, readAnswer(fieldset))
  for (const input of fieldset.querySelectorAll('input:valid')) input.removeAttribute('aria-invalid')
  if (unticked) say(screen.texts.unticked, fieldset)
}

/**
 * @param {HTMLElement} fieldset
 * @param {string[]} given
 */
function setAnswer(fieldset, given) {
  session.answers.set(fieldset.dataset.item ?? '', given)
  session.kept = session.answers.empty
  session.undo = null
  goOn()
  markAnswered(fieldset, given.length > 0)
  updateSteps()
}

function updateSteps() {
  session.result = null
  screen.steps.update(asked(), (item) => session.answers.get(item).length > 0)
}

/** The questions can be answered before this script runs; what was answered by then counts. */
function adoptAnswers() {
  for (const item of screen.questionnaire.items) session.answers.set(item.id, readAnswer(item.fieldset))
  session.kept = session.answers.empty
}

function writeAnswers() {
  for (const item of screen.questionnaire.items) writeAnswer(item.fieldset, session.answers.get(item.id))
  updateSteps()
}

/** What cannot be an answer is not taken: that is said beside it, with what can. @param {HTMLInputElement} input */
function tellUnfit(input) {
  const range = input.closest('[data-item]')?.querySelector('[data-range]')?.textContent ?? ''
  input.setAttribute('aria-invalid', 'true')
  say(`${screen.texts['number-wrong']} ${range}`, input, { wrong: true })
}

/** A text field takes no more than fits; what it leaves out is said. @param {ClipboardEvent} event */
function onPaste(event) {
  const field = event.target
  if (!(field instanceof HTMLTextAreaElement) || field.maxLength < 0) return
  const pasted = event.clipboardData?.getData('text/plain').replaceAll('\r\n', '\n') ?? ''
  const free = field.maxLength - field.value.length + (field.selectionEnd - field.selectionStart)
  const over = pasted.length - free
  // The answer that the paste makes is taken first, and clears what was said before.
  if (over > 0) setTimeout(() => say(fill(screen.texts['too-long'], { count: over, most: field.maxLength }), field))
}

// Places

/**
 * Shows a place of the trail, and says where that is.
 *
 * @param {string} place
 */
function showPlace(place) {
  if (session.leaving) return
  if (place === RESULT && session.result === null) {
    showResult()
    return
  }
  if (place !== RESULT) screen.steps.show(place)
  if (place === CHECK) showCheck()
  showView()
  if (place === RESULT) focusOn(part('[data-report] h2'))
  else screen.steps.focus()
  if (part('[data-news]').childNodes.length > 0) part('[data-news]').scrollIntoView({ block: 'start' })
}

/** @param {string} place */
function goTo(place) {
  goOn()
  trail.go(place)
}

function showCheck() {
  session.checked = true
  const list = part('[data-check-list]')
  const more = list.dataset.answerMore ?? ''
  list.replaceChildren(...composeCheck(screen.steps.asked, session.answers, session.depth, screen.texts, more))
  part('[data-check-whole]').hidden = session.depth.default === 'whole'
  const told = part('[data-check-picture]')
  told.textContent = ''
  if (engine.state !== 'ready') return
  const turn = session.scoring
  const tell = (/** @type {any} */ result) => {
    if (turn === session.scoring && !result.error) told.textContent = describePicture(result, screen.texts)
  }
  engine.score(scoreRequest()).then(tell, () => {})
}

function showView() {
  const finished = trail.place === RESULT
  screen.form.hidden = finished
  part('[data-result]').hidden = !finished
  part('[data-way]').hidden = finished
  part('[data-step-buttons] [data-action="check"]').hidden = !session.checked || [CHECK, AREAS].includes(screen.steps.current)
  document.title = finished ? `${part('[data-report] h2').textContent} – ${screen.steps.page}` : screen.steps.title
}

// Result

/** @param {Element | null} [button] */
async function finish(button = null) {
  if (engine.state !== 'ready') say(screen.texts.waiting, button)
  await showResult()
}

/** @param {(() => HTMLElement | null) | null} [focusTarget]  what takes the focus; the result's heading when left out */
async function showResult(focusTarget = null) {
  const turn = ++session.scoring
  let result
  try {
    result = await engine.score(scoreRequest())
  } catch {
    if (turn === session.scoring) showFailure()
    return
  }
  if (turn !== session.scoring || session.leaving) return
  if (result.error) {
    say(screen.texts.error, part('[data-main-finish]'), { wrong: true })
    return
  }
  say('')
  session.result = result
  const shown = around(result.language)
  arrive(composeReport(result.report, shown))
  markPaper(`${part('[data-result]').dataset.site} · ${shown.date}`)
  openBeside(screen.texts['new-tab'])
  if (focusTarget && trail.place === RESULT) {
    showView()
    focusTarget()?.focus({ preventScroll: true })
  } else trail.go(RESULT)
}

/** @param {string} language */
function around(language) {
  return {
    texts: screen.texts,
    pages: JSON.parse(part('[data-result]').dataset.pages ?? '{}'),
    language: document.documentElement.lang,
    date: dated(new Date()),
    earlier: session.earlier && { date: dated(new Date(`${session.earlier.day}T12:00`)), places: session.earlier.places },
    findCard: (/** @type {string} */ id) => cards.find(language, id),
  }
}

/** Never in numbers alone where the order of day and month could be mistaken. @param {Date} time */
function dated(time) {
  return time.toLocaleDateString(document.documentElement.lang, { dateStyle: 'medium' })
}

/**
 * Puts the result on the page. Laying it all out takes longer than the scoring, so what lies below the screen, which the
 * style sheet knows by `data-arriving`, has its turn after the first frame.
 *
 * @param {HTMLElement[]} sections
 */
function arrive(sections) {
  const report = part('[data-report]')
  report.dataset.arriving = ''
  report.replaceChildren(...sections)
  requestAnimationFrame(() => setTimeout(() => delete report.dataset.arriving))
}

/** @param {{answers: Answers, disagree: Set<string>, depth: import('./conditions.mjs').Depth}} of */
function scoreRequest({ answers, disagree, depth } = session) {
  const { items } = asked(answers, depth)
  const visible = screen.questionnaire.items.filter(({ id }) => items.has(id))
  return { answers: answers.toObject(visible), language: screen.form.dataset.language, disagree: [...disagree], depth }
}

/** Nobody's answers, the first option everywhere, for the scoring to practise on. */
function rehearsal() {
  const answers = new Answers()
  for (const { id, options } of screen.questionnaire.items) answers.set(id, options.slice(0, 1))
  return scoreRequest({ answers, disagree: new Set(), depth: session.depth })
}

function showFailure() {
  say('')
  if (trail.place === RESULT) trail.go(CHECK)
  part('[data-failed]').hidden = false
  focusOn(part('[data-failed] h2'))
}

/** @param {string} state */
function showRuntime(state) {
  const locked = document.documentElement.dataset.network === 'locked'
  const ready = locked ? screen.texts.locked : screen.texts['not-locked']
  const text = { loading: screen.texts.loading, ready, failed: screen.texts.failed }[state] ?? ''
  part('[data-runtime-text]').textContent = text
  part('[data-saver]').hidden = state !== 'idle'
  if (state !== 'failed') part('[data-failed]').hidden = true
  if (state === 'ready' && trail.place === CHECK) showCheck()
}

// What the person can do

/** @type {Record<string, (button: Element) => unknown>} */
const actions = {
  next() {
    const wrong = unfit(screen.form)
    if (wrong) {
      tellUnfit(wrong)
      wrong.focus()
      return
    }
    if (screen.steps.current === AREAS) chooseAreas()
    goTo(screen.steps.current === AREAS ? screen.steps.first : screen.steps.next)
  },
  back() {
    goTo(screen.steps.previous ?? screen.steps.first)
  },
  check: () => goTo(CHECK),
  finish,
  retry: finish,
  load: () => engine.start().catch(showFailure),
  edit: () => goTo(CHECK),
  whole() {
    session.depth = WHOLE
    updateSteps()
    goTo(CHECK)
  },
  print() {
    session.kept = true
    window.print()
  },
  save(button) {
    const how = { ...about(), depth: session.depth, disagree: [...session.disagree] }
    download(serialise(session.answers.toObject(itemsToSave()), how, new Date()), about().questionnaire)
    session.kept = true
    say(screen.texts.saved, button)
  },
  open: () => part('[data-file]').click(),
  compare: () => part('[data-earlier]').click(),
  'compare-end'() {
    session.earlier = null
    showResult()
  },
  async clear() {
    const { texts } = screen
    if (await confirm({ question: texts['clear-confirm'], yes: texts.clear, no: texts.cancel })) clear()
  },
  undo: () => session.undo?.(),
  leave: leaveNow,
}

/** From the result, which others may see, what is sensitive goes into a file only when it is ticked. */
function itemsToSave() {
  const all = trail.place !== RESULT || part('[data-with="sensitive"]')?.matches(':checked')
  return screen.questionnaire.items.filter(({ fieldset }) => all || !fieldset.closest('[data-sensitive-step]'))
}

/** Whoever goes on with the questions is not thrown into a result that was asked for before, and old news is old. */
function goOn() {
  session.scoring++
  say('')
}

/** Asks only about what the person ticked; who ticks nothing is asked about all. */
function chooseAreas() {
  const chosen = [...document.querySelectorAll('[data-area]:checked')].map((box) => /** @type {HTMLInputElement} */ (box).value)
  session.depth = chosen.length > 0 ? { default: 'none', whole: chosen } : WHOLE
  updateSteps()
}

/** @param {string} step  to be asked wholly from now on */
function deepen(step) {
  session.depth = { ...session.depth, whole: [...session.depth.whole, step] }
  updateSteps()
  goTo(step)
}

/** Forgets everything, and begins anew. */
function clear() {
  session.answers.clear()
  session.disagree.clear()
  session.earlier = null
  session.kept = true
  session.checked = false
  session.undo = null
  part('[data-report]').replaceChildren()
  writeAnswers()
  trail.forget()
  goTo(screen.steps.first)
  say(screen.texts.cleared)
  part('[data-news]').scrollIntoView({ block: 'start' })
}

/**
 * Whether nothing would be lost by what follows, or the person lets it be lost.
 *
 * @param {string} question
 * @param {string} yes
 */
async function mayDiscard(question, yes) {
  return session.kept || session.answers.empty || (await confirm({ question, yes, no: screen.texts.cancel }))
}

function about() {
  const { questionnaire, version } = screen.form.dataset
  return { questionnaire: questionnaire ?? '', version: version ?? '' }
}

function leaveNow() {
  session.leaving = true
  const { href } = /** @type {HTMLAnchorElement} */ (part('[data-action="leave"]'))
  session.answers.clear()
  session.result = session.earlier = null
  leave(href, trail.length)
}

// Files

/**
 * What the person chose, with its answers as this version asks them; null where nothing can be used, which is said beside
 * the button.
 *
 * @param {HTMLInputElement} input
 * @param {HTMLElement} button
 */
async function readChosen(input, button) {
  const file = input.files?.[0]
  input.value = ''
  if (!file) return null
  const { texts } = screen
  let saved
  try {
    saved = parseSaved(await readFile(file), about().questionnaire)
  } catch (error) {
    say(error instanceof OtherQuestionnaireError ? texts['open-other'] : texts['open-error'], button, { wrong: true })
    return null
  }
  if (compareVersions(saved.version, about().version) > 0) {
    say(texts['open-newer'], button, { wrong: true })
    return null
  }
  const needed = migrations().filter(({ before }) => compareVersions(saved.version, before) < 0)
  const found = migrate(saved.answers, screen.questionnaire.items, needed)
  if (found.kept.size > 0) return { saved, found, changed: needed.length > 0 }
  say([texts['open-empty'], ...describeLeft(found)].join(' '), button, { wrong: true })
  return null
}

/** @param {HTMLInputElement} input */
async function openFile(input) {
  const { texts } = screen
  const chosen = await readChosen(input, part('form [data-action="open"]'))
  if (!chosen) return
  const { saved, found } = chosen
  if (!(await mayDiscard(texts['open-confirm'], texts['open-replace']))) return
  const before = { answers: session.answers.all, disagree: session.disagree, depth: session.depth, kept: session.kept }
  const domains = JSON.parse(screen.form.dataset.domains ?? '[]')
  const disagree = new Set(saved.disagree.filter((domain) => domains.includes(domain)))
  replaceAnswers({ answers: found.kept, disagree, depth: saved.depth, kept: true })
  goTo(CHECK)
  session.undo = () => {
    replaceAnswers(before)
    goTo(CHECK)
    tell(texts.undone)
  }
  const undo = before.answers.length > 0 ? element('button', { type: 'button', class: 'link-button', 'data-action': 'undo' }, texts.undo) : ''
  tell(element('span', {}, describeOpened(found), ' ', undo))
}

/**
 * The picture of now beside that of an earlier file. Where the questions have changed since, the two say different things.
 *
 * @param {HTMLInputElement} input
 */
async function compareWith(input) {
  const { texts } = screen
  const button = part('[data-action="compare"]')
  const chosen = await readChosen(input, button)
  if (!chosen) return
  const { saved, found, changed } = chosen
  if (changed) {
    say(texts['compare-changed'], button, { wrong: true })
    return
  }
  const answers = new Answers()
  answers.restore(found.kept)
  const turn = session.scoring
  const then = await engine.score(scoreRequest({ answers, disagree: new Set(), depth: saved.depth })).catch(() => null)
  if (turn !== session.scoring || trail.place !== RESULT) return
  const places = placesOf(then?.report?.picture ?? null)
  const now = placesOf(session.result.report.picture)
  if (!saved.saved || ![...now.keys()].some((domain) => places.has(domain))) {
    say(texts['compare-none'], button, { wrong: true })
    return
  }
  session.earlier = { day: saved.saved, places }
  await showResult()
}

/** @returns {import('./answers.mjs').Migration[]} */
function migrations() {
  return JSON.parse(screen.form.dataset.migrations ?? '[]')
}

/** @param {{answers: Iterable<[string, string[]]>, disagree: Set<string>, depth: import('./conditions.mjs').Depth, kept: boolean}} other */
function replaceAnswers({ answers, disagree, depth, kept }) {
  session.answers.restore(answers)
  Object.assign(session, { disagree, depth, kept, undo: null })
  writeAnswers()
}

/** Says something of the whole view, where it begins. @param {Node | string} content */
function tell(content) {
  say(content)
  part('[data-news]').scrollIntoView({ block: 'start' })
}

/** @param {ReturnType<typeof migrate>} found */
function describeOpened(found) {
  const { opened, 'open-renamed': moved } = screen.texts
  const renamed = found.renamed > 0 ? [fill(moved, { count: found.renamed })] : []
  return [fill(opened, { count: found.kept.size }), ...renamed, ...describeLeft(found)].join(' ')
}

/** What a file held that could not be opened. @param {ReturnType<typeof migrate>} found */
function describeLeft({ dropped, gone, unknown }) {
  const { texts } = screen
  const former = JSON.parse(screen.form.dataset.former ?? '{}')
  const question = (/** @type {string} */ id) =>
    screen.questionnaire.items.find((item) => item.id === id)?.fieldset.querySelector('[data-question]')?.textContent?.trim() ?? id
  return [
    dropped.length > 0 ? fill(texts['open-dropped'], { questions: listed(dropped.map(question)) }) : '',
    gone.length > 0 ? fill(texts['open-gone'], { questions: listed(gone.map((id) => former[id] ?? id)) }) : '',
    unknown > 0 ? fill(texts['open-unknown'], { count: unknown }) : '',
  ].filter(Boolean)
}

/** More questions than these are not read out one by one. */
const NAMED = 15

/** @param {string[]} questions */
function listed(questions) {
  return [...questions.slice(0, NAMED), ...(questions.length > NAMED ? ['…'] : [])].join('; ')
}

// Languages and links

/**
 * The same place in another language; the result is composed anew, and what was in view stays there.
 *
 * @param {HTMLAnchorElement} link
 * @returns {boolean}
 */
function switchLanguage(link) {
  const { current } = screen.steps
  const { place } = trail
  const finished = place === RESULT
  const top = window.scrollY
  if (!switchTo(link.href)) return false
  screen = openScreen()
  trail.address = link.href
  screen.steps.show(current)
  writeAnswers()
  screen.steps.show(current)
  if (place === CHECK) showCheck()
  showRuntime(engine.state)
  const focus = () => part('.languages summary')
  const stay = () => window.scrollTo(0, top)
  if (finished) {
    screen.form.hidden = true
    showResult(focus).then(stay)
  } else {
    showView()
    focus().focus({ preventScroll: true })
    stay()
  }
  return true
}

/** A link that loads this page anew, in this or another language, loses the answers. @param {HTMLAnchorElement} link */
async function reload({ href }) {
  if (!(await mayDiscard(screen.texts['reload-confirm'], screen.texts['reload-anyway']))) return
  session.kept = true
  location.assign(href)
}

/** @param {HTMLAnchorElement} link */
function followLink(link) {
  if (link.dataset.languageLink !== undefined && switchLanguage(link)) return true
  const elsewhere = !link.protocol.startsWith('http') || link.origin !== location.origin
  if (elsewhere || link.target === '_blank' || link.dataset.action) return false
  if (link.hash && link.pathname === location.pathname) {
    // Within the page, without an entry in the history for it.
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    target?.closest('details')?.setAttribute('open', '')
    focusOn(target)
    return true
  }
  reload(link)
  return true
}

/**
 * The row moves; what the summary suggests follows with the next one.
 *
 * @param {HTMLInputElement} input
 */
function onDisagree(input) {
  const domain = input.dataset.disagree ?? ''
  if (input.checked) session.disagree.add(domain)
  else session.disagree.delete(domain)
  moveRow(/** @type {HTMLElement} */ (input.closest('[data-domain]')), input.checked)
  input.focus()
}

/** @param {HTMLInputElement} input  a box beside Print: what goes along on paper and into the file */
function onWith(input) {
  part('[data-result]').toggleAttribute(`data-with-${input.dataset.with}`, input.checked)
  // What is folded does not print.
  const answers = /** @type {HTMLDetailsElement | null} */ (document.querySelector('.report--answers'))
  if (answers && input.dataset.with === 'answers') answers.open = input.checked
}

/** @param {string} service */
function goToService(service) {
  const card = part(`.report--services [data-service="${CSS.escape(service)}"]`)
  for (let fold = card.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true
  focusOn(card)
}

document.addEventListener('click', (event) => {
  const target = /** @type {Element} */ (event.target)
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest('a[href]'))
  if (link && followLink(link)) {
    event.preventDefault()
    return
  }
  const button = /** @type {HTMLElement | null} */ (
    target.closest('[data-action], [data-go], [data-deepen], [data-to-service], [data-clear-answer]')
  )
  if (!button) return
  const { action, go, deepen: step } = button.dataset
  if (action && action in actions) {
    event.preventDefault()
    button.closest('details[data-menu]')?.removeAttribute('open')
    actions[action](button)
  } else if (go) {
    button.closest('details[data-menu]')?.removeAttribute('open')
    // From a result, whoever wants to answer more about a step wants all of it.
    if (trail.place === RESULT && session.depth.default !== 'whole') deepen(go)
    else goTo(go)
  } else if (step) deepen(step)
  else if (button.dataset.toService) goToService(button.dataset.toService)
  else if (button.dataset.clearAnswer !== undefined) clearAnswer(/** @type {HTMLElement} */ (button.closest('[data-item]')))
})

/** @param {HTMLElement} fieldset */
function clearAnswer(fieldset) {
  writeAnswer(fieldset, [])
  setAnswer(fieldset, [])
  // The button that had the focus is gone; the question's first control is nearest to it.
  const first = /** @type {HTMLElement | null} */ (fieldset.querySelector('input, select, textarea'))
  first?.focus()
}

document.addEventListener('input', onAnswer)
document.addEventListener('paste', onPaste)
document.addEventListener('change', (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target)
  if (input.matches('[data-disagree]')) onDisagree(input)
  else if (input.matches('[data-with]')) onWith(input)
  else if (input.matches('[data-file]')) openFile(input)
  else if (input.matches('[data-earlier]')) compareWith(input)
  else if (input.matches('[data-item] input[type="number"]') && !input.validity.valid) tellUnfit(input)
})
document.addEventListener('submit', (event) => event.preventDefault())
onShifts(leaveNow)

window.addEventListener('beforeunload', (event) => {
  if (!session.kept && !session.leaving) event.preventDefault()
})

hideWhileAway({
  held: () => session.leaving || !session.answers.empty,
  async ask() {
    // Whoever left by the quick exit finds nothing.
    if (session.leaving) location.reload()
    const { texts } = screen
    if (await confirm({ question: texts['return-question'], yes: texts['return-continue'], no: texts.clear }, { must: true })) return
    clear()
  },
})
// A page kept by the browser while the person was elsewhere may show an older state of its controls.
window.addEventListener('pageshow', () => {
  if (!session.leaving) writeAnswers()
})

adoptAnswers()
writeAnswers()
screen.steps.show(trail.place)
showView()
showRuntime('idle')
if (/** @type {any} */ (navigator).connection?.saveData) part('[data-saver]').hidden = false
else startWhenQuiet()

/** The first question is drawn and usable before anything heavy begins. */
function startWhenQuiet() {
  part('[data-saver]').hidden = true
  const start = () => engine.start().catch(() => {})
  if ('requestIdleCallback' in window) requestIdleCallback(start, { timeout: 1000 })
  else setTimeout(start, 200)
}
