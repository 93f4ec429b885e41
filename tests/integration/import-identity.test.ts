import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncidentFormatName } from '@planner/shared/core'
import { findImport, insertImport } from '@planner/server/repositories/import.repository.ts'
import { listCoincidences } from '@planner/server/repositories/incident-overlap.repository.ts'
import { openIncidentStaging } from '@planner/server/repositories/incident-staging.repository.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../helpers/create-test-database.ts'

let test: TestDatabase
let folder = ''
beforeAll(async () => {
  test = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'identity-'))
})
afterAll(async () => {
  await test.drop()
  await rm(folder, { recursive: true, force: true })
})
beforeEach(async () => clear())
const clear = async () => sql`truncate incident_import, incident, incident_reject`.execute(test.db)

const HEADERS: Record<string, string> = {
  canonical: 'id,occurred_from,occurred_to,offence,lat,lng\n',
  'police-uk': 'Crime ID,Month,Longitude,Latitude,Location,Crime type\n',
  'police-uk-api': 'id,month,category,latitude,longitude,street_name\n',
}

/** Loads files of these rows at once. */
async function load(format: IncidentFormatName, ...files: (readonly string[])[]) {
  const paths = await Promise.all(
    files.map(async (rows, i) => {
      const path = join(folder, `${i}.csv`)
      await writeFile(path, HEADERS[format]! + rows.map((row) => `${row}\n`).join(''))
      return path
    }),
  )
  const given = { format, timezone: 'Europe/London' }
  const importId = await insertImport(test.db, { ...given, fileName: 'f', createdBy: 'test' })
  const counts = await runImport({ db: test.db, pool: test.pool }, { ...given, importId, paths })
  return { ...counts, importId }
}
/** What is there, in an order of its own. */
const incidents = async (): Promise<unknown[]> =>
  (
    await sql`select source_id, occurred_from, offence, lat, lng, place_name from incident order by source_id`.execute(
      test.db,
    )
  ).rows

const canonical = (id: string, place: number): string => `${id},2026-05-03,,robbery,51.${place},-0.1`
const street = (id: string, place: number): string => `${id},2026-05,-0.1,51.${place},On or near ${place},Robbery`
const api = (id: string, place: number): string => `${id},2026-05,robbery,51.${place},-0.1,On or near ${place}`

/** Rows of which many are alike but for their id, some have none, and in street files some share one. */
const rowsOf: Record<'canonical' | 'police-uk' | 'police-uk-api', fc.Arbitrary<string[]>> = {
  canonical: withOwnIds(canonical),
  'police-uk-api': withOwnIds(api),
  'police-uk': fc.array(
    fc
      .tuple(fc.constantFrom('', 'a', 'b', 'c'), fc.integer({ min: 1, max: 3 }))
      .map(([id, place]) => street(id, place)),
    { minLength: 1, maxLength: 12 },
  ),
}

function withOwnIds(write: (id: string, place: number) => string): fc.Arbitrary<string[]> {
  const row = fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 3 }))
  return fc
    .array(row, { minLength: 1, maxLength: 12 })
    .map((rows) => rows.map(([hasId, place], i) => write(hasId ? `R${i}` : '', place)))
}

/** Files that hold rows of `rows` and no others, each row at most as often as it is there. */
const piecesOf = (rows: string[]): fc.Arbitrary<string[][]> =>
  fc.array(fc.shuffledSubarray(rows, { minLength: 1 }), { minLength: 1, maxLength: 3 })

describe('a file that is loaded', () => {
  it.each(['canonical', 'police-uk', 'police-uk-api'] as const)(
    'adds and changes nothing when parts of it come again, split, shuffled and overlapping (%s)',
    async (format) => {
      const given = rowsOf[format].chain((rows) => fc.tuple(fc.constant(rows), piecesOf(rows), fc.boolean()))
      await fc.assert(
        fc.asyncProperty(given, async ([rows, pieces, isOneLoad]) => {
          await clear()
          expect(await load(format, rows)).toMatchObject({ added: rows.length, rejected: 0 })
          const before = await incidents()
          const loads = isOneLoad ? [pieces] : pieces.map((piece) => [piece])
          for (const files of loads) {
            const counts = await load(format, ...files)
            const all = files.reduce((sum, file) => sum + file.length, 0)
            expect(counts).toMatchObject({ added: 0, updated: 0, rejected: 0, unchanged: all })
          }
          expect(await incidents()).toEqual(before)
        }),
        { numRuns: 12 },
      )
    },
  )

  it.each(['canonical', 'police-uk', 'police-uk-api'] as const)(
    'gives the same incidents when overlapping parts of it are loaded at once, in whatever order (%s)',
    async (format) => {
      const given = rowsOf[format].chain((rows) =>
        fc.tuple(fc.constant(rows), piecesOf(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
      )
      const contents = async (): Promise<string[]> =>
        (await incidents()).map((row) => JSON.stringify({ ...(row as object), source_id: '' })).toSorted()
      await fc.assert(
        fc.asyncProperty(given, async ([rows, pieces, shuffled]) => {
          await clear()
          await load(format, rows)
          const whole = await contents()
          await clear()
          await load(format, ...pieces, shuffled)
          expect(await contents()).toEqual(whole)
        }),
        { numRuns: 12 },
      )
    },
  )
})

describe('an id that stands on several rows of a street file', () => {
  it('keeps each row when one of them comes alone, and changes the one whose content is new', async () => {
    await load('police-uk', [street('x', 1), street('x', 2), street('x', 2), street('y', 1)])
    expect(await load('police-uk', [street('x', 2)])).toMatchObject({ added: 0, updated: 0, unchanged: 1 })
    const changed = await load('police-uk', [street('x', 2), street('x', 3), street('x', 2)])
    expect(changed).toMatchObject({ added: 0, updated: 1, unchanged: 2 })
    const more = await load('police-uk', [street('x', 3), street('x', 2), street('x', 2), street('x', 9)])
    expect(more).toMatchObject({ added: 1, updated: 0, unchanged: 3 })
    expect((await incidents()) as { source_id: string; place_name: string }[]).toMatchObject([
      { source_id: 'x', place_name: 'On or near 3' },
      { source_id: 'x#2', place_name: 'On or near 2' },
      { source_id: 'x#3', place_name: 'On or near 2' },
      { source_id: 'x#4', place_name: 'On or near 9' },
      { source_id: 'y' },
    ])
  })

  it('knows rows by their content in whatever order they come, and adds one more of a kind as one more', async () => {
    await load('police-uk', [street('x', 1), street('x', 2), street('x', 3)])
    const before = await incidents()
    const turned = await load('police-uk', [street('x', 2), street('x', 3), street('x', 1)])
    expect(turned).toMatchObject({ added: 0, updated: 0, unchanged: 3 })
    expect(await incidents()).toEqual(before)
    // One row is there; it comes again behind a new one.
    await load('police-uk', [street('z', 1)])
    expect(await load('police-uk', [street('z', 2), street('z', 1)])).toMatchObject({
      added: 1,
      updated: 0,
      unchanged: 1,
    })
    await load('police-uk', [street('y', 2), street('y', 2)])
    const more = await load('police-uk', [street('y', 2), street('y', 2), street('y', 2)])
    expect(more).toMatchObject({ added: 1, updated: 0, unchanged: 2 })
  })
})

describe('an id of two publishers', () => {
  it('is of two incidents, also where both publishers have others already', async () => {
    await load('police-uk-api', [api('first', 1)])
    await load('canonical', [canonical('A', 1)])
    expect(await load('police-uk-api', [api('A', 2)])).toMatchObject({ added: 1, updated: 0 })
    expect(await load('canonical', [canonical('A', 1), canonical('first', 3)])).toMatchObject({
      added: 1,
      updated: 0,
      unchanged: 1,
    })
    expect((await incidents()).length).toBe(4)
  })
})

describe('ground that is empty', () => {
  /** Whether a load goes straight into the table, when something happens after its first look. */
  async function goesStraight(publisher: string, between: () => Promise<unknown> = async () => undefined) {
    const client = await test.pool.connect()
    let looks = 0
    const watched = new Proxy(client, {
      get(target, key) {
        if (key !== 'query') return Reflect.get(target, key) as unknown
        return async (text: string, values?: unknown[]) => {
          const result = await target.query(text, values)
          looks += 1
          if (looks === 1) await between()
          return result
        }
      },
    })
    try {
      await client.query('begin')
      await openIncidentStaging(watched, { importId: randomUUID(), publisher })
      const { rows } = await client.query<{ staging: string | null }>(
        `select to_regclass('pg_temp.incident_staging')::text as staging`,
      )
      return rows[0]!.staging === null
    } finally {
      await client.query('rollback')
      client.release()
    }
  }

  it('is where nothing of the publisher is, whatever there is of others', async () => {
    expect(await goesStraight('force')).toBe(true)
    await load('police-uk-api', [api('A', 1)])
    expect(await goesStraight('force')).toBe(true)
    await load('canonical', [canonical('A', 1)])
    expect(await goesStraight('force')).toBe(false)
  })

  it('is looked at again once nobody else can fill it: between two looks another load may have ended', async () => {
    expect(await goesStraight('force', async () => load('canonical', [canonical('A', 1)]))).toBe(false)
  })

  it('is nobody’s while another load merges', async () => {
    const client = await test.pool.connect()
    try {
      await client.query('begin')
      await openIncidentStaging(client, { importId: randomUUID(), publisher: 'force' })
      expect(await goesStraight('force')).toBe(false)
    } finally {
      await client.query('rollback')
      client.release()
    }
  })
})

describe('content that changed', () => {
  it('is counted where something was not known before, or is no longer', async () => {
    const until = canonical('B', 1).replace(',,', ',2026-05-03,')
    await load('canonical', [canonical('A', 1), until])
    const counts = await load('canonical', [canonical('A', 1).replace(',,', ',2026-05-04,'), canonical('B', 1)])
    expect(counts).toMatchObject({ updated: 2, unchanged: 0 })
    expect(counts.changedFields).toMatchObject({ occurred_to: expect.any(Number) as number })
  })

  it('is counted, said, and kept with the fields that changed most', async () => {
    await load('canonical', [canonical('A', 1), canonical('B', 1), canonical('C', 1)])
    const later = (id: string) => canonical(id, 2).replace('2026-05-03', '2026-05-04')
    const { importId, ...counts } = await load('canonical', [later('A'), canonical('B', 2), canonical('C', 1)])
    expect(counts).toMatchObject({ updated: 2, unchanged: 1, changedFields: { lat: 2, occurred_from: 1 } })
    expect(counts.warnings).toEqual([
      '2 incidents that were there came with other content and were updated, most often in lat (2), occurred_from (1).',
    ])
    expect(await findImport(test.db, importId)).toMatchObject({
      warnings: counts.warnings,
      changed_fields: { lat: 2, occurred_from: 1 },
    })
  })
})

describe('incidents that have not happened yet', () => {
  it('are taken and warned of, but for those of today', async () => {
    const [today, inTwoDays] = [0, 2].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10))
    const on = (id: string, day: string) => canonical(id, 1).replaceAll('2026-05-03', day)
    expect((await load('canonical', [on('A', today!)])).warnings).toEqual([])
    expect(await load('canonical', [on('B', today!), on('C', inTwoDays!), on('D', inTwoDays!)])).toMatchObject({
      added: 3,
      warnings: [expect.stringMatching(/^2 incidents begin more than a day after this load: are day and month/)],
    })
  })
})

describe('two editions of one month', () => {
  const places = [1, 1, 2, 3]
  it('are warned of with counts, in whichever order they come', async () => {
    const csv = places.map((place, i) => street(`s${i}`, place))
    const json = [...places.map((place, i) => api(`${i}`, place)), api('9', 7)]
    expect((await load('police-uk', csv)).warnings).toEqual([])
    expect((await load('police-uk-api', json)).warnings).toEqual([
      expect.stringContaining(
        '4 of 5 incidents of this source (2026-05) coincide in month, offence and place with incidents of data.police.uk.',
      ),
    ])
    expect((await load('police-uk', csv)).warnings).toEqual([
      expect.stringContaining('4 of 4 incidents of this source (2026-05) coincide'),
    ])
  })

  it('are found among many places that Postgres has no statistics of yet', async () => {
    // Statistics of one month only, by which the next has no incidents at all.
    await load(
      'police-uk',
      places.map((place, i) => street(`old${i}`, place).replace('2026-05', '2026-04')),
    )
    await sql`analyze incident`.execute(test.db)
    // Each place of the one compared with each of the other would not end within the time that a test has.
    const many = (north: number) =>
      Array.from({ length: 20_000 }, (_, i) => [`-0.${100 + (i % 100)}`, `51.${north + Math.floor(i / 100)}`] as const)
    const streets = many(100).map(([lng, lat], i) => `s${i},2026-05,${lng},${lat},On or near ${i},Robbery`)
    const others = many(299).map(([lng, lat], i) => `${i},2026-05,robbery,${lat},${lng},On or near ${i}`)
    expect((await load('police-uk', streets)).warnings).toEqual([])
    expect((await load('police-uk-api', others)).warnings).toEqual([])
    const coinciding = await listCoincidences(test.db, {
      publisher: 'data.police.uk',
      timezone: 'Europe/London',
      from: new Date('2026-05-02'),
      to: new Date('2026-05-03'),
    })
    expect(coinciding).toEqual([
      { publisher: 'data.police.uk/api', month: '2026-05', coinciding: 100, own: 20_000, others: 20_000 },
    ])
  })

  it('are warned of where places differ by less than 100 m, and where one edition has much more', async () => {
    await load(
      'police-uk',
      places.map((place, i) => street(`s${i}`, place)),
    )
    const near = places.map((place, i) => api(`n${i}`, place).replace('-0.1', '-0.1003'))
    const others = Array.from({ length: 16 }, (_, i) => api(`o${i}`, 8))
    expect((await load('police-uk-api', [...near, ...others])).warnings).toEqual([
      expect.stringContaining('4 of 20 incidents of this source (2026-05) coincide'),
    ])
  })

  it('are warned of in each month by itself, the whole of it', async () => {
    const monthOf = (row: string, month: string) => row.replace('2026-05', `2026-${month}`)
    const json = ['04', '05'].flatMap((month) => places.map((place, i) => monthOf(api(`${month}${i}`, place), month)))
    await load('police-uk-api', json)
    // Known by the day, late in the month; what the other has of it stands on the first.
    const days = ['04-20', '05-28'].flatMap((day) =>
      places.map((place, i) => canonical(`${day}${i}`, place).replace('05-03', day)),
    )
    const more = Array.from({ length: 30 }, (_, i) => canonical(`m${i}`, 9).replace('05-03', '05-28'))
    const { warnings } = await load('canonical', [...days, ...more])
    expect(warnings).toEqual([
      expect.stringContaining('8 of 38 incidents of this source (2026-04 to 2026-05, 2 months) coincide'),
    ])
  })

  it('are not suspected where month, offence or place differ, or too few coincide', async () => {
    await load(
      'police-uk',
      places.map((place, i) => street(`s${i}`, place)),
    )
    const other = [
      ...places.map((place, i) => api(`m${i}`, place).replace('2026-05', '2026-06')),
      ...places.map((place, i) => api(`o${i}`, place).replace('robbery', 'violent-crime')),
      ...places.map((_, i) => api(`p${i}`, 5)),
      ...places.map((place, i) => api(`q${i}`, place).replace('-0.1', '-0.102')),
      ...places.map((place, i) => api(`r${i}`, place).replace(`51.${place}`, `51.${place}02`)),
      api('same', 1),
      api('same too', 2),
    ]
    expect((await load('police-uk-api', other)).warnings).toEqual([])
  })
})
