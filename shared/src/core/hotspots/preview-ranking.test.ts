import { describe, expect, it } from 'vitest'
import type { Area } from '../areas/area.ts'
import type { IncidentContent } from '../incidents/incident-table.ts'
import { orderByPlace } from '../incidents/order-by-place.ts'
import { createSeededRng, shuffled, uniformBelow } from '../random.ts'
import { MINUTES_PER_DAY, parseDay } from '../time.ts'
import { hotspotOutlines } from './hotspot-outlines.ts'
import { at, columns, town } from './incidents.fixture.ts'
import { previewRanking } from './preview-ranking.ts'
import { rankHotspots } from './rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from './rank-options.ts'
import type { RankInput } from './rank-places.ts'
import { toRankingFile } from './ranking-file.ts'
import { SHIPPED_THEMES } from './themes/shipped-themes.ts'

const strip = (name: string, bcu: string, west: number): Area => ({
  name,
  bcu,
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 51.5],
        [west + 0.03, 51.5],
        [west + 0.03, 51.6],
        [west, 51.6],
        [west, 51.5],
      ],
    ],
  },
})
const areas = [strip('West', 'WA', -0.18), strip('Middle', 'WA', -0.15), strip('East', 'EA', -0.12)]

/** A town with everything that a setting can look at; midnights of December pile up, so that the few before are believed as of November alone. */
function busyTown(): IncidentContent[] {
  const rng = createSeededRng(5)
  const types = ['street', 'park', 'dwelling', 'licensed', null] as const
  const december = at('2025-12-01T00:00')
  return town(2500, rng).map((row, i) => ({
    ...row,
    offence: (['robbery', 'violence-with-injury', 'violence-without-injury', 'sexual-offence'] as const)[
      uniformBelow(rng, 4)
    ]!,
    occurredFrom:
      (row.occurredFrom > december && i % 2 === 0) || i % 150 === 0
        ? row.occurredFrom - (row.occurredFrom % MINUTES_PER_DAY)
        : row.occurredFrom,
    occurredTo: i % 2 === 1 && i % 5 === 0 ? row.occurredFrom + uniformBelow(rng, 2000) : null,
    placeType: types[uniformBelow(rng, types.length)]!,
    domestic: uniformBelow(rng, 6) === 0,
    howFound: uniformBelow(rng, 9) === 0 ? 'police' : 'public',
    flags: i % 3 === 0 ? ['night-time-economy'] : row.occurredFrom > december ? ['youth'] : [],
  }))
}
const rows = busyTown()
const held = orderByPlace(columns(rows))

const asked = (over: Partial<RankOptions>, rest: Partial<RankInput> = {}): Omit<RankInput, 'incidents'> => ({
  areas,
  options: { ...DEFAULT_RANK_OPTIONS, asOfDay: parseDay('2026-01-05')!, top: 25, ...over },
  ...rest,
})
const theme = (id: string) => ({ theme: SHIPPED_THEMES.find((one) => one.id === id)! })
const on = (day: string) => ({ asOfDay: parseDay(day)! })

/** One after another of the same incidents, as a user moves settings to and fro: what is remembered of one must not be taken for the next. */
const PATH: Omit<RankInput, 'incidents'>[] = [
  asked({}),
  asked({ weeks: 9 }),
  asked({ weeks: 20 }),
  asked({ weeks: 9, history: 'ignore' }),
  asked({ weeks: 20, history: 'ignore' }),
  asked({ weeks: 9, ...on('2025-11-20') }),
  asked({ ...on('2026-01-04') }),
  asked({ rankBy: 'harm' }),
  asked({ rankBy: 'combined', harmShare: 0.3, weeks: 9 }),
  asked({ rankBy: 'combined', harmShare: 0.8, weeks: 9 }),
  asked(theme('night-time-economy')),
  asked({ ...theme('night-time-economy'), ...on('2025-11-20') }),
  asked({ ...theme('youth-violence-after-school'), ...on('2025-11-20') }),
  asked(theme('youth-violence-after-school')),
  asked({ ...theme('vawg-public-space'), rankBy: 'harm' }),
  asked({ theme: { ...SHIPPED_THEMES[0]!, weights: { robbery: 3 } } }),
  asked({}, { quotas: [{ area: 'East', least: 9 }] }),
  asked({ top: 12, acrossUnits: true }, { quotas: [{ area: 'West', most: 2 }] }),
  asked({}, { excluded: [{ name: 'Prison', reason: 'held there', lat: 51.54, lng: -0.14, radiusM: 400 }] }),
  asked({ resolution: 9 }),
  asked({ resolution: 9, ...on('2025-12-20') }),
  asked({ horizonDays: 7, publicPlaceOnly: true }),
  asked({ includeDomestic: true }),
  asked({}),
]

describe('previewRanking', () => {
  it.each(PATH.map((input, i) => [i, input] as const))('is the ranking that would follow, step %i', (_, input) => {
    const shown = previewRanking({ incidents: held, ...input }, undefined)
    // Nothing is remembered of incidents that were just read, and they come in another order.
    const fresh = columns(shuffled(rows, createSeededRng(3)))
    const ranking = rankHotspots({ incidents: fresh, ...input })
    const file = toRankingFile(ranking)
    const isByIncidents = input.options.rankBy === 'count' && (input.options.theme?.weights.robbery ?? 1) === 1
    const places = file.hotspots.map((place) => ({
      id: place.id,
      rank: place.rank,
      name: place.name,
      lat: place.lat,
      lng: place.lng,
      bcu: place.bcu,
      area: place.area,
      observed: place.observed,
      expected: place.expected,
      expectedLow: place.expectedLow,
      expectedHigh: place.expectedHigh,
      pTop: place.pTop,
      harmDays: isByIncidents ? null : place.harmDays,
      tier: place.tier,
    }))
    expect(JSON.stringify(shown.hotspots)).toBe(JSON.stringify(places))
    const { hours: _hours, acrossUnits: _across, ...meta } = file.meta
    expect(JSON.stringify(shown.meta)).toBe(JSON.stringify(meta))
    expect(JSON.stringify([shown.quotas, shown.excluded])).toBe(JSON.stringify([file.quotas, file.excluded]))
    expect(shown.outlines).toEqual(
      hotspotOutlines(ranking.hotspots.map((place, i) => ({ ...place, expected: places[i]!.expected }))),
    )
  })

  it('has themes in the path whose means change with the day', () => {
    const proxies = [on('2025-11-20'), {}].map(
      (day) =>
        previewRanking({ incidents: held, ...asked({ ...theme('youth-violence-after-school'), ...day }) }, undefined)
          .meta.theme?.isProxy,
    )
    expect(proxies).toEqual([true, false])
  })
})
