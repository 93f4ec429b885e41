import { createHmac, timingSafeEqual } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { hashNormalised, type PackedUnit, type PlanInput } from '@planner/shared/core'
import { writeWholeFile } from '../files/write-whole-file.ts'

/** Finished command units of a plan on disk. The windows are as secret as the plan's, the key is never in them. */
export interface UnitStore {
  /** What an earlier try kept for the very same unit, key and draw; undefined for none, and for a file that is not whole. */
  find: (bcu: string, input: PlanInput) => Promise<PackedUnit | undefined>
  keep: (bcu: string, input: PlanInput, unit: PackedUnit) => Promise<void>
}

const TAG_BYTES = 32

/**
 * A file is named by all that decides a unit's plan, so that one of other inputs, another key or another planner is never
 * found; its content is sealed with the key, so that a damaged or a planted one is never used.
 *
 * @param folder made when it is not there, for its owner alone
 */
export async function openUnitStore(
  folder: string,
  { key, draw }: { key: Uint8Array; draw: number },
): Promise<UnitStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const nameOf = (bcu: string, input: PlanInput): string =>
    createHmac('sha256', key)
      .update(JSON.stringify(['unit', hashNormalised(input), bcu, draw]))
      .digest('hex')
  const seal = (name: string, body: Uint8Array): Buffer => createHmac('sha256', key).update(name).update(body).digest()
  return {
    async find(bcu, input) {
      const name = nameOf(bcu, input)
      let bytes: Buffer
      try {
        bytes = await readFile(join(folder, name))
      } catch {
        return undefined
      }
      const body = bytes.subarray(TAG_BYTES)
      if (bytes.length < TAG_BYTES || !timingSafeEqual(bytes.subarray(0, TAG_BYTES), seal(name, body))) return undefined
      return deserialize(body) as PackedUnit
    },
    async keep(bcu, input, unit) {
      const name = nameOf(bcu, input)
      const body = serialize(unit)
      await writeWholeFile(join(folder, name), Buffer.concat([seal(name, body), body]), 0o600)
    },
  }
}
