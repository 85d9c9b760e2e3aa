/**
 * The words that scripts show. They come from the page, so that a translator finds all of them in one place.
 */

/**
 * @param {ParentNode} root
 * @returns {Record<string, string>}
 */
export function readTexts(root) {
  return JSON.parse(root.querySelector('[data-texts]')?.textContent ?? '{}')
}

/**
 * @param {string} template  with placeholders in braces
 * @param {Record<string, string | number>} values
 */
export function fill(template, values) {
  return template.replace(/\{([a-z_-]+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole))
}
