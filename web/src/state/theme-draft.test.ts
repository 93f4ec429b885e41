import { describe, expect, it } from 'vitest'
import { draftOfTheme, emptyThemeDraft, readThemeDraft, themeIdFor, toggled } from './theme-draft.ts'

const shipped = {
  id: 'robbery',
  name: 'Robbery',
  offences: ['robbery' as const],
  flags: [],
  placeTypes: [],
  hours: [30, 4],
  weights: { robbery: 2 },
  includeDomestic: false,
  isShipped: true,
}

describe('a draft of a theme', () => {
  it('says the same as the theme that it was made from', () => {
    const { isShipped: _, id, ...content } = shipped
    const draft = draftOfTheme(shipped, false)
    expect(draft.id).toBe(id)
    expect(readThemeDraft(draft)).toEqual({ theme: { ...content, hours: [4, 30] }, faults: {} })
  })

  it('of a copy is another theme with another name', () =>
    expect(draftOfTheme(shipped, true)).toMatchObject({ id: null, name: 'Robbery, ours' }))

  it('does not send weights of 1, nor of classes that are left out', () => {
    const draft = { ...draftOfTheme(shipped, true), weights: { ...emptyThemeDraft().weights, homicide: '5' } }
    const { theme, faults } = readThemeDraft(draft)
    expect([theme.weights, faults]).toEqual([{}, {}])
  })

  it('takes the whole week for no condition', () => {
    const hours = Array.from({ length: 168 }, (_, hour) => hour)
    expect(readThemeDraft({ ...emptyThemeDraft(), name: 'All', hours }).theme.hours).toEqual([])
  })

  it('says what is wrong with each setting', () => {
    const weights = { ...emptyThemeDraft().weights, robbery: '11', homicide: 'x' }
    expect(readThemeDraft({ ...emptyThemeDraft(), weights }).faults).toEqual({
      name: 'Give the theme a name',
      'weights/homicide': 'Give a number from 0 to 10',
      'weights/robbery': 'Give a number from 0 to 10',
    })
    expect(readThemeDraft({ ...emptyThemeDraft(), offences: [] }).faults).toHaveProperty('offences')
  })

  it('counts something', () => {
    const draft = { ...draftOfTheme(shipped, true), weights: { ...emptyThemeDraft().weights, robbery: '0' } }
    expect(readThemeDraft(draft).faults['weights/robbery']).toMatch(/Nothing would count/)
  })
})

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

describe('toggled', () => {
  it('adds what is not there and takes what is', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })
})
