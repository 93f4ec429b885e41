import { describe, expect, it } from 'vitest'
import { distanceKm } from './geo.ts'

describe('distanceKm', () => {
  it('is 111.195 km for a degree of latitude and shrinks with the cosine of the latitude for a degree of longitude', () => {
    expect(distanceKm({ lat: 51, lng: 0 }, { lat: 52, lng: 0 })).toBeCloseTo(111.195, 3)
    expect(distanceKm({ lat: 60, lng: 0 }, { lat: 60, lng: 1 })).toBeCloseTo(111.195 / 2, 3)
  })

  it('is the same both ways and 0 from a place to itself', () => {
    const charingCross = { lat: 51.5074, lng: -0.1278 }
    const peckham = { lat: 51.4699, lng: -0.0692 }
    expect(distanceKm(charingCross, peckham)).toBe(distanceKm(peckham, charingCross))
    expect(distanceKm(peckham, peckham)).toBe(0)
    expect(distanceKm(charingCross, peckham)).toBeCloseTo(5.82, 1) // haversine: 5.82 km
  })
})
