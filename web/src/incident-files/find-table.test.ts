import { describe, expect, it } from 'vitest'
import { findTable } from './find-table.ts'

describe('findTable', () => {
  it.each([
    [',', 'id,place,when\n1,"a; b",2\n'],
    [';', 'id;place;when\n1;a, b;2\n2;"c\nd";3\n'],
    ['\t', 'id\tplace, as known\twhen\n1\ta\t2\n'],
    ['|', 'id|place|when\r\n1|a, b|2\r\n'],
    [';', 'id;place;when'],
    [',', 'id,place,when\r1,2,3\r'],
  ])('sees that fields stand between %j', (delimiter, text) => {
    const found = findTable(text)
    expect(found).toMatchObject({ delimiter, preamble: 0, header: { line: 1 } })
    expect(found?.header.fields[0]).toBe('id')
    expect(found?.header.fields).toHaveLength(3)
  })

  it('passes over titles above the header', () => {
    const found = findTable('Crime export\nMade 1 May 2026, all areas\n\nid,place,when\n1,a,2\n2,b,3\n')
    expect(found).toMatchObject({ preamble: 2, header: { line: 4, fields: ['id', 'place', 'when'] } })
  })

  it('knows a header by its format, whatever else would be wider', () => {
    const found = findTable('a;b\n1,1;2,2\n', (fields) => fields[0] === 'a')
    expect(found).toMatchObject({ delimiter: ';', header: { fields: ['a', 'b'] } })
  })

  it.each(['', '\n\n', 'one column\n1\n2\n'])('finds none in %j', (text) => {
    expect(findTable(text)).toBeUndefined()
  })
})
