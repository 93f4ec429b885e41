import { Value } from 'typebox/value'
import { RankingFileSchema, type RankingFile } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { BASE, useRankFolder } from './rank.test-support.ts'

const { read, run, write } = useRankFolder()

describe('patrol rank within limits', () => {
  it('leaves excluded places out, keeps quotas, and says what both cost', async () => {
    await write(
      'excluded.csv',
      'name,reason,lat,lng,radius_m\nPrison,incidents inside,51.54,-0.14,50\nCourt,custody,51.9,-0.14,50\n',
    )
    await write('quotas.csv', 'area,least,most\nCamden,3,5\n')
    const limits = ['--boundaries', 'boundaries.geojson', '--excluded', 'excluded.csv', '--quotas', 'quotas.csv']
    const { status, err } = await run(...BASE, ...limits, '--out', 'h.json')
    expect(status).toBe(0)
    expect(err).toMatch(/left out near "Prison" \(incidents inside\): 1 cells with \d+\.\d expected incidents/)
    expect(err).toContain('WARNING excluded place "Court" touches no place with an incident')
    expect(err).toContain(
      'quota Camden, at least 3 and at most 5: 1 hotspots, all that have an incident (1 without it), price 0.0 expected',
    )
    const file = JSON.parse(await read('h.json')) as RankingFile
    expect([...Value.Errors(RankingFileSchema, file)]).toEqual([])
    expect(file.hotspots.map(({ name }) => name)).toEqual(['=Mill Lane'])
    expect(file.excluded).toHaveLength(2)
    expect(file.quotas).toEqual([{ area: 'Camden', least: 3, most: 5, chosen: 1, without: 1, price: 0 }])
  })
  it('refuses quotas that nothing can keep before it reads incidents', async () => {
    await write('quotas.csv', 'area,least\nCamden,3\n')
    const { status, err } = await run(
      ...BASE,
      '--boundaries',
      'boundaries.geojson',
      '--quotas',
      'quotas.csv',
      '--top',
      '2',
      '--out',
      'h.csv',
    )
    expect(status).toBe(1)
    expect(err).toContain('quotas.csv: The quotas want at least 3 hotspots (Camden 3), more than the 2')
    expect(err).not.toContain('read ')
  })
})
