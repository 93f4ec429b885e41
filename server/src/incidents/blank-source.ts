import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createBlanker, DomainError } from '@planner/shared/core'
import { openIncidentTable, type IncidentLayout } from './open-incident-table.ts'
import type { TextEncoding } from './sources/decode-text.ts'
import type { HeadedBytes } from './sources/unpack.ts'

/** A blanked file takes as much of the disk, so that one upload never fills it. */
const MAX_BLANKED_BYTES = 2 * 2 ** 30

/**
 * Writes one file of incidents to `path` as a blanked one (`createBlanker`): of the source nothing but the columns that the
 * format reads ever reaches the disk, and nothing at all when its header is refused.
 *
 * @returns what the source's text was found to be
 * @throws {DomainError} INVALID_INPUT as `openIncidentTable`, and for what turns out damaged or too big while it is read; then
 *   a part may have been written
 */
export async function blankSource(bytes: HeadedBytes, layout: IncidentLayout, path: string): Promise<TextEncoding> {
  const { header, names, rows, encoding } = await openIncidentTable(bytes, layout)
  const blanker = createBlanker(names, layout.format.columns, header.line)
  const write = async function* (): AsyncGenerator<string> {
    yield blanker.header
    let written = 0
    for await (const batch of rows) {
      const text = batch.map(({ fields, line }) => blanker.blank(fields, line)).join('')
      written += text.length
      if (written > MAX_BLANKED_BYTES)
        throw new DomainError(
          'INVALID_INPUT',
          `${layout.file} is over ${MAX_BLANKED_BYTES / 2 ** 30} GB even without the columns that are not read. Split it into months.`,
        )
      if (text !== '') yield text
    }
  }
  await pipeline(write(), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  return encoding()
}
