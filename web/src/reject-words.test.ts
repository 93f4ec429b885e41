import type { IncidentMapping } from '@planner/shared/core'
import { createZone, findFormat } from '@planner/shared/core'
import { expect, it } from 'vitest'
import { adviceInWords } from './reject-words.ts'

it('sends whoever meets a word without a meaning to the list of words, and leaves other advice as it is', () => {
  const mapping: IncidentMapping = {
    publisher: 'force',
    columns: { occurred_from: 'When', offence: 'What', lat: 'Lat', lng: 'Lng' },
    dates: 'ymd',
    coordinates: 'wgs84',
    decimal: '.',
    values: {},
  }
  const reader = findFormat('mapped', mapping).start(['When', 'What', 'Lat', 'Lng'], {
    file: 'a.csv',
    zone: createZone('UTC'),
  })
  const advice = (fields: string[]): string => {
    const result = reader.read(fields, 2)
    return result.kind === 'reject' ? result.reject.advice : ''
  }
  expect(adviceInWords(advice(['2026-05-01', 'Affray', '51.5', '-0.1']))).toMatch(/^This word has no meaning yet/)
  const other = advice(['never', 'robbery', '51.5', '-0.1'])
  expect(other).not.toBe('')
  expect(adviceInWords(other)).toBe(other)
})
