import { createZone } from '@planner/shared/core'
import { describe, expect, it } from 'vitest'
import { browserZone, isZoneName, zoneNames } from './zone.ts'

describe('isZoneName', () => {
  it('knows every zone to choose from, as the server does', () => {
    const names = [...zoneNames(), browserZone()]
    expect(names.length).toBeGreaterThan(300)
    for (const name of names) expect([name, isZoneName(name), createZone(name).id]).toEqual([name, true, name])
  })

  it('takes a name whatever its case and outer spaces, and nothing else', () => {
    for (const name of ['Europe/London', ' america/toronto ', 'UTC'])
      expect([name, isZoneName(name)]).toEqual([name, true])
    for (const name of ['', ' ', 'Toronto', '+05:00', '-0500', 'Europe/', 'Europe/London x'])
      expect([name, isZoneName(name)]).toEqual([name, false])
  })
})
