import { describe, expect, it } from 'vitest'
import { createZone } from '../time.ts'
import { canonicalFormat } from './formats/canonical.ts'
import type { Reject } from './incident.ts'
import { createRejectTable, plainText } from './reject-table.ts'

const HEADER = ['Surname', 'ID', 'occurred_from', 'occurred_to', 'offence', 'lat', 'lng', 'place_name']
const start = (header: readonly string[]) => canonicalFormat.start(header, { file: 'f.csv', zone: createZone('UTC') })
const row = (over: { from?: string; name?: string; lng?: string } = {}): string[] => {
  const { from = '2026-05-03', name = 'Rye Lane', lng = '-0.069' } = over
  return ['CANARY', '7', from, '', 'robbery', '51.47', lng, name]
}
function rejectOf(fields: readonly string[]): Reject {
  const result = start(HEADER).read(fields, 2)
  if (result.kind !== 'reject') throw new Error('It was taken.')
  return result.reject
}

describe('createRejectTable', () => {
  it('holds where it was, what to do, and the fields that the format reads, so that the mended row is taken', () => {
    const table = createRejectTable(canonicalFormat.columns)
    const fields = table.toRow(rejectOf(row({ from: 'soon' })))
    expect(table.header.slice(0, 8)).toEqual([
      'file',
      'line',
      'column',
      'value',
      'code',
      'advice',
      'id',
      'occurred_from',
    ])
    expect(fields.slice(0, 8)).toEqual(['f.csv', '2', 'occurred_from', 'soon', 'BAD_TIME', fields[5], '7', 'soon'])
    expect(JSON.stringify(fields)).not.toContain('CANARY')
    const mended = fields.with(table.header.indexOf('occurred_from'), '2026-05-03')
    expect(start(table.header).read(mended, 2)).toEqual(start(HEADER).read(row(), 2))
  })

  it.each(['=1+1', '@home', '-High Street', '+', "'=1", 'Rye "Lane"', '＝x'])(
    'gives back %s as it was read, though no spreadsheet would run it',
    (name) => {
      const table = createRejectTable(canonicalFormat.columns)
      const fields = table.toRow(rejectOf(row({ from: 'soon', name })))
      for (const field of fields) expect(field).not.toMatch(/^[=+@＝]|^-(?!\d)/)
      const mended = fields.with(table.header.indexOf('occurred_from'), '2026-05-03')
      expect(start(table.header).read(mended, 2)).toEqual(start(HEADER).read(row({ name }), 2))
    },
  )

  it('calls its own columns otherwise where the source has one of their names', () => {
    expect(createRejectTable(['id', ' Value ']).header).toEqual([
      'reject_file',
      'reject_line',
      'reject_column',
      'reject_value',
      'reject_code',
      'reject_advice',
      'id',
      ' Value ',
    ])
  })

  it('keeps nothing of a row that is not as wide as the header: a shifted value may be of any column', () => {
    expect(rejectOf(['CANARY', ...row()]).row).toEqual([])
    expect(rejectOf(row().slice(1)).row).toEqual([])
  })

  it('marks what it cuts, so that it is not taken for the whole', () => {
    const cut = rejectOf(row({ name: `${'x'.repeat(199)}\u{1f600}y` })).row.find(
      ({ column }) => column === 'place_name',
    )
    expect(cut?.value).toBe(`${'x'.repeat(199)}…`)
    const again = rejectOf(row({ name: 'x'.repeat(300) })).row.find(({ column }) => column === 'place_name')!.value
    expect(rejectOf(row({ name: again })).code).toBe('BAD_TEXT')
  })

  it('marks characters that no text has', () => {
    expect(rejectOf(row({ from: 'a\u0000b' })).row[1]).toEqual({ column: 'occurred_from', value: 'a\ufffdb' })
  })
})

describe('plainText', () => {
  it('drops one apostrophe in front of what looks like a formula, and no other', () => {
    expect(["'=x", "''=x", "'tis", "O'Neill", '=x'].map(plainText)).toEqual(['=x', "''=x", "'tis", "O'Neill", '=x'])
  })
})
