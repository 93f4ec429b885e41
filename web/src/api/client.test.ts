import { describe, expect, it } from 'vitest'
import { ApiError, errorFrom, isSignedOut } from './client.ts'

describe('errorFrom', () => {
  it('takes the words of the server', () => {
    const error = errorFrom(409, '{"error":{"code":"CONFLICT","message":"There is one already."}}')
    expect(error).toMatchObject({ status: 409, code: 'CONFLICT', message: 'There is one already.' })
  })

  it.each(['', '<html>', '{}', '{"error":{}}', 'null'])('says what to do when the answer is "%s"', (body) => {
    expect(errorFrom(502, body).message).toMatch(/502.*Try again/)
  })

  it('knows when signing in again is what helps', () => {
    expect(isSignedOut(new ApiError(401, 'UNAUTHENTICATED', ''))).toBe(true)
    expect(isSignedOut(new ApiError(403, 'FORBIDDEN', ''))).toBe(false)
    expect(isSignedOut(new Error('401'))).toBe(false)
  })
})
