import { readFile } from 'node:fs/promises'
import { DomainError } from '@planner/shared/core'

/** Largest JSON file that is read: a plan for 10,000 places over 21 days has about 300 MB. */
const MAX_BYTES = 500_000_000

/**
 * Text of a file of ours.
 *
 * @throws {DomainError} INVALID_INPUT naming the file when it cannot be read
 */
export async function readText(path: string): Promise<string> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > MAX_BYTES) throw new DomainError('INVALID_INPUT', `${path} is larger than ${MAX_BYTES} bytes.`)
    return bytes.toString('utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    if (error instanceof DomainError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    const advice = code === 'ENOENT' ? 'There is no such file; paths count from the folder you stand in.' : code
    throw new DomainError('INVALID_INPUT', `${path} cannot be read. ${advice}`)
  }
}

/**
 * Parsed JSON of unknown shape.
 *
 * @throws {DomainError} INVALID_INPUT naming the file when it is not JSON
 */
export function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw new DomainError('INVALID_INPUT', `${path} is not JSON: ${error instanceof Error ? error.message : ''}`)
  }
}
