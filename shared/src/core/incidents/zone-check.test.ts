import { describe, expect, it } from 'vitest'
import { createZone } from '../time.ts'
import { INCIDENT_FORMATS } from './formats/index.ts'
import { createMappedFormat } from './formats/mapped.ts'
import type { IncidentFormat } from './formats/format.ts'
import { createZoneCheck, hoursOffClock } from './zone-check.ts'

const LONDON = -0.1
const TORONTO = -79.4

const warningOf = (timezone: string, lngs: readonly number[]): string | null => {
  const check = createZoneCheck(INCIDENT_FORMATS.canonical, createZone(timezone))
  for (const lng of lngs) check.take({ lng })
  return check.warning()
}

describe('hoursOffClock', () => {
  it('holds the sun against standard time, on either half of the earth, whatever summer time does', () => {
    for (const [lng, zone, hours] of [
      [LONDON, 'Europe/London', 0],
      [LONDON, 'Europe/Dublin', 0],
      [TORONTO, 'America/Toronto', -0.3],
      [TORONTO, 'Europe/London', -5.3],
      [LONDON, 'America/Toronto', 5],
      [151.2, 'Australia/Sydney', 0.1],
      [76, 'Asia/Shanghai', -2.9],
      [-8.9, 'Europe/Madrid', -1.6],
      [77.2, 'Asia/Kolkata', -0.4],
    ] as const)
      expect([lng, zone, Number(hoursOffClock(lng, createZone(zone)).toFixed(1)) + 0]).toEqual([lng, zone, hours])
  })

  it('takes no notice of the date line', () => {
    expect(hoursOffClock(-157.4, createZone('Pacific/Kiritimati'))).toBeCloseTo(-0.5, 1)
    expect(hoursOffClock(-171.8, createZone('Pacific/Apia'))).toBeCloseTo(-0.5, 1)
    expect(hoursOffClock(-179.9, createZone('Pacific/Fiji'))).toBeCloseTo(0, 1)
    expect(Math.abs(hoursOffClock(180, createZone('UTC')))).toBe(12)
  })
})

describe('createZoneCheck', () => {
  it('says how far the places lie from the clock, and on which side', () => {
    expect(warningOf('Europe/London', [TORONTO])).toBe(
      'The places lie about 5 hours west of Europe/London’s clock: is the time zone right?',
    )
    expect(warningOf('America/Toronto', [LONDON])).toBe(
      'The places lie about 5 hours east of America/Toronto’s clock: is the time zone right?',
    )
  })

  it('is silent where they agree, up to three hours, and where there are no places', () => {
    expect(warningOf('America/Toronto', [TORONTO])).toBeNull()
    expect(warningOf('UTC', [44.2])).toBeNull()
    expect(warningOf('UTC', [45.2])).toMatch(/about 3 hours east/)
    expect(warningOf('UTC', [-44.8])).toBeNull()
    expect(warningOf('UTC', [-45.2])).toMatch(/about 3 hours west/)
    expect(warningOf('Europe/London', [])).toBeNull()
  })

  it('goes by the middle place, whatever the order and the few that lie elsewhere', () => {
    const lngs = [179.99, 180, -180, ...Array.from({ length: 5 }, (_, i) => TORONTO + i / 10)]
    expect(warningOf('Europe/London', lngs)).toMatch(/about 5 hours west/)
    expect(warningOf('Europe/London', lngs.toReversed())).toBe(warningOf('Europe/London', lngs))
    expect(warningOf('Europe/London', [...lngs, ...lngs.map(() => LONDON)])).toBeNull()
  })

  describe('of rows that were not taken', () => {
    const refused = (format: IncidentFormat, column: string, value: string) => {
      const check = createZoneCheck(format, createZone('Europe/London'))
      check.refuse({ code: 'BAD_TIME', row: [{ column, value }] })
      return check.warning()
    }
    const mapped = (over: { coordinates?: 'wgs84' | 'bng'; decimal?: '.' | ',' }): IncidentFormat => {
      const { coordinates = 'wgs84', decimal = '.' } = over
      const place = coordinates === 'bng' ? { easting: 'E', northing: 'N' } : { lat: 'Y', lng: 'X' }
      const columns = { occurred_from: 'When', offence: 'What', ...place }
      return createMappedFormat({ publisher: 'p', columns, dates: 'ymd', coordinates, decimal, values: {} })
    }

    it('reads longitudes where the time is what is wrong, by the names of the format', () => {
      for (const [format, column, value] of [
        [INCIDENT_FORMATS.canonical, 'lng', '-79.38'],
        [INCIDENT_FORMATS.chicago, 'Longitude', '-87.62'],
        [INCIDENT_FORMATS['police-uk'], 'Longitude', '-79.38'],
        [mapped({}), 'X', ' -79.38 '],
        [mapped({ decimal: ',' }), 'X', '-79,38'],
      ] as const)
        expect(refused(format, column, value)).toMatch(/hours west of Europe\/London/)
    })

    it('takes nothing else for one', () => {
      for (const value of ['', '0', 'west', '-181', '-79,38', '317000'])
        expect([value, refused(mapped({}), 'X', value)]).toEqual([value, null])
      expect(refused(mapped({}), 'Y', '-79.38')).toBeNull()
      expect(refused(mapped({ coordinates: 'bng' }), 'E', '-79.38')).toBeNull()
      const check = createZoneCheck(mapped({}), createZone('Europe/London'))
      check.refuse({ code: 'BAD_COORDINATE', row: [{ column: 'X', value: '-79.38' }] })
      expect(check.warning()).toBeNull()
    })
  })
})
