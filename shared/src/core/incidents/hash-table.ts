/** 64 bits as two unsigned 32-bit halves. */
export interface Hash64 {
  high: number
  low: number
}

/** Hashes values one after the other, without making a text of them first: a number written out costs ten times its hash. */
export interface Hasher {
  /** Null is another value than every text. */
  text(value: string | null): void
  /** Null is another value than every number. */
  number(value: number | null): void
  /** The hash of what was given since the last one. */
  take(): Hash64
}

const SEEDS = { high: 0x9747b28c, low: 0x3c6ef372 } as const
/** In the place of a length: no length is so large. */
const NO_VALUE = 0xffff_ffff

/**
 * Two MurmurHash3-style 32-bit mixes with different constants (Appleby, public domain). Not for secrets: it only keys
 * tables of a load's own rows, where 64 bits make a chance collision among ten million rows a matter of 1 in 300,000.
 */
export function createHasher(): Hasher {
  let high: number = SEEDS.high
  let low: number = SEEDS.low
  let length = 0
  const float = new Float64Array(1)
  const halves = new Uint32Array(float.buffer)

  const mix = (block: number): void => {
    high = Math.imul(high ^ block, 0x85ebca6b)
    high = (high << 13) | (high >>> 19)
    low = Math.imul(low ^ block, 0xcc9e2d51)
    low = (low << 15) | (low >>> 17)
    length += 1
  }
  return {
    text(value) {
      if (value === null) return mix(NO_VALUE)
      // The length keeps texts apart that follow each other.
      mix(value.length)
      const even = value.length & ~1
      for (let i = 0; i < even; i += 2) mix(value.charCodeAt(i) | (value.charCodeAt(i + 1) << 16))
      if (even < value.length) mix(value.charCodeAt(even))
    },
    number(value) {
      if (value === null) return mix(NO_VALUE)
      float[0] = value
      mix(halves[0]!)
      mix(halves[1]!)
    },
    take() {
      const hash = { high: finish(high ^ length), low: finish(low ^ length) }
      high = SEEDS.high
      low = SEEDS.low
      length = 0
      return hash
    },
  }
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
