import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OFFENCE_GROUPS } from '../offence-groups.ts'
import { createSeededRng } from '../../random.ts'
import { MINUTES_PER_WEEK, parseDay } from '../../time.ts'
import { at, columns, incident, town } from '../incidents.fixture.ts'
import type { AreaQuota } from '../places/area-quotas.ts'
import { rankHotspots } from '../rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from '../rank-options.ts'
import { SHIPPED_THEMES } from '../themes/shipped-themes.ts'
import { tellParts } from '../tell-counts.ts'
import { describeHotspot, type DescribedHotspot } from './describe-hotspot.ts'

type Row = ReturnType<typeof incident>

const options = (over: Partial<RankOptions> = {}): RankOptions => ({
  ...DEFAULT_RANK_OPTIONS,
  asOfDay: parseDay('2026-01-05')!,
  top: 30,
  ...over,
})
/** The description of the first hotspot. */
function describeFirst(rows: Row[], asked = options()) {
  const incidents = columns(rows)
  const [hotspot] = rankHotspots({ incidents, areas: [], options: asked }).hotspots
  return { hotspot: hotspot!, ...describeHotspot({ incidents, options: asked, hotspot: hotspot! }) }
}
const each = (count: number, day: string, over: Partial<Row> = {}): Row[] =>
  Array.from({ length: count }, () => incident({ occurredFrom: at(`${day}T08:00`), ...over }))
/** Incidents a long way off, so that there is a force to compare with. */
const elsewhere = (count: number, day: string, over: Partial<Row> = {}): Row[] =>
  Array.from({ length: count }, (_, i) =>
    incident({ occurredFrom: at(`${day}T08:00`), lat: 51.6 + 0.01 * i, lng: -0.3, ...over }),
  )

describe('describeHotspot', () => {
  it('gives sentences, weeks that fit the count, and the offences', () => {
    const { hotspot, reasons, trend, trendUnit, byOffence } = describeFirst(town(4000, createSeededRng(8)))
    expect(reasons[0]).toBe(`${hotspot.observed} incidents here in the 12 weeks up to 4 January 2026.`)
    expect(trendUnit).toBe('week')
    expect(reasons.join(' ')).not.toMatch(/\bcells?\b|\d{4}-\d\d|undefined|NaN/)
    expect(trend).toHaveLength(12)
    expect(trend.every(({ incidents }) => incidents === null || incidents === 0 || incidents >= 3)).toBe(true)
    expect(trend.at(-1)?.to).toBe('2026-01-05')
    expect(byOffence[0]?.offence).toBe('violence-with-injury')
  })
  it('never states a count of 1 or 2, nor on which day they were', () => {
    const { reasons, trend, byOffence } = describeFirst([...each(1, '2025-12-03'), ...each(1, '2025-12-19')])
    expect(reasons[0]).toMatch(/^Fewer than 3 incidents here/)
    expect(reasons.join(' ')).not.toMatch(/\b(3|19) December/)
    expect(new Set(trend.map(({ incidents }) => incidents))).toEqual(new Set([null]))
    expect(byOffence).toEqual([])
  })
  it('says what is expected', () => {
    const { reasons } = describeFirst(each(15, '2025-12-10'))
    expect(reasons[1]).toMatch(
      /^About \d+\.\d expected in the 21 days from 5 January 2026, most likely \d+( to \d+)? \(a chance of at least 8 in 10\)\.$/,
    )
  })
  it('says how sure it is, in the words of its own figures', () => {
    const { hotspot } = describeFirst(each(15, '2025-12-10'))
    const incidents = columns(each(15, '2025-12-10'))
    const say = (over: Partial<DescribedHotspot>) =>
      describeHotspot({ incidents, options: options(), hotspot: { ...hotspot, ...over } }).reasons.join(' ')
    expect(say({ pTop: 0.3, couldBeNoise: true })).toContain(
      'The chance that it truly belongs to the 30 places of highest risk is 30%: that it is listed could be chance.',
    )
    expect(say({ pTop: 0.95, couldBeNoise: false })).toContain('highest risk is 95%.')
    const noise: Partial<DescribedHotspot> = { pTop: 0.3, couldBeNoise: true, fade: 0.3, observed: 15 }
    const sayAs = (over: Partial<RankOptions>, quotas: readonly AreaQuota[] = []) =>
      describeHotspot({ incidents, options: options(over), quotas, hotspot: { ...hotspot, ...noise } }).reasons.join(
        ' ',
      )
    expect(sayAs({}, [{ area: 'Camden', least: 3 }])).toContain(
      'highest risk is 30%: that it is listed could be chance, or because of the quotas.',
    )
    const weighted = { ...SHIPPED_THEMES[0]!, weights: { robbery: 3 } }
    for (const over of [{ rankBy: 'harm' }, { rankBy: 'combined' }, { theme: weighted }] as const) {
      expect(sayAs(over)).toMatch(
        /the 30 places of most incidents is 30%; it is listed for .*, of which that says nothing\./,
      )
      expect(sayAs(over)).not.toMatch(/could be chance|listed for a count/)
    }
    expect(say({ stability: 'new' })).toContain('New: it did not belong')
    expect(say({ stability: 'persistent' })).toContain('Steady: ')
    expect(say({ stability: 'fading' })).toContain('Fading: ')
    expect(say({ fade: 0.3, observed: 15 })).toContain('About 30% of its count is expected to go by itself')
    expect(say({ fade: 0.02, observed: 15 })).not.toContain('go by itself')
    expect(say({ fade: null, observed: 15 })).not.toContain('go by itself')
  })
  it('says what stands out in the mix of offences, by what may be told of it', () => {
    const robberies = describeFirst([
      ...each(11, '2025-12-03'),
      ...each(4, '2025-12-10', { offence: 'violence-with-injury' }),
      ...elsewhere(40, '2025-12-10', { offence: 'violence-with-injury' }),
    ])
    expect(robberies.reasons).toContain('More than elsewhere: robbery (11 of the 15, against 20% across the force).')
    expect(robberies.reasons).toContain(
      'Less than elsewhere: violence with injury (4 of the 15, against 80% across the force).',
    )
    const one = describeFirst([...each(11, '2025-12-03'), ...elsewhere(11, '2025-12-03')])
    expect(one.reasons.join(' ')).not.toMatch(/elsewhere|mix of offences/)
    const alike = describeFirst([
      ...each(8, '2025-12-03'),
      ...each(4, '2025-12-10', { offence: 'violence-with-injury' }),
      ...elsewhere(20, '2025-12-10'),
      ...elsewhere(10, '2025-12-10', { offence: 'violence-with-injury' }),
    ])
    expect(alike.reasons.join(' ')).toContain('Mostly robbery (8 of the 12); nothing that can be told of its mix')
  })
  it('leaves out an offence that would tell a 1 by subtraction', () => {
    const { byOffence, trend } = describeFirst([
      ...each(5, '2025-12-03'),
      ...each(4, '2025-12-10', { offence: 'violence-with-injury' }),
      ...each(6, '2025-12-17'),
      ...each(1, '2025-12-24', { offence: 'homicide' }),
    ])
    // 16 in all: with 11 robberies and 4 of violence told, the one homicide would be left.
    expect(byOffence).toEqual([{ offence: 'robbery', incidents: 11 }])
    expect(trend.slice(-5).map(({ incidents }) => incidents)).toEqual([5, null, 6, null, null])
  })

  describe('when', () => {
    it('names the hours and says whose they are', () => {
      const nights = Array.from({ length: 400 }, (_, i) =>
        incident({ occurredFrom: at('2025-12-05T23:10') - (i % 10) * MINUTES_PER_WEEK }),
      )
      const { hotspot, reasons } = describeFirst(nights)
      expect(hotspot.profileSource).toBe('place')
      expect(reasons.join(' ')).toMatch(
        /By its own incidents \(as sure as \d+ incidents would be\), \d+% of the risk is from \d\d:00 to \d\d:00, a third of the day; busiest on Fridays, nights/,
      )
    })
    it('says that it is the hours of others, where the place has too few', () => {
      const { hotspot, reasons } = describeFirst(each(9, '2025-12-10'))
      expect(hotspot.profileSource).toBe('force')
      expect(reasons.join(' ')).toContain('Too few of its own to tell its hours. By those of the whole force')
    })
    it('says that it cannot be said without times of day, and makes no guess', () => {
      const { reasons } = describeFirst(each(9, '2025-12-10', { precision: 'day' }))
      expect(reasons).toContain('When in the week cannot be said: the data gives no times of day.')
      expect(reasons.join(' ')).not.toMatch(/\d\d:00/)
    })
  })

  describe('against its past', () => {
    // Six periods of 12 weeks before the window of 2025-10-13, the first of them whole.
    const past = ['2024-06-01', '2024-08-01', '2024-11-01', '2025-01-15', '2025-04-01', '2025-07-01']
    const steadyForce = [...past, '2025-11-05'].flatMap((day) => elsewhere(200, day))

    it('compares with what the past and the force lets expect, not with the raw change', () => {
      const rows = past.flatMap((day) => each(5, day))
      const say = (now: number, scale = 1) =>
        describeFirst([
          ...rows,
          ...each(now, '2025-11-05'),
          ...steadyForce,
          ...Array.from({ length: scale - 1 }, () => elsewhere(200, '2025-11-06')).flat(),
        ]).reasons.join(' ')
      expect(say(20)).toMatch(
        /More than was to be expected: 20 against about 5, going by the \d earlier periods of 12 weeks/,
      )
      expect(say(6)).toMatch(/Within what chance would give of what was to be expected: 6 against about 5/)
      // The whole force has four times as much now: 20 is then what was to be expected.
      expect(say(20, 4)).toMatch(/Within what chance would give of what was to be expected: 20 against about \d\d/)
    })
    it('counts the earlier periods that were as busy', () => {
      const rows = [...each(30, '2025-11-05'), ...past.flatMap((day, i) => each(i === 3 || i === 4 ? 20 : 4, day))]
      expect(describeFirst([...rows, ...steadyForce]).reasons.join(' ')).toMatch(
        /It had 15 or more in 2 of the \d earlier/,
      )
    })
    it('does not tell 1 or 2 of the past, and says when there is none', () => {
      const few = describeFirst([...each(9, '2025-11-05'), ...each(2, '2025-04-01'), ...steadyForce])
      expect(few.reasons.join(' ')).toMatch(
        /Fewer than 3 incidents here in the \d earlier periods of 12 weeks: too few/,
      )
      const none = describeFirst([...each(9, '2025-11-05')])
      expect(none.reasons.join(' ')).toContain('No history of another 12 weeks is loaded')
      const ignored = describeFirst([...each(9, '2025-11-05'), ...steadyForce], options({ history: 'ignore' }))
      expect(ignored.reasons.join(' ')).toContain('was left out, so whether this is more than usual cannot be said')
    })
  })

  it('says how much there is around as a band, so that no listed neighbour tells the rest', () => {
    // 51.5412: about 130 m to the north, next to the place and not in it.
    const rows = [...each(9, '2025-12-10'), ...each(7, '2025-12-10', { lat: 51.5412 })]
    expect(describeFirst(rows, options({ shape: 'cell' })).reasons.at(-1)).toBe(
      'Right around it 5 to 14 incidents in the same time.',
    )
    expect(describeFirst(each(9, '2025-12-10')).reasons.at(-1)).toBe(
      'Right around it fewer than 5 incidents in the same time: fewer than here.',
    )
  })

  it('shows months by whole quarters where the data has months only', () => {
    const monthly = ['2016-12', '2017-01', '2017-02', '2017-03', '2017-04', '2017-05', '2017-06'].flatMap((month) =>
      Array.from({ length: 4 }, () => incident({ precision: 'month', occurredFrom: at(`${month}-01T00:00`) })),
    )
    const { hotspot, trend, trendUnit, reasons } = describeFirst(monthly, options({ asOfDay: parseDay('2017-07-01')! }))
    expect(hotspot).toMatchObject({ observed: 12, profileSource: 'none', profileSampleSize: 0 })
    expect(trendUnit).toBe('month')
    expect(trend.map(({ from, incidents }) => [from, incidents])).toEqual(
      ['2017-01', '2017-02', '2017-03', '2017-04', '2017-05', '2017-06'].map((month) => [`${month}-01`, 4]),
    )
    expect(reasons[0]).toBe('12 incidents here in the 3 months up to 30 June 2017.')
    expect(reasons.join(' ')).toContain('12 against about 12, going by the earlier period of 3 months')
  })
})

describe('what a description gives away', () => {
  const WEEKS = ['2025-12-09', '2025-12-16', '2025-12-23', '2025-12-30']
  const OFFENCES = [...OFFENCE_GROUPS.violence, ...OFFENCE_GROUPS.robbery]
  const EARLIER = ['2025-09-20', '2025-10-20', '2025-11-20']
  const asked = options({ weeks: 4, top: 5 })
  const grid = fc.array(fc.nat({ max: 3 }), { minLength: 20, maxLength: 20 })
  const past = fc.array(fc.nat({ max: 5 }), { minLength: 3, maxLength: 3 })
  const force = [
    ...elsewhere(3, '2025-08-01'),
    ...[...WEEKS, ...EARLIER].flatMap((day) => OFFENCES.flatMap((offence) => elsewhere(12, day, { offence }))),
  ]
  const rowsOf = (counts: readonly number[], before: readonly number[]): Row[] => [
    ...counts.flatMap((count, i) => each(count, WEEKS[i % 4]!, { offence: OFFENCES[Math.floor(i / 4)]! })),
    ...before.flatMap((count, i) => each(count, EARLIER[i]!)),
    ...force,
  ]
  const HOTSPOT = describeFirst(each(5, WEEKS[0]!), asked).hotspot
  const say = (counts: readonly number[], before: readonly number[], observed: number) =>
    describeHotspot({ incidents: columns(rowsOf(counts, before)), options: asked, hotspot: { ...HOTSPOT, observed } })
  const byWeek = (counts: readonly number[]) =>
    WEEKS.map((_, week) => counts.reduce((sum, count, i) => sum + (i % 4 === week ? count : 0), 0))
  const byClass = (counts: readonly number[]) =>
    OFFENCES.map((_, one) => counts.slice(4 * one, 4 * one + 4).reduce((sum, count) => sum + count, 0))

  it('has no number of incidents in it that is 1 or 2, in whatever words', () => {
    fc.assert(
      fc.property(grid, past, (counts, before) => {
        const whole = counts.reduce((sum, count) => sum + count, 0)
        const { reasons, trend, byOffence } = say(counts, before, whole)
        const sentences = reasons.filter((one) => !one.startsWith('About')).join(' ')
        expect(sentences).not.toMatch(/\b[12] (incidents?|of the \d+[,;)]|against)|about [12]\b|against [12]\b/)
        for (const part of [...trend, ...byOffence]) expect([1, 2]).not.toContain(part.incidents)
      }),
      { numRuns: 150 },
    )
  })

  it('lets nobody who knows the whole and how it is told find a week or an offence with 1 or 2', () => {
    fc.assert(
      fc.property(grid, past, (counts, before) => {
        const whole = counts.reduce((sum, count) => sum + count, 0)
        if (whole < 3) return
        const { trend, byOffence } = say(counts, before, whole)
        const week = trend.map(({ incidents }) => incidents)
        expect(recovered(whole, week, byWeek(counts), (one) => tellParts(one))).toEqual([])
        const classes = OFFENCES.map((offence) => byOffence.find((one) => one.offence === offence)?.incidents ?? null)
        // A class that is not listed may be one with none.
        const listed = (one: readonly number[]) => tellParts(one).map((count) => (count === 0 ? null : count))
        expect(recovered(whole, classes, byClass(counts), listed)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('says the same, word for word, whichever of the weeks left out had which count, and whichever earlier period', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 4 }), { minLength: 4, maxLength: 4 }), past, (weeks, before) => {
        const whole = weeks.reduce((sum, count) => sum + count, 0)
        const robberies = (counts: readonly number[]) => [...Array.from({ length: 16 }, () => 0), ...counts]
        const said = say(robberies(weeks), before, whole)
        const hidden = [...weeks.keys()].filter((week) => said.trend[week]!.incidents === null)
        const turned = [...weeks]
        hidden.forEach((week, i) => (turned[week] = weeks[hidden[(i + 1) % hidden.length]!]!))
        expect(say(robberies(turned), [before[1]!, before[2]!, before[0]!], whole)).toEqual(said)
      }),
      { numRuns: 100 },
    )
  })
})

/** Tries every split of the whole that would be told alike: the parts that are 1, or 2, in all of them. */
function recovered(
  whole: number,
  told: readonly (number | null)[],
  truth: readonly number[],
  tell: (counts: readonly number[]) => (number | null)[],
): number[] {
  const could = told.map(() => new Set<number>())
  const known = told.reduce<number>((sum, count) => sum + (count ?? 0), 0)
  const counts = told.map((count) => count ?? 0)
  const hidden = [...told.keys()].filter((part) => told[part] === null)
  const wanted = JSON.stringify(told)
  const fill = (index: number, left: number): void => {
    const part = hidden[index]
    if (part === undefined) {
      if (left === 0 && JSON.stringify(tell(counts)) === wanted) counts.forEach((count, i) => could[i]!.add(count))
      return
    }
    const last = index === hidden.length - 1
    for (let count = last ? left : 0; count <= left; count++) {
      counts[part] = count
      fill(index + 1, left - count)
    }
  }
  fill(0, whole - known)
  expect(truth.every((count, part) => could[part]!.has(count))).toBe(true)
  return hidden.filter((part) => could[part]!.size === 1 && (could[part]!.has(1) || could[part]!.has(2)))
}
