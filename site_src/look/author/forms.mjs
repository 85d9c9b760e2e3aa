/**
 * The forms of `build.py serve --forms`: starts Decap CMS with what the server says of the content. What is wrong stays on
 * the page until it is saved; each save says which version it changes, so that none undoes another.
 */
const API = '/__author/forms/api'
/** @type {Map<string, string>} */
const versions = new Map()
const wrong = Object.assign(document.createElement('div'), { className: 'wrong', hidden: true })
wrong.setAttribute('role', 'alert')

const ask = globalThis.fetch
globalThis.fetch = async (to, options = {}) => {
  if (to !== API) return ask(to, options)
  const asked = JSON.parse(String(options.body))
  const version = versions.get(asked.params?.dataFiles?.[0]?.path)
  const reply = await ask(to, { ...options, body: JSON.stringify({ ...asked, version }) })
  const said = await reply.clone().json()
  wrong.hidden = reply.ok
  wrong.textContent = reply.ok ? '' : said.error
  for (const { file } of [said].flat().filter((each) => each?.file)) versions.set(file.path, file.id)
  if (said?.version) versions.set(said.path, said.version)
  return reply
}

const { config, phrases } = await (await ask('start')).json()
document.documentElement.lang = config.locale
localStorage.setItem('decap-cms-user', JSON.stringify({ backendName: 'proxy' }))
const page = /** @type {any} */ (globalThis)
page.CMS_MANUAL_INIT = true
const script = Object.assign(document.createElement('script'), { src: 'decap-cms.js' })
script.addEventListener('load', () => {
  // Its own English would be lost under words that we do not have.
  if (Object.keys(phrases).length > 0) page.CMS.registerLocale(config.locale, phrases)
  page.CMS.init({ config })
  document.body.append(wrong)
})
document.head.append(script)
