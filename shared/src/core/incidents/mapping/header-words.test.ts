import { describe, expect, it } from 'vitest'
import { fieldWords, headerWords } from './header-words.ts'

describe('headerWords', () => {
  it.each([
    ['OccurredFromDate', 'occurred from date'],
    ['OCCURRED_FROM_DATE', 'occurred from date'],
    ['Occurred from (date)', 'occurred from date'],
    ['  Occurred--from / date  ', 'occurred from date'],
    ['VictimDOB', 'victim dob'],
    ['DOBVictim', 'dob victim'],
    ['IDNumber', 'id number'],
    ['OICs', 'oics'],
    ['DOBsOfAll', 'dobs of all'],
    ['BUSStop', 'bus stop'],
    ['address1Line', 'address1 line'],
    ['Victim’s name', 'victims name'],
    ["Victim's name", 'victims name'],
    ['Prénom', 'prenom'],
    ['Ｎａｍｅ', 'name'],
    ['№', 'no'],
    ['...', ''],
  ])('reads %j as %j', (name, words) => expect(headerWords(name)).toBe(words))
})

describe('fieldWords', () => {
  it.each([
    ['OFFENSE_TYPE_ID', 'offence type id'],
    ['Date of Offenses', 'date of offences'],
    ['LONG_WGS84', 'long'],
    ['WGS84 Latitude', 'latitude'],
    ['Latitude (WGS 84)', 'latitude'],
    ['x_epsg4326', 'x'],
    ['WGS84', 'wgs84'],
  ])('reads %j as %j', (name, words) => expect(fieldWords(name)).toBe(words))
})
