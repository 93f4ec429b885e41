import { existsSync } from 'node:fs'
import { Value } from 'typebox/value'
import { RankingFileSchema, type RankingFile } from '@planner/shared/schemas'
import { describe, expect, it } from 'vitest'
import { BASE, HEADER, ROWS, useRankFolder } from './rank.test-support.ts'

const { files, read, run, write } = useRankFolder()

describe('patrol rank', () => {
  it('writes exactly the columns of the contract, and defuses formulas but not numbers', async () => {
    const { status, err } = await run(
      ...BASE,
      '--boundaries',
      'boundaries.geojson',
      '--areas',
      'areas.csv',
      '--out',
      'h.csv',
    )
    expect(err).toContain('fewer than the 250 asked for')
    expect(status).toBe(0)
    const [header, first, second, end] = (await read('h.csv')).split('\n')
    expect(header).toBe(
      'rank,hotspot_id,cells,name,lat,lng,area,bcu,observed,expected,expected_low,expected_high,p_top,harm_days,tier,horizon_from,horizon_to',
    )
    expect(first).toMatch(
      /^1,h[0-9a-f]{12},8a[0-9a-f]{13},High Street,51\.\d+,-0\.14\d+,Camden,cn 1,6,\d\.\d+,\d+,\d+,1,\d+(\.\d+)?,A,2026-01-05,2026-01-26$/,
    )
    expect(second).toContain(",'=Mill Lane,")
    expect(end).toBe('')
    expect(await files()).toEqual(['areas.csv', 'boundaries.geojson', 'h.csv', 'incidents.csv'])
  })
  it('writes the JSON file of the contract, twice the same bytes', async () => {
    await run(...BASE, '--out', 'h.json')
    const text = await read('h.json')
    const file = JSON.parse(text) as RankingFile
    expect([...Value.Errors(RankingFileSchema, file)]).toEqual([])
    expect(file.hotspots.map(({ bcu, area, observed }) => [bcu, area, observed])).toEqual([
      ['force', '', 6],
      ['force', '', 3],
    ])
    await run(...BASE, '--out', 'h.json')
    expect(await read('h.json')).toBe(text)
  })
  it('writes GeoJSON with the properties of the CSV and closed rings of [lng, lat]', async () => {
    await run(...BASE, '--resolution', '9', '--out', 'h.geojson')
    const { features } = JSON.parse(await read('h.geojson'))
    expect(Object.keys(features[0].properties)).toHaveLength(17)
    const ring = features[0].geometry.coordinates[0][0]
    expect(ring.at(-1)).toEqual(ring[0])
    expect(ring[0][1]).toBeCloseTo(51.54, 1)
  })
  it('puts rejected rows into a file beside the output, and still ranks', async () => {
    await write('incidents.csv', `${[HEADER, ...ROWS, 'x,2025-12-40,,robbery,51.54,-0.14,,,,'].join('\n')}\n`)
    const { status, err } = await run(...BASE, '--out', 'h.json')
    expect(status).toBe(0)
    expect(err).toContain('h.json.rejects.csv')
    expect(await read('h.json.rejects.csv')).toContain('incidents.csv,14,occurred_from,2025-12-40,BAD_TIME')
  })
  it('asks for the time zone when the places lie under another clock, and ranks all the same', async () => {
    const rows = ROWS.map((row) => row.replace('51.5400,-0.1400', '43.6500,-79.3800'))
    await write('incidents.csv', `${[HEADER, ...rows].join('\n')}\n`)
    const asked = 'WARNING The places lie about 5 hours west of Europe/London’s clock: is the time zone right?'
    const { status, err } = await run(...BASE, '--out', 'h.json')
    expect([status, err.includes(asked)]).toEqual([0, true])
    const { err: own } = await run(...BASE, '--timezone', 'America/Toronto', '--out', 'h.json')
    expect(own).not.toContain('time zone')
  })
  it('asks for it as well where no time could be read by that clock', async () => {
    await write('incidents.csv', `${HEADER}\nx,soon,,robbery,43.65,-79.38,,,,\n`)
    const { status, err } = await run(...BASE, '--out', 'h.json')
    expect([status, err]).toEqual([2, expect.stringMatching(/5 hours west of[^]*No row could be used/)])
  })
  it('names a place without a street by the nearest label, in both layouts', async () => {
    const bare = ROWS.map((row) => row.replace(/,[^,]*$/, ','))
    await write('incidents.csv', `${[HEADER, ...bare].join('\n')}\n`)
    await write('labels.csv', 'name,lat,lng\nRye Lane,51.5401,-0.1401\n')
    await write('points.csv', 'street_id,name,longitude,latitude\n1,On or near Rye Lane,-0.1401,51.5401\n')
    for (const labels of ['labels.csv', 'points.csv']) {
      await run(...BASE, '--labels', labels, '--out', 'h.json')
      expect((JSON.parse(await read('h.json')) as RankingFile).hotspots[0]?.name).toBe('Rye Lane')
    }
  })
  it.each([
    ['an unknown ending', ['--out', 'h.xlsx'], /must end in \.json, \.csv, \.geojson/],
    ['another method', ['--method', 'kde', '--out', 'h.json'], /"kde".*auto/],
    ['joined cells at resolution 9', ['--resolution', '9', '--shape', 'joined', '--out', 'h.json'], /--resolution 10/],
    ['an offence it does not know', ['--offences', 'burglary', '--out', 'h.json'], /"burglary"/],
    ['weapons, which police find', ['--offences', 'weapons', '--out', 'h.json'], /never ranked/],
    ['areas without boundaries', ['--areas', 'areas.csv', '--out', 'h.json'], /--areas needs --boundaries/],
    ['a folder that is not there', ['--out', 'no/h.json'], /cannot be written/],
    ['a window without incidents', ['--as-of', '2020-01-01', '--out', 'h.json'], /from 2025-12-01 to 2025-12-12/],
    ['top 0', ['--top', '0', '--out', 'h.json'], /--top is "0"/],
    [
      'an area file with other columns',
      ['--boundaries', 'boundaries.geojson', '--areas', 'incidents.csv', '--out', 'h.json'],
      /it needs area,bcu/,
    ],
  ])('refuses %s with exit 2 and leaves no output', async (_what, args, message) => {
    const { status, err } = await run(...BASE, ...args)
    expect(err).toMatch(message)
    expect(status).toBe(2)
    expect((await files()).filter((name) => name.startsWith('h.'))).toEqual([])
  })
  it('shows its options with units, and an example on files that the project has', async () => {
    const { out } = await run('--help')
    expect(out).toMatch(/--horizon-days DAYS +days from as-of/)
    expect(out).toContain('examples/incidents.csv')
  })
  const london = new URL('../../../../shared/data/london/', import.meta.url).pathname
  const incidents = `${london}police-uk-violence-robbery-2016-04_2017-06.csv.gz`
  it.skipIf(!existsSync(incidents))(
    'ranks 15 months of London by calendar months (skipped when the London data is not beside the project)',
    async () => {
      const { status, err } = await run(
        '--incidents',
        incidents,
        '--format',
        'police-uk-api',
        '--as-of',
        '2017-07-01',
        '--boundaries',
        `${london}boroughs.geojson`,
        '--out',
        'h.json',
      )
      expect(status).toBe(0)
      expect(err).toContain('read 220383 rows of 1 file: 215557 accepted, 4826 out of scope (weapons 4826), 0 rejected')
      expect(err).toContain('window 2017-04-01 to 2017-06-30: 46224 incidents')
      const { meta, hotspots } = JSON.parse(await read('h.json')) as RankingFile
      expect(err).toMatch(/time of day known for 0 % of these \(not for: date only \d+\)/)
      expect([meta.horizonFrom, meta.horizonTo]).toEqual(['2017-07-01', '2017-08-01'])
      expect(hotspots).toHaveLength(250)
      expect(new Set(hotspots.map((hotspot) => `${hotspot.area}/${hotspot.name}`)).size).toBe(250)
      expect(hotspots.every((hotspot) => hotspot.profileSource === 'none' && hotspot.area !== '')).toBe(true)
    },
  )
})
