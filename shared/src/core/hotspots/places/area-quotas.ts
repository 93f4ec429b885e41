import { DomainError } from '../../errors.ts'

/** How many hotspots an area must have at least and may have at most; at least one of the two is given. */
export interface AreaQuota {
  /** name of the area, exactly as the boundaries have it */
  area: string
  least?: number
  most?: number
}

/** What became of a quota. */
export interface QuotaOutcome {
  area: string
  /** null: not limited on that side */
  least: number | null
  most: number | null
  /** hotspots there; fewer than `least` when the area has no more places with an incident, and then it has all of them */
  chosen: number
  /** hotspots there if this quota alone were lifted and the others kept */
  without: number
  /** expected incidents over the horizon given up for this quota alone; never below 0 */
  price: number
}

/**
 * Quotas that can be kept together.
 *
 * @param areas names of all areas
 * @param top hotspots wanted in all
 * @throws {DomainError} INVALID_INPUT for an unknown area, a number out of range and an area named twice; INFEASIBLE, naming the quotas, when no choice keeps them all
 */
export function checkQuotas(quotas: readonly AreaQuota[], areas: readonly string[], top: number): readonly AreaQuota[] {
  const seen = new Set<string>()
  for (const { area, least, most } of quotas) {
    if (!areas.includes(area)) throw unknownArea(area, areas)
    if (seen.has(area)) throw new DomainError('INVALID_INPUT', `"${area}" has two quotas. Put least and most into one.`)
    seen.add(area)
    if (least === undefined && most === undefined)
      throw new DomainError(
        'INVALID_INPUT',
        `The quota of "${area}" says neither least nor most. Give one, or leave it out.`,
      )
    for (const [name, value] of Object.entries({ least, most }))
      if (value !== undefined && (!Number.isInteger(value) || value < 0 || value > 10_000))
        throw new DomainError(
          'INVALID_INPUT',
          `The quota of "${area}" has ${name} ${value}; it must be a whole number from 0 to 10000.`,
        )
    if (least !== undefined && most !== undefined && least > most)
      throw new DomainError(
        'INFEASIBLE',
        `The quota of "${area}" wants at least ${least} and at most ${most} hotspots. Lower least or raise most.`,
      )
  }
  const wanted = quotas.filter(({ least = 0 }) => least > 0)
  const sum = wanted.reduce((total, { least = 0 }) => total + least, 0)
  if (sum > top)
    throw new DomainError(
      'INFEASIBLE',
      `The quotas want at least ${sum} hotspots (${wanted.map(({ area, least }) => `${area} ${least}`).join(', ')}), more than the ${top} of the ranking. Lower them, or raise top.`,
    )
  return quotas
}

function unknownArea(name: string, areas: readonly string[]): DomainError {
  if (areas.length === 0)
    return new DomainError(
      'INVALID_INPUT',
      `There is a quota for "${name}", but no areas are loaded. Load their boundaries first.`,
    )
  const near = nearestNames(name, areas)
  return new DomainError('INVALID_INPUT', `There is no area "${name}". The nearest names: ${near.join(', ')}.`)
}

const NAMES_OFFERED = 3

function nearestNames(name: string, names: readonly string[]): string[] {
  const wanted = name.toLowerCase()
  return names
    .map((known) => ({ known, away: editsBetween(wanted, known.toLowerCase()) }))
    .sort((a, b) => a.away - b.away || (a.known < b.known ? -1 : 1))
    .slice(0, NAMES_OFFERED)
    .map(({ known }) => `"${known}"`)
}

/** Letters put in, taken out or changed to make one word of the other (Levenshtein 1966). */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)))
    row = next
  }
  return row[b.length]!
}
