import { describe, expect, it } from 'vitest'
import { guessMapping } from './guess-mapping.ts'

describe('columns of marks', () => {
  const guess = (text: string) => {
    const [header = [], ...rows] = text.split('\n').map((line) => line.split('|'))
    return guessMapping(header, rows).mapping.marks
  }
  it('are those named after a flag with nothing but yes and no in them', () => {
    expect(
      guess(`Ref|Knife Marker|HATE_CRIME_FLAG|Night time economy Y/N|GDPR Flag|Hate Crime Details|Gun|Victim Youth Flag|Domestic
1|Y|N||Y|racial|2|Y|Y
2|N|N|1|N||1|N|N`),
    ).toEqual({ 'Knife Marker': 'knife', HATE_CRIME_FLAG: 'hate', 'Night time economy Y/N': 'night-time-economy' })
  })
  it('are none where nothing is in them', () => expect(guess('Ref|Knife Marker\n1|\n2|')).toBeUndefined())
})
