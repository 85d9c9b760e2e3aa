/** The words of the author's bar: in the language of the page where there are any, else in English. */
export const words = {
  fi: {
    bar: 'Kirjoittajan palkki',
    find: 'Mistä tämä teksti tulee?',
    form: 'Muokkaa lomakkeella',
    answers: 'Vastaukset',
    step: 'Vaihe',
    result: 'Näytä tulos',
    levels: { none: 'Ei vastauksia', low: 'Ensimmäinen vaihtoehto', middle: 'Keskimmäinen', high: 'Viimeinen', mixed: 'Sekalaisia' },
    states: { source: 'lähdeteksti', made: 'käännetty', stale: 'käännös vanhentunut', reviewed: 'tarkastettu', fact: 'tieto' },
  },
  en: {
    bar: 'Author’s bar',
    find: 'Where is this text from?',
    form: 'Edit in a form',
    answers: 'Answers',
    step: 'Step',
    result: 'Show the result',
    levels: { none: 'No answers', low: 'The first option', middle: 'The middle one', high: 'The last one', mixed: 'Mixed' },
    states: { source: 'source', made: 'translated', stale: 'translation out of date', reviewed: 'reviewed', fact: 'fact' },
  },
}
