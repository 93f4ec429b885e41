import { describe, expect, it } from 'vitest'
import type { IncidentContent } from '../../incidents/incident-table.ts'
import { OFFENCES, type Offence } from '../../incidents/incident.ts'
import { createSeededRng, shuffled } from '../../random.ts'
import { createZone, parseDay } from '../../time.ts'
import { estimateRates } from '../estimate-rates.ts'
import { at, columns, incident, town } from '../incidents.fixture.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from '../rank-options.ts'
import { rankingPeriod } from '../ranking-period.ts'
import { selectScope } from '../scope.ts'
import { estimateClassRates } from './class-rates.ts'

const zone = createZone('Europe/London')
const town4000 = town(4000, createSeededRng(8))

/** Expected incidents a day by cell and class, and of the cell as a whole. */
function rates(rows: readonly IncidentContent[], history: RankOptions['history'] = 'use') {
  const incidents = columns(rows)
  const options = { ...DEFAULT_RANK_OPTIONS, asOfDay: parseDay('2026-01-05')!, history }
  const period = rankingPeriod(incidents, options, zone)
  const { selected } = selectScope(incidents, options)
  const estimate = estimateRates(incidents, selected, options, period, zone)!
  const { counts, posterior } = estimate
  const classes = estimateClassRates(incidents, selected, options, period, zone, estimate)
  return {
    cells: counts.cells,
    whole: posterior.shape.map((shape, i) => shape / posterior.rate[i]!),
    of: (offence: Offence) => classes.find((one) => one.offence === OFFENCES.indexOf(offence))?.perDay,
    classes,
  }
}

describe('estimateClassRates', () => {
  it('divides what is expected of each cell among the classes, none of it negative and nothing left over', () => {
    const mixed = town4000.map((row, i): IncidentContent =>
      i % 5 === 0 ? { ...row, offence: 'violence-without-injury' } : row,
    )
    for (const history of ['use', 'ignore'] as const) {
      const { whole, classes } = rates(mixed, history)
      expect(classes).toHaveLength(3)
      whole.forEach((perDay, i) => {
        expect(classes.reduce((sum, one) => sum + one.perDay[i]!, 0)).toBeCloseTo(perDay, 12)
        for (const one of classes) expect(one.perDay[i]!).toBeGreaterThan(0)
      })
    }
  })
  it('is the rate of the cell when there is one class', () => {
    const { whole, of } = rates(town4000.map((row) => ({ ...row, offence: 'robbery' })))
    expect([...of('robbery')!]).toEqual([...whole])
  })
  it('follows a place that keeps to its own mix, and the history that shows it', () => {
    const split = town4000.map((row): IncidentContent => ({
      ...row,
      offence: row.lng > -0.13 ? 'robbery' : 'violence-without-injury',
    }))
    const { whole, of } = rates(split)
    const robbery = of('robbery')!
    const hottest = [...whole.keys()].sort((a, b) => whole[b]! - whole[a]!).slice(0, 50)
    const shares = hottest.map((i) => robbery[i]! / whole[i]!)
    expect(Math.max(...shares)).toBeGreaterThan(0.95)
    expect(Math.min(...shares)).toBeLessThan(0.05)
  })
  it('gives a cell little of a rare class for one incident of it, and no more than its own incidents', () => {
    const rare = { lat: town4000[0]!.lat, lng: town4000[0]!.lng }
    const rows = [...town4000, incident({ ...rare, offence: 'homicide', occurredFrom: at('2025-12-30T22:00') })]
    const incidents = columns(rows)
    const { cells, whole, of } = rates(rows)
    const here = cells.indexOf(incidents.cells10[incidents.cell10[town4000.length]!]!)
    const homicide = of('homicide')!
    expect(homicide[here]).toBe(Math.max(...homicide))
    expect(homicide[here]! / whole[here]!).toBeLessThan(0.06)
  })
  it('hangs neither on the order of the rows nor on what comes on or after as-of', () => {
    const later = Array.from({ length: 300 }, () => incident({ occurredFrom: at('2026-01-05T00:00') }))
    const [first, again] = [rates(town4000), rates(shuffled([...town4000, ...later], createSeededRng(3)))]
    const byCell = new Map(again.cells.map((cell, i) => [cell, again.of('robbery')![i]!]))
    first.cells.forEach((cell, i) => expect(byCell.get(cell)).toBeCloseTo(first.of('robbery')![i]!, 12))
  })
})
