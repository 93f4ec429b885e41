import type { IncidentQuality } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { qualityPlaces, suggestionKey } from './quality-places.ts'

const REPORT: IncidentQuality = {
  dataVersion: 'v',
  incidents: 500,
  findings: [],
  coordinates: { points: 400, shared: 0.2, grain: 'exact' },
  piles: { points: 1, incidents: 60, listed: [{ lat: 51.5, lng: -0.1, incidents: 60, around: 1200, placeName: null }] },
  outside: {
    incidents: 3,
    farthestM: 90_400,
    listed: [{ lat: 52, lng: 1, incidents: 3, distanceM: 90_400, mistake: 'lost-sign' }],
    mistakes: [],
  },
  times: { minute: 500, longSpan: 0, defaultTime: 0, day: 0, month: 0, defaults: [] },
  nearExcluded: [{ lat: 51.4, lng: -0.2, name: 'HMP Made Up', reason: 'A prison', radiusM: 200, incidents: null }],
  suggestions: [
    {
      lat: 51.6,
      lng: -0.3,
      kind: 'hospital',
      name: 'Made Up Hospital',
      incidents: 40,
      radiusM: 150,
      reason: 'Incidents are recorded where they are treated.',
    },
  ],
  rejects: { rows: 0, byCode: [] },
  outOfScope: [],
  delays: [],
}

describe('qualityPlaces', () => {
  it('has each place of the report, what asks for something first', () => {
    expect(qualityPlaces(REPORT).map(({ kind, name, incidents }) => [kind, name, incidents])).toEqual([
      ['suggested', 'Made Up Hospital', 40],
      ['pile', '51.5000, -0.1000', 60],
      ['outside', '52.0000, 1.0000', 3],
      ['excluded', 'HMP Made Up', null],
    ])
  })

  it('says what is suspicious in words', () => {
    const words = qualityPlaces(REPORT).map((place) => place.words)
    expect(words[1]).toBe('On one coordinate; 1,200 within 250 m around it.')
    expect(words[2]).toBe('90 km beyond the nearest boundary. Inside with the other sign: a minus was lost.')
  })

  it('has none where the force has no areas and nothing is suspicious', () => {
    const empty = {
      ...REPORT,
      outside: null,
      suggestions: [],
      nearExcluded: [],
      piles: { points: 0, incidents: 0, listed: [] },
    }
    expect(qualityPlaces(empty)).toEqual([])
  })

  it('names a suggestion by where it is', () => expect(suggestionKey(REPORT.suggestions[0]!)).toBe('51.6,-0.3'))
})
