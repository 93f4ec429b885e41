import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import { mapLayers, mapStyle } from './style.ts'
import type { MapTheme } from './theme.ts'

const theme: MapTheme = {
  water: '#111111',
  land: '#222222',
  border: '#333333',
  label: '#444444',
  ink: '#4a4a4a',
  halo: '#555555',
  selected: '#666666',
  route: '#777777',
  tierA: '#888888',
  tierB: '#999999',
  tierC: '#aaaaaa',
  both: '#bbbbbb',
  here: '#cccccc',
  ours: '#dddddd',
  units: ['#e1e1e1', '#e2e2e2', '#e3e3e3', '#e4e4e4', '#e5e5e5', '#e6e6e6'],
}

describe('mapStyle', () => {
  it('is a valid style', () => expect(validateStyleMin(mapStyle(theme))).toEqual([]))

  it('asks no other host: no glyphs, no sprite, no tiles', () => {
    expect(JSON.stringify(mapStyle(theme))).not.toMatch(/https?:|"(glyphs|sprite|tiles|url)"/)
  })

  it('takes every colour from the theme', () => {
    const colours = new Set(JSON.stringify(mapLayers(theme)).match(/#[0-9a-f]{6}/gi))
    expect(colours).toEqual(new Set(Object.values(theme).flat()))
  })

  it('gives hotspots their own ids, which feature state needs', () => {
    const { sources } = mapStyle(theme)
    expect(sources['hotspots']).toMatchObject({ promoteId: 'id' })
    expect(sources['hotspot-outlines']).toMatchObject({ promoteId: 'id' })
  })
})
