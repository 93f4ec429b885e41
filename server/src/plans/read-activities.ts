import { checkActivities, DomainError, type Activity } from '@planner/shared/core'
import { ActivityListSchema } from '@planner/shared/schemas'
import { Compile } from 'typebox/compile'
import { parseJson, readText } from './read-json.ts'
import { schemaRefusal } from './schema-refusal.ts'

const validator = Compile(ActivityListSchema)

/**
 * The activities of a JSON file that a plan draws. Those with a share of 0 in every tier are kept for later: they are read and
 * judged in shape, and left out.
 *
 * @throws {DomainError} INVALID_INPUT naming the file, the path in it and the value, or the activity that cannot be drawn
 */
export async function readActivities(path: string): Promise<Activity[]> {
  const file = parseJson(await readText(path), path)
  if (!validator.Check(file)) throw schemaRefusal(validator.Errors(file), file, path)
  const drawn = file.filter(({ shares }) => shares.A > 0 || shares.B > 0 || shares.C > 0)
  try {
    checkActivities(drawn)
  } catch (error) {
    if (error instanceof DomainError) throw new DomainError(error.code, `${path}: ${error.message}`)
    throw error
  }
  return drawn
}
