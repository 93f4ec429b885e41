import { describe, expect, it } from 'vitest'
import { ApiError, errorFrom, fieldRefused, isSignedOut, settingNamed, withoutSettingName } from './client.ts'

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

describe('settingNamed', () => {
  it.each([
    ['body/settings/blackouts/0/to must match the pattern', 'blackouts/0/to'],
    ['settings.blackouts[12].from: write a time', 'blackouts/12/from'],
    ['body/settings/entropyFloor must be <= 1.', 'entropyFloor'],
    ['settings/activities/2: two have the same id', 'activities/2'],
  ])('finds it in "%s"', (message, path) => expect(settingNamed(message)).toBe(path))

  it.each(['The roster has no tour in these days.', 'Change the settings. Then try again.', 'body/operationId is bad'])(
    'finds none in "%s"',
    (message) => expect(settingNamed(message)).toBeUndefined(),
  )
})

describe('withoutSettingName', () => {
  it.each([
    ['settings.blackouts[0].to is "2026-01-01": it must be later.', '"2026-01-01": it must be later.'],
    ['settings.activities: No activity is open to every crew.', 'No activity is open to every crew.'],
    ['body/settings/entropyFloor must be <= 1.', 'Must be <= 1.'],
    ['The roster has no tour.', 'The roster has no tour.'],
  ])('reads "%s"', (message, words) => expect(withoutSettingName(message)).toBe(words))
})

describe('fieldRefused', () => {
  it.each([
    ['body/weights/robbery is 11; it must be <= 10.', 'weights/robbery', 'It must be <= 10.'],
    ['body/offences must not have fewer than 1 items.', 'offences', 'It must not have fewer than 1 items.'],
    [
      'There is an excluded place "A" already. Choose another name.',
      'name',
      'There is an excluded place "A" already. Choose another name.',
    ],
  ])('finds it in "%s"', (message, path, words) => expect(fieldRefused(message)).toEqual({ path, words }))

  it.each(['There is no theme "x".', 'The server cannot be reached.', 'body must be an object.'])(
    'finds none in "%s"',
    (message) => expect(fieldRefused(message)).toBeUndefined(),
  )
})
