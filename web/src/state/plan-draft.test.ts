import { describe, expect, it } from 'vitest'
import { nextKey } from './draft.ts'
import {
  draftOfSettings,
  emptyDraft,
  parsePlanDraft,
  readDraft as readDraftIn,
  readMatrix,
  type ActivityDraft,
  type PlanDraft,
} from './plan-draft.ts'

const patrol: ActivityDraft = {
  key: '1',
  id: 'high-visibility-patrol',
  from: '12',
  to: '16',
  crews: '1',
  needsSergeant: false,
  skills: '',
  shares: { A: '8', B: '9', C: '1' },
}
const sweep: ActivityDraft = { ...patrol, key: '2', id: 'weapons-sweep', from: '20', to: '40', skills: 'search, dog' }
const blackout = { key: '1', hotspotId: 'h1', from: '2026-06-03T10:00', to: '2026-06-03T14:00', reason: ' Fair ' }
const readDraft = (given: PlanDraft) => readDraftIn(given, { firstDay: '2026-06-01', lastDay: '2026-06-21' })
const draft = (over: Partial<PlanDraft> = {}): PlanDraft => ({ ...emptyDraft(), ...over })

describe('readDraft', () => {
  it('sends only what was chosen', () => {
    expect(readDraft(draft()).settings).toEqual({ doses: 'from-capacity', design: 'ordinary' })
    expect(readDraft(draft()).faults).toEqual({})
  })

  it('reads numbers as they are typed', () => {
    const { settings, faults } = readDraft(
      draft({
        entropyFloor: 0.9,
        travel: { footKmh: ' 4.5 ', vehKmh: '', vehOverheadMin: '0', detour: '1.3' },
        guarantees: [{ key: '1', area: 'Camden', leastPerDay: '1,200' }],
        activities: [patrol, sweep],
        blackouts: [blackout],
      }),
    )
    expect(faults).toEqual({})
    expect(settings).toMatchObject({
      entropyFloor: 0.9,
      travel: { footKmh: 4.5, vehOverheadMin: 0, detour: 1.3 },
      guarantees: [{ area: 'Camden', leastPerDay: 1200 }],
      activities: [{ minutes: [12, 16] }, { minutes: [20, 40], skills: ['search', 'dog'] }],
      blackouts: [{ hotspotId: 'h1', reason: 'Fair' }],
    })
  })

  it.each<[string, Partial<PlanDraft>, string]>([
    [
      'no number of visits',
      { guarantees: [{ key: '1', area: 'Camden', leastPerDay: '' }] },
      'guarantees/0/leastPerDay',
    ],
    [
      'a word for a number',
      { guarantees: [{ key: '1', area: 'Camden', leastPerDay: 'six' }] },
      'guarantees/0/leastPerDay',
    ],
    ['a speed of nothing', { travel: { ...emptyDraft().travel, footKmh: '0' } }, 'travel/footKmh'],
    ['no name', { activities: [patrol, { ...sweep, id: '' }] }, 'activities/1/id'],
    ['the same name twice', { activities: [patrol, { ...patrol, key: '2' }] }, 'activities/1/id'],
    ['minutes the wrong way round', { activities: [{ ...patrol, from: '17' }] }, 'activities/0/minutes'],
    ['half a minute', { activities: [{ ...patrol, from: '12.5' }] }, 'activities/0/minutes'],
    ['five crews', { activities: [patrol, { ...sweep, crews: '5' }] }, 'activities/1/crews'],
    [
      'a share below nothing',
      { activities: [{ ...patrol, shares: { A: '-1', B: '1', C: '1' } }] },
      'activities/0/shares/A',
    ],
    ['an empty mix', { activities: [] }, 'activities'],
    ['a tier that not every crew can serve', { activities: [{ ...patrol, needsSergeant: true }] }, 'activities'],
    ['no beginning', { blackouts: [{ ...blackout, from: '' }] }, 'blackouts/0/from'],
    [
      'a beginning after the operation',
      { blackouts: [{ ...blackout, from: '2026-06-22T00:00', to: '2026-06-23T00:00' }] },
      'blackouts/0/from',
    ],
    [
      'an end when the operation begins',
      { blackouts: [{ ...blackout, from: '2026-05-30T00:00', to: '2026-06-01T00:00' }] },
      'blackouts/0/to',
    ],
    ['an end before the beginning', { blackouts: [{ ...blackout, to: '2026-06-03T10:00' }] }, 'blackouts/0/to'],
  ])('finds %s', (_, over, path) => {
    expect(Object.keys(readDraft(draft(over)).faults)).toEqual([path])
  })

  it('leaves rows with faults out of what is previewed, and nothing else', () => {
    const { sound, settings } = readDraft(
      draft({
        blackouts: [
          { ...blackout, to: '' },
          { ...blackout, key: '2' },
        ],
        activities: [{ ...patrol, from: '' }],
      }),
    )
    expect(sound.blackouts).toHaveLength(1)
    expect(sound).not.toHaveProperty('activities')
    expect(settings.blackouts).toHaveLength(2)
  })

  it('comes back the same from the settings of the plan that was made with it', () => {
    const given = draft({
      rosterId: 'r',
      design: 'crossover-daily',
      entropyFloor: 0.5,
      guarantees: [{ key: '1', area: 'Camden', leastPerDay: '6' }],
      activities: [patrol, sweep],
      blackouts: [{ ...blackout, reason: 'Fair' }],
    })
    expect(draftOfSettings(readDraft(given).settings, 'r')).toEqual(given)
  })
})

describe('a kept draft', () => {
  it('is the same after a reload', () => {
    const kept = draft({ activities: [patrol], blackouts: [blackout] })
    expect(parsePlanDraft(JSON.parse(JSON.stringify(kept)))).toEqual(kept)
  })

  it.each(['{"guarantees":5}', '{"blackouts":[{}]}', '{"travel":{}}'])('is not made of %s', (text) =>
    expect(parsePlanDraft(JSON.parse(text))).toBeUndefined(),
  )
})

describe('readMatrix', () => {
  const matrix = {
    places: ['h1', 'base:NW'],
    minutes: [
      [0, 4],
      [5, 0],
    ],
  }
  it('takes a matrix, and a travel file that has one', () => {
    expect(readMatrix(JSON.stringify(matrix))).toEqual(matrix)
    expect(readMatrix(JSON.stringify({ footKmh: 4, matrix }))).toEqual(matrix)
  })
  it.each(['', 'null', '[]', '{"places":["a"]}', '{"places":["a"],"minutes":[]}'])('takes nothing from %s', (text) =>
    expect(readMatrix(text)).toBeUndefined(),
  )
})

describe('nextKey', () => {
  it('is one that no row has', () => {
    expect(nextKey([])).toBe('1')
    expect(nextKey([{ key: '4' }, { key: '2' }])).toBe('5')
  })
})
