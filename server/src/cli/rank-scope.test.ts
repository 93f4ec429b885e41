import { Value } from 'typebox/value'
import { RankingFileSchema, type RankingFile } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { BASE, HEADER, ROWS, useRankFolder } from './rank.test-support.ts'

const { files, read, run, write } = useRankFolder()

describe('what patrol rank counts', () => {
  it('says what was in scope, out of it, and unknown', async () => {
    const { err } = await run(...BASE, '--out', 'h.json')
    expect(err).toContain('read 12 rows of 1 file: 11 accepted, 1 out of scope (weapons 1), 0 rejected, 0 duplicates')
    expect(err).toContain('in scope 9 (left out: found by police 1, domestic 1)')
    expect(err).toContain('unknown who found it: 33.3 %; unknown whether domestic: 33.3 %')
    expect(err).toContain('window 2025-10-13 to 2026-01-04: 9 incidents')
    expect(err).toContain('time of day known for 100 % of these\n')
  })
  it('warns of the last days before as-of that are not recorded yet, and how many they are', async () => {
    const dayText = (n: number): string => new Date(Date.UTC(2025, 7, 1 + n)).toISOString().slice(0, 10)
    // From 2025-08-01, ten a day: eight recorded on the day, two four days later. Recording ends on 2026-01-04.
    const last = 156
    const rows = Array.from({ length: last + 1 }, (_, n) =>
      [0, 0, 0, 0, 0, 0, 0, 0, 4, 4].flatMap((delay, k) =>
        n + delay > last ? [] : [`${n}-${k},${dayText(n)}T12:00,,robbery,51.54,-0.14,${dayText(n + delay)}T12:30\n`],
      ),
    ).flat()
    await write('late.csv', `id,occurred_from,occurred_to,offence,lat,lng,recorded_at\n${rows.join('')}`)
    const rankLate = (asOf: string) =>
      run('--incidents', 'late.csv', '--format', 'canonical', '--as-of', asOf, '--out', 'h.json')
    const { status, err } = await rankLate('2026-01-05')
    expect(status).toBe(0)
    // The last day of recording may not be over: with four days more the last complete one is 2025-12-30.
    expect(err).toContain(
      'WARNING The last 5 days before as-of are not yet 95 % recorded: the last day that is so is 2025-12-30.',
    )
    expect((await rankLate('2025-12-31')).err).not.toContain('95 %')
    expect((await run(...BASE, '--out', 'h.json')).err).toContain(
      'How complete the last days before as-of are is not known. The source does not say when incidents were recorded',
    )
  })
  it('takes domestic incidents when asked, and only robbery when asked', async () => {
    expect((await run(...BASE, '--include-domestic', '--out', 'h.json')).err).toContain('in scope 10')
    expect((await run(...BASE, '--offences', 'robbery', '--out', 'h.json')).err).toContain('in scope 6')
  })
  it('narrows to a shipped theme, and calls it a proxy where the data lacks the flag', async () => {
    const { status, err } = await run(...BASE, '--theme', 'night-time-economy', '--out', 'h.json')
    expect(status).toBe(0)
    expect(err).toContain('theme Night-time economy: A PROXY ONLY')
    expect(err).toContain('No incident that was loaded is flagged as night-time economy')
    const { meta } = JSON.parse(await read('h.json')) as RankingFile
    expect([...Value.Errors(RankingFileSchema, JSON.parse(await read('h.json')))]).toEqual([])
    expect(meta.theme).toEqual({
      id: 'night-time-economy',
      name: 'Night-time economy',
      isProxy: true,
      missing: [expect.stringContaining('with and without that flag')],
    })
  })
  it('takes a theme of its own from a file, and says what it left out', async () => {
    const theme = {
      id: 'early',
      name: 'Early hours',
      offences: ['violence', 'robbery'],
      hours: [3, 27, 51, 75, 99, 123, 147],
    }
    await write('early.json', JSON.stringify(theme))
    const { err } = await run(...BASE, '--theme', 'early.json', '--out', 'h.json')
    expect(err).toContain('theme Early hours\n')
    expect(err).toContain('in scope 3 (left out: found by police 1, domestic 1, another hour 6)')
    expect((JSON.parse(await read('h.json')) as RankingFile).meta).toMatchObject({
      offences: ['homicide', 'violence-with-injury', 'violence-without-injury', 'sexual-offence', 'robbery'],
      theme: { id: 'early', isProxy: false, missing: [] },
    })
  })
  it.each([
    [
      ['--theme', 'knives'],
      /--theme is "knives"; it must be one of: violence-and-robbery, .* or a file that ends in \.json/,
    ],
    [['--theme', 'none.json'], /none\.json cannot be read/],
    [['--theme', 'incidents.json'], /incidents\.json is not JSON/],
    [['--theme', 'own.json'], /own\.json: flags has "drunk"; it may have: knife/],
    [['--theme', 'robbery', '--offences', 'violence'], /--offences cannot stand beside --theme/],
    [['--theme', 'robbery', '--include-domestic'], /--include-domestic cannot stand beside --theme/],
  ])('refuses %j with exit 2', async (args, message) => {
    await write('incidents.json', HEADER)
    await write('own.json', '{"id":"own","name":"Own","offences":["robbery"],"flags":["drunk"]}')
    const { status, err } = await run(...BASE, ...args, '--out', 'h.json')
    expect(status).toBe(2)
    expect(err).toMatch(message)
    expect(await files()).not.toContain('h.json')
  })
  it('refuses public places only when no row has a place type', async () => {
    const bare = ROWS.map((row) => row.replace(/,(street|dwelling),/, ',,'))
    await write('incidents.csv', `${[HEADER, ...bare].join('\n')}\n`)
    const { status, err } = await run(...BASE, '--public-place-only', '--out', 'h.json')
    expect(err).toContain('place_type')
    expect(status).toBe(2)
  })
})
