import { describe, expect, it } from 'vitest'
import { countPoints } from './points.ts'
import { columnsOf, place, repeat } from './quality.test-support.ts'
import { exclusionKind, suggestExclusions } from './suggest-exclusions.ts'

describe('exclusionKind', () => {
  it.each([
    ['On or near Hospital', 'hospital'],
    ['St Thomas’ Hospital', 'hospital'],
    ['Royal Infirmary', 'hospital'],
    ['On or near Prison', 'prison'],
    ['HMP Brixton', 'prison'],
    ['On or near Police Station', 'police'],
    ['Charing Cross Custody Suite', 'police'],
    ['Custody', 'police'],
    ['Victoria Lu Station (lu Station)', 'station'],
    ['Euston (station)', 'station'],
    ['CLAPHAM JUNCTION STATION', 'station'],
    ['Hillside Primary School', 'school'],
  ])('takes %s for a %s', (name, kind) => expect(exclusionKind(name)).toBe(kind))

  it.each([
    'On or near Station Road',
    'Hospital Bridge Road',
    'School Lane',
    'Old Prison Yard',
    'Petrol Station',
    'Fire Station',
    'On or near Bus/coach Station',
    'On or near Custody House Lane',
    'Substation',
    'On or near High Street',
    'Hospitality Row',
    '',
  ])('takes %s for a place like others', (name) => expect(exclusionKind(name)).toBeUndefined())
})

describe('suggestExclusions', () => {
  const hospital = { ...place(0, 0), placeName: 'On or near Hospital' }
  const station = { ...place(500, 0), placeName: 'Town Station' }
  const points = countPoints(
    columnsOf([
      ...repeat(20, hospital),
      ...repeat(80, station),
      ...repeat(19, { ...place(900, 0), placeName: 'HMP Small' }),
      ...repeat(90, { ...place(1200, 0), placeName: 'High Street' }),
      ...repeat(90, place(1500, 0)),
    ]),
  )

  it('names points with many incidents, the largest first, each with a reason', () => {
    expect(suggestExclusions(points, [])).toEqual([
      {
        kind: 'station',
        name: 'Town Station',
        ...place(500, 0),
        incidents: 80,
        radiusM: 100,
        reason: expect.stringContaining('railway'),
      },
      {
        kind: 'hospital',
        name: 'Hospital',
        ...place(0, 0),
        incidents: 20,
        radiusM: 100,
        reason: expect.stringContaining('hospital'),
      },
    ])
  })
  it('names nothing within a place that is excluded already', () => {
    const excluded = { name: 'Station', reason: 'BTP', ...place(450, 0), radiusM: 51 }
    expect(suggestExclusions(points, [excluded]).map(({ kind }) => kind)).toEqual(['hospital'])
    expect(suggestExclusions(points, [{ ...excluded, radiusM: 49 }])).toHaveLength(2)
  })
})
