import { parseDay } from '@planner/shared/core'
import { describe, expect, it } from 'vitest'
import { loadDemoBoroughs } from './demo-boroughs.ts'
import { DEMO_BCUS } from './demo-force.ts'
import { generateDemoShifts, refreshmentMinutes } from './demo-shifts.ts'

const startDay = parseDay('2026-01-05')!
const generate = async (days = 28) => generateDemoShifts({ areas: await loadDemoBoroughs(), startDay, days, seed: 1 })

describe('generateDemoShifts', () => {
  it('gives every BCU three crews in each of three tours, every day', async () => {
    const shifts = await generate()
    expect(shifts).toHaveLength(Object.keys(DEMO_BCUS).length * 9 * 28)
    expect(new Set(shifts.map((shift) => shift.id)).size).toBe(shifts.length)
    expect(
      shifts.filter((shift) => shift.bcu === 'NW' && shift.id.endsWith('-01')).map((shift) => shift.callSign),
    ).toEqual(['NW11', 'NW12', 'NW13', 'NW21', 'NW22', 'NW23', 'NW31', 'NW32', 'NW33'])
  })
  it('keeps 11 hours between the tours of a crew and 48 hours a week on average', async () => {
    const byCrew = Map.groupBy(await generate(), (shift) => shift.crewId)
    for (const tours of byCrew.values()) {
      for (let i = 1; i < tours.length; i++) expect(tours[i]!.start - tours[i - 1]!.end).toBeGreaterThanOrEqual(11 * 60)
      const hours = tours.reduce((sum, tour) => sum + tour.end - tour.start, 0) / 60
      expect(hours / 4).toBeLessThanOrEqual(48)
    }
  })
  it('gives each tour one crew with a sergeant', async () => {
    const byTour = Map.groupBy(await generate(7), ({ id }) => id.replace(/\d(-\d+)$/, '$1'))
    for (const crews of byTour.values()) expect(crews.map(({ sergeant }) => sergeant)).toEqual([true, false, false])
  })
  it('briefs the crews of a tour at different times', async () => {
    const starts = (await generate(1)).filter((shift) => shift.bcu === 'CW' && shift.teamId.includes('L'))
    expect(new Set(starts.map((shift) => shift.start)).size).toBe(3)
  })
  it.each([
    [299, 0],
    [300, 30],
    [359, 30],
    [360, 35],
    [419, 35],
    [420, 40],
    [480, 45],
    [540, 50],
    [600, 60],
  ])('gives a tour of %i minutes %i minutes of refreshments', (tourMin, minutes) => {
    expect(refreshmentMinutes(tourMin)).toBe(minutes)
  })
})
