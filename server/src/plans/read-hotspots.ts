import { cellAt, createZone, DomainError, type Hotspot, type ProfileSource } from '@planner/shared/core'
import { LatitudeSchema, LongitudeSchema, TierSchema } from '@planner/shared/schemas'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { schemaRefusal } from './schema-refusal.ts'
import { parseJson, readText } from './read-json.ts'

const Count = Type.Integer({ minimum: 0 })

/** What planning needs of a hotspot; the rest only describes it, so a list made by hand may leave it out. */
const HotspotsFileSchema = Type.Object({
  meta: Type.Optional(
    Type.Object({ timezone: Type.Optional(Type.String()), days: Type.Optional(Type.Integer({ minimum: 1 })) }),
  ),
  hotspots: Type.Array(
    Type.Object({
      id: Type.String({ minLength: 1 }),
      lat: LatitudeSchema,
      lng: LongitudeSchema,
      bcu: Type.String({ minLength: 1 }),
      tier: TierSchema,
      dosePerDay: Type.Number({ minimum: 0, maximum: 48 }),
      capDay: Count,
      capWeek: Count,
      rank: Type.Optional(Type.Integer({ minimum: 1 })),
      cells: Type.Optional(Type.Array(Type.String())),
      name: Type.Optional(Type.String()),
      area: Type.Optional(Type.String()),
      observed: Type.Optional(Count),
      expected: Type.Optional(Type.Number()),
      expectedLow: Type.Optional(Type.Number()),
      expectedHigh: Type.Optional(Type.Number()),
      pTop: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
      harmDays: Type.Optional(Type.Number()),
      profile: Type.Optional(Type.Array(Type.Number({ minimum: 0 }), { minItems: 168, maxItems: 168 })),
      profileSource: Type.Optional(Type.String()),
    }),
    { minItems: 1 },
  ),
})
type HotspotRow = Static<typeof HotspotsFileSchema>['hotspots'][number]

const validator = Compile(HotspotsFileSchema)
const DEFAULT_TIMEZONE = 'Europe/London'
const DEFAULT_HORIZON_DAYS = 21

/**
 * The hotspots of a `rank --out F.json` file.
 *
 * @throws {DomainError} INVALID_INPUT naming the file, the path in it and the value
 */
export async function readHotspots(path: string): Promise<{
  hotspots: Hotspot[]
  timezone: string
  /** days that the expected counts cover */
  horizonDays: number
}> {
  const file = parseJson(await readText(path), path)
  if (!validator.Check(file)) throw schemaRefusal(validator.Errors(file), file, path)
  const { meta, hotspots } = file
  const timezone = meta?.timezone ?? DEFAULT_TIMEZONE
  try {
    createZone(timezone)
  } catch (error) {
    if (error instanceof DomainError) throw new DomainError(error.code, `${path}, meta.timezone: ${error.message}`)
    throw error
  }
  const seen = new Set<string>()
  for (const { id } of hotspots) {
    if (seen.has(id))
      throw new DomainError('INVALID_INPUT', `${path}: two hotspots have the id "${id}"; each place needs its own.`)
    seen.add(id)
  }
  return { hotspots: hotspots.map(toHotspot), timezone, horizonDays: meta?.days ?? DEFAULT_HORIZON_DAYS }
}

function toHotspot(row: HotspotRow, index: number): Hotspot {
  return {
    id: row.id,
    rank: row.rank ?? index + 1,
    cells: row.cells === undefined || row.cells.length === 0 ? [cellAt(row, 10)] : row.cells,
    name: row.name ?? row.id,
    lat: row.lat,
    lng: row.lng,
    area: row.area ?? '',
    bcu: row.bcu,
    observed: row.observed ?? 0,
    expected: row.expected ?? 0,
    expectedLow: row.expectedLow ?? 0,
    expectedHigh: row.expectedHigh ?? 0,
    pTop: row.pTop ?? 0,
    harmDays: row.harmDays ?? 0,
    tier: row.tier,
    dosePerDay: row.dosePerDay,
    capDay: row.capDay,
    capWeek: row.capWeek,
    profile: row.profile ?? Array.from({ length: 168 }, () => 1),
    profileSource: toProfileSource(row.profileSource),
  }
}

const PROFILE_SOURCES: readonly ProfileSource[] = ['none', 'place', 'area', 'force', 'file']

function toProfileSource(text: string | undefined): ProfileSource {
  return PROFILE_SOURCES.find((source) => source === text) ?? 'none'
}
