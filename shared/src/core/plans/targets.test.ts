import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSlotRoster, createUnitHours } from './hours/unit-hours.ts'
import { coolHours } from './hours/cool-hours.ts'
import { solveByHighs } from './hours/hour-programme.test-support.ts'
import { findTargets, type TargetInputs } from './targets.ts'

const DAYS = 21
const TOURS = DAYS * 3

interface Setting {
  tours?: number
  maxVisits?: number
  guarantees?: TargetInputs['guarantees']
  caps?: number
  doses?: readonly number[]
}

/** Places in two boroughs of one unit, ten minutes from each other and from base. */
function createInputs({ tours = TOURS, maxVisits = Infinity, guarantees = [], caps = 18, doses }: Setting = {}) {
  const ofPlaces = doses ?? Array.from({ length: 12 }, (_, place) => (place < 3 ? 5.4 : place < 7 ? 2.6 : 1.4))
  const places = ofPlaces.length
  return {
    bcu: 'NE',
    hotspots: ofPlaces.map((dosePerDay, place) => ({
      area: place % 2 === 0 ? 'Even' : 'Odd',
      dosePerDay,
      capDay: caps,
      capWeek: caps * 7,
      expected: 1 + place,
    })),
    tours: Array.from({ length: tours }, () => ({ base: 0, productive: 440, maxVisits, inPeriod: true })),
    clock: { days: DAYS },
    travel: new Uint16Array(places * places).fill(10),
    fromBase: new Uint16Array(places).fill(10),
    toBase: new Uint16Array(places).fill(10),
    activities: { leastStay: () => 16, meanStay: 14, crewsPerVisit: 1 },
    guarantees,
  } satisfies TargetInputs
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0)
const perDayOf = (inputs: TargetInputs, visits: Float64Array, area: string): number =>
  sum([...visits].filter((_, place) => inputs.hotspots[place]!.area === area)) / DAYS
const dosesOf = ({ hotspots }: TargetInputs): number[] => hotspots.map(({ dosePerDay }) => dosePerDay * DAYS)

describe('findTargets', () => {
  it('counts a visit of two crews as two of what tours can make', () => {
    const alone = createInputs()
    const pairs = { ...alone, activities: { ...alone.activities, crewsPerVisit: 2 } }
    expect(findTargets(pairs).possible).toBeCloseTo(findTargets(alone).possible / 2, 9)
  })

  it('counts the visits that tours can make: productive minutes over stay and journey, or what max_visits allows', () => {
    // 440 min less the way out of 4 and the way home of 10, at 14 + 10 a visit
    expect(findTargets(createInputs()).possible).toBeCloseTo((TOURS * 0.945 * 426) / 24, 6)
    expect(findTargets(createInputs({ maxVisits: 8 })).possible).toBeCloseTo(TOURS * 8 * 0.985, 6)
    expect(findTargets(createInputs({ tours: 0 })).possible).toBe(0)
  })

  it('gives all places the same share of their dose where the roster cannot carry it', () => {
    const inputs = createInputs()
    const { share } = findTargets(inputs)
    const doses = dosesOf(inputs)
    const targets = share(0.6 * sum(doses))
    for (const [place, dose] of doses.entries()) expect(targets[place]! / dose).toBeCloseTo(0.6, 9)
  })

  it('gives spare capacity first to the places where it adds most coverage, up to 1.05 of the dose', () => {
    const inputs = createInputs({ doses: Array.from({ length: 12 }, () => 2) })
    const { share, aim } = findTargets(inputs)
    const dose = 2 * DAYS
    const targets = share(dose * 12 * 1.03)
    // Risk rises with the place: a third of the places take all that is spare.
    expect([...targets].map((target) => Math.round((100 * target) / dose))).toEqual([
      102, 102, 102, 102, 102, 102, 102, 102, 105, 105, 105, 105,
    ])
    expect(aim).toBeCloseTo(dose * 12 * 1.05, 6)
    expect(sum(share(1e9))).toBeCloseTo(dose * 12 * 1.05, 6)
  })

  it('aims no further above the dose than crews can go without hurry', () => {
    const inputs = createInputs({ tours: 44 })
    const { aim, possible } = findTargets(inputs)
    const dose = sum(dosesOf(inputs))
    expect(possible).toBeGreaterThan(dose)
    expect(possible * 0.9).toBeLessThan(dose * 1.02)
    expect(aim).toBeCloseTo(dose * 1.02, 6)
  })

  it('never goes above a ceiling, and wants nothing where no crew can get to', () => {
    const capped = createInputs({ caps: 2 })
    const { wanted, share } = findTargets(capped)
    for (const visits of [wanted, share(1e9)])
      for (const count of visits) expect(count).toBeLessThanOrEqual(2 * DAYS + 1e-9)
    const far = createInputs()
    far.toBase[4] = 500
    expect(findTargets(far).wanted[4]).toBe(0)
    expect(findTargets(far).reachable[4]).toBe(0)
    expect(findTargets(far).share(1e9)[4]).toBe(0)
  })

  it('raises an area to its guarantee at the cost of the others when capacity is short, in proportion to the doses', () => {
    const inputs = createInputs({ guarantees: [{ area: 'Odd', leastPerDay: 11 }] })
    const { share } = findTargets(inputs)
    const doses = dosesOf(inputs)
    const visits = 0.6 * sum(doses)
    const targets = share(visits)
    expect(perDayOf(inputs, targets, 'Odd')).toBeCloseTo(11, 6)
    expect(sum(targets)).toBeCloseTo(visits, 6)
    const shares = doses.map((dose, place) => targets[place]! / dose)
    expect(shares[1]).toBeCloseTo(shares[11]!, 6)
    expect(shares[0]).toBeCloseTo(shares[10]!, 6)
    expect(shares[0]).toBeLessThan(0.6)
    expect(shares[1]).toBeGreaterThan(0.6)
  })

  it('lets a guarantee below what an area gets anyhow change nothing', () => {
    const plain = createInputs()
    const guaranteed = createInputs({ guarantees: [{ area: 'Odd', leastPerDay: 3 }] })
    const visits = 0.6 * sum(dosesOf(plain))
    for (const [place, target] of findTargets(plain).share(visits).entries())
      expect(findTargets(guaranteed).share(visits)[place]).toBeCloseTo(target, 6)
  })

  it('goes beyond the dose for a guarantee, and owes nothing for the time in which its places are closed', () => {
    const inputs = createInputs({ guarantees: [{ area: 'Odd', leastPerDay: 20 }] })
    const { wanted } = findTargets(inputs)
    expect(perDayOf(inputs, wanted, 'Odd')).toBeCloseTo(20, 6)
    const closed = { ...inputs, closures: { openShare: new Float64Array(12).fill(0.5) } }
    expect(perDayOf(inputs, findTargets(closed).wanted, 'Odd')).toBeCloseTo(10, 6)
  })

  it('refuses guarantees beyond the ceilings or the tours, and says what is possible', () => {
    expect(() => findTargets(createInputs({ guarantees: [{ area: 'Odd', leastPerDay: 90 }] }))).toThrow(
      'The guarantee of "Odd" is 90 visits a day; with the ceilings of its 6 places at most 86.4 can be guaranteed.',
    )
    expect(() => findTargets(createInputs({ guarantees: [{ area: 'Odd', leastPerDay: 49 }] }))).toThrow(
      /The guarantees ask for 49\.0 visits a day of BCU "NE", whose tours can make about 50\.3; at most 45\.6 can be/,
    )
    expect(() => findTargets(createInputs({ tours: 0, guarantees: [{ area: 'Odd', leastPerDay: 1 }] }))).toThrow(
      'No tour of BCU "NE" can get to a place of "Odd" and back',
    )
    const most = createInputs({ guarantees: [{ area: 'Odd', leastPerDay: 45 }] })
    expect(perDayOf(most, findTargets(most).share(findTargets(most).possible), 'Odd')).toBeCloseTo(45, 6)
  })

  it('shares out whatever there is, within dose bands and ceilings, for any doses, visits and guarantee', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 8, noNaN: true }), { minLength: 1, maxLength: 15 }),
        fc.double({ min: 0, max: 1.5, noNaN: true }),
        fc.double({ min: 0, max: 0.4, noNaN: true }),
        (doses, load, part) => {
          const even = sum(doses.filter((_, place) => place % 2 === 0))
          const inputs = createInputs({ doses, guarantees: [{ area: 'Even', leastPerDay: part * even }], tours: 400 })
          const { share } = findTargets(inputs)
          const all = sum(doses) * DAYS
          const targets = share(load * all)
          expect(sum(targets)).toBeCloseTo(Math.min(load, 1.05) * all, 5)
          if (load >= 0.4) expect(perDayOf(inputs, targets, 'Even')).toBeGreaterThan(part * even - 1e-6)
          for (const [place, target] of targets.entries()) {
            expect(target).toBeGreaterThanOrEqual(0)
            expect(target).toBeLessThan(1.05 * doses[place]! * DAYS + 1e-6)
          }
        },
      ),
    )
  })

  it('loses less than half a percent of coverage by choosing visits before hours: HiGHS chooses both at once', async () => {
    const inputs = createInputs()
    const { share } = findTargets(inputs)
    const full = sum(dosesOf(inputs)) * 1.02
    const visits = share(full * 1.015)
    const places = inputs.hotspots.map(({ expected }, place) => ({
      tier: 'A',
      expected,
      profile: Array.from({ length: 168 }, (_, hour) => 1 + 0.7 * Math.cos(((hour - 3 * place) / 24) * 2 * Math.PI)),
    }))
    // On patrol from 08:00 to 20:00 for a week of hours, each slot three times.
    const crews = Float64Array.from({ length: DAYS * 1440 }, (_, minute) =>
      minute % 1440 >= 480 && minute % 1440 < 1200 ? 3 : 0,
    )
    const hourOfWeek = Uint8Array.from({ length: DAYS * 1440 }, (_, minute) => Math.floor(minute / 60) % 168)
    const { programme } = createUnitHours(places, visits, createSlotRoster(crews, { hourOfWeek }))
    const ours = coolHours(programme).at(-1)!
    const bands = { least: share(full), most: share(1e9) }
    const joint = await solveByHighs(programme, 0, { bands, around: ours })
    expect(ours.coverage).toBeGreaterThan(joint * 0.995)
    expect(ours.coverage).toBeLessThan(joint * 1.001)
  })
})
