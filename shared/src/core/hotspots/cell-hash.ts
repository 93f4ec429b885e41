import type { Cell } from '../cells.ts'
import { keepAnswers } from '../keep-answers.ts'
import { sha256Hex } from '../random.ts'

/** FNV-1a, 32 bits, of the sorted cells: the order among equals, so that it never hangs on the order of the input (DESIGN 9). */
export function tieHash(cells: readonly Cell[]): number {
  let hash = 0x811c9dc5
  const text = sortedText(cells)
  for (let i = 0; i < text.length; i++) {
    hash ^= text.charCodeAt(i)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

/** A hundred bytes each. */
const MOST_IDS = 20_000
const knownIds = keepAnswers<string>(MOST_IDS)

/** The same cells have the same id in every ranking: `h` and 12 hexadecimal digits of their SHA-256. */
export function hotspotId(cells: readonly Cell[]): string {
  const text = sortedText(cells)
  return knownIds(text, () => `h${sha256Hex(text).slice(0, 12)}`)
}

function sortedText(cells: readonly Cell[]): string {
  if (cells.length === 1) return cells[0]!
  return [...cells].sort().join(' ')
}
