/** A row in the making, its fields in the order of the columns. */
export interface TupleWriter {
  /** Begins a row. */
  row(): void
  text(value: string | null): void
  /** of a text[]; empty as an empty array */
  texts(values: readonly string[]): void
  /** of a timestamptz: whole minutes since 1970 in UTC */
  minute(value: number | null): void
  float(value: number): void
  boolean(value: boolean | null): void
  /** bytes as they are, such as those of a uuid */
  bytes(value: Uint8Array): void
  /** Rows so far when they are enough to be sent, else undefined; what is returned is the caller's. */
  takeFull(): Buffer | undefined
  /** What is left, and the format's end. */
  end(): Buffer
}

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\u00FF\r\n\0', 'latin1'), Buffer.alloc(8)])
/** In the place of a length: no value. */
const NULL = -1
/** Postgres counts from 2000-01-01. */
const EPOCH_MIN = 946_684_800 / 60
const MICROSECONDS_PER_MINUTE = 60_000_000
const TEXT_OID = 25
const TWO_32 = 2 ** 32

/** Pieces of about this size are sent: one write a row would cost more than the row. */
const FULL_BYTES = 64 * 1024
/** More than any row takes: texts of an incident have 200 characters at most, of up to 4 bytes. */
const SPARE_BYTES = 8 * 1024
/** Up to here a loop over characters beats a call into the engine. */
const SHORT = 80

/**
 * Writes rows for `COPY ... FROM STDIN (FORMAT binary)`, for which Postgres need not parse times and numbers. Format: PostgreSQL
 * manual, COPY, "Binary Format"; values as their types receive them (big-endian).
 *
 * @param columns of each row
 */
export function createTupleWriter(columns: number): TupleWriter {
  let buffer = Buffer.allocUnsafe(FULL_BYTES + SPARE_BYTES)
  let at = HEADER.copy(buffer)

  const int32 = (value: number): void => {
    buffer[at] = value >>> 24
    buffer[at + 1] = value >>> 16
    buffer[at + 2] = value >>> 8
    buffer[at + 3] = value
    at += 4
  }
  const text = (value: string | null): void => {
    if (value === null) return int32(NULL)
    const lengthAt = at
    at += 4
    let end = at
    if (value.length <= SHORT) {
      let i = 0
      for (; i < value.length; i++) {
        const code = value.charCodeAt(i)
        if (code > 127) break
        buffer[end++] = code
      }
      if (i < value.length) end = at + buffer.write(value, at, 'utf8')
    } else end = at + buffer.write(value, at, 'utf8')
    at = lengthAt
    int32(end - lengthAt - 4)
    at = end
  }
  const grow = (): void => {
    buffer = Buffer.allocUnsafe(FULL_BYTES + SPARE_BYTES)
    at = 0
  }

  return {
    text,
    row() {
      buffer[at] = columns >>> 8
      buffer[at + 1] = columns
      at += 2
    },
    texts(values) {
      const lengthAt = at
      at += 4
      // Dimensions, whether there are nulls, type of the elements; then for each dimension its length and lower bound.
      int32(values.length === 0 ? 0 : 1)
      int32(0)
      int32(TEXT_OID)
      if (values.length > 0) {
        int32(values.length)
        int32(1)
        for (const value of values) text(value)
      }
      const end = at
      at = lengthAt
      int32(end - lengthAt - 4)
      at = end
    },
    minute(value) {
      if (value === null) return int32(NULL)
      int32(8)
      const microseconds = (value - EPOCH_MIN) * MICROSECONDS_PER_MINUTE
      const high = Math.floor(microseconds / TWO_32)
      int32(high)
      int32(microseconds - high * TWO_32)
    },
    float(value) {
      int32(8)
      at = buffer.writeDoubleBE(value, at)
    },
    boolean(value) {
      if (value === null) return int32(NULL)
      int32(1)
      buffer[at] = value ? 1 : 0
      at += 1
    },
    bytes(value) {
      int32(value.length)
      buffer.set(value, at)
      at += value.length
    },
    takeFull() {
      if (at < FULL_BYTES) return undefined
      const full = buffer.subarray(0, at)
      grow()
      return full
    },
    end() {
      buffer[at] = 0xff
      buffer[at + 1] = 0xff
      const last = buffer.subarray(0, at + 2)
      grow()
      return last
    },
  }
}
