import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ParsedOptions } from './command.ts'
import { readHarmShare, readHarmTable } from './harm-input.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'harm-'))
})
afterEach(() => rm(folder, { recursive: true }))

const CLASSES = ['homicide', 'violence-with-injury', 'violence-without-injury', 'sexual-offence', 'robbery']
const rows = CLASSES.map((offence, i) => `${offence},${100 * (i + 1)}`)
async function read(...lines: string[]) {
  const path = join(folder, 'ours.csv')
  await writeFile(path, `${lines.join('\n')}\n`)
  return readHarmTable(path)
}

describe('readHarmShare', () => {
  const share = (text: string | undefined) => readHarmShare({ text: () => text } as unknown as ParsedOptions)
  it('is from 0 to 1, and half without the option', () => {
    expect([share(undefined), share('0'), share('1'), share(' 0.25 ')]).toEqual([0.5, 0, 1, 0.25])
  })
  it.each(['-0.01', '1.01', 'half', '', '0,5'])('refuses "%s" by its name', (text) =>
    expect(() => share(text)).toThrow(`--harm-share is "${text}"; it must be a number from 0 to 1`),
  )
})

describe('readHarmTable', () => {
  it('reads days by class, with the shipped cap when there is none', async () => {
    const table = await read('offence,days', ...rows)
    expect(table).toMatchObject({ name: 'ours.csv', source: 'the file ours.csv', capDays: 1825 })
    expect(table.days).toEqual({
      homicide: 100,
      'violence-with-injury': 200,
      'violence-without-injury': 300,
      'sexual-offence': 400,
      robbery: 500,
      weapons: 0,
      other: 0,
    })
  })
  it('reads one cap for all classes, in one row or in every one, and days of classes that are never ranked', async () => {
    expect((await read('offence,days,cap', `${rows[0]},700`, ...rows.slice(1).map((row) => `${row},`))).capDays).toBe(
      700,
    )
    const all = await read(
      'cap,days,offence',
      ...rows.map((row) => `700,${row.split(',').toReversed().join(',')}`),
      '700,3,other',
    )
    expect(all).toMatchObject({ capDays: 700, days: { robbery: 500, other: 3 } })
  })
  it.each([
    [
      'an unknown class',
      ['offence,days', 'murder,5475', ...rows],
      /ours\.csv, line 2, offence is "murder": write one of homicide/,
    ],
    ['a class twice', ['offence,days', ...rows, 'robbery,1'], /line 7, offence is "robbery": it is there twice/],
    [
      'days in words',
      ['offence,days', 'homicide,many', ...rows.slice(1)],
      /line 2, days is "many": write a number of days from 0/,
    ],
    ['no days', ['offence,days', 'homicide,', ...rows.slice(1)], /line 2, days is "": write a number/],
    ['negative days', ['offence,days', 'homicide,-1', ...rows.slice(1)], /line 2, days is "-1"/],
    ['more days than a table may have', ['offence,days', 'homicide,365001', ...rows.slice(1)], /from 0 to 365000/],
    ['a cap of 0', ['offence,days,cap', `${rows[0]},0`, ...rows.slice(1)], /line 2, cap is "0": nothing would do harm/],
    [
      'two caps',
      ['offence,days,cap', `${rows[0]},700`, `${rows[1]},800`, ...rows.slice(2)],
      /line 3, cap is "800": line 2 has 700/,
    ],
    ['a missing class', ['offence,days', ...rows.slice(1)], /ours\.csv has no line for homicide\. Add one/],
    [
      'no days for any class that is ranked',
      ['offence,days', ...CLASSES.map((offence) => `${offence},0`), 'weapons,5'],
      /"ours\.csv": nothing would count, since every class that is ranked has 0 days/,
    ],
    ['other columns', ['class,harm', ...rows], /it needs offence,days,cap or offence,days/],
  ])('refuses %s, naming the place and what to do', async (_, lines, message) => {
    await expect(read(...lines)).rejects.toThrow(message)
  })
})
