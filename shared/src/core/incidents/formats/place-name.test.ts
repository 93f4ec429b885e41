import { describe, expect, it } from 'vitest'
import { cleanPlaceName } from './place-name.ts'

const clean = (text: string): string | null =>
  cleanPlaceName(text, () => {
    throw new Error('refused')
  })

describe('cleanPlaceName', () => {
  it.each([
    ['12 High Street', 'High Street'],
    ['12A High Street', 'High Street'],
    ['12-14 High Street', 'High Street'],
    ['12/14 High Street', 'High Street'],
    ['No. 7 Rye Lane', 'Rye Lane'],
    ['Flat 3, 12 High Street', 'High Street'],
    ['Flat 3a High Street', 'High Street'],
    ['Apt. 4B, 100 High Street', 'High Street'],
    ['Unit 5, Retail Park', 'Retail Park'],
    ['Room 12 Grand Hotel', 'Grand Hotel'],
    ['High Street, 12', 'High Street'],
    ['Rye Lane, Peckham, SE15 4TL', 'Rye Lane, Peckham'],
    ['14 Rye Lane London SE154TL', 'Rye Lane London'],
    ['Rose House, 3 Hill Road', 'Rose House, Hill Road'],
    ['On or near High Street', 'On or near High Street'],
    ['42nd Street', '42nd Street'],
    ['A23 junction with Brixton Hill', 'A23 junction with Brixton Hill'],
    ['M25 Junction 12', 'M25 Junction 12'],
    ['100 block of Main Street', '100 block of Main Street'],
    ['St. James’s Park', 'St. James’s Park'],
    ['Her Majesty’s Prison', 'Her Majesty’s Prison'],
    ['Rye Lane near Peckham Rye Station', 'Rye Lane near Peckham Rye Station'],
    ['12', null],
    ['Flat 3', null],
    ['SE15 4TL', null],
    ['', null],
  ])('makes "%s" %j', (text, expected) => expect(clean(text)).toBe(expected))

  it.each([
    'Victim approached by two males',
    'Suspect ran off towards the station',
    'Male states that his phone was taken',
    'IP was punched outside the pub',
    'She left the club at 2 am',
    'High Street '.repeat(10) + 'x',
    'a b c d e f g h i j k l m n o p q r s',
  ])('refuses the account "%s"', (text) => expect(() => clean(text)).toThrow('refused'))
})
