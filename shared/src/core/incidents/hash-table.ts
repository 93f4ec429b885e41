/** 64 bits as two unsigned 32-bit halves. */
export interface Hash64 {
  high: number
  low: number
}

/**
 * Two MurmurHash3-style 32-bit mixes with different constants (Appleby, public domain). Not for secrets: it only keys
 * tables of a load's own rows, where 64 bits make a chance collision among ten million rows a matter of 1 in 300,000.
 */
export function hashText(text: string): Hash64 {
  let high = 0x9747b28c
  let low = 0x3c6ef372
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    high = Math.imul(high ^ code, 0x85ebca6b)
    high = (high << 13) | (high >>> 19)
    low = Math.imul(low ^ code, 0xcc9e2d51)
    low = (low << 15) | (low >>> 17)
  }
  return { high: finish(high ^ text.length), low: finish(low ^ text.length) }
}

function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16)
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed, 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** A map from 64-bit hashes to `width` unsigned integers each, in typed arrays: an eighth of what a `Map` of objects takes. */
export interface HashTable {
  /** Offset in `values` of the entry with this hash, which is all zeros when it is new. */
  find(hash: Hash64): number
  /** Read it after `find`: it is replaced when the table grows. */
  readonly values: Uint32Array
}

const INITIAL_SLOTS = 64
/** Beyond this open addressing slows down steeply; before it, neighbouring slots are cheap to look at, and the memory counts. */
const FULL = 0.8

export function createHashTable(width: number): HashTable {
  let slots = INITIAL_SLOTS
  let keys = new Uint32Array(slots * 2)
  let used = new Uint8Array(slots)
  let values = new Uint32Array(slots * width)
  let size = 0

  const slotOf = (high: number, low: number): number => {
    let slot = low & (slots - 1)
    while (used[slot] === 1 && (keys[slot * 2] !== high || keys[slot * 2 + 1] !== low)) slot = (slot + 1) & (slots - 1)
    return slot
  }

  const grow = (): void => {
    const before = { slots, keys, used, values }
    slots *= 2
    keys = new Uint32Array(slots * 2)
    used = new Uint8Array(slots)
    values = new Uint32Array(slots * width)
    for (let old = 0; old < before.slots; old++) {
      if (before.used[old] === 0) continue
      const high = before.keys[old * 2]!
      const low = before.keys[old * 2 + 1]!
      const slot = slotOf(high, low)
      keys[slot * 2] = high
      keys[slot * 2 + 1] = low
      used[slot] = 1
      values.set(before.values.subarray(old * width, (old + 1) * width), slot * width)
    }
  }

  return {
    find({ high, low }) {
      if (size >= slots * FULL) grow()
      const slot = slotOf(high, low)
      if (used[slot] === 0) {
        keys[slot * 2] = high
        keys[slot * 2 + 1] = low
        used[slot] = 1
        size += 1
      }
      return slot * width
    },
    get values() {
      return values
    },
  }
}
