import { describe, expect, it } from 'vitest'
import { readWards } from './read-wards.ts'

const ward = (name: string, lng: number, code?: string) => ({
  type: 'Feature',
  properties: { name, ...(code !== undefined && { code }) },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [lng, 51.5],
        [lng + 0.01, 51.5],
        [lng, 51.51],
        [lng, 51.5],
      ],
    ],
  },
})
const collection = (features: unknown[]) => ({ type: 'FeatureCollection', features })

describe('readWards', () => {
  it('lets two boroughs have a ward of one name, and keeps codes where there are any', () => {
    const { wards } = readWards(
      collection([ward('Town', 0, 'E1'), ward('Town', 1, 'E2'), ward('Hill', 2)]),
      'w.geojson',
    )
    expect(wards.map(({ name, code }) => [name, code])).toEqual([
      ['Town', 'E1'],
      ['Town', 'E2'],
      ['Hill', null],
    ])
  })
  it('refuses a code that stands for two wards, naming both', () => {
    expect(() => readWards(collection([ward('Town', 0, 'E1'), ward('Hill', 1, 'E1')]), 'w.geojson')).toThrow(
      /w\.geojson, feature 2 \("Hill"\): the code "E1".*feature 1 \("Town"\)/,
    )
  })
  it('refuses a ward that is there twice', () => {
    expect(() => readWards(collection([ward('Town', 0), ward('Town', 0)]), 'w.geojson')).toThrow(/very outline/)
  })
})
