/**
 * Then and now: where the answers of an earlier file stood, beside those of today.
 *
 * Only whole areas are compared with whole areas, and only what moved says so: more often or less often, never better or
 * worse.
 *
 * @typedef {{kind: string, stop: number}} Place
 * @typedef {{date: string, places: Map<string, Place>}} Earlier  places by domain
 * @typedef {{domain: string, kind: string, stop: number, quick: boolean}} Row
 */

/**
 * @param {{groups: {rows: Row[]}[]} | null} picture  of a result
 * @returns {Map<string, Place>}  where its whole areas stand
 */
export function placesOf(picture) {
  const rows = (picture?.groups ?? []).flatMap(({ rows }) => rows).filter(({ quick }) => !quick)
  return new Map(rows.map(({ domain, kind, stop }) => [domain, { kind, stop }]))
}

/**
 * @param {Row} row
 * @param {Earlier | null} earlier
 * @returns {Place | null}  where the row stood, if it stands elsewhere now
 */
export function movedFrom({ domain, stop, quick }, earlier) {
  const then = quick ? undefined : earlier?.places.get(domain)
  return then && then.stop !== stop ? then : null
}
