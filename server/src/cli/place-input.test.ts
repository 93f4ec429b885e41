import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readExcludedFile, readQuotaFile } from './place-input.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'places-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})
const file = async (...lines: string[]): Promise<string> => {
  const path = join(folder, 'F.csv')
  await writeFile(path, `${lines.join('\n')}\n`)
  return path
}

describe('readExcludedFile', () => {
  const HEADER = 'name,reason,lat,lng,radius_m'
  const read = async (...lines: string[]) => readExcludedFile(await file(HEADER, ...lines))

  it('reads places, in any order of columns', async () => {
    expect(await read('"Prison, north",incidents inside,51.54,-0.14,150')).toEqual([
      { name: 'Prison, north', reason: 'incidents inside', lat: 51.54, lng: -0.14, radiusM: 150 },
    ])
    expect(await readExcludedFile(await file('lat,lng,radius_m,name,reason', '51.5,-0.1,20.5,Court,custody'))).toEqual([
      { name: 'Court', reason: 'custody', lat: 51.5, lng: -0.1, radiusM: 20.5 },
    ])
  })
  it.each([
    ['Prison,why,x,-0.14,150', 'F.csv, line 3, lat: "x" is not a number such as 51.5412'],
    ['Prison,why,91,-0.14,150', 'F.csv, line 3: Excluded place "Prison" has latitude 91'],
    ['Prison,why,51.5,-0.14,6000', 'has radius 6000; it must be from 1 to 5000 metres'],
    ['Prison,why,51.5,-0.14,', 'F.csv, line 3, radius_m: "" is not a number'],
    [',why,51.5,-0.14,100', 'F.csv, line 3, name: is empty'],
    ['Prison,,51.5,-0.14,100', 'F.csv, line 3, reason: is empty'],
  ])('refuses %s', async (line, reason) => {
    await expect(read('Court,custody,51.5,-0.1,20', line)).rejects.toThrow(reason)
  })
})

describe('readQuotaFile', () => {
  const AREAS = ['Camden', 'Islington']
  const read = async (...lines: string[]) => readQuotaFile(await file(...lines), AREAS, 10)

  it('reads least and most, either of which may be empty or have no column', async () => {
    expect(await read('area,least,most', 'Camden,2,5', 'Islington,,7')).toEqual([
      { area: 'Camden', least: 2, most: 5 },
      { area: 'Islington', most: 7 },
    ])
    expect(await read('area,least', 'Camden,2')).toEqual([{ area: 'Camden', least: 2 }])
  })
  it.each([
    ['Camdon,2,5', 'F.csv, line 2: There is no area "Camdon". The nearest names: "Camden"'],
    ['Camden,two,5', 'F.csv, line 2, least: "two" is not a whole number such as 5'],
    ['Camden,2,-5', 'F.csv, line 2, most: "-5"'],
    ['Camden,6,5', 'F.csv, line 2: The quota of "Camden" wants at least 6 and at most 5'],
    ['Camden,,', 'F.csv, line 2: The quota of "Camden" says neither least nor most'],
  ])('refuses %s', async (line, reason) => {
    await expect(read('area,least,most', line)).rejects.toThrow(reason)
  })
  it('refuses what its rows cannot keep together', async () => {
    await expect(read('area,least', 'Camden,6', 'Islington,5')).rejects.toThrow(
      'F.csv: The quotas want at least 11 hotspots (Camden 6, Islington 5), more than the 10',
    )
    await expect(read('area,least', 'Camden,1', 'Camden,2')).rejects.toThrow('F.csv: "Camden" has two quotas')
  })
  it('says which columns are needed', async () => {
    await expect(read('borough,min', 'Camden,2')).rejects.toThrow('it needs area,least,most or area,least or area,most')
  })
})
