import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { IncidentFormatName } from '@planner/shared/core'
import { insertImport } from '@planner/server/repositories/import.repository.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import { takeImportBack } from '@planner/server/services/take-back.service.ts'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

/** One in which loads are taken back, and one in which they were never made. */
let test: TestDatabase
let other: TestDatabase
let folder = ''
beforeAll(async () => {
  test = await createTestDatabase()
  other = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'take-back-'))
})
afterAll(async () => {
  await test.drop()
  await other.drop()
  await rm(folder, { recursive: true, force: true })
})

interface Load {
  /** what it is told by in both databases */
  name: string
  format: IncidentFormatName
  rows: readonly string[]
}

const HEADERS: Partial<Record<IncidentFormatName, string>> = {
  canonical: 'id,occurred_from,occurred_to,offence,lat,lng,flags\n',
  'police-uk': 'Crime ID,Month,Longitude,Latitude,Location,Crime type\n',
}

async function load({ db, pool }: TestDatabase, { name, format, rows }: Load): Promise<string> {
  const path = join(folder, `${name}.csv`)
  await writeFile(path, HEADERS[format]! + rows.map((row) => `${row}\n`).join(''))
  const given = { format, timezone: 'Europe/London' }
  const importId = await insertImport(db, { ...given, fileName: name, createdBy: 'test' })
  await runImport({ db, pool }, { ...given, importId, paths: [path] })
  return importId
}
const clear = async ({ db }: TestDatabase): Promise<void> => {
  await sql`truncate incident_import, incident, incident_reject, held_incident, former_incident`.execute(db)
}

/** Every incident with all of its columns but the number of its row, and the load whose content it has. */
async function incidentsOf({ db }: TestDatabase): Promise<Record<string, unknown>[]> {
  const { rows } = await sql<Record<string, unknown>>`
    select i.*, incident_import.file_name as load from incident i
    left join incident_import using (incident_import_id) order by publisher, source_id
  `.execute(db)
  return rows.map(({ incident_id: _row, incident_import_id: _load, ...content }) => content)
}

const whenOf = (content: number): string =>
  `2026-05-0${content}T22:14,,${content === 1 ? 'robbery' : 'homicide'},51.${content},-0.1`
const named = (id: string, content: number): string => `${id},${whenOf(content)},${content === 1 ? 'knife' : ''}`
const nameless = (content: number): string => `,${whenOf(content)},`
const street = (id: string, place: number): string => `${id},2026-05,-0.1,51.${place},On or near ${place},Robbery`

/** All lists of `length` numbers from 0 to `below` - 1. */
function combinations(below: number, length: number): number[][] {
  if (length === 0) return [[]]
  return combinations(below, length - 1).flatMap((some) => Array.from({ length: below }, (_, i) => [...some, i]))
}
function ordersOf(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]]
  return items.flatMap((one) => ordersOf(items.filter((item) => item !== one)).map((rest) => [one, ...rest]))
}

/** Makes all loads and takes them back in each order. @returns where there was not what the others alone bring */
async function findDifferences(loads: readonly Load[]): Promise<unknown[]> {
  const expected = new Map<string, unknown[]>()
  for (const subset of combinations(2, loads.length)) {
    await clear(other)
    for (const [i, one] of loads.entries()) if (subset[i] === 1) await load(other, one)
    expected.set(subset.join(''), await incidentsOf(other))
  }
  const differences: unknown[] = []
  for (const order of ordersOf(loads.map((_, i) => i))) {
    await clear(test)
    const ids: string[] = []
    for (const one of loads) ids.push(await load(test, one))
    const held = loads.map(() => 1)
    for (const taken of order) {
      await takeImportBack({ pool: test.pool }, { importId: ids[taken]!, actor: 'test' })
      held[taken] = 0
      const found = await incidentsOf(test)
      const never = expected.get(held.join(''))
      if (!isDeepStrictEqual(found, never)) differences.push({ order, held: held.join(''), found, never })
    }
    const left = sql`select load_number from held_incident union all select load_number from former_incident`
    const { rows } = await left.execute(test.db)
    if (rows.length > 0) differences.push({ order, left: rows })
  }
  return differences
}

describe('taking loads back', () => {
  it('leaves what there would be had they never come, whatever of four loads hold an incident with what content', async () => {
    // Incidents are apart from one another, so one history holds all that can befall one: 0 it is not there, else its content.
    const cases = combinations(4, 4)
    const loads = [0, 1, 2, 3].map((i): Load => {
      const rows = cases.flatMap((contents, n) => (contents[i] === 0 ? [] : [named(`R${n}`, contents[i]!)]))
      // Rows without an id are told apart by how many of a content there are.
      const others = Array.from({ length: [2, 1, 3, 2][i]! }, () => nameless(1))
      return { name: `L${i}`, format: 'canonical', rows: [...rows, ...others] }
    })
    expect(await findDifferences(loads)).toEqual([])
  })

  it('does so where a source writes one id on several rows', async () => {
    const loads = [0, 1, 2].map((i): Load => {
      const rows = combinations(2, 3).flatMap((isIn, n) =>
        isIn[i] === 0 ? [] : [street(`f${n}`, 1), street(`f${n}`, 2)],
      )
      return { name: `L${i}`, format: 'police-uk', rows: [...rows, street('', 1), ...(i === 1 ? [street('', 1)] : [])] }
    })
    expect(await findDifferences(loads)).toEqual([])
  })

  it('closes the gap in the numbers of one id, so that the next load finds its incidents', async () => {
    await clear(test)
    const one = await load(test, {
      name: 'L0',
      format: 'police-uk',
      rows: [1, 2, 3, 4].map((place) => street('a', place)),
    })
    await load(test, { name: 'L1', format: 'police-uk', rows: [street('a', 4), street('a', 2)] })
    await takeImportBack({ pool: test.pool }, { importId: one, actor: 'test' })
    const places = async () => (await incidentsOf(test)).map(({ source_id: id, lat }) => [id, lat])
    expect(await places()).toEqual([
      ['a', 51.2],
      ['a#2', 51.4],
    ])
    await load(test, { name: 'L2', format: 'police-uk', rows: [street('a', 3), street('a', 4), street('a', 2)] })
    expect(await places()).toEqual([
      ['a', 51.2],
      ['a#2', 51.4],
      ['a#3', 51.3],
    ])
  })

  it('does so for loads that come between, at random', async () => {
    const row = fc.tuple(fc.constantFrom('', 'A', 'B', 'C'), fc.integer({ min: 1, max: 2 }))
    const rows = fc
      .uniqueArray(row, { selector: ([id, content]) => (id === '' ? `${content}` : id), minLength: 1, maxLength: 5 })
      .map((some) => some.map(([id, content]) => (id === '' ? nameless(content) : named(id, content))))
    const step = fc.record({ rows, takeBack: fc.option(fc.integer({ min: 0, max: 4 })) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 5 }), async (steps) => {
        await clear(test)
        const made: { id: string; load: Load }[] = []
        for (const [i, { rows: some, takeBack }] of steps.entries()) {
          const one: Load = { name: `L${i}`, format: 'canonical', rows: some }
          made.push({ id: await load(test, one), load: one })
          const taken = takeBack === null ? undefined : made[takeBack]
          if (taken === undefined) continue
          await takeImportBack({ pool: test.pool }, { importId: taken.id, actor: 'test' })
          made.splice(takeBack!, 1)
        }
        await clear(other)
        for (const { load: one } of made) await load(other, one)
        expect(await incidentsOf(test)).toEqual(await incidentsOf(other))
      }),
      { numRuns: 20 },
    )
  })
})
