/** The fields of one row, to be taken in the order of its columns; null where the column is. */
export interface TupleFields {
  /** of a timestamptz: whole minutes since 1970 in UTC, what is over dropped */
  minute(): number | null
  text(): string | null
  /** of a text[]; empty where null */
  texts(): string[]
  boolean(): boolean | null
  /** of a double precision */
  float(): number | null
}

export interface TupleReader {
  /** The next piece of the stream, cut anywhere. */
  take(chunk: Buffer): void
  /** @throws when the stream ended within a row or without its trailer */
  end(): void
}

/** Of the format: its signature, then flags and the length of an extension that no version sends. */
const SIGNATURE = Buffer.from('PGCOPY\n\u00FF\r\n\0', 'latin1')
const HEADER_BYTES = SIGNATURE.length + 8
/** Field counts and lengths of -1: no more rows, no value. */
const NONE = -1

/** Postgres counts from 2000-01-01. */
const EPOCH_MIN = 946_684_800 / 60
const MICROSECONDS_PER_MINUTE = 60_000_000

/**
 * Reads the rows of a `COPY ... TO STDOUT (FORMAT binary)` of up to a million rows a second. Format: PostgreSQL manual, COPY,
 * "Binary Format"; values as their types send them (big-endian).
 */
export function createTupleReader(onTuple: (fields: TupleFields) => void): TupleReader {
  let pending: Buffer = Buffer.alloc(0)
  let at = 0
  let state: 'header' | 'rows' | 'ended' = 'header'

  /** Start of the next field, and its length in `size`; undefined: null. */
  let size = 0
  const next = (): number | undefined => {
    size = pending.readInt32BE(at)
    at += 4
    if (size === NONE) return undefined
    const from = at
    at += size
    return from
  }
  const fields: TupleFields = {
    minute() {
      const from = next()
      if (from === undefined) return null
      const microseconds = pending.readInt32BE(from) * 2 ** 32 + pending.readUInt32BE(from + 4)
      return EPOCH_MIN + Math.floor(microseconds / MICROSECONDS_PER_MINUTE)
    },
    text() {
      const from = next()
      return from === undefined ? null : pending.toString('utf8', from, from + size)
    },
    texts() {
      const from = next()
      // Dimensions, whether there are nulls, type of the elements; then for each dimension its length and lower bound.
      if (from === undefined || pending.readInt32BE(from) === 0) return []
      const elements = pending.readInt32BE(from + 12)
      at = from + 20
      return Array.from({ length: elements }, () => fields.text() ?? '')
    },
    boolean() {
      const from = next()
      return from === undefined ? null : pending[from] === 1
    },
    float() {
      const from = next()
      return from === undefined ? null : pending.readDoubleBE(from)
    },
  }

  /** Whether the whole row that starts at `at` is there. */
  const isWhole = (count: number): boolean => {
    let end = at + 2
    for (let field = 0; field < count; field++) {
      if (end + 4 > pending.length) return false
      end += 4 + Math.max(0, pending.readInt32BE(end))
    }
    return end <= pending.length
  }

  return {
    take(chunk) {
      pending = at === pending.length ? chunk : Buffer.concat([pending.subarray(at), chunk])
      at = 0
      if (state === 'header') {
        if (pending.length < HEADER_BYTES) return
        if (!pending.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('This is no binary COPY.')
        at = HEADER_BYTES
        state = 'rows'
      }
      while (state === 'rows' && at + 2 <= pending.length) {
        const count = pending.readInt16BE(at)
        if (count === NONE) {
          at += 2
          state = 'ended'
        } else {
          if (!isWhole(count)) return
          at += 2
          onTuple(fields)
        }
      }
    },
    end() {
      if (state !== 'ended' || at !== pending.length) throw new Error('The COPY ended within a row.')
    },
  }
}
