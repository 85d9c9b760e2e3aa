/**
 * The assessment page: puts together questions, answers, scoring and result.
 *
 * The page itself can be replaced while it is open, by the same page in another language. So what lasts is kept in
 * `session`, and what belongs to the page on the screen in `screen`.
 */
import { Answers, migrate } from './answers.mjs'
import { ask } from './conditions.mjs'
import { focusOn } from '../base/dom.mjs'
import { Engine } from '../python/engine.mjs'
import { markAnswered, readAnswer, readQuestionnaire, settleConflicts, writeAnswer } from './fields.mjs'
import { readLanguages, switchTo } from '../frame/language.mjs'
import { leave, onEscapes } from '../frame/leave.mjs'
import { Cards } from '../result/cards.mjs'
import { moveRow } from '../result/path.mjs'
import { composeReport } from '../result/result.mjs'
import { download, parseSaved, readFile, serialise } from './save.mjs'
import { Steps } from './steps.mjs'
import { fill, readTexts } from './texts.mjs'

const session = {
  answers: new Answers(),
  /** @type {Set<string>} */
  disagree: new Set(),
  /** Whether the person has a copy of what they answered, on paper or in a file. */
  kept: true,
  /** Whether the result is shown, and not the questions. */
  finished: false,
  leaving: false,
  /** Counts scorings, so that a late one does not replace a newer one. */
  scoring: 0,
}

let screen = openScreen()
const cards = new Cards(JSON.parse(screen.form.dataset.cards ?? '{}'))
const engine = new Engine({ ...runtimeOptions(), alsoRead, rehearsal, onChange: showRuntime })

/** Binds the page that is on the screen now. */
function openScreen() {
  const form = /** @type {HTMLElement} */ (document.querySelector('form[data-assessment]'))
  const questionnaire = readQuestionnaire(form)
  const texts = readTexts(document)
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
function asked(answers = session.answers) {
  return ask(screen.questionnaire, (item) => answers.get(item))
}

/** @param {Event} event */
function onAnswer(event) {
  const fieldset = /** @type {HTMLElement | null} */ (/** @type {HTMLElement} */ (event.target).closest?.('[data-item]'))
  if (!fieldset) return
  settleConflicts(fieldset, event.target)
  setAnswer(fieldset, readAnswer(fieldset))
}

/**
 * @param {HTMLElement} fieldset
 * @param {string[]} given
 */
function setAnswer(fieldset, given) {
  session.answers.set(fieldset.dataset.item ?? '', given)
  session.kept = session.answers.empty
  goOn()
  markAnswered(fieldset, given.length > 0)
  screen.steps.update(asked())
}

/** The questions can be answered before this script runs; what was answered by then counts. */
function adoptAnswers() {
  for (const item of screen.questionnaire.items) session.answers.set(item.id, readAnswer(item.fieldset))
  session.kept = session.answers.empty
}

function writeAnswers() {
  for (const item of screen.questionnaire.items) writeAnswer(item.fieldset, session.answers.get(item.id))
  screen.steps.update(asked())
}

/** @param {string} text */
function say(text) {
  part('[data-status]').textContent = text
}

// Result

async function finish() {
  if (engine.state !== 'ready') say(screen.texts.loading)
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
    say(screen.texts.error)
    return
  }
  session.finished = true
  showView()
  arrive(composeReport(result.report, around(result.language)))
  say('')
  const target = focusTarget?.()
  if (target) target.focus()
  else focusOn(part('[data-report] h2'))
}

/** @param {string} language */
function around(language) {
  return {
    texts: screen.texts,
    pages: JSON.parse(part('[data-result]').dataset.pages ?? '{}'),
    language: document.documentElement.lang,
    // With the month's name, since readers of English take 4/5 for different days.
    date: new Date().toLocaleDateString(document.documentElement.lang, { dateStyle: 'long' }),
    findCard: (/** @type {string} */ id) => cards.find(language, id),
  }
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

function scoreRequest(answers = session.answers, disagree = session.disagree) {
  const { items } = asked(answers)
  const visible = screen.questionnaire.items.filter(({ id }) => items.has(id))
  return { answers: answers.toObject(visible), language: screen.form.dataset.language, disagree: [...disagree] }
}

/** Nobody's answers, the first option everywhere, for the scoring to practise on. */
function rehearsal() {
  const answers = new Answers()
  for (const { id, options } of screen.questionnaire.items) answers.set(id, options.slice(0, 1))
  return scoreRequest(answers, new Set())
}

function showView() {
  screen.form.hidden = session.finished
  part('[data-result]').hidden = !session.finished
}

function showFailure() {
  session.finished = false
  showView()
  say('')
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
}

// What the person can do

/** @type {Record<string, () => unknown>} */
const actions = {
  next: () => move(1),
  back: () => move(-1),
  finish,
  retry: finish,
  load: () => engine.start().catch(showFailure),
  edit() {
    session.finished = false
    goOn()
    showView()
    screen.steps.show(screen.steps.current)
  },
  print() {
    session.kept = true
    window.print()
  },
  save() {
    download(serialise(session.answers.toObject(screen.questionnaire.items), about(), new Date()))
    session.kept = true
    say(screen.texts.saved)
  },
  open: () => part('[data-file]').click(),
  clear: () => /** @type {HTMLDialogElement} */ (part('[data-clear-dialog]')).showModal(),
  'clear-cancel': closeClearDialog,
  'clear-confirm'() {
    closeClearDialog()
    session.answers.clear()
    session.disagree.clear()
    session.kept = true
    part('[data-report]').replaceChildren()
    actions.edit()
    writeAnswers()
    screen.steps.show(screen.questionnaire.steps[0].id)
    say(screen.texts.cleared)
  },
  leave: leaveNow,
}

/** @param {number} distance */
function move(distance) {
  goOn()
  screen.steps.move(distance)
}

/** Whoever goes on with the questions is not thrown into a result that was asked for before, and old news is old. */
function goOn() {
  session.scoring++
  say('')
}

function about() {
  const { questionnaire, version } = screen.form.dataset
  return { questionnaire: questionnaire ?? '', version: version ?? '' }
}

function closeClearDialog() {
  const dialog = /** @type {HTMLDialogElement} */ (part('[data-clear-dialog]'))
  dialog.close()
}

function leaveNow() {
  session.leaving = true
  session.answers.clear()
  leave(/** @type {HTMLAnchorElement} */ (part('[data-action="leave"]')).href)
}

/** @param {HTMLInputElement} input */
async function openFile(input) {
  const file = input.files?.[0]
  input.value = ''
  if (!file) return
  let saved
  try {
    saved = parseSaved(await readFile(file), about().questionnaire)
  } catch {
    say(screen.texts['open-error'])
    return
  }
  const { kept, dropped, unknown } = migrate(saved.answers, screen.questionnaire.items)
  if (kept.size === 0) {
    say(screen.texts['open-error'])
    return
  }
  session.answers.clear()
  for (const [item, given] of kept) session.answers.set(item, given)
  session.disagree.clear()
  session.kept = true
  actions.edit()
  writeAnswers()
  screen.steps.show(screen.questionnaire.steps[0].id)
  const gone = unknown > 0 ? fill(screen.texts['open-unknown'], { count: unknown }) : ''
  say([fill(screen.texts.opened, { count: kept.size }), describeDropped(dropped), gone].filter(Boolean).join(' '))
}

/** More questions than these are not read out one by one. */
const NAMED = 5

/** @param {string[]} dropped */
function describeDropped(dropped) {
  if (dropped.length === 0) return ''
  const questions = dropped.slice(0, NAMED).map((id) => {
    const item = screen.questionnaire.items.find((candidate) => candidate.id === id)
    return item?.fieldset.querySelector('[data-question]')?.textContent?.trim() ?? id
  })
  if (dropped.length > NAMED) questions.push('…')
  return fill(screen.texts['open-dropped'], { count: dropped.length, questions: questions.join('; ') })
}

/** @param {HTMLAnchorElement} link */
function switchLanguage(link) {
  const step = screen.steps.current
  if (!switchTo(link.href)) return false
  screen = openScreen()
  writeAnswers()
  showView()
  showRuntime(engine.state)
  screen.steps.show(step, !session.finished)
  if (session.finished) showResult()
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
}

/** @param {string} service */
function goToService(service) {
  const card = part(`.report--services [data-service="${CSS.escape(service)}"]`)
  for (let fold = card.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) fold.open = true
  focusOn(card)
}

document.addEventListener('click', (event) => {
  const target = /** @type {Element} */ (event.target)
  const link = /** @type {HTMLAnchorElement | null} */ (target.closest('[data-language-link]'))
  if (link) {
    if (switchLanguage(link)) event.preventDefault()
    return
  }
  const button = /** @type {HTMLElement | null} */ (target.closest('[data-action], [data-go], [data-to-service], [data-clear-answer]'))
  if (!button) return
  if (button.dataset.action && button.dataset.action in actions) {
    event.preventDefault()
    actions[button.dataset.action]()
  } else if (button.dataset.go) {
    button.closest('[data-menu]')?.removeAttribute('open')
    session.finished = false
    goOn()
    showView()
    screen.steps.show(button.dataset.go)
  } else if (button.dataset.toService) {
    goToService(button.dataset.toService)
  } else {
    clearAnswer(/** @type {HTMLElement} */ (button.closest('[data-item]')))
  }
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
document.addEventListener('change', (event) => {
  const input = /** @type {HTMLInputElement} */ (event.target)
  if (input.matches('[data-disagree]')) onDisagree(input)
  else if (input.matches('[data-with]')) onWith(input)
  else if (input.matches('[data-file]')) openFile(input)
})
document.addEventListener('submit', (event) => event.preventDefault())
onEscapes(leaveNow)

window.addEventListener('beforeunload', (event) => {
  if (!session.kept && !session.leaving) event.preventDefault()
})

// A page kept by the browser while the person was elsewhere may show an older state of its controls.
window.addEventListener('pageshow', writeAnswers)

adoptAnswers()
writeAnswers()
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
