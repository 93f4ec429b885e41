import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { DomainError } from '@planner/shared/core'

const argon2Async = promisify(argon2)

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane; about 35 ms on a small server. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const
const SALT_BYTES = 16

/** NCSP and ASVS 6.2: long rather than complicated; long enough for a pass phrase. */
export const PASSWORD_LENGTH = { least: 12, most: 200 } as const

/** Each hash holds 19 MiB for its time: at most this many at once, the others wait. */
const CONCURRENT_HASHES = 2
let running = 0
const waiting: (() => void)[] = []

async function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (running >= CONCURRENT_HASHES) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return Buffer.from(await argon2Async('argon2id', { message: password, nonce: salt, ...COST }))
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

/** Bare base64, as PHC strings write it. */
const encode = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')

/** @throws {DomainError} INVALID_INPUT when the password is too short or too long */
export function checkPasswordLength(password: string): void {
  const { least, most } = PASSWORD_LENGTH
  if (password.length < least || password.length > most)
    throw new DomainError(
      'INVALID_INPUT',
      `A password has ${least} to ${most} characters; this one has ${password.length}. Three or four unrelated words do well.`,
    )
}

/** PHC string of a password: `$argon2id$v=19$m=..,t=..,p=..$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(password, salt)
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${encode(salt)}$${encode(hash)}`
}

/**
 * Whether the password is the one that was hashed. Takes as long for an unknown account (`undefined`) as for a wrong
 * password, so that the time does not tell which usernames exist.
 */
export async function verifyPassword(password: string, phc: string | undefined): Promise<boolean> {
  const [, , , , salt = '', hash = ''] = (phc ?? '').split('$')
  const expected = Buffer.from(hash, 'base64')
  const actual = await derive(password, salt === '' ? Buffer.alloc(SALT_BYTES) : Buffer.from(salt, 'base64'))
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

/** A password that nobody chose: 96 random bits in letters and digits. */
export function makePassword(): string {
  return randomBytes(12).toString('base64url').replaceAll(/[-_]/g, 'x')
}
