import { describe, expect, it } from 'vitest'
import {
  changesInWords,
  harmInWords,
  hoursInWords,
  listFadeInWords,
  orderInWords,
  measureName,
  peakInWords,
  placeFadeInWords,
  previewInWords,
  priceInIncidents,
  scopeInWords,
  hoursOfThemeInWords,
  themeInWords,
} from './ranking-words.ts'

describe('measureName', () => {
  it.each([
    ['2026-03-09', '2026-06-01', 'Plain 12-week count'],
    ['2026-03-01', '2026-06-01', 'Plain 3-month count'],
    ['2025-11-01', '2026-02-01', 'Plain 3-month count'],
    ['2026-05-22', '2026-06-01', 'Plain 10-day count'],
  ])('says how long was counted from %s to %s', (windowFrom, windowTo, name) =>
    expect(measureName('plain', { windowFrom, windowTo })).toBe(name),
  )
})

describe('changesInWords', () => {
  const before = { rankingId: 'r1', meta: { asOf: '2026-06-01' } }
  const changes = { rankingId: 'r1', kept: 2, added: ['c'], dropped: [] }
  const hotspots = [1, 2, 3]

  it('names the ranking that was compared with', () =>
    expect(changesInWords({ hotspots, changes }, before)).toBe(
      '3 places: 2 kept, 1 added, 0 dropped against the ranking as of 1 June 2026.',
    ))
  it.each([undefined, before])('names none where the comparison was with another', (known) =>
    expect(changesInWords({ hotspots, changes: { ...changes, rankingId: 'r2' } }, known)).toBe(
      '3 places: 2 kept, 1 added, 0 dropped against the newest ranking.',
    ),
  )
  it('says so if nothing changes, or nothing can be compared', () => {
    expect(changesInWords({ hotspots, changes: { ...changes, kept: 3, added: [] } }, before)).toMatch(
      /^3 places, the same/,
    )
    expect(changesInWords({ hotspots, changes: null }, undefined)).toMatch(/no ranking before it/)
    expect(changesInWords({ hotspots, changes: null }, before)).toMatch(/another size/)
  })
})

describe('previewInWords', () => {
  it('says that the preview is up to date of nothing but an answer to all that is set', () => {
    expect(previewInWords('done', false)).toBe('The preview is up to date.')
    const others = [previewInWords('done', true)]
    for (const state of ['unsound', 'working', 'failed'] as const)
      others.push(previewInWords(state, false), previewInWords(state, true))
    expect(others.join(' ')).not.toContain('up to date')
  })
})

describe('harmInWords', () => {
  it('names the table that the ranking was made with, and claims none where none was kept', () => {
    expect(harmInWords({ name: 'Ours', source: 'Decision of the force.' })).toBe(
      'Harm is in days of Ours. Source: Decision of the force.',
    )
    expect(harmInWords(undefined)).toMatch(/not kept/)
  })
})

describe('orderInWords', () => {
  it('claims of an old ranking only what it kept', () => {
    expect(orderInWords({ settings: null, meta: {} })).toEqual([
      'This was not kept with this ranking. Rank again to see it.',
    ])
    expect(orderInWords({ settings: null, meta: { rankBy: 'harm', acrossUnits: false } })).toEqual([
      'By the harm to be expected.',
      'No place lies in two BCUs.',
    ])
    expect(orderInWords({ settings: null, meta: { rankBy: 'combined' } })[0]).toMatch(/not kept/)
    expect(orderInWords({ settings: null, meta: { rankBy: 'harm', harmShare: 0.3 } })[0]).not.toMatch(/%/)
  })
  it('goes by what was asked for, where that was kept', () => {
    const settings = { rankBy: 'combined', harmShare: 0.3, acrossUnits: true } as NonNullable<
      Parameters<typeof orderInWords>[0]['settings']
    >
    expect(orderInWords({ settings, meta: { rankBy: 'count' } })).toEqual([
      'By incidents and harm together, harm weighing 30%.',
      'A place may lie in two BCUs.',
    ])
  })
})

describe('what fades', () => {
  it('is said with its numbers, and never as an effect of patrols', () => {
    const words = listFadeInWords({ observed: 1000, expectedSamePeriod: 790, share: 0.21 })
    expect(words).toMatch(/1,000.*210 \(21%\).*no effect of patrols/)
  })
  it('is not said where nothing is known or expected to', () => {
    expect(listFadeInWords(null)).toBeUndefined()
    expect(listFadeInWords({ observed: 10, expectedSamePeriod: 11, share: null })).toBeUndefined()
    expect([null, undefined, 0].map(placeFadeInWords)).toEqual([undefined, undefined, undefined])
  })
})

describe('scopeInWords', () => {
  it('has a line for each reason that left anything out, an unknown one too', () => {
    const { counted, leftOut, unknown } = scopeInWords({
      counts: { inScope: 80, policeFound: 0, domestic: 15, someNewReason: 5 },
      unknown: { howFound: 12, domestic: 0 },
    })
    expect(counted).toMatch(/^80 of 100 incidents/)
    expect(leftOut).toEqual([
      { label: 'Domestic', incidents: 15 },
      { label: 'Some new reason', incidents: 5 },
    ])
    expect(unknown).toEqual(['12 of them do not say who found them.'])
  })
})

describe('priceInIncidents', () => {
  it('rounds to tenths, and says nothing of less', () => {
    expect(priceInIncidents(0.04)).toBe('nothing')
    expect(priceInIncidents(0.06)).toBe('0.1 expected incidents')
  })
})

describe('themeInWords', () => {
  it('names its conditions, and none that it has not', () => {
    const robbery = { offences: ['robbery' as const], flags: [], placeTypes: [], hours: [] }
    expect(themeInWords(robbery)).toBe('Robbery')
    expect(themeInWords({ ...robbery, flags: ['knife'], placeTypes: ['street', 'park'], hours: [1] })).toBe(
      'Robbery; flagged knife; in streets, parks; Monday 01:00 to 02:00',
    )
  })
})

describe('hoursOfThemeInWords', () => {
  const everyHour = Array.from({ length: 168 }, (_, hour) => hour)
  it.each([
    ['Monday to Friday 15:00 to 19:00', (day: number, hour: number) => day < 5 && hour >= 15 && hour < 19],
    ['every day 19:00 to 06:00', (_: number, hour: number) => hour >= 19 || hour < 6],
    ['every day 00:00 to 24:00', () => true],
    [
      'Monday 00:00 to 06:00 and 22:00 to 24:00, Saturday to Sunday 12:00 to 13:00',
      (day: number, hour: number) => (day === 0 && (hour < 6 || hour >= 22)) || (day > 4 && hour === 12),
    ],
  ])('says %s', (words, isIn) =>
    expect(hoursOfThemeInWords(everyHour.filter((hour) => isIn(Math.floor(hour / 24), hour % 24)))).toBe(words),
  )
})

describe('hours', () => {
  it('are said with whose they are and what they rest on', () => {
    const hotspot = { profileSource: 'place', profileSampleSize: 23.6 } as Parameters<typeof hoursInWords>[0]
    expect(hoursInWords(hotspot)).toMatch(/own hours.*24 incidents/)
    expect(hoursInWords({ ...hotspot, profileSource: 'none' })).toMatch(/no hours/)
  })
  it('name the day on which the worst ones begin', () => {
    expect(peakInWords({ fromHour: 4 * 24 + 22, hours: 4, share: 0.1, times: 3.14 })).toBe(
      'Worst: Friday 22:00 to 02:00, 3.1 times the week’s mean.',
    )
  })
})
