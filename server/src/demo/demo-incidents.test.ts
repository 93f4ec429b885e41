import { cellAt, dayOf, HOURS_PER_WEEK, hourOfWeek, parseDay, SHIPPED_THEMES } from '@planner/shared/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDemoBoroughs } from './demo-boroughs.ts'
import { generateDemoIncidents, type DemoIncident } from './demo-incidents.ts'

const endDay = parseDay('2026-11-16')!
let incidents: DemoIncident[]

beforeAll(async () => {
  incidents = generateDemoIncidents({ areas: await loadDemoBoroughs(), incidents: 60_000, endDay, weeks: 104, seed: 1 })
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
        recordedAt < occurredFrom ||
        Math.max(occurredTo ?? 0, recordedAt) >= endDay * 1440,
    )
    expect(wrong).toEqual([])
  })
  it('puts about 7,000 in the last 12 weeks', () => {
    const recent = incidents.filter((incident) => incident.occurredFrom >= (endDay - 84) * 1440).length
    expect(recent).toBeGreaterThan(6300)
    expect(recent).toBeLessThan(7700)
  })
  it('puts about a quarter in the busiest 1 % of res-10 cells', () => {
    const counts = new Map<string, number>()
    for (const { place } of incidents) {
      const cell = cellAt(place, 10)
      counts.set(cell, (counts.get(cell) ?? 0) + 1)
    }
    const cells = 1572 / 0.01345 // Greater London over a London res-10 cell, both in km2
    const busiest = [...counts.values()].sort((a, b) => b - a).slice(0, Math.round(cells / 100))
    const held = busiest.reduce((sum, count) => sum + count, 0) / incidents.length
    expect(held).toBeGreaterThan(0.2)
    expect(held).toBeLessThan(0.35)
  })
  it('is busiest on weekend nights and quietest on weekday mornings', () => {
    const hours = Array.from({ length: HOURS_PER_WEEK }, () => 0)
    for (const { occurredFrom } of incidents) hours[hourOfWeek(occurredFrom)]! += 1
    const fridayMidnight = hours[5 * 24]!
    const tuesdayMorning = hours[24 + 6]!
    expect(fridayMidnight).toBeGreaterThan(4 * tuesdayMorning)
    expect(hours.indexOf(Math.max(...hours))).toBeGreaterThan(4 * 24 + 20)
  })
  it('has incidents of every kind that the ranking must leave out', () => {
    expect(share((incident) => incident.domestic)).toBeCloseTo(0.25, 1)
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
  it('brings more incidents back to the same place within a week than chance would', () => {
    const last = new Map<object, number>()
    let soon = 0
    let later = 0 // in the week that lies a quarter of a year on
    for (const { place, occurredFrom } of incidents) {
      const since = (occurredFrom - (last.get(place) ?? -Infinity)) / 1440
      if (since < 7) soon += 1
      if (since >= 91 && since < 98) later += 1
      last.set(place, occurredFrom)
    }
    expect(soon).toBeGreaterThan(2 * later)
  })
})
