import { setFlagsFromString } from 'node:v8'

/** Left to itself the engine lets garbage grow to the size of what is alive before it collects; this much of it is enough. */
const GARBAGE_PERCENT = 20

/** Trades a little time for memory, in this process and its threads: a plan of 10,000 places is to be made within 600 MB. */
export function keepHeapLean(): void {
  setFlagsFromString(`--heap-growing-percent=${GARBAGE_PERCENT}`)
}

/**
 * As `keepHeapLean`, for work whose garbage dies at once, row by row: the space for what is new stays at the 1 MB with which it begins.
 * Left to itself it grows to twice 16 or 32 MB while modules load, and stays so. Call it before they do.
 */
export function keepHeapSmall(): void {
  keepHeapLean()
  setFlagsFromString('--semi-space-growth-factor=1')
}
