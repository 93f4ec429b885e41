import { describe, expect, it } from 'vitest'
import { BASE, HEADER, ROWS, useRankFolder } from './rank.test-support.ts'

const { read, run, write } = useRankFolder()

describe('patrol rank by harm', () => {
  it('ranks by harm with a table of its own, and says what that changes', async () => {
    const days = {
      homicide: 9,
      'violence-with-injury': 1000,
      'violence-without-injury': 5,
      'sexual-offence': 6,
      robbery: 1,
    }
    const lines = Object.entries(days).map(([name, value]) => `${name},${value},1200`)
    await write('ours.csv', `${['offence,days,cap', ...lines].join('\n')}\n`)
    const many = ROWS.slice(0, 9).flatMap((row) => Array.from({ length: 10 }, (_, k) => row.replace(/^/, `${k}-`)))
    await write('incidents.csv', `${[HEADER, ...many].join('\n')}\n`)
    const byHarm = ['--rank-by', 'harm', '--harm-table', 'ours.csv']
    const { status, err } = await run(...BASE, ...byHarm, '--shape', 'cell', '--out', 'h.json')
    expect(status).toBe(0)
    expect(err).toContain(
      'ranked by expected harm (ours.csv): 2 of the 2 places that count alone would choose are here',
    )
    const { meta, hotspots } = JSON.parse(await read('h.json'))
    expect(meta).toMatchObject({
      rankBy: 'harm',
      harmShare: 0.5,
      harmTable: { name: 'ours.csv', source: 'the file ours.csv' },
    })
    expect(hotspots).toMatchObject([
      { observed: 30, ranks: { plain: 2, count: 2, harm: 1 } },
      { observed: 60, ranks: { plain: 1, count: 1, harm: 2 } },
    ])
    await run(...BASE, '--rank-by', 'combined', '--harm-share', '0', '--shape', 'cell', '--out', 'h.json')
    expect(JSON.parse(await read('h.json')).hotspots[0].observed).toBe(60)
  })
  it('says so when harm changes nothing', async () => {
    const { err } = await run(...BASE, '--rank-by', 'harm', '--out', 'h.json')
    expect(err).toContain('harm changes nothing here')
  })
  it.each([
    [['--rank-by', 'fear'], /--rank-by is "fear"/],
    [['--harm-share', 'half'], /--harm-share is "half"; it must be a number from 0 to 1, such as 0\.5/],
    [['--harm-share', '1.5'], /--harm-share is "1\.5"/],
    [['--harm-table', 'none.csv'], /none\.csv/],
  ])('refuses %j', async (args, message) => {
    const { status, err } = await run(...BASE, ...args, '--out', 'h.json')
    expect(err).toMatch(message)
    expect(status).toBe(2)
  })
})
