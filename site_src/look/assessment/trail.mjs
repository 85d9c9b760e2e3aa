/**
 * Where the person is, as the browser's history has it: one entry a place, so that Back leads to the place before.
 *
 * An entry carries a number only. What it stands for is known to this page alone, so that neither the address nor what the
 * browser remembers tells of an answer, and an entry of an earlier visit leads to the beginning.
 */
export class Trail {
  /** @type {string[]} */
  #places
  #at = 0
  // Tells the entries of this visit from those of one before a reload.
  #visit = performance.timeOrigin

  /**
   * @param {string} place  the first
   * @param {(place: string) => void} onMove  shows a place
   */
  constructor(place, onMove) {
    this.#places = [place]
    this.onMove = onMove
    // Without the fragment that said how to begin: it is nobody else's business.
    this.address = location.href.replace(/#.*/, '')
    history.scrollRestoration = 'manual'
    // After a reload the entries of the visit before lie behind this one; Back would lead to each of them in vain.
    const behind = history.state?.at ?? 0
    this.#write()
    if (behind > 0) history.go(-behind)
    window.addEventListener('popstate', (event) => this.#arrive(event.state))
  }

  /** The place on the screen. */
  get place() {
    return this.#places[this.#at]
  }

  /** How many entries lie before this one. */
  get length() {
    return this.#at
  }

  /**
   * Goes to a place: back or forward where it lies beside this one, else by a new entry.
   *
   * @param {string} place
   */
  go(place) {
    if (place !== this.place) {
      const step = [-1, 1].find((distance) => this.#places[this.#at + distance] === place)
      if (step === undefined) this.#push(place)
      else {
        this.#at += step
        history.go(step)
      }
    }
    this.onMove(place)
  }

  /**
   * Another place stands where this one stood, as when this one is asked no more.
   *
   * @param {string} place
   */
  replace(place) {
    this.#places[this.#at] = place
  }

  /** Back to the first entry, so that Back leaves the page; those that lie ahead stand for nothing any more. */
  forget() {
    if (this.#at > 0) history.go(-this.#at)
    this.#at = 0
    this.#places = [this.#places[0]]
  }

  /** @param {string} place */
  #push(place) {
    this.#places.splice(++this.#at, Infinity, place)
    history.pushState(this.#state, '', this.address)
  }

  get #state() {
    return { visit: this.#visit, at: this.#at }
  }

  #write() {
    history.replaceState(this.#state, '', this.address)
  }

  /** @param {{visit: number, at: number} | null} state */
  #arrive(state) {
    const before = this.#at
    // A fragment in the address makes an entry without a state; it changes nothing here.
    if (state !== null) this.#at = state.visit === this.#visit && state.at in this.#places ? state.at : 0
    // The language may have changed since the entry was made, and a page's links follow its address.
    this.#write()
    if (this.#at !== before) this.onMove(this.place)
  }
}
