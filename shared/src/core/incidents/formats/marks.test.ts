import { describe, expect, it } from 'vitest'
import { createZone } from '../../time.ts'
import { parseMapping } from '../mapping/parse-mapping.ts'
import { createMappedFormat } from './mapped.ts'
import { isTicked } from './marks.ts'

const MARKS = { 'Knife Marker': 'knife', 'Hate Marker': 'hate', Blade: 'knife' }
const format = createMappedFormat(
  parseMapping(
    { columns: { occurred_from: 'When', offence: 'Offence', flags: 'Flags', lat: 'Lat', lng: 'Lng' }, marks: MARKS },
    'map.json',
  ),
)
const HEADER = ['When', 'Offence', 'Flags', 'Lat', 'Lng', 'Hate Marker', 'Knife Marker', 'Blade', 'Notes of Others']
const read = (...marks: [string, string, string]) => {
  const reader = format.start(HEADER, { file: 'f.csv', zone: createZone('Europe/London') })
  return reader.read(['2026-05-03', 'robbery', 'youth', '51.5', '-0.1', ...marks, 'no flag'], 2)
}

describe('columns of marks', () => {
  it('set their flags beside those of the column of flags, each once', () => {
    expect(read('', 'Y', '1')).toMatchObject({ incident: { flags: ['knife', 'youth'] } })
    expect(read('TRUE', 'N', '-')).toMatchObject({ incident: { flags: ['youth', 'hate'] } })
    expect(read('unknown', '0', 'n/a')).toMatchObject({ incident: { flags: ['youth'] } })
  })

  it('are read, and rejects name them, in one order however the mapping has them', () => {
    expect(format.columns).toEqual(['When', 'Offence', 'Flags', 'Lat', 'Lng', 'Blade', 'Hate Marker', 'Knife Marker'])
  })

  it('reject what is neither yes nor no, and do not repeat what is long', () => {
    expect(read('PERHAPS', '', '')).toMatchObject({
      reject: {
        column: 'Hate Marker',
        value: 'PERHAPS',
        code: 'BAD_CODE_VALUE',
        advice: expect.stringContaining('hate') as string,
      },
    })
    const story = 'threatened by somebody of this name at the door of the house'
    const refused = read('', story, '')
    expect(refused).toMatchObject({
      reject: { column: 'Knife Marker', code: 'BAD_TEXT', value: `${story.length} characters` },
    })
  })

  it.each([
    ['Y', true],
    ['yes', true],
    [' X ', true],
    ['\u2713', true],
    ['1', true],
    ['no', false],
    ['', false],
    ['N/K', false],
    ['2', undefined],
    ['yes and no', undefined],
  ])('take "%s" for %s', (value, ticked) => expect(isTicked(value)).toBe(ticked))
})
