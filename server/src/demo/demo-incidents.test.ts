import {
  createAreaIndex,
  createZone,
  dateFromDay,
  dayOf,
  HOURS_PER_WEEK,
  hourOfWeek,
  parseDay,
  SHIPPED_THEMES,
  type Area,
} from '@planner/shared/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDemoBoroughs } from './demo-boroughs.ts'
import { generateDemoIncidents, type DemoIncident } from './demo-incidents.ts'

const endDay = parseDay('2026-11-16')!
let areas: Area[]
let incidents: DemoIncident[]

beforeAll(async () => {
  areas = await loadDemoBoroughs()
  incidents = generateDemoIncidents({ areas, incidents: 60_000, endDay, weeks: 104, seed: 1 })
})

const share = (test: (incident: DemoIncident) => boolean): number => incidents.filter(test).length / incidents.length

describe('generateDemoIncidents', () => {
  it('spreads the number asked for over the weeks before the end day, in time order', () => {
    expect(incidents).toHaveLength(60_000)
    expect(dayOf(incidents[0]!.occurredFrom)).toBe(endDay - 7 * 104)
    expect(dayOf(incidents.at(-1)!.occurredFrom)).toBe(endDay - 1)
    const times = incidents.map(({ occurredFrom }) => occurredFrom)
    expect(times.every((time, i) => i === 0 || time >= times[i - 1]!)).toBe(true)
  })
  it('lets nothing end before it began, nor end or be recorded after the data ends', () => {
    const wrong = incidents.filter(
      ({ occurredFrom, occurredTo, recordedAt }) =>
        (occurredTo ?? occurredFrom) < occurredFrom ||
        recordedAt < (occurredTo ?? occurredFrom) ||
        Math.max(occurredTo ?? 0, recordedAt) >= endDay * 1440,
    )
    expect(wrong).toEqual([])
  })
  it('puts about 7,000 in the last 12 weeks', () => {
    const recent = incidents.filter((incident) => incident.occurredFrom >= (endDay - 84) * 1440).length
    expect(recent).toBeGreaterThan(6300)
    expect(recent).toBeLessThan(7700)
  })
  it('is busiest on weekend nights and quietest on weekday mornings', () => {
    const hours = Array.from({ length: HOURS_PER_WEEK }, () => 0)
    for (const { occurredFrom } of incidents) hours[hourOfWeek(occurredFrom)]! += 1
    const fridayMidnight = hours[5 * 24]!
    const tuesdayMorning = hours[24 + 6]!
    expect(fridayMidnight).toBeGreaterThan(3 * tuesdayMorning)
    expect(hours.indexOf(Math.max(...hours))).toBeGreaterThan(4 * 24 + 20)
  })
  it('has incidents of every kind that the ranking must leave out', () => {
    expect(share((incident) => incident.domestic)).toBeCloseTo(0.34, 1)
    expect(share((incident) => incident.howFound === 'police')).toBeGreaterThan(0.03)
    expect(share((incident) => incident.howFound === 'unknown')).toBeGreaterThan(0.02)
    expect(share((incident) => incident.offence === 'weapons')).toBeGreaterThan(0.01)
    expect(share((incident) => incident.occurredTo !== null)).toBeCloseTo(0.125, 1)
  })
  it('has the flags and kinds of place that the themes ask for, but for youth violence, which it only stands in for', () => {
    const asked = new Set(SHIPPED_THEMES.flatMap(({ flags }) => flags))
    const set = new Set(incidents.flatMap(({ flags }) => flags))
    expect([...asked].filter((flag) => !set.has(flag))).toEqual(['youth'])
    const types = new Set(incidents.map(({ place }) => place.placeType))
    expect(SHIPPED_THEMES.flatMap(({ placeTypes }) => placeTypes).filter((type) => !types.has(type))).toEqual([])
    expect(share(({ flags }) => flags.includes('night-time-economy'))).toBeGreaterThan(0.03)
    expect(share(({ domestic, flags }) => !domestic && flags.includes('vawg'))).toBeGreaterThan(0.03)
  })
  it('lets the last days be incomplete, since what is recorded late is not there yet', () => {
    const between = (from: number, to: number): number =>
      incidents.filter(
        ({ occurredFrom }) => occurredFrom >= (endDay - from) * 1440 && occurredFrom < (endDay - to) * 1440,
      ).length
    expect(between(1, 0)).toBeLessThan(0.9 * between(8, 7))
    // Nothing is held back at the very end: records come in until the last hours.
    expect(Math.max(...incidents.map(({ recordedAt }) => recordedAt))).toBeGreaterThan(endDay * 1440 - 180)
  })
  it('has times that the clock change repeats and skips, as a form without the offset would let through', () => {
    const zone = createZone('Europe/London')
    const changes = incidents.map(({ occurredFrom }) => zone.toUtcMin(occurredFrom).clockChange)
    expect(new Set(changes)).toEqual(new Set(['none', 'ambiguous', 'skipped']))
  })
  it('has some times that say no more than the month', () => {
    const unknown = share(({ occurredFrom }) => occurredFrom % 1440 === 0 && dateFromDay(dayOf(occurredFrom)).day === 1)
    expect(unknown).toBeGreaterThan(0.0007)
    expect(unknown).toBeLessThan(0.003)
  })
  it('shares no point but the hospital and the station of each borough, which are piles', () => {
    const points = Map.groupBy(incidents, ({ lat, lng }) => `${lat} ${lng}`)
    const piles = [...points.values()].filter((pile) => pile.length > 2)
    expect(piles.length).toBeGreaterThan(1.5 * areas.length)
    expect(piles.every(([first]) => /(Hospital|Station)$/.test(first!.place.name))).toBe(true)
    expect(Math.max(...piles.map((pile) => pile.length))).toBeGreaterThan(50)
    expect([...points.values()].filter((pile) => pile.length === 2).length).toBeLessThan(10)
  })
  it('happens within the force, along streets whose names are many', () => {
    const index = createAreaIndex(areas)
    expect(incidents.filter((_, i) => i % 50 === 0).filter((incident) => index.find(incident) === undefined)).toEqual(
      [],
    )
    const names = new Set(incidents.map(({ place }) => place.name))
    expect(names.size).toBeGreaterThan(3000)
    expect([...names].filter((name) => name.endsWith(' High Street')).length).toBeGreaterThan(60)
  })
})
