import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { DomainError } from './errors.ts'

/** A stream of random bits. One stream is used for one purpose, so a new draw in one place cannot shift another. */
export interface Rng {
  /** The next 32 bits as an integer in [0, 2^32). */
  uint32(): number
}

/** Bytes of a plan's secret key: as many as the hash is wide, so that the key cannot be guessed. */
export const KEY_BYTES = 32

/**
 * The deterministic random stream of one (key, label) pair: HMAC-SHA256 in counter mode.
 *
 * A 32-bit seeded generator would not do here: all its seeds can be tried in under a minute, so a few
 * observed start times would reveal the rest of the plan.
 *
 * @param key 32 secret bytes
 * @param label what the stream is for, for example `draw/0/NW`; different labels give independent streams
 * @throws {DomainError} INVALID_INPUT when the key is not 32 bytes
 */
export function createKeyedRng(key: Uint8Array, label: string): Rng {
  if (key.length !== KEY_BYTES)
    throw new DomainError('INVALID_INPUT', `A plan key has ${KEY_BYTES} bytes; this one has ${key.length}.`)
  // The keyed state is made once and copied: half the work of a new HMAC for each block.
  const keyed = hmac.create(sha256, hmac(sha256, key, utf8ToBytes(label)))
  const counter = new Uint8Array(8)
  const counterView = new DataView(counter.buffer)
  const bytes = new Uint8Array(keyed.outputLen)
  const block = new DataView(bytes.buffer)
  const work = keyed.clone()
  let blocks = 0
  let offset = bytes.length
  return {
    uint32() {
      if (offset === bytes.length) {
        counterView.setUint32(0, Math.floor(blocks / 2 ** 32))
        counterView.setUint32(4, blocks >>> 0)
        blocks += 1
        // Into the same objects each time: making new ones would cost as much as the hash.
        // oxlint-disable-next-line no-underscore-dangle -- the library's own way to copy a state into another
        keyed._cloneInto(work)
        work.update(counter).digestInto(bytes)
        offset = 0
      }
      const value = block.getUint32(offset)
      offset += 4
      return value
    },
  }
}

/**
 * A fast generator for simulation, synthetic data and tests (xoshiro128**, Blackman and Vigna 2021,
 * ACM TOMS 47(4)). Never for anything that an observer must not predict.
 *
 * @param seed an integer in [0, 2^32)
 */
export function createSeededRng(seed: number): Rng {
  let mix = seed >>> 0
  // SplitMix32 spreads a small seed over the whole state; an all-zero state would never leave zero.
  const next = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0
    let z = mix
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad)
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97)
    return (z ^ (z >>> 15)) >>> 0
  }
  let a = next()
  let b = next()
  let c = next()
  let d = next() | 1
  return {
    uint32() {
      const product = Math.imul(b, 5)
      const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
      const t = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= t
      d = (d << 11) | (d >>> 21)
      return result
    },
  }
}

/** A uniform real in [0, 1) with 53 random bits. */
export function uniform(rng: Rng): number {
  const high = rng.uint32() >>> 5
  const low = rng.uint32() >>> 6
  return (high * 2 ** 26 + low) / 2 ** 53
}

/**
 * A uniform integer in [0, n), without modulo bias.
 *
 * @throws {DomainError} INVALID_INPUT unless n is an integer in [1, 2^32]
 */
export function uniformBelow(rng: Rng, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > 2 ** 32)
    throw new DomainError('INVALID_INPUT', `uniformBelow needs an integer from 1 to 2^32, not ${n}.`)
  if (n === 2 ** 32) return rng.uint32()
  // Remainders of unsigned 32-bit integers, and said so: those of real numbers are a slow call.
  const divisor = n >>> 0
  const rest = -divisor >>> 0
  const limit = 2 ** 32 - (rest % divisor)
  let value = rng.uint32()
  while (value >= limit) value = rng.uint32()
  return (value >>> 0) % divisor
}

/** A uniform integer in [low, high], both ends included. */
export function uniformBetween(rng: Rng, low: number, high: number): number {
  return low + uniformBelow(rng, high - low + 1)
}

/**
 * The index of one of `weights`, chosen with probability proportional to it.
 *
 * Weights are integers so that every platform cuts the cumulative sum at the same place; their sum must stay below 2^32.
 *
 * @returns -1 when all weights are 0
 */
export function pickWeighted(rng: Rng, weights: ArrayLike<number>, total: number): number {
  if (total === 0) return -1
  let rest = uniformBelow(rng, total)
  for (let i = 0; i < weights.length; i++) {
    rest -= weights[i]!
    if (rest < 0) return i
  }
  throw new DomainError('INVALID_INPUT', `pickWeighted was given a total (${total}) above the sum of its weights.`)
}

/** A new array with the same items in uniformly random order (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], rng: Rng): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = uniformBelow(rng, i + 1)
    const kept = result[i]!
    result[i] = result[j]!
    result[j] = kept
  }
  return result
}

/**
 * The key written as 64 hexadecimal digits.
 *
 * @throws {DomainError} INVALID_INPUT for anything else; the message never repeats the value, since it may be most of a key
 */
export function parseKey(hex: string): Uint8Array {
  const text = hex.trim()
  if (!/^[0-9a-fA-F]{64}$/.test(text))
    throw new DomainError(
      'INVALID_INPUT',
      `A plan key is written as 64 hexadecimal digits; this one has ${text.length} characters. Make one with: openssl rand -hex 32`,
    )
  return hexToBytes(text)
}

/** `sha256Hex` of a text in pieces; no piece may end inside a surrogate pair. */
export function sha256HexOf(pieces: Iterable<string>): string {
  const hash = sha256.create()
  for (const piece of pieces) hash.update(utf8ToBytes(piece))
  return bytesToHex(hash.digest())
}

/** SHA-256 as 64 lower-case hexadecimal digits; text is hashed as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data))
}
