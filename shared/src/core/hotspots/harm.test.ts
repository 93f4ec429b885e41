import { describe, expect, it } from 'vitest'
import { OFFENCES, type Offence } from '../incidents/incident.ts'
import { expectedHarmDays, HARM_CAP_DAYS, HARM_DAYS } from './harm.ts'

const mix = (counts: Partial<Record<Offence, number>>) => Float64Array.from(OFFENCES, (offence) => counts[offence] ?? 0)

describe('harm', () => {
  it('caps one incident, so that a homicide is five robberies and not fifteen', () => {
    expect(HARM_DAYS.homicide).toBe(HARM_CAP_DAYS)
    expect(HARM_DAYS.homicide / HARM_DAYS.robbery).toBe(5)
    expect(HARM_DAYS.weapons).toBe(0)
  })
  it('is the count times the days when place and force see one offence only', () => {
    expect(expectedHarmDays(2, mix({ robbery: 7 }), mix({ robbery: 900 }))).toBeCloseTo(730, 9)
  })
  it('moves a place only part of the way from the force to its own few incidents', () => {
    const force = mix({ 'violence-without-injury': 1000 })
    const harm = expectedHarmDays(1, mix({ homicide: 1 }), force)
    expect(harm).toBeGreaterThan(10)
    expect(harm).toBeCloseTo((HARM_CAP_DAYS + 10 * 10) / 11, 9)
  })
})
