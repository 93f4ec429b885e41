import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readAreaFiles } from '../../../server/src/areas/read-area-files.ts'
import { readIncidents } from '../../../server/src/incidents/read-incidents.ts'
import {
  createIncidentTable,
  createZone,
  describeQuality,
  estimateDelay,
  recordingDaysOf,
  reportQuality,
  type Area,
  type IncidentColumns,
} from '../../../shared/src/core/index.ts'
import { CHICAGO_ZONE, missingChicago, readChicago } from '../ranking/chicago-columns.ts'

const LONDON_ZONE = 'Europe/London'
const london = (name: string): string =>
  fileURLToPath(new URL(`../../../../shared/data/london/${name}`, import.meta.url))
const LONDON = london('police-uk-violence-robbery-2016-04_2017-06.csv.gz')

async function readLondon(): Promise<{ incidents: IncidentColumns; areas: readonly Area[] }> {
  const table = createIncidentTable()
  await readIncidents({
    paths: [LONDON],
    format: 'police-uk-api',
    zone: createZone(LONDON_ZONE),
    onIncident: (incident) => table.add(incident),
    onReject: () => undefined,
  })
  const { areas } = await readAreaFiles(london('boroughs.geojson'), undefined)
  return { incidents: table.finish(), areas }
}

describe('the report on real data', () => {
  it.skipIf(!existsSync(LONDON))(
    'says of London once that it is snapped, and flags no point for it (skipped without ../shared/data)',
    async () => {
      const { incidents, areas } = await readLondon()
      const report = reportQuality({ incidents, areas, excluded: [], timezone: LONDON_ZONE })
      expect(report.coordinates.grain).toBe('snapped')
      expect(report.coordinates.shared).toBeGreaterThan(0.9)
      expect(report.piles).toEqual([])
      expect(report.times).toMatchObject({ month: incidents.length, minute: 0, defaults: [] })
      expect(report.outside!.incidents).toBeLessThan(0.001 * incidents.length)
      expect(report.suggestions.length).toBeGreaterThan(40)
      expect(report.suggestions.length).toBeLessThan(200)
      expect(new Set(report.suggestions.map(({ kind }) => kind))).toEqual(
        new Set(['hospital', 'station', 'prison', 'police']),
      )
      const words = describeQuality(report)
      expect(words.filter((line) => line.includes('map points'))).toHaveLength(1)
      expect(words.length).toBeLessThan(6)
      const { estimate, reason } = estimateDelay(recordingDaysOf(incidents, createZone(LONDON_ZONE)))
      expect([estimate, reason]).toEqual([null, expect.stringContaining('months only')])
    },
    120_000,
  )

  it.skipIf(missingChicago() !== undefined)(
    'knows the default time of Chicago, and some single buildings among its addresses (skipped without ../shared/data)',
    () => {
      const incidents = readChicago()
      const report = reportQuality({ incidents, areas: [], excluded: [], timezone: CHICAGO_ZONE })
      expect(report.coordinates.grain).toBe('exact')
      const { defaults, minute, defaultTime } = report.times
      expect(defaults).toMatchObject([{ reading: 'midnight', onFirstOfMonth: true }])
      expect(defaults[0]!.incidents).toBeGreaterThan(2 * defaults[0]!.expected)
      expect(minute + defaultTime).toBe(incidents.length)
      // Schools and hospitals mostly, by the kinds of place that the rows name.
      expect(report.piles.length).toBeGreaterThan(20)
      expect(report.piles.length).toBeLessThan(120)
      expect(report.piles.reduce((sum, pile) => sum + pile.incidents, 0)).toBeLessThan(0.03 * incidents.length)
      expect(estimateDelay(recordingDaysOf(incidents, createZone(CHICAGO_ZONE))).reason).toContain('does not say')
    },
    120_000,
  )
})
