/**
 * For a browser that can't run the assessment's own script, or did not get it: says so, instead of leaving a form whose
 * buttons do nothing. No module, and nothing newer than the browsers it is for.
 */
window.addEventListener('load', function () {
  var form = document.querySelector('form[data-assessment]')
  var failed = document.querySelector('[data-failed]')
  // The steps note in the form where the person is, as soon as they are drawn.
  if (!form || !failed || form.hasAttribute('data-at')) return
  document.documentElement.setAttribute('data-runtime', 'failed')
  form.setAttribute('hidden', '')
  failed.removeAttribute('hidden')
  var retry = failed.querySelector('[data-action=retry]')
  if (retry) retry.addEventListener('click', function () {
    location.reload()
  })
})
