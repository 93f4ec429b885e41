import { setFlagsFromString } from 'node:v8'

/** Left to itself the engine lets garbage grow to the size of what is alive before it collects; this much of it is enough. */
const GARBAGE_PERCENT = 20

/** Trades a little time for memory, in this process and its threads: a plan of 10,000 places is to be made within 600 MB. */
export function keepHeapLean(): void {
  setFlagsFromString(`--heap-growing-percent=${GARBAGE_PERCENT}`)
}

/** As `keepHeapLean`, for work whose garbage dies at once, row by row: the space for what is new need not grow for it either. */
export function keepHeapSmall(): void {
  keepHeapLean()
  setFlagsFromString('--semi-space-growth-factor=1')
}
