/**
 * Makes an element. Texts go in as text, never as markup.
 *
 * @param {string} name
 * @param {Record<string, string | boolean | null | undefined>} [attributes]  null and false leave one out
 * @param {...(Node | string | null)} children
 * @returns {HTMLElement}
 */
export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(key, '')
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value)
  }
  node.append(...children.filter((child) => child !== null))
  return node
}

/**
 * Moves focus to a heading or region, which is not in the tab order by itself.
 *
 * @param {HTMLElement | null} target
 */
export function focusOn(target) {
  if (!target) return
  target.tabIndex = -1
  target.focus({ preventScroll: true })
  target.scrollIntoView({ block: 'start' })
}

/**
 * Makes a part of a drawing.
 *
 * @param {string} name
 * @param {Record<string, string | null>} attributes  null leaves one out
 * @param {...SVGElement} children
 * @returns {SVGElement}
 */
export function drawn(name, attributes, ...children) {
  const node = /** @type {SVGElement} */ (document.createElementNS('http://www.w3.org/2000/svg', name))
  for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value)
  node.append(...children)
  return node
}
