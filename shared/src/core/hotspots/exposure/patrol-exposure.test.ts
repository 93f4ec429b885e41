import { describe, expect, it } from 'vitest'
import { createSeededRng, shuffled, uniformBelow, uniformBetween } from '../../random.ts'
import { parseDay } from '../../time.ts'
import { at, columns, incident, town } from '../incidents.fixture.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS } from '../rank-options.ts'
import type { IncidentContent } from '../../incidents/incident-table.ts'
import type { PatrolPresence } from './patrol-presence.ts'

const OPTIONS = { ...DEFAULT_RANK_OPTIONS, asOfDay: parseDay('2026-01-05')!, shape: 'cell' as const, top: 20 }
const PATROLLED = { lat: 51.5402, lng: -0.1401 }
const ALIKE = { lat: 51.5302, lng: -0.1201 }

/** Twelve weeks of a quarter of an hour a day at one place, at an hour that moves. */
const patrols: PatrolPresence[] = Array.from({ length: 84 }, (_, day) => {
  const fromUtcMin = at('2025-10-13T00:00') + 1440 * day + 60 * (8 + (day % 12)) + 17
  return { ...PATROLLED, fromUtcMin, toUtcMin: fromUtcMin + 15 }
})

const isPatrolled = (utcMin: number): boolean =>
  patrols.some(({ fromUtcMin, toUtcMin }) => utcMin >= fromUtcMin - 5 && utcMin < toUtcMin + 5)

/** Incidents by day at two places alike, whether a crew is due or not. */
function steady(count: number): IncidentContent[] {
  return [PATROLLED, ALIKE].flatMap((place) => {
    const rng = createSeededRng(11)
    return Array.from({ length: count }, () => {
      const minutes = 1440 * uniformBelow(rng, 84) + uniformBetween(rng, 8 * 60, 20 * 60)
      return incident({ ...place, howFound: 'unknown', occurredFrom: at('2025-10-13T00:00') + minutes })
    })
  })
}

/** The two places, quiet while a crew is due; at the first a crew adds what it records on every other visit. */
function twoPlaces(howFound: 'unknown' | 'public' | 'police', over: Partial<IncidentContent> = {}): IncidentContent[] {
  const quiet = steady(200).filter(({ occurredFrom }) => !isPatrolled(occurredFrom))
  const added = patrols
    .filter((_, i) => i % 2 === 0)
    .map(({ fromUtcMin }) => incident({ ...PATROLLED, howFound, occurredFrom: fromUtcMin + 3, ...over }))
  return [...quiet, ...added]
}

const rank = (incidents: Iterable<IncidentContent>, given?: readonly PatrolPresence[]) =>
  rankHotspots({
    incidents: columns(incidents),
    areas: [],
    options: OPTIONS,
    ...(given === undefined ? {} : { patrols: given }),
  })

/** Expected at the patrolled place over expected at the place that is like it. */
function ratio({ hotspots }: ReturnType<typeof rank>): number {
  const near = ({ lat }: { lat: number }) => hotspots.find((hotspot) => Math.abs(hotspot.lat - lat) < 0.002)!
  return near(PATROLLED).expected / near(ALIKE).expected
}

describe('patrol exposure', () => {
  it.each(['unknown', 'public'] as const)(
    'takes what crews added out of %s incidents, and tells how much',
    (howFound) => {
      const rows = twoPlaces(howFound)
      expect(ratio(rank(rows))).toBeGreaterThan(1.2)
      const corrected = rank(rows, patrols)
      expect(ratio(corrected)).toBeGreaterThan(0.98)
      expect(ratio(corrected)).toBeLessThan(1.07)
      const told = corrected.patrolled!.find((one) => one.howFound === howFound)!
      expect(told.affected).toBe(42)
      expect(told.factor).toBeGreaterThan(4)
      const { observed } = corrected.hotspots.find(({ lat }) => Math.abs(lat - PATROLLED.lat) < 0.002)!
      expect(observed).toBe(rows.length / 2 + 21)
    },
  )

  it('holds what is expected against counts of the same kind, so that what crews added is no luck that goes by itself', () => {
    const { hotspots, fade } = rank(twoPlaces('unknown'), patrols)
    const [patrolled, alike] = [PATROLLED, ALIKE].map((place) =>
      hotspots.find(({ lat }) => Math.abs(lat - place.lat) < 0.002)!,
    )
    expect(patrolled!.observed).toBeGreaterThan(1.2 * alike!.observed)
    expect(Math.abs((patrolled!.fade ?? 0) - (alike!.fade ?? 0))).toBeLessThan(0.02)
    expect(fade.observed).toBe(patrolled!.observed + alike!.observed)
    expect(fade.expectedSamePeriod / fade.observed).toBeGreaterThan(0.97)
  })

  it('sees a place fade behind what crews record there', () => {
    const place = { ...PATROLLED, howFound: 'unknown' as const }
    const before = Array.from({ length: 560 }, (_, i) =>
      incident({ ...place, occurredFrom: at('2025-01-08T12:00') + 720 * i - (i % 300) }),
    )
    const since = steady(17).filter(({ lat, occurredFrom }) => lat === PATROLLED.lat && !isPatrolled(occurredFrom))
    const added = [...patrols, ...patrols].map(({ fromUtcMin }, i) =>
      incident({ ...place, occurredFrom: fromUtcMin + 2 + Math.floor(i / patrols.length) }),
    )
    const rows = [...town(6000, createSeededRng(21)), ...before, ...since, ...added]
    const first = ({ hotspots }: ReturnType<typeof rank>) =>
      hotspots.find(({ lat, lng }) => Math.abs(lat - PATROLLED.lat) < 0.001 && Math.abs(lng - PATROLLED.lng) < 0.001)!
    expect(first(rank(rows)).stability).toBe('persistent')
    expect(first(rank(rows, patrols)).stability).toBe('fading')
  })

  it('leaves the provenance alone that crews added nothing to', () => {
    const { patrolled } = rank(twoPlaces('public'), patrols)
    expect(patrolled!.find(({ howFound }) => howFound === 'unknown')!.factor).toBe(1)
  })

  it('has nothing to do with what police found, for that is never counted', () => {
    const found = rank(twoPlaces('police'), patrols)
    expect(found.hotspots).toEqual(rank(twoPlaces('police')).hotspots)
    expect(found.patrolled!.map(({ affected }) => affected)).toEqual([0, 0])
  })

  it('changes nothing to the last digit where nothing is known of patrols, and where presence added nothing', () => {
    const rows = town(3000, createSeededRng(3))
    const plain = rank(rows)
    expect(plain.patrolled).toBeUndefined()
    expect(rank(rows, []).hotspots).toEqual(plain.hotspots)
  })

  it('finds hardly anything where presence adds nothing', () => {
    const { patrolled } = rank(steady(4000), patrols)
    const { affected, expected, factor } = patrolled!.find(({ howFound }) => howFound === 'unknown')!
    expect(affected).toBeGreaterThan(100)
    expect(expected).toBeGreaterThan(100)
    expect(factor).toBeLessThan(1.15)
  })

  it('does not raise a place where patrols prevent', () => {
    const rows = steady(200).filter(({ occurredFrom }, i) => !isPatrolled(occurredFrom) || i % 4 === 0)
    const corrected = rank(rows, patrols)
    expect(corrected.patrolled!.find(({ howFound }) => howFound === 'unknown')!.affected).toBeGreaterThan(0)
    expect(corrected.hotspots).toEqual(rank(rows).hotspots)
  })

  it('cannot tell of incidents without a time of day, or of a span of hours', () => {
    for (const over of [{ precision: 'day' as const }, { occurredTo: at('2026-01-04T23:00') }]) {
      const rows = twoPlaces('unknown', over)
      expect(rank(rows, patrols).patrolled!.map(({ affected }) => affected)).toEqual([0, 0])
    }
  })

  it('looks at nothing on or after as-of', () => {
    const rows = twoPlaces('unknown')
    const later = [...patrols, { ...ALIKE, fromUtcMin: at('2026-01-05T00:30'), toUtcMin: at('2026-01-05T00:45') }]
    const { patrolled, hotspots } = rank([...rows, incident({ ...ALIKE, occurredFrom: at('2026-01-05T00:35') })], later)
    expect(patrolled).toEqual(rank(rows, patrols).patrolled)
    expect(hotspots).toEqual(rank(rows, patrols).hotspots)
  })

  it('leaves out with history what is left out of the ranking', () => {
    const old = incident({ ...PATROLLED, howFound: 'unknown', occurredFrom: at('2025-09-01T10:05') })
    const visit = { ...PATROLLED, fromUtcMin: at('2025-09-01T10:00'), toUtcMin: at('2025-09-01T10:15') }
    const told = (history: 'use' | 'ignore') =>
      rankHotspots({
        incidents: columns([...twoPlaces('police'), old]),
        areas: [],
        options: { ...OPTIONS, history },
        patrols: [visit],
      }).patrolled!.map(({ affected }) => affected)
    expect(told('use')).toEqual([0, 1])
    expect(told('ignore')).toEqual([0, 0])
  })

  it('takes it out of the hours of the week as well', () => {
    const evenings = patrols.map(({ fromUtcMin }, day) => {
      const shift = at('2025-10-13T22:00') + 1440 * day + 17 - fromUtcMin
      return { ...PATROLLED, fromUtcMin: fromUtcMin + shift, toUtcMin: fromUtcMin + shift + 15 }
    })
    const rows = [
      ...steady(200),
      ...evenings.map(({ fromUtcMin }) =>
        incident({ ...PATROLLED, howFound: 'unknown', occurredFrom: fromUtcMin + 3 }),
      ),
    ]
    const atTen = ({ hotspots }: ReturnType<typeof rank>) =>
      hotspots.find(({ lat }) => Math.abs(lat - PATROLLED.lat) < 0.002)!.profile[22]!
    expect(atTen(rank(rows, evenings))).toBeLessThan(0.75 * atTen(rank(rows)))
  })

  it('is the same in whatever order rows and patrols come', () => {
    const rows = [...twoPlaces('unknown'), ...town(500, createSeededRng(5))]
    const turned = rank(shuffled(rows, createSeededRng(6)), shuffled(patrols, createSeededRng(7)))
    const straight = rank(rows, patrols)
    expect(turned.patrolled).toEqual(straight.patrolled)
    expect(turned.hotspots.map(({ id }) => id)).toEqual(straight.hotspots.map(({ id }) => id))
    for (const [i, { expected }] of turned.hotspots.entries())
      expect(expected).toBeCloseTo(straight.hotspots[i]!.expected, 9)
  })
})
