import { describe, expect, it } from 'vitest'
import { zoneChangeInWords } from './zone-change.ts'

const file = (timezone: string, over: { status?: 'completed' | 'refused'; added?: number } = {}) => ({
  status: over.status ?? ('completed' as const),
  timezone,
  added: over.added ?? 10,
  updated: 0,
  unchanged: 0,
})
const TO = 'America/Toronto'

describe('zoneChangeInWords', () => {
  it('has nothing to say where nothing is loaded', () => {
    expect(zoneChangeInWords({ to: TO, incidents: 0, imports: [file('Europe/London')], rosters: 0 })).toEqual([])
  })

  it('says of incidents, files and tours how many stay as they are, and what to do', () => {
    const imports = [file('Europe/Paris'), file('Europe/London'), file('Europe/London'), file(TO)]
    expect(zoneChangeInWords({ to: TO, incidents: 3412, imports, rosters: 2 })).toEqual([
      '3,412 incidents keep the instants that they were read as; from now on the clock of America/Toronto says which day and hour that is.',
      '3 files were read by the clock of Europe/London and Europe/Paris, and nothing of that changes. Where the times in a file are local to America/Toronto, take its load back and load it again.',
      'The tours of 2 rosters stay as well. Where they were written for America/Toronto, load the roster again.',
      'Rankings and plans that exist keep their clock: rank again before you plan.',
    ])
  })

  it('speaks of one as of one, and of no file that was read by the new clock or brought nothing', () => {
    const imports = [file(TO), file('Europe/London', { added: 0 }), file('Europe/London', { status: 'refused' })]
    expect(zoneChangeInWords({ to: TO, incidents: 1, imports, rosters: 1 })).toEqual([
      expect.stringMatching(/^1 incident keeps the instant that it was read as;/),
      expect.stringMatching(/^The tours of 1 roster stay as well\./),
      expect.stringMatching(/^Rankings and plans/),
    ])
    expect(
      zoneChangeInWords({ to: TO, incidents: 0, imports: [file('Europe/London')], rosters: 1 }).map((text) =>
        text.slice(0, 9),
      ),
    ).toEqual(['The tours', 'Rankings '])
  })
})
