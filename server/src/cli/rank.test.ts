import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Value } from 'typebox/value'
import { cellAt } from '@planner/shared/core'
import { RankingFileSchema, type RankingFile } from '@planner/shared/schemas'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from './command.ts'
import { rank } from './rank.ts'

const HEADER = 'id,occurred_from,occurred_to,offence,lat,lng,how_found,domestic,place_type,place_name'
const ROWS = [
  ...Array.from(
    { length: 6 },
    (_, i) => `a${i},2025-12-0${i + 1}T22:15,,robbery,51.5400,-0.1400,public,false,street,High Street`,
  ),
  ...Array.from(
    { length: 3 },
    (_, i) => `b${i},2025-12-1${i}T03:00,,violence-with-injury,51.5500,-0.1700,unknown,,street,=Mill Lane`,
  ),
  'c1,2025-12-20T01:00,,robbery,51.5400,-0.1400,police,false,street,High Street',
  'd1,2025-12-21T01:00,,violence-with-injury,51.5400,-0.1400,public,true,dwelling,High Street',
  'e1,2025-12-22T01:00,,weapons,51.5400,-0.1400,public,false,street,High Street',
]
const BOUNDARIES = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { name: 'Camden' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-0.2, 51.5],
            [-0.1, 51.5],
            [-0.1, 51.6],
            [-0.2, 51.6],
            [-0.2, 51.5],
          ],
        ],
      },
    },
  ],
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rank-'))
  await writeFile(join(folder, 'incidents.csv'), `${[HEADER, ...ROWS].join('\n')}\n`)
  await writeFile(join(folder, 'boundaries.geojson'), BOUNDARIES)
  await writeFile(join(folder, 'areas.csv'), 'area,bcu\nCamden,cn 1\n')
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function run(...args: string[]): Promise<{ status: number; err: string; out: string }> {
  let err = ''
  let out = ''
  const io = {
    cwd: folder,
    interactive: false,
    err: (text: string) => void (err += text),
    out: (text: string) => void (out += text),
  }
  const status = await runCommand('rank', rank, args, io)
  return { status, err, out }
}
const BASE = ['--incidents', 'incidents.csv', '--format', 'canonical', '--as-of', '2026-01-05']
const read = (name: string) => readFile(join(folder, name), 'utf8')

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
    expect(await readdir(folder)).toEqual(['areas.csv', 'boundaries.geojson', 'h.csv', 'incidents.csv'])
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
    await writeFile(
      join(folder, 'late.csv'),
      `id,occurred_from,occurred_to,offence,lat,lng,recorded_at\n${rows.join('')}`,
    )
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
    await writeFile(join(folder, 'early.json'), JSON.stringify(theme))
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
    await writeFile(join(folder, 'incidents.json'), HEADER)
    await writeFile(join(folder, 'own.json'), '{"id":"own","name":"Own","offences":["robbery"],"flags":["drunk"]}')
    const { status, err } = await run(...BASE, ...args, '--out', 'h.json')
    expect(status).toBe(2)
    expect(err).toMatch(message)
    expect(await readdir(folder)).not.toContain('h.json')
  })
  it('puts rejected rows into a file beside the output, and still ranks', async () => {
    await writeFile(
      join(folder, 'incidents.csv'),
      `${[HEADER, ...ROWS, 'x,2025-12-40,,robbery,51.54,-0.14,,,,'].join('\n')}\n`,
    )
    const { status, err } = await run(...BASE, '--out', 'h.json')
    expect(status).toBe(0)
    expect(err).toContain('h.json.rejects.csv')
    expect(await read('h.json.rejects.csv')).toContain('incidents.csv,14,occurred_from,2025-12-40,BAD_TIME')
  })
  it('names a place without a street by the nearest label, in both layouts', async () => {
    const bare = ROWS.map((row) => row.replace(/,[^,]*$/, ','))
    await writeFile(join(folder, 'incidents.csv'), `${[HEADER, ...bare].join('\n')}\n`)
    await writeFile(join(folder, 'labels.csv'), 'name,lat,lng\nRye Lane,51.5401,-0.1401\n')
    await writeFile(
      join(folder, 'points.csv'),
      'street_id,name,longitude,latitude\n1,On or near Rye Lane,-0.1401,51.5401\n',
    )
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
    expect((await readdir(folder)).filter((name) => name.startsWith('h.'))).toEqual([])
  })

  describe('with earlier plans', () => {
    const CELL = cellAt({ lat: 51.55, lng: -0.17 }, 10)
    const plan = (over: object = {}) => ({
      meta: { timezone: 'Europe/London' },
      windows: [{ hotspotId: 'a', start: '2025-12-10T02:55:00+00:00', end: '2025-12-10T03:10:00+00:00' }],
      hotspots: [{ id: 'a', cells: [CELL] }],
      ...over,
    })
    const rankWith = async (given: unknown, option = 'plan.json') => {
      await writeFile(join(folder, 'plan.json'), JSON.stringify(given))
      return run(...BASE, '--patrols', option, '--out', 'h.json')
    }

    it('says what was recorded while a patrol was due', async () => {
      const { status, err } = await rankWith(plan())
      expect(err).toContain('recorded while a patrol was due there, unknown who found it: 1, ')
      expect(err).toContain('recorded while a patrol was due there, reported by the public: 0\n')
      expect(status).toBe(0)
      const file = JSON.parse(await read('h.json')) as RankingFile
      expect([...Value.Errors(RankingFileSchema, file)]).toEqual([])
      expect(file.patrolled!.map(({ affected }) => affected)).toEqual([0, 1])
    })
    it('takes several plans, with commas or without', async () => {
      const windows = [{ hotspotId: 'a', start: '2025-12-11T03:00:00+00:00', end: '2025-12-11T03:15:00+00:00' }]
      await writeFile(join(folder, 'b.json'), JSON.stringify(plan({ windows })))
      expect((await rankWith(plan(), 'plan.json,b.json')).err).toContain('unknown who found it: 2, ')
    })
    it.each([
      ['a place that it does not have', { hotspots: [] }, /plan\.json, windows\[0\]: .*no hotspot "a"/],
      [
        'a time that is none',
        { windows: [{ hotspotId: 'a', start: 'noon', end: 'one' }] },
        /windows\[0\]\.start is "noon"/,
      ],
      ['a cell that is none', { hotspots: [{ id: 'a', cells: ['8a'] }] }, /hotspot "a" has the cell "8a"/],
      ['a time zone that is none', { meta: { timezone: 'Mars' } }, /plan\.json, meta\.timezone: .*"Mars"/],
      ['no windows at all', { windows: undefined }, /plan\.json: .*windows/],
    ])('refuses a plan with %s', async (_what, over, message) => {
      const { status, err } = await rankWith(plan(over))
      expect(err).toMatch(message)
      expect(status).toBe(2)
    })
  })

  it('ranks by harm with a table of its own, and says what that changes', async () => {
    const days = {
      homicide: 9,
      'violence-with-injury': 1000,
      'violence-without-injury': 5,
      'sexual-offence': 6,
      robbery: 1,
    }
    const lines = Object.entries(days).map(([name, value]) => `${name},${value},1200`)
    await writeFile(join(folder, 'ours.csv'), `${['offence,days,cap', ...lines].join('\n')}\n`)
    const many = ROWS.slice(0, 9).flatMap((row) => Array.from({ length: 10 }, (_, k) => row.replace(/^/, `${k}-`)))
    await writeFile(join(folder, 'incidents.csv'), `${[HEADER, ...many].join('\n')}\n`)
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
  it('refuses public places only when no row has a place type', async () => {
    const bare = ROWS.map((row) => row.replace(/,(street|dwelling),/, ',,'))
    await writeFile(join(folder, 'incidents.csv'), `${[HEADER, ...bare].join('\n')}\n`)
    const { status, err } = await run(...BASE, '--public-place-only', '--out', 'h.json')
    expect(err).toContain('place_type')
    expect(status).toBe(2)
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
    60_000,
  )

  it('leaves excluded places out, keeps quotas, and says what both cost', async () => {
    await writeFile(
      join(folder, 'excluded.csv'),
      'name,reason,lat,lng,radius_m\nPrison,incidents inside,51.54,-0.14,50\nCourt,custody,51.9,-0.14,50\n',
    )
    await writeFile(join(folder, 'quotas.csv'), 'area,least,most\nCamden,3,5\n')
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
    await writeFile(join(folder, 'quotas.csv'), 'area,least\nCamden,3\n')
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
