import type { DesignPower, PlanVerdict, TradeOffPoint } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { blackoutSpan, placeName } from './blackout-words.ts'
import { cutsInWords, powerInWords, priceInWords, settingsInWords, verdictInWords } from './plan-words.ts'

const point = (over: Partial<TradeOffPoint> = {}): TradeOffPoint => ({
  entropyFloor: 0.99,
  entropy: 0.99,
  coverage: 0.968,
  staticSkill: 0.002,
  safestDecile: 0.35,
  withinBars: true,
  ...over,
})

describe('priceInWords', () => {
  it.each([
    [{}, 'Keeps 97% of the most that could be covered; a watcher learns nothing beyond the published rates.'],
    [
      { coverage: 1, staticSkill: 0.0077 },
      'Keeps over 99% of the most that could be covered; a watcher learns next to nothing beyond the published rates (0.8%).',
    ],
    [
      { staticSkill: 0.033, withinBars: false },
      'Keeps 97% of the most that could be covered; a watcher learns 3.3% beyond the published rates: too much.',
    ],
    [
      { staticSkill: 0.001, safestDecile: 0.15, withinBars: false },
      'Keeps 97% of the most that could be covered; the safest tenth of times and places gets too few visits, 15% of the mean.',
    ],
    [
      { coverage: null, staticSkill: null },
      'What it covers is not known, since the places state no expected incidents; what a watcher learns cannot be told.',
    ],
  ])('of %j', (over, words) => expect(priceInWords(point(over))).toBe(words))
})

describe('powerInWords', () => {
  const power = (over: Partial<DesignPower> = {}): DesignPower => ({
    design: 'ordinary',
    treated: 79.7,
    control: 258.9,
    statements: [
      { dispersion: 1.5, powerOf20: 0.234, smallestFor80: null },
      { dispersion: 1, powerOf20: 0.336, smallestFor80: 0.343 },
    ],
    ...over,
  })

  it('gives the answer first, and never promises all or nothing', () => {
    const { answer, details } = powerInWords(power())
    expect(answer).toBe(
      'If patrols cut incidents by 20%, 34 of 100 such operations would show it; 23 if counts vary more than by chance.',
    )
    expect(details[0]).toBe(
      'The smallest cut that 80 of 100 would show: 34%, or none if counts vary 1.5 times as much.',
    )
    expect(details[1]).toContain('80 incidents in patrolled time and 259 in time without')
    const sure = power({ statements: [{ dispersion: 1, powerOf20: 1, smallestFor80: 0.05 }] })
    expect(powerInWords(sure).answer).toContain('99 of 100')
  })

  it('says so where nothing is known', () => {
    expect(powerInWords(power({ statements: [] })).answer).toMatch(/not known/)
    expect(powerInWords(power({ treated: 0, control: 0 })).details).toEqual([])
  })
})

describe('settingsInWords', () => {
  const words = (settings: Parameters<typeof settingsInWords>[0]): string =>
    settingsInWords(settings)
      .map((item) => `${item.heading}: ${item.words}`)
      .join('\n')

  it('tells what was chosen', () => {
    const text = words({
      design: 'crossover-daily',
      doses: 'as-ranked',
      entropyFloor: 0.9,
      guarantees: [{ area: 'Camden', leastPerDay: 6 }],
      activities: [
        {
          id: 'knife-search-operation',
          minutes: [30, 60],
          crews: 2,
          needsSergeant: true,
          skills: ['search'],
          shares: { A: 1, B: 0, C: 0 },
        },
      ],
      travel: { footKmh: 4, matrix: { places: ['a', 'b'], minutes: [] } },
    })
    expect(text).toContain('half of the places')
    expect(text).toContain('whether or not the tours can carry them')
    expect(text).toContain('Camden at least 6 visits a day.')
    expect(text).toContain('Knife-search operation (30 to 60 min, 2 crews, with a sergeant, search).')
    expect(text).toContain('4 km/h on foot, minutes from a file for 2 places.')
  })

  it('tells the usual of a plan that nobody set anything for', () => {
    const text = words({})
    expect(text).toContain('High-visibility patrol alone')
    expect(text).toContain('planner’s own balance')
    expect(text).not.toContain('Travel')
  })
})

describe('cutsInWords', () => {
  it('names the units that get less than the ranking asks for', () => {
    expect(
      cutsInWords([
        { bcu: 'SI', share: 0.634 },
        { bcu: 'CE', share: 1 },
        { bcu: 'EI', share: 0.96 },
      ]),
    ).toBe('Cut: SI to 63%, EI to 96%.')
    expect(cutsInWords(null)).toBe('')
    expect(cutsInWords([{ bcu: 'CE', share: 1 }])).toBe('')
  })
})

describe('verdictInWords', () => {
  const verdict = (figure: string, judged: PlanVerdict['verdict'], decisive = true) => ({
    figure,
    verdict: judged,
    decisive,
  })
  const title = (figure: string): string => `Title of ${figure}`

  it('names what is outside', () => {
    const line = verdictInWords([verdict('a', 'inside'), verdict('b', 'outside'), verdict('c', 'too-few')], title)
    expect(line).toEqual({
      verdict: 'outside',
      headline: 'Outside the bars: title of b',
      detail: '1 of 3 figures inside their bars, 1 with too few visits to judge.',
    })
  })

  it('does not let a figure decide that only informs', () => {
    const line = verdictInWords([verdict('a', 'inside'), verdict('b', 'outside', false)], title)
    expect(line).toMatchObject({ verdict: 'inside', detail: '1 of 1 figure inside its bar.' })
  })

  it('does not clear a plan of which nothing can be judged', () => {
    expect(verdictInWords([verdict('a', 'too-few')], title).verdict).toBe('too-few')
    expect(verdictInWords([], title).verdict).toBe('too-few')
  })
})

describe('a blackout', () => {
  it('is told with its second day only where that is another', () => {
    expect(blackoutSpan({ from: '2026-06-03T10:00', to: '2026-06-03T14:00' })).toBe('3 Jun, 10:00 to 14:00')
    expect(blackoutSpan({ from: '2026-06-03T22:00', to: '2026-06-04T02:00' })).toBe('3 Jun, 22:00 to 4 Jun, 02:00')
  })

  it('names its place, everywhere, or an id that the ranking no longer has', () => {
    const places = [{ id: 'h1', name: 'Rye Lane', area: 'Southwark' }]
    expect(placeName('h1', places)).toBe('Rye Lane, Southwark')
    expect(placeName(null, places)).toBe('Everywhere')
    expect(placeName('h2', places)).toBe('h2')
  })
})
