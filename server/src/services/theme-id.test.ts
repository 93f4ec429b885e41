import { describe, expect, it } from 'vitest'
import { themeIdFor } from './theme-id.ts'

describe('themeIdFor', () => {
  it.each([
    ['Knives in parks', 'knives-in-parks'],
    ['  Été: “knives”! ', 'ete-knives'],
    ['Men’s', 'mens'],
    ['!!', 'theme'],
    ['Robbery', 'robbery-3'],
  ])('of "%s" is "%s"', (name, id) => expect(themeIdFor(name, ['robbery', 'robbery-2'])).toBe(id))

  it('is never longer than the server takes', () => {
    const id = themeIdFor('long name '.repeat(12), [])
    expect(id.length).toBeLessThanOrEqual(60)
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })
})
