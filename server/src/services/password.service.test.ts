import { describe, expect, it } from 'vitest'
import { checkPasswordLength, hashPassword, makePassword, verifyPassword } from './password.service.ts'

describe('hashPassword', () => {
  it('writes argon2id with its cost and a new salt each time', async () => {
    const [first, second] = await Promise.all([
      hashPassword('four unrelated words'),
      hashPassword('four unrelated words'),
    ])
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(first).not.toBe(second)
  })
})

describe('verifyPassword', () => {
  it('knows the password, and no other, not even one that differs in case or a trailing space', async () => {
    const phc = await hashPassword('four unrelated words')
    expect(await verifyPassword('four unrelated words', phc)).toBe(true)
    for (const wrong of ['Four unrelated words', 'four unrelated words ', ''])
      expect(await verifyPassword(wrong, phc)).toBe(false)
  })

  it('lets nobody in without an account or with a broken hash', async () => {
    expect(await verifyPassword('anything at all', undefined)).toBe(false)
    expect(await verifyPassword('', '')).toBe(false)
    expect(await verifyPassword('x', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2E$')).toBe(false)
  })
})

describe('checkPasswordLength', () => {
  it('takes 12 and 200 characters and refuses 11 and 201', () => {
    for (const length of [12, 200]) expect(() => checkPasswordLength('x'.repeat(length))).not.toThrow()
    for (const length of [11, 201]) expect(() => checkPasswordLength('x'.repeat(length))).toThrow(`${length}`)
  })
})

describe('makePassword', () => {
  it('is long enough, easy to copy and never the same', () => {
    const made = Array.from({ length: 100 }, () => makePassword())
    expect(new Set(made).size).toBe(100)
    for (const password of made) {
      expect(() => checkPasswordLength(password)).not.toThrow()
      expect(password).toMatch(/^[A-Za-z0-9]+$/)
    }
  })
})
