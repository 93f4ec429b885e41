import { DomainError, parseKey, type Guarantee, type Hotspot } from '@planner/shared/core'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { readRecords } from '../files/read-records.ts'
import { parseJson, readText } from './read-json.ts'
import { schemaRefusal } from './schema-refusal.ts'

const Profile = Type.Array(Type.Number({ minimum: 0 }), { minItems: 168, maxItems: 168 })
const oneProfile = Compile(Profile)
const profileById = Compile(Type.Record(Type.String(), Profile))

/**
 * Puts hour-of-week profiles from a JSON file in the place of those of the ranking: either one list of 168 relative risks
 * for every hotspot (hours from Monday 00:00 local), or an object with such a list by hotspot id. Each is scaled to mean 1.
 *
 * @throws {DomainError} INVALID_INPUT for another shape, an unknown hotspot, or a profile that is 0 throughout
 */
export async function applyHourProfiles(hotspots: readonly Hotspot[], path: string): Promise<Hotspot[]> {
  const file = parseJson(await readText(path), path)
  if (Array.isArray(file)) {
    if (!oneProfile.Check(file)) throw schemaRefusal(oneProfile.Errors(file), file, path)
    const profile = toMeanOne(file, path)
    return hotspots.map((hotspot) => ({ ...hotspot, profile, profileSource: 'file' }))
  }
  if (!profileById.Check(file)) throw schemaRefusal(profileById.Errors(file), file, path)
  const byId = new Map(Object.entries(file))
  const known = new Set(hotspots.map(({ id }) => id))
  for (const id of byId.keys())
    if (!known.has(id))
      throw new DomainError('INVALID_INPUT', `${path} has a profile for "${id}", which is no hotspot.`)
  return hotspots.map((hotspot) => {
    const profile = byId.get(hotspot.id)
    return profile === undefined
      ? hotspot
      : { ...hotspot, profile: toMeanOne(profile, `${path}, ${hotspot.id}`), profileSource: 'file' }
  })
}

function toMeanOne(profile: readonly number[], where: string): number[] {
  const mean = profile.reduce((sum, risk) => sum + risk, 0) / profile.length
  if (mean === 0) throw new DomainError('INVALID_INPUT', `${where}: a profile of 168 zeros says nothing.`)
  return profile.map((risk) => risk / mean)
}

const GUARANTEE_COLUMNS = ['area', 'least_per_day'] as const

/**
 * What is guaranteed to areas, from a CSV with `area,least_per_day`; other columns are not read. Whether areas are known and
 * the numbers can be met is for the planner to say.
 *
 * @throws {DomainError} INVALID_INPUT for a row without an area or without a number
 */
export async function readGuarantees(path: string): Promise<Guarantee[]> {
  const { records } = await readRecords<(typeof GUARANTEE_COLUMNS)[number]>(path, [GUARANTEE_COLUMNS])
  return records.map(({ line, fields: { area, least_per_day: text } }) => {
    const leastPerDay = text.trim() === '' ? Number.NaN : Number(text)
    if (area === '') throw new DomainError('INVALID_INPUT', `${path}, line ${line}: area is empty; name a borough.`)
    if (!Number.isFinite(leastPerDay) || leastPerDay < 0)
      throw new DomainError(
        'INVALID_INPUT',
        `${path}, line ${line}, least_per_day "${text}": write the visits a day as a number, such as 24 or 7.5.`,
      )
    return { area, leastPerDay }
  })
}

/** A plan key from a file with 64 hexadecimal digits. */
export async function readKey(path: string): Promise<Uint8Array> {
  const text = await readText(path)
  try {
    return parseKey(text)
  } catch (error) {
    if (error instanceof DomainError) throw new DomainError(error.code, `${path}: ${error.message}`)
    throw error
  }
}
