import type { IncidentSummary } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { currencyInWords } from './currency-words.ts'

const SUMMARY: IncidentSummary = {
  incidents: 10,
  firstDay: '2026-01-01',
  lastDay: '2026-05-14',
  lastRecordedAt: null,
  completeTo: '2026-05-09',
  completeToReason: null,
  howFoundKnown: 1,
  byHowFound: { public: 10, police: 0, unknown: 0 },
  byDomestic: { yes: 0, no: 10, unknown: 0 },
  minutePrecision: 1,
  byOffence: [],
  byMonth: [],
  publishers: [],
  outOfScope: [],
  newestImport: { importId: 'x', at: '2026-05-17T07:12:00Z', by: 'tess', fileName: 'may.csv' },
}

describe('currencyInWords', () => {
  it('says to which day, complete to which, and when and by whom it was loaded, on the clock of the force', () => {
    expect(currencyInWords(SUMMARY, 'Europe/London')).toBe(
      'Incidents to 14 May 2026; complete to 9 May 2026; loaded 17 May 2026, 08:12 by tess.',
    )
  })

  it('leaves out what is not known, and says so', () => {
    expect(
      currencyInWords({ ...SUMMARY, completeTo: null, completeToReason: 'No times.', newestImport: null }, 'UTC'),
    ).toBe('Incidents to 14 May 2026; to which day complete is not known.')
    expect(currencyInWords({ ...SUMMARY, lastDay: null }, 'UTC')).toBe('No incidents loaded yet')
  })
})
