import { describe, expect, it } from 'vitest'
import { OFFENCES } from '../../incidents/incident.ts'
import { CAMBRIDGE_2026 } from './cambridge-2026.ts'
import { cappedDays, checkHarmTable } from './harm-table.ts'

const daysOf = (offence: (typeof OFFENCES)[number]) => cappedDays(CAMBRIDGE_2026)[OFFENCES.indexOf(offence)]!

describe('the shipped harm table', () => {
  it('passes its own check and has its source', () => {
    expect(checkHarmTable(CAMBRIDGE_2026)).toBe(CAMBRIDGE_2026)
    expect(CAMBRIDGE_2026.source).toMatch(/doi 10\.1093/)
  })
  it('caps one incident, so that a homicide is five robberies and not fifteen', () => {
    expect(daysOf('homicide')).toBe(1825)
    expect(daysOf('homicide') / daysOf('robbery')).toBe(5)
    expect(daysOf('weapons')).toBe(0)
  })
})

describe('checkHarmTable', () => {
  it.each([-1, NaN, 365_001])('refuses %s days, naming the class and what it may be', (days) => {
    const table = { ...CAMBRIDGE_2026, name: 'Ours', days: { ...CAMBRIDGE_2026.days, robbery: days } }
    expect(() => checkHarmTable(table)).toThrow(`Harm table "Ours": robbery has ${days} days`)
  })
  it.each([0, -5, NaN])('refuses a cap of %s', (capDays) => {
    expect(() => checkHarmTable({ ...CAMBRIDGE_2026, capDays })).toThrow(/the cap is/)
  })
  it('takes 0 days and the most days', () => {
    const days = { ...CAMBRIDGE_2026.days, robbery: 0, homicide: 365_000 }
    expect(checkHarmTable({ ...CAMBRIDGE_2026, capDays: 365_000, days }).days.robbery).toBe(0)
  })
})
