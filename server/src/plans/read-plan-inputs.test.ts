import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHotspots } from './read-hotspots.ts'
import { applyHourProfiles, readKey } from './read-settings.ts'
import { readShifts } from './read-shifts.ts'
import { readTravel } from './read-travel.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-inputs-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const HEADER = 'shift_id,team_id,bcu,start,end,break_minutes,base_lat,base_lng'
const ROW = 'S1,T1,NW,2026-11-23T07:00,2026-11-23T15:00,40,51.5,-0.1'
const hotspot = (over: Record<string, unknown> = {}) => ({
  id: 'h1',
  lat: 51.5,
  lng: -0.1,
  bcu: 'NW',
  tier: 'A',
  dosePerDay: 2,
  capDay: 6,
  capWeek: 30,
  ...over,
})

describe('readShifts', () => {
  it('reads a roster with a byte order mark, spaces, quotes and unknown columns', async () => {
    const path = await file(
      's.csv',
      `\uFEFF${HEADER} ,note\r\n"S1",T1, NW ,2026-11-23T07:00,2026-11-23T15:00,40,51.5,-0.1,"a,b"\r\n`,
    )
    expect(await readShifts(path, 'Europe/London')).toEqual([expect.objectContaining({ id: 'S1', bcu: 'NW' })])
  })

  it('names file, line, column, value and advice of the bad rows, and how many there are', async () => {
    const bad = Array.from({ length: 12 }, (_, n) =>
      ROW.replace('S1', `S${n}`).replace('T1', `T${n}`).replace('51.5', 'north'),
    )
    const path = await file('s.csv', [HEADER, ...bad].join('\n'))
    const refusal = readShifts(path, 'Europe/London')
    await expect(refusal).rejects.toThrow(/12 faults in 12 rows/)
    await expect(refusal).rejects.toThrow(/s\.csv, line 2, base_lat "north": write decimal degrees/)
    await expect(refusal).rejects.toThrow(/and 2 more/)
    await expect(readShifts(await file('s.csv', `${HEADER}\n${bad[0]}`), 'Europe/London')).rejects.toThrow(
      /1 fault in 1 row;/,
    )
  })

  it.each([
    ['', /empty/],
    [HEADER, /no tours/],
    ['shift_id,team_id\nS1,T1', /lacks the columns bcu, start/],
    [HEADER.replaceAll(',', ';'), /no tours/],
    [HEADER.replaceAll(',', ':'), /Save it with commas between the columns/],
    [`${HEADER},bcu\n${ROW},SE`, /has the column bcu twice/],
    [`${HEADER}\n${ROW},late, and tired`, /line 2 has 10 values for 8 columns\. Put text with a comma in quotes/],
    ['x'.repeat(5000), /it has: x{200}\.\.\./],
  ])('refuses %j', async (content, message) => {
    await expect(readShifts(await file('s.csv', content), 'Europe/London')).rejects.toThrow(message)
  })

  it('refuses a missing file and a folder', async () => {
    await expect(readShifts(join(folder, 'none.csv'), 'Europe/London')).rejects.toMatchObject({ name: 'DomainError' })
    await file('a.csv', HEADER)
    await file('b.csv', HEADER)
    await expect(readShifts(folder, 'Europe/London')).rejects.toThrow(/one shifts CSV/)
  })
})

describe('readHotspots', () => {
  it('reads what planning needs and fills in what only describes', async () => {
    const path = await file('h.json', { meta: { timezone: 'America/Chicago' }, hotspots: [hotspot()] })
    const { hotspots, timezone } = await readHotspots(path)
    expect(timezone).toBe('America/Chicago')
    expect(hotspots[0]).toMatchObject({ id: 'h1', rank: 1, name: 'h1', tier: 'A', profileSource: 'none' })
    expect(hotspots[0]!.cells).toHaveLength(1)
    expect(hotspots[0]!.profile).toHaveLength(168)
  })

  it.each([
    [{ hotspots: [hotspot({ lat: 91 })] }, /hotspots\/0\/lat is 91/],
    [{ hotspots: [hotspot({ tier: 'Z' })] }, /hotspots\/0\/tier is "Z"/],
    [{ hotspots: [hotspot({ profile: [1, 2] })] }, /hotspots\/0\/profile/],
    [{ hotspots: [hotspot({ bcu: '' })] }, /hotspots\/0\/bcu is ""/],
    [{ hotspots: [hotspot(), hotspot()] }, /two hotspots have the id "h1"/],
    [{ hotspots: [] }, /hotspots is \[\]/],
    [{ meta: { timezone: 'Mars/Base' }, hotspots: [hotspot()] }, /Unknown time zone/],
    [{ meta: { timezone: 'Mars/Base' }, hotspots: [hotspot()] }, /h\.json, meta\.timezone: Unknown time zone/],
    [[], /h\.json/],
    ['{', /not JSON: it ends in the middle, after 1 characters/],
    ['{"hotspots":[{"id":"h1","lat', /ends in the middle/],
    ['', /not JSON: it is empty/],
    ['rank,hotspot_id\n1,h1', /begins with "rank,hotspot_id 1,h1", where JSON begins with \{ or \[/],
    ['\u0000\u0001', /it is not text/],
    ['{"hotspots":[{"dosePerDay":NaN}]}', /it has NaN, which is no number there/],
    ['{"hotspots":[1,,2]}', /not JSON: .*/],
  ])('refuses %j and names path and value', async (content, message) => {
    await expect(readHotspots(await file('h.json', content))).rejects.toThrow(message)
  })
})

describe('applyHourProfiles', () => {
  const flat = Array.from({ length: 168 }, () => 2)
  const load = async () =>
    (await readHotspots(await file('h.json', { hotspots: [hotspot(), hotspot({ id: 'h2' })] }))).hotspots

  it('takes one profile for all or one by hotspot, scaled to mean 1', async () => {
    const hotspots = await load()
    const all = await applyHourProfiles(hotspots, await file('p.json', flat))
    expect(all.map(({ profile, profileSource }) => [profile[0], profileSource])).toEqual([
      [1, 'file'],
      [1, 'file'],
    ])
    const one = await applyHourProfiles(
      hotspots,
      await file('p.json', { h2: flat.map((risk, hour) => (hour < 84 ? 0 : risk)) }),
    )
    expect(one.map(({ profile, profileSource }) => [profile[167], profileSource])).toEqual([
      [1, 'none'],
      [2, 'file'],
    ])
  })

  it('refuses another length, an unknown hotspot and a profile of zeros', async () => {
    const hotspots = await load()
    await expect(applyHourProfiles(hotspots, await file('p.json', [1]))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    })
    await expect(applyHourProfiles(hotspots, await file('p.json', { h9: flat }))).rejects.toThrow(
      /"h9", which is no hotspot/,
    )
    await expect(
      applyHourProfiles(
        hotspots,
        await file(
          'p.json',
          flat.map(() => 0),
        ),
      ),
    ).rejects.toThrow(/168 zeros/)
  })
})

describe('readTravel and readKey', () => {
  let known: Parameters<typeof readTravel>[1]
  beforeEach(async () => {
    const { hotspots } = await readHotspots(await file('h.json', { hotspots: [hotspot()] }))
    known = { hotspots, shifts: await readShifts(await file('s.csv', `${HEADER}\n${ROW}`), 'Europe/London') }
  })

  it('takes the settings given and the defaults for the rest', async () => {
    expect(await readTravel(await file('t.json', { footKmh: 4 }), known)).toEqual({
      footKmh: 4,
      vehKmh: 20,
      vehOverheadMin: 2,
      detour: 1.3,
    })
    await expect(readTravel(await file('t.json', { vehKmh: 0 }), known)).rejects.toThrow(/vehKmh is 0/)
    await expect(readTravel(await file('t.json', { speed: 4 }), known)).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('takes a matrix in one order, and names file, path and value of what is wrong in it', async () => {
    const matrix = {
      places: ['h1', 'base:NW'],
      minutes: [
        [0, 7],
        [9, 0],
      ],
    }
    expect((await readTravel(await file('t.json', { matrix }), known)).matrix).toEqual({
      places: ['base:NW', 'h1'],
      minutes: [
        [0, 9],
        [7, 0],
      ],
    })
    const wrong = {
      places: ['h1', 'base:NW'],
      minutes: [
        [0, 700],
        [9, 0],
      ],
    }
    await expect(readTravel(await file('t.json', { matrix: wrong }), known)).rejects.toThrow(
      /t\.json: matrix\.minutes\[0\]\[1\] \(h1 to base:NW\) is 700; it must be a number of minutes from 0 to 600/,
    )
  })

  it('reads 64 hexadecimal digits and never repeats what else is in the file', async () => {
    expect(await readKey(await file('k', `${'ab'.repeat(32)}\n`))).toEqual(new Uint8Array(32).fill(0xab))
    const refusal = readKey(await file('k', 'secret-material'))
    await expect(refusal).rejects.toThrow(/64 hexadecimal digits/)
    await expect(refusal).rejects.not.toThrow(/secret-material/)
  })
})
