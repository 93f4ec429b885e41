/**
 * Mean minutes of a hop when places are left as often as they are wanted, and the next is drawn by what is wanted and by
 * exp(-minutes / tau).
 *
 * @param travel minutes from place x place
 * @param wanted visits by place
 */
export function meanHop(travel: Uint16Array, wanted: Float64Array, tau: number): number {
  const places = wanted.length
  let mean = 0
  let mass = 0
  for (let from = 0; from < places; from++) {
    let weights = 0
    let minutes = 0
    for (let to = 0; to < places; to++) {
      if (to === from) continue
      const hop = travel[from * places + to]!
      const weight = wanted[to]! * Math.exp(-hop / tau)
      weights += weight
      minutes += weight * hop
    }
    if (weights === 0) continue
    mean += (wanted[from]! * minutes) / weights
    mass += wanted[from]!
  }
  return mass === 0 ? 0 : mean / mass
}
