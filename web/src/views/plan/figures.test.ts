import { BARS } from '@planner/shared/core'
import { describe, expect, it } from 'vitest'
import { FIGURE_GROUPS, figureTitle, withFigureTitles } from './figures.ts'

const names = FIGURE_GROUPS.flatMap(({ figures }) => Object.keys(figures))

describe('the figures of a plan', () => {
  it('are the ones that have a bar, each once', () => {
    expect(names.toSorted()).toEqual(BARS.map(({ name }) => name).toSorted())
  })

  it('draw their whole bar', () => {
    const cut = BARS.filter(({ name, low, high }) => {
      const [from, to] = FIGURE_GROUPS.find(({ figures }) => name in figures)?.figures[name]?.scale ?? [0, 0]
      return [low, high].some((edge) => edge !== undefined && (edge <= from || edge >= to))
    })
    expect(cut).toEqual([])
  })

  it('have titles that say which tier of what', () => {
    expect(figureTitle('safeWindow60B')).toBe('Return within an hour, tier B')
    expect(figureTitle('somethingNew')).toBe('somethingNew')
  })
})

describe('withFigureTitles', () => {
  it('puts words for codes and leaves the rest', () => {
    expect(withFigureTitles('Over 20 draws 1 of 26 figures lie outside: safeWindow60, neighbourLift.')).toBe(
      'Over 20 draws 1 of 26 figures lie outside: return within an hour, next place along.',
    )
  })
})
