import { isAscii } from 'node:buffer'
import { createLineSplitter, MAX_ROW_LENGTH, RowSplitError, type TextRow } from '@planner/shared/core'

/** Takes the pieces of a CSV text in their order. */
export interface RowSplitter {
  /** The rows that end in this piece of UTF-8, cut anywhere. */
  push(chunk: Buffer): TextRow[]
  /** The last row, where it has no line end. */
  end(): TextRow[]
}

const NEW_LINE = 10
const CARRIAGE_RETURN = 13

/**
 * Splits CSV in UTF-8 into rows of fields (`createLineSplitter`). Bytes are cut into lines before they are decoded: fields hold at
 * most their own row in memory, never the piece of the file that they came with.
 *
 * @param delimiter one ASCII character
 * @throws {RowSplitError} from `push` and `end`
 */
export function createRowSplitter(delimiter: string): RowSplitter {
  let rest: Buffer = Buffer.alloc(0)
  let rows: TextRow[] = []
  const lines = createLineSplitter(delimiter, (row) => rows.push(row))

  const split = (bytes: Buffer, isLast: boolean): void => {
    const decode = isAscii(bytes) ? 'latin1' : 'utf8'
    let from = 0
    while (from < bytes.length) {
      if (bytes[from] === NEW_LINE) {
        const start = from
        while (bytes[from] === NEW_LINE) from += 1
        lines.takeBlank(from - start)
        continue
      }
      let end = bytes.indexOf(NEW_LINE, from) + 1
      // The CR at the very end may be half a line end.
      if (end === 0) end = (isLast ? bytes : bytes.subarray(0, -1)).lastIndexOf(CARRIAGE_RETURN) + 1
      if (end <= from) {
        if (!isLast) break
        end = bytes.length
      }
      if (end - from > MAX_ROW_LENGTH) throw new RowSplitError('long-line', lines.line())
      lines.take(bytes.toString(decode, from, end))
      from = end
    }
    rest = bytes.subarray(from)
    if (rest.length > MAX_ROW_LENGTH) throw new RowSplitError('long-line', lines.line())
  }

  const emptied = (): TextRow[] => {
    const ready = rows
    rows = []
    return ready
  }
  return {
    push(chunk) {
      split(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), false)
      return emptied()
    },
    end() {
      split(rest, true)
      lines.end()
      return emptied()
    },
  }
}
