import { describe, expect, it } from 'vitest'
import { createSeededRng, shuffled } from '../random.ts'
import { createZone, parseDay } from '../time.ts'
import { tieHash } from './cell-hash.ts'
import { estimateRates } from './estimate-rates.ts'
import { CAMBRIDGE_2026 } from './harm/cambridge-2026.ts'
import { at, columns, incident, town } from './incidents.fixture.ts'
import { rankHotspots } from './rank-hotspots.ts'
import { DEFAULT_RANK_OPTIONS, type RankOptions } from './rank-options.ts'
import { rankingPeriod } from './ranking-period.ts'
import { toRankingFile } from './ranking-file.ts'
import { selectScope } from './scope.ts'

const options = (over: Partial<RankOptions> = {}): RankOptions => ({
  ...DEFAULT_RANK_OPTIONS,
  asOfDay: parseDay('2026-01-05')!,
  top: 30,
  ...over,
})
/** In the west violence is without injury, so that count and harm do not agree. */
const rows = town(4000, createSeededRng(8)).map((row) =>
  row.offence === 'robbery' || row.lng > -0.13 ? row : { ...row, offence: 'violence-without-injury' as const },
)
const incidents = columns(rows)
const rank = (over: Partial<RankOptions> = {}, harmTable = CAMBRIDGE_2026) =>
  rankHotspots({ incidents, areas: [], options: options(over), harmTable })

describe('ranking by count', () => {
  it('is the order of the expected incidents of the model, equals by the hash of their cells', () => {
    const asked = options({ shape: 'cell' })
    const zone = createZone(asked.timezone)
    const period = rankingPeriod(incidents, asked, zone)
    const { counts, posterior, exposureDays } = estimateRates(
      incidents,
      selectScope(incidents, asked).selected,
      asked,
      period,
      zone,
    )!
    const order = counts.cells
      .map((cell, i) => ({ cell, expected: (posterior.shape[i]! / posterior.rate[i]!) * exposureDays }))
      .sort((a, b) => b.expected - a.expected || tieHash([a.cell]) - tieHash([b.cell]))
    expect(rank({ shape: 'cell' }).hotspots.map(({ cells, expected }) => ({ cell: cells[0], expected }))).toEqual(
      order.slice(0, 30),
    )
  })
  it('hangs on neither the harm table nor the share of harm', () => {
    const plain = toRankingFile(rank()).hotspots.map(({ harmDays, ranks, ...rest }) => rest)
    const otherTable = { ...CAMBRIDGE_2026, days: { ...CAMBRIDGE_2026.days, robbery: 5000 } }
    const other = toRankingFile(rank({ harmShare: 0.9 }, otherTable)).hotspots
    expect(other.map(({ harmDays, ranks, ...rest }) => rest)).toEqual(plain)
  })
})

describe('the order of the rows', () => {
  const again = columns(shuffled(rows, createSeededRng(3)))
  it.each([
    { rankBy: 'count', resolution: 9, history: 'use' },
    { rankBy: 'combined', resolution: 9, history: 'ignore' },
    { rankBy: 'combined', resolution: 10, history: 'ignore' },
  ] as const)('changes no digit of a ranking of 250 places: %o', (over) => {
    const asked = options({ ...over, top: 250 })
    expect(rankHotspots({ incidents: again, areas: [], options: asked })).toEqual(
      rankHotspots({ incidents, areas: [], options: asked }),
    )
  })
})

describe('ranking by the weights of a theme', () => {
  const theme = {
    id: 'own',
    name: 'Own',
    offences: options().offences,
    flags: [],
    placeTypes: [],
    hours: [],
    weights: {},
    includeDomestic: false,
  }
  it('is the plain ranking when every class counts 1, and by weight otherwise', () => {
    const ids = (over: Partial<RankOptions>) => rank(over).hotspots.map(({ id }) => id)
    expect(ids({ theme })).toEqual(ids({}))
    const onlyRobbery = { ...theme, weights: { 'violence-with-injury': 0, 'violence-without-injury': 0 } }
    expect(ids({ theme: onlyRobbery })).not.toEqual(ids({}))
    expect(rank({ theme: onlyRobbery }).hotspots.some(({ observed }) => observed > 0)).toBe(true)
  })
  it('is refused where every class with incidents weighs nothing, and says so of the weights', () => {
    const noneHere = {
      ...theme,
      weights: { robbery: 0, 'violence-with-injury': 0, 'violence-without-injury': 0, homicide: 5 },
    }
    const noHarm = { ...CAMBRIDGE_2026, name: 'None', days: { ...CAMBRIDGE_2026.days } }
    for (const offence of Object.keys(noHarm.days) as (keyof typeof noHarm.days)[]) noHarm.days[offence] = 0
    expect(() => rank({ theme: noneHere })).toThrow(
      /^Theme "own" has weight 0 for every.*Give weights, or rank by harm/,
    )
    expect(() => rank({ theme: noneHere, rankBy: 'combined', harmShare: 0 })).toThrow(/^Theme "own" has weight 0/)
    expect(() => rank({ theme: noneHere, rankBy: 'combined' }, noHarm)).toThrow(
      /^Theme "own" has weight 0.*Harm table "None" has 0 days.*Give weights or days\.$/,
    )
    expect(() => rank({ theme: noneHere, rankBy: 'combined', harmShare: 1 }, noHarm)).toThrow(/^Harm table "None"/)
  })
})

describe('ranking by harm and by both', () => {
  it('puts the places in order of expected harm, and with a share of 0 or 1 is count or harm', () => {
    const harm = rank({ rankBy: 'harm' })
    for (let i = 1; i < 30; i++)
      expect(harm.hotspots[i]!.harmDays).toBeLessThanOrEqual(harm.hotspots[i - 1]!.harmDays + 1e-9)
    const ids = (one: typeof harm) => one.hotspots.map(({ id }) => id)
    expect(ids(rank({ rankBy: 'combined', harmShare: 1 }))).toEqual(ids(harm))
    expect(ids(rank({ rankBy: 'combined', harmShare: 0 }))).toEqual(ids(rank()))
    expect(ids(harm)).not.toEqual(ids(rank()))
  })
  it('keeps what is said of incidents: the same place has the same expected count, range and harm', () => {
    const byCount = new Map(rank({ shape: 'cell' }).hotspots.map((hotspot) => [hotspot.id, hotspot]))
    const both = rank({ shape: 'cell', rankBy: 'harm' }).hotspots.filter(({ id }) => byCount.has(id))
    expect(both.length).toBeGreaterThan(5)
    for (const { id, expected, expectedHigh, harmDays } of both)
      expect({ expected, expectedHigh, harmDays }).toEqual({
        expected: byCount.get(id)!.expected,
        expectedHigh: byCount.get(id)!.expectedHigh,
        harmDays: byCount.get(id)!.harmDays,
      })
  })
  it('refuses a table under which nothing here does harm, and says what to do', () => {
    const none = { ...CAMBRIDGE_2026, name: 'None', days: { ...CAMBRIDGE_2026.days } }
    for (const offence of Object.keys(none.days) as (keyof typeof none.days)[]) none.days[offence] = 0
    expect(() => rank({ rankBy: 'harm' }, none)).toThrow(/"None" has 0 days.*rank by count/)
    expect(rank({}, none).alternatives.find(({ by }) => by === 'harm')!.hotspots).toEqual([])
  })
  it('refuses what is neither count, harm nor combined, and a share outside 0 to 1', () => {
    expect(() => rank({ rankBy: 'fear' as 'harm' })).toThrow(
      /rankBy is "fear"; it must be one of count, harm, combined/,
    )
    for (const harmShare of [-0.1, 1.1, NaN]) expect(() => rank({ harmShare })).toThrow(/harmShare is/)
  })
  it('does not put a place on top for one homicide', () => {
    const quiet = { lat: 51.5009, lng: -0.0601 }
    const homicide = incident({ ...quiet, offence: 'homicide', occurredFrom: at('2025-12-30T22:00') })
    const { hotspots } = rankHotspots({
      incidents: columns([...rows, homicide]),
      areas: [],
      options: options({ rankBy: 'harm', top: 100, shape: 'cell' }),
    })
    const here = hotspots.find(({ lat, lng }) => Math.abs(lat - quiet.lat) < 0.002 && Math.abs(lng - quiet.lng) < 0.002)
    expect(here?.rank ?? Infinity).toBeGreaterThan(30)
  })
})

describe('the lists side by side', () => {
  it('has one by each measure, of as many places of the same shapes; its own is the ranking itself', () => {
    const ranking = rank({ rankBy: 'combined' })
    expect(ranking.alternatives.map(({ by }) => by)).toEqual(['plain', 'count', 'harm', 'combined'])
    for (const { hotspots } of ranking.alternatives) {
      expect(hotspots.map((place) => place.rank)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
      expect(Math.max(...hotspots.map(({ cells }) => cells.length))).toBeGreaterThan(1)
      expect(new Set(hotspots.map(({ name }) => name)).size).toBe(30)
    }
    const own = ranking.alternatives.at(-1)!
    expect(own.shared).toBe(30)
    expect(
      own.hotspots.map(({ id, name, observed, expected, harmDays }) => ({ id, name, observed, expected, harmDays })),
    ).toEqual(
      ranking.hotspots.map(({ id, name, observed, expected, harmDays }) => ({
        id,
        name,
        observed,
        expected,
        harmDays,
      })),
    )
    for (const hotspot of ranking.hotspots) expect(hotspot.ranks.combined).toBe(hotspot.rank)
  })
  it('says of each place where the ranking has it, and of each hotspot where each list has it', () => {
    const { hotspots, alternatives } = rank()
    for (const { by, shared, hotspots: list } of alternatives) {
      expect(list.filter(({ chosenRank }) => chosenRank !== null)).toHaveLength(shared)
      for (const place of list) {
        if (place.chosenRank === null)
          expect(hotspots.some(({ cells }) => cells.some((cell) => place.cells.includes(cell)))).toBe(false)
        else expect(hotspots[place.chosenRank - 1]!.cells.some((cell) => place.cells.includes(cell))).toBe(true)
      }
      for (const { ranks, cells } of hotspots)
        if (ranks[by] === null)
          expect(list.some((place) => place.cells.some((cell) => cells.includes(cell)))).toBe(false)
        else expect(list[ranks[by] - 1]!.cells.some((cell) => cells.includes(cell))).toBe(true)
    }
  })
  it('orders the plain list by the count of the window alone', () => {
    const plain = rank({ shape: 'cell' }).alternatives[0]!.hotspots
    for (let i = 1; i < plain.length; i++) {
      const [before, here] = [plain[i - 1]!, plain[i]!]
      expect(here.observed).toBeLessThanOrEqual(before.observed)
      if (here.observed === before.observed) expect(tieHash(here.cells)).toBeGreaterThan(tieHash(before.cells))
    }
  })
})
