/**
 * Says something beside what was pressed. Each group of buttons has its own place for it ([data-messages] around, and
 * [data-status] in it), which screen readers watch; what changes the whole view is said above it.
 *
 * @param {Node | string} content  nothing when empty
 * @param {Element | null} [near]
 * @param {{wrong?: boolean}} [how]  wrong: what was asked for did not happen, which also looks otherwise
 */
export function say(content, near = null, { wrong = false } = {}) {
  for (const status of document.querySelectorAll('[data-status]:not(:empty)')) status.replaceChildren()
  const beside = near?.closest('[data-messages]')?.querySelector('[data-status]')
  const seen = beside && beside.parentElement?.checkVisibility?.() !== false
  const place = seen ? beside : document.querySelector('[data-news]')
  place?.toggleAttribute('data-wrong', wrong)
  if (content !== '') place?.append(content)
}
