/**
 * On the page for an address that leads nowhere: the script knows where it came from itself, and so where the site begins.
 */
const root = new URL('../../', import.meta.url)

for (const link of document.querySelectorAll('[data-lost] a[data-path]')) {
  link.setAttribute('href', new URL(link.getAttribute('data-path') ?? '', root).href)
}

export {}
