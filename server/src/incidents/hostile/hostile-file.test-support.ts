import { open, writeFile } from 'node:fs/promises'
import type { IncidentFormatName, RejectCode } from '@planner/shared/core'

/** A file that is malformed or made to harm, and what must become of it. */
export interface HostileFile {
  what: string
  /** the file's name, whatever is in it */
  name: string
  write: (path: string) => Promise<void>
  format: IncidentFormatName
  /** the refusal, in which the file's name must stand too; undefined where the file is read */
  refusal?: RegExp
  /** codes of the rejects in their order */
  rejects?: readonly RejectCode[]
  accepted?: number
  /** So big, or made to become so big, that its reading is watched from outside. */
  isHuge?: boolean
}

export const HEADER = 'id,occurred_from,occurred_to,offence,lat,lng,place_name\n'
export const row = (id: string, over: { from?: string; offence?: string; lat?: string; name?: string } = {}): string =>
  `${id},${over.from ?? '2026-05-03T22:14'},,${over.offence ?? 'robbery'},${over.lat ?? '51.47'},-0.069,${over.name ?? 'Rye Lane'}\n`
export const GOOD = HEADER + row('A') + row('B')

type Content = string | Uint8Array
const writes = (content: Content | (() => Content)) => async (path: string) =>
  writeFile(path, typeof content === 'function' ? content() : content)

type Options = Partial<Pick<HostileFile, 'name' | 'format' | 'isHuge'>>

/** A file that must be refused as a whole, with these words. */
export const refused = (
  what: string,
  content: Content | (() => Content),
  refusal: RegExp,
  options: Options = {},
): HostileFile => ({ what, name: 'in.csv', format: 'canonical', write: writes(content), refusal, ...options })

/** A file of which so many rows must be taken and the others rejected. */
export const read = (
  what: string,
  content: Content | (() => Content),
  accepted: number,
  rejects: readonly RejectCode[],
  options: Options = {},
): HostileFile => ({ what, name: 'in.csv', format: 'canonical', write: writes(content), accepted, rejects, ...options })

/** Writes pieces one by one, so that making a big file takes no memory; a number leaves so many zero bytes out of the disk. */
export const piecewise = (pieces: () => Iterable<string | Uint8Array | number>) => async (path: string) => {
  const file = await open(path, 'w')
  try {
    let at = 0
    for (const piece of pieces()) {
      if (typeof piece === 'number') at += piece
      else at += (await file.write(Buffer.from(piece), 0, undefined, at)).bytesWritten
    }
    await file.truncate(at)
  } finally {
    await file.close()
  }
}
