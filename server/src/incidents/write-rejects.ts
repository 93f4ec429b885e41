import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { stringify } from 'csv-stringify'
import { createRejectTable, DomainError, type Reject } from '@planner/shared/core'

/** A file of rejects in the making. */
export interface RejectFile {
  /** A promise when the disk is behind: wait for it. */
  add(reject: Reject): void | Promise<void>
  /**
   * Puts the file in its place; without rejects there is none, and one of an earlier run is removed so that it is not taken
   * for this one's.
   *
   * @returns how many rejects were written
   */
  close(): Promise<number>
  /** Leaves no trace; the file of an earlier run stays. */
  abandon(): Promise<void>
}

/**
 * A CSV of rejects at `path`, written row by row to a temporary file beside it: mended, it can be loaded again with the same
 * format and mapping.
 *
 * @param columns of the format: `IncidentFormat.columns`
 * @throws {DomainError} INVALID_INPUT (from `add` or `close`) when the folder cannot be written to
 */
export function createRejectFile(path: string, columns: readonly string[]): RejectFile {
  const temporary = `${path}.${randomUUID()}.tmp`
  const table = createRejectTable(columns)
  const rows = stringify()
  let written: Promise<void> | undefined
  let failure: unknown
  let rejects = 0

  const start = (): Promise<void> =>
    pipeline(rows, createWriteStream(temporary, { flags: 'wx' })).catch((error: unknown) => {
      failure = new DomainError('INVALID_INPUT', `${path} cannot be written: ${String(error)}. Choose another folder.`)
    })

  return {
    add(reject) {
      if (failure !== undefined) throw failure
      if (written === undefined) {
        written = start()
        rows.write(table.header)
      }
      rejects += 1
      if (rows.write(table.toRow(reject)) || rows.destroyed) return undefined
      // A failed disk ends the stream, which then never drains: whichever comes first, and `failure` tells which.
      return Promise.race([once(rows, 'drain').catch(() => undefined), written]).then(() => {
        if (failure !== undefined) throw failure
      })
    },
    async close() {
      rows.end()
      await written
      if (failure !== undefined) {
        await rm(temporary, { force: true })
        throw failure
      }
      if (rejects === 0) await rm(path, { force: true })
      else await rename(temporary, path)
      return rejects
    },
    async abandon() {
      rows.destroy()
      await written
      await rm(temporary, { force: true })
    },
  }
}
