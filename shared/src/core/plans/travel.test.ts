import { describe, expect, it } from 'vitest'
import { DEFAULT_TRAVEL, travelMinutes } from './travel.ts'

/** `km` north of a place: a degree of latitude is 6371.0088 x pi / 180 km. */
const north = (km: number) => ({ lat: 51.5 + (km / 6371.0088) * (180 / Math.PI), lng: -0.1 })
const here = north(0)

describe('travelMinutes', () => {
  it('walks short ways and drives long ones, by the file contract', () => {
    expect(travelMinutes(here, here, DEFAULT_TRAVEL)).toBe(0)
    expect(travelMinutes(here, north(0.1), DEFAULT_TRAVEL)).toBeCloseTo((0.13 / 5) * 60, 9)
    expect(travelMinutes(here, north(2), DEFAULT_TRAVEL)).toBeCloseTo(2 + (2.6 / 20) * 60, 9)
  })

  it('takes as long back as there, whatever the latitudes', () => {
    expect(travelMinutes(here, north(30), DEFAULT_TRAVEL)).toBe(travelMinutes(north(30), here, DEFAULT_TRAVEL))
  })
})
