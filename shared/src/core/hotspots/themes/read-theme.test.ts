import { describe, expect, it } from 'vitest'
import { readTheme } from './read-theme.ts'
import { SHIPPED_THEMES } from './shipped-themes.ts'

const own = { id: 'knife-robbery', name: 'Knife robbery', offences: ['robbery'], flags: ['knife'] }
const read = (over: object) => readTheme({ ...own, ...over }, 'own.json')

describe('readTheme', () => {
  it('takes what is left out as no condition', () => {
    expect(read({})).toEqual({
      ...own,
      placeTypes: [],
      hours: [],
      weights: {},
      includeDomestic: false,
    })
  })
  it('takes the words for several offences, and hours in any order', () => {
    expect(read({ offences: ['violence', 'homicide'], hours: [3, 1, 3] })).toMatchObject({
      offences: ['homicide', 'violence-with-injury', 'violence-without-injury', 'sexual-offence'],
      hours: [1, 3],
    })
  })
  it.each(SHIPPED_THEMES)('takes the shipped theme $id as it is written', (theme) => {
    expect(readTheme(JSON.parse(JSON.stringify(theme)), 'shipped')).toEqual(theme)
  })
  it.each([
    [{ id: 'Knife Robbery' }, /Theme "Knife Robbery": its id must be small letters/],
    [{ id: undefined }, /id is missing; it must be a text/],
    [{ name: ' ' }, /its name must have 1 to 100/],
    [{ offences: [] }, /No offence is asked for/],
    [{ offences: ['weapons'] }, /"weapons" is never ranked/],
    [{ offences: ['theft'] }, /offences has "theft"; it may have: violence/],
    [{ offences: 'robbery' }, /offences is "robbery"; it must be a list/],
    [{ flags: ['drunk'] }, /flags has "drunk"; it may have: knife/],
    [{ placeTypes: ['pub'] }, /placeTypes has "pub"; it may have: street/],
    [{ hours: [168] }, /hours has 168; an hour of the week is a whole number from 0 to 167/],
    [{ hours: ['22:00'] }, /hours is \["22:00"\]; it must be a list of hours/],
    [{ weights: { robbery: 11 } }, /the weight of robbery is 11; it must be a number from 0 to 10/],
    [{ weights: { robbery: '2' } }, /the weight of robbery is "2"; it must be a number/],
    [{ weights: { homicide: 2 } }, /weights has "homicide", which is not among its offences/],
    [{ weights: { robbery: 0 } }, /every weight is 0/],
    [{ weights: [2] }, /weights is \[2\]; it must be an object/],
    [{ includeDomestic: 'no' }, /includeDomestic is "no"; it must be true or false/],
    [{ suspects: [] }, /there is no field "suspects"/],
  ])('refuses %j, naming file, field and value', (over, message) => {
    expect(() => read(over)).toThrow(message)
    expect(() => read(over)).toThrow(/^own\.json: /)
  })
  it('refuses what is no object', () => {
    expect(() => readTheme([own], 'own.json')).toThrow(/own\.json: a theme is one JSON object/)
  })
})
