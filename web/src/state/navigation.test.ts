import { describe, expect, it } from 'vitest'
import { mayOpen, newestOperation, safeNext } from './navigation.ts'

describe('mayOpen', () => {
  it.each([
    ['tasking', '/data', true],
    ['supervisor', '/operations/x/plan', true],
    ['supervisor', '/operations/x/plan/new', false],
    ['tasking', '/operations/x/plan/new', true],
    ['supervisor', '/data', false],
    ['tasking', '/data/areas', true],
    ['commander', '/data/areas', false],
    ['tasking', '/data/what-counts', true],
    ['supervisor', '/data/what-counts', false],
    ['tasking', '/data/load', true],
    ['commander', '/data/quality', true],
    ['officer', '/data/quality', false],
    ['tasking', '/data/imports/7f', true],
    ['commander', '/data/imports/7f', false],
    ['commander', '/data/what-counts', false],
    ['commander', '/operations/x/hotspots', true],
    ['commander', '/operations/x/plan', false],
    ['commander', '/looking-back', true],
    ['officer', '/looking-back', false],
    ['officer', '/my-tour', true],
    ['officer', '/operations/x/hotspots', false],
    ['tasking', '/my-tour', false],
    ['officer', '/', true],
  ] as const)('%s at %s: %s', (role, path, allowed) => expect(mayOpen(role, path)).toBe(allowed))
})

describe('safeNext', () => {
  it('keeps an address of this app', () => {
    expect(safeNext('/operations/x/plan?day=2017-07-01')).toBe('/operations/x/plan?day=2017-07-01')
  })

  it.each([
    undefined,
    'https://example.org',
    '//example.org',
    '/\\example.org',
    'javascript:alert(1)',
    '/sign-in?next=x',
  ])('does not follow %s', (next) => expect(safeNext(next)).toBe('/'))
})

describe('newestOperation', () => {
  it('is the one made last, wherever it stands', () => {
    const operation = (name: string, createdAt: string) => ({
      operationId: name,
      name,
      startDay: '2017-07-01',
      days: 21,
      rankingId: null,
      planId: null,
      createdAt,
    })
    expect(
      newestOperation([operation('b', '2017-06-02T00:00:00Z'), operation('a', '2017-06-01T00:00:00Z')])?.name,
    ).toBe('b')
    expect(newestOperation([])).toBeUndefined()
  })
})
