import { SHIPPED_THEMES } from '@planner/shared/core'
import { describe, expect, it } from 'vitest'
import { themeChoiceOf, themeChoices } from './theme-choices.ts'

describe('themeChoices', () => {
  it('leaves out the shipped theme for all offences and nothing else, whatever they are called', () => {
    const own = { id: 'ours', name: 'All violence and robbery' }
    const all = SHIPPED_THEMES.find(({ id }) => themeChoiceOf({ id }) === null)
    expect(all?.name).toBe('All violence and robbery')
    expect(
      themeChoices([...SHIPPED_THEMES.map((theme) => ({ ...theme, name: 'Renamed' })), own]).map(({ id }) => id),
    ).toEqual([...SHIPPED_THEMES.filter((theme) => theme !== all).map(({ id }) => id), 'ours'])
  })
})

describe('themeChoiceOf', () => {
  it('is none for all offences, asked for by name or not', () => {
    expect([null, { id: 'violence-and-robbery' }, { id: 'robbery' }].map(themeChoiceOf)).toEqual([
      null,
      null,
      'robbery',
    ])
  })
})
