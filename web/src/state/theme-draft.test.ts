import { describe, expect, it } from 'vitest'
import { draftOfTheme, emptyThemeDraft, readThemeDraft, toggled } from './theme-draft.ts'

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
  version: null,
}

describe('a draft of a theme', () => {
  it('says the same as the theme that it was made from', () => {
    const { isShipped: _, version: __, id, ...content } = shipped
    const draft = draftOfTheme({ ...shipped, isShipped: false, version: '7' }, false)
    expect(draft.saved).toEqual({ id, version: '7' })
    expect(readThemeDraft(draft)).toEqual({ theme: { ...content, hours: [4, 30] }, faults: {} })
  })

  it('of a copy is another theme with another name', () =>
    expect(draftOfTheme(shipped, true)).toMatchObject({ saved: null, name: 'Robbery, ours' }))

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

describe('toggled', () => {
  it('adds what is not there and takes what is', () => {
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
  })
})
