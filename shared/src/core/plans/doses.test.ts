import { describe, expect, it } from 'vitest'
import type { Hotspot } from '../hotspots/hotspot.ts'
import { TIER_DOSES } from '../hotspots/tiers.ts'
import { checkPlan } from './check/check-plan.ts'
import { LEAST_DOSE, setDosesFromCapacity } from './doses.ts'
import { makePlan } from './make-plan.ts'
import type { PlanInput } from './plan.ts'
import { formatPlanFile } from './plan-file.ts'
import { createInstance, type InstanceSettings } from './plan-instance.test-support.ts'

const key = new Uint8Array(32).fill(4)
/** A unit of 30 places with one crew on each tour: some half of what the doses ask for. */
const PLAIN: InstanceSettings = { hotspots: 30, bcus: 1, crews: 1, days: 10 }
/** As short with half the places, so that each has so many visits that chance alone takes none below .70 of its dose. */
const SHORT: InstanceSettings = { ...PLAIN, hotspots: 15, doses: { A: 10.8, B: 5.2, C: 2.8 } }

/** By place: planned visits over the visits that its dose asks for. */
function ratios(input: PlanInput): number[] {
  const { windows } = makePlan(input, { key })
  const counts = Map.groupBy(windows, ({ hotspotId }) => hotspotId)
  return input.hotspots.map(({ id, dosePerDay }) => (counts.get(id)?.length ?? 0) / (dosePerDay * input.days))
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

describe('setDosesFromCapacity', () => {
  it.each<[string, InstanceSettings]>([
    ['three tours a day without a limit', SHORT],
    [
      'long staggered tours with briefing',
      {
        ...SHORT,
        briefingMinutes: 30,
        bookOffMinutes: 20,
        tours: [
          [6, 9],
          [13, 9],
          [21, 10],
        ],
      },
    ],
    ['six visits a tour', { ...SHORT, crews: 2, maxVisits: 6 }],
    ['nights alone', { ...SHORT, crews: 3, tours: [[22, 8]] }],
  ])('gives every place at least .70 of its dose, and the unit its dose: %s', (_what, settings) => {
    const given = createInstance(settings)
    const { input, units } = setDosesFromCapacity(given)
    for (const { share, wantedVisits, possibleVisits } of units) {
      expect(share).toBeGreaterThan(0.3)
      expect(share).toBeLessThan(0.95)
      expect(possibleVisits).toBeLessThan(wantedVisits)
    }
    const before = ratios(given)
    const after = ratios(input)
    expect(mean(before)).toBeLessThan(0.92)
    expect(Math.min(...after)).toBeGreaterThanOrEqual(0.7)
    expect(mean(after)).toBeGreaterThan(0.95)
    expect(mean(after)).toBeLessThan(1.1)
  })

  it('keeps the ratio of the tiers, and ceilings as far from the dose as those of a ranking', () => {
    const { input, units } = setDosesFromCapacity(createInstance(PLAIN))
    const of = (tier: string): Hotspot => input.hotspots.find((place) => place.tier === tier && place.bcu === 'BCU0')!
    const [a, b, c] = [of('A'), of('B'), of('C')]
    expect(a.dosePerDay / b.dosePerDay).toBeCloseTo(TIER_DOSES.A.dosePerDay / TIER_DOSES.B.dosePerDay, 2)
    expect(b.dosePerDay / c.dosePerDay).toBeCloseTo(TIER_DOSES.B.dosePerDay / TIER_DOSES.C.dosePerDay, 2)
    expect(a.dosePerDay).toBeCloseTo(units[0]!.share * TIER_DOSES.A.dosePerDay, 2)
    for (const { dosePerDay, capDay, capWeek } of [a, b, c]) {
      expect(capDay).toBe(Math.ceil(3.3 * dosePerDay))
      expect(capWeek).toBe(Math.ceil(21 * dosePerDay))
    }
  })

  it('leaves a unit that carries its doses as it is, and one without tours too', () => {
    const rich = createInstance({ hotspots: 12, bcus: 2, crews: 3, days: 7 })
    const { input, units } = setDosesFromCapacity(rich)
    expect(units.map(({ share, isShort }) => [share, isShort])).toEqual([
      [1, false],
      [1, false],
    ])
    expect(input).toEqual({ ...rich, doses: 'from-capacity' })
    const bare = setDosesFromCapacity({ ...rich, shifts: rich.shifts.filter(({ bcu }) => bcu === 'BCU0') })
    expect(bare.input.hotspots).toEqual(rich.hotspots)
    expect(bare.units[1]).toMatchObject({ bcu: 'BCU1', possibleVisits: 0, share: 1, isShort: true })
  })

  it('goes no lower than the least dose, nor above a dose or a ceiling that was lower already', () => {
    const settings = { ...PLAIN, hotspots: 100, maxVisits: 4 }
    const given = createInstance(settings)
    const { input, units } = setDosesFromCapacity(given)
    expect(units.every(({ isShort }) => isShort)).toBe(true)
    expect(new Set(input.hotspots.map(({ dosePerDay }) => dosePerDay))).toEqual(new Set([LEAST_DOSE]))
    expect(new Set(input.hotspots.map(({ capDay }) => capDay))).toEqual(new Set([2]))
    const rare = given.hotspots.map((place) => ({
      ...place,
      ...(place.tier === 'C' && { dosePerDay: 0.2, capDay: 1 }),
    }))
    const kept = setDosesFromCapacity({ ...given, hotspots: rare }).input.hotspots.filter(({ tier }) => tier === 'C')
    expect(new Set(kept.map(({ dosePerDay, capDay }) => `${dosePerDay} ${capDay}`))).toEqual(new Set(['0.2 1']))
  })

  it('lets places at the least dose take their time from the others', () => {
    const given = createInstance({ ...PLAIN, hotspots: 60 })
    const { input, units } = setDosesFromCapacity(given)
    const places = input.hotspots.filter(({ bcu }) => bcu === 'BCU0')
    const c = places.filter(({ tier }) => tier === 'C')
    expect(new Set(c.map(({ dosePerDay }) => dosePerDay))).toEqual(new Set([LEAST_DOSE]))
    const planned = places.reduce((sum, { dosePerDay }) => sum + dosePerDay, 0) * given.days
    expect(units[0]!.isShort).toBe(false)
    expect(planned / units[0]!.possibleVisits).toBeGreaterThan(0.97)
    expect(planned / units[0]!.possibleVisits).toBeLessThan(0.985)
  })

  it('does not hang on the key: a design, which the key draws, changes nothing', () => {
    const given = createInstance(PLAIN)
    const treatment = new Map(given.hotspots.map(({ id }) => [id, new Uint8Array(given.days)]))
    expect(setDosesFromCapacity({ ...given, treatment }).input.hotspots).toEqual(
      setDosesFromCapacity(given).input.hotspots,
    )
  })

  it('counts neither closed places nor the time in which nobody may go anywhere', () => {
    const given = createInstance(PLAIN)
    const start = Math.min(...given.shifts.map((shift) => shift.start))
    const close = (hotspotId: string | null) => ({ hotspotId, from: start, to: start + 5 * 1440 })
    const half = setDosesFromCapacity({ ...given, blackouts: [close(null)] }).units[0]!
    const whole = setDosesFromCapacity(given).units[0]!
    expect(half.wantedVisits / whole.wantedVisits).toBeCloseTo(0.5, 1)
    expect(half.share / whole.share).toBeCloseTo(1, 1)
    const some = given.hotspots.filter((_, index) => index % 4 < 2).map(({ id }) => close(id))
    expect(setDosesFromCapacity({ ...given, blackouts: some }).units[0]!.share).toBeGreaterThan(whole.share * 1.15)
  })

  it('stands in the plan, so that a check sets the doses of the ranking again', () => {
    const given = createInstance({ ...PLAIN, hotspots: 12, days: 2 })
    const { input } = setDosesFromCapacity({
      ...given,
      hotspots: given.hotspots.map((place) => ({ ...place, dosePerDay: 20 })),
    })
    const text = formatPlanFile(makePlan(input, { key }))
    const ranked = given.hotspots.map((place) => ({ ...place, dosePerDay: 20 }))
    expect(checkPlan(JSON.parse(text), { text, hotspots: ranked, shifts: given.shifts, key }).violations).toEqual([])
    const other = checkPlan(JSON.parse(text), { text, hotspots: given.hotspots, shifts: given.shifts, key })
    expect(other.verdict).toBe('tampered')
    const file = JSON.parse(text) as { rules: { doses: string } }
    file.rules.doses = 'as-i-like'
    expect(checkPlan(file).violations[0]!.examples[0]).toContain('rules.doses is "as-i-like"')
  })
})
