import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Compile } from 'typebox/compile'
import { PlanFileSchema, type PlanFile } from '@planner/shared/schemas'
import { check } from './check.ts'
import { formatHelp, runCommand, type Command } from './command.ts'
import { plan } from './plan.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plan-cli-'))
  const hotspots = Array.from({ length: 6 }, (_, n) => ({
    id: `h${n}`,
    lat: 51.5 + n * 0.003,
    lng: -0.1,
    bcu: 'NW',
    tier: 'B',
    dosePerDay: 2.6,
    capDay: 9,
    capWeek: 54,
  }))
  const rows = [0, 1, 2].flatMap((day) =>
    [1, 2].map((crew) => `S${day}${crew},T${crew},NW,2026-01-0${5 + day}T07:00,2026-01-0${5 + day}T15:00,40,51.5,-0.1`),
  )
  await writeFile(join(folder, 'hotspots.json'), JSON.stringify({ meta: { timezone: 'Europe/London' }, hotspots }))
  await writeFile(
    join(folder, 'shifts.csv'),
    ['shift_id,team_id,bcu,start,end,break_minutes,base_lat,base_lng', ...rows, ''].join('\n'),
  )
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function run(command: Command, line: string): Promise<{ status: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const io = {
    cwd: folder,
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    interactive: false,
  }
  return { status: await runCommand('verb', command, line.split(' '), io), out, err }
}

const INPUTS = '--hotspots hotspots.json --shifts shifts.csv'
const PLAN = `${INPUTS} --start 2026-01-05 --days 3 --out plan.json`
const KEY = '07'.repeat(32)

describe('patrol plan', () => {
  it('writes a plan that fits the contract, and a key that only its owner can read', async () => {
    const { status, err } = await run(plan, PLAN)
    expect(status).toBe(0)
    const file = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as PlanFile
    expect(Compile(PlanFileSchema).Errors(file)).toEqual([])
    expect(Object.keys(file)).toEqual([
      'meta',
      'windows',
      'hotspots',
      'shifts',
      'bases',
      'travel',
      'propensities',
      'unplaced',
      'unused',
      'rosterBreaches',
      'measures',
      'inputsHash',
      'keyHash',
    ])
    expect((await stat(join(folder, 'plan.json.key'))).mode & 0o777).toBe(0o600)
    expect(err).toMatch(/plan\.json\.key\. Keep it secret/)
    expect(err).toMatch(/planning 100 %/)
    expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('repeats byte for byte with the same key, and check agrees', async () => {
    await run(plan, `${PLAN} --key ${KEY}`)
    const first = await readFile(join(folder, 'plan.json'))
    await writeFile(join(folder, 'key'), KEY)
    await run(plan, `${PLAN} --key-file key`)
    expect(await readFile(join(folder, 'plan.json'))).toEqual(first)
    expect(await readdir(folder)).not.toContain('plan.json.key')
    const verdict = await run(check, `--plan plan.json ${INPUTS} --key-file key`)
    expect(verdict.out).toContain('0 violations')
    expect([0, 3]).toContain(verdict.status)
  })

  it('goes on with the key of a plan that was killed, and leaves nothing of it behind', async () => {
    await run(plan, `${PLAN} --key ${KEY}`)
    const uninterrupted = await readFile(join(folder, 'plan.json'))
    await mkdir(join(folder, 'plan.json.units'))
    await writeFile(join(folder, 'plan.json.key.new'), KEY)
    const { err } = await run(plan, PLAN)
    expect(err).toContain('Going on with the plan that was interrupted')
    expect(await readFile(join(folder, 'plan.json'))).toEqual(uninterrupted)
    expect((await readFile(join(folder, 'plan.json.key'), 'utf8')).trim()).toBe(KEY)
    expect((await readdir(folder)).filter((name) => name.startsWith('plan.json')).sort()).toEqual([
      'plan.json',
      'plan.json.key',
    ])
    // Without such remains the next plan has a key of its own; one that is refused leaves the old plan and key alone.
    const refused = await run(plan, PLAN.replace('--days 3', '--days 93'))
    expect(refused.status).not.toBe(0)
    expect((await readFile(join(folder, 'plan.json.key'), 'utf8')).trim()).toBe(KEY)
    await run(plan, PLAN)
    expect((await readFile(join(folder, 'plan.json.key'), 'utf8')).trim()).not.toBe(KEY)
  })

  it('checks a plan that took its profiles from a file', async () => {
    const profile = Array.from({ length: 168 }, (_, hour) => 1 + (hour % 24) / 7)
    await writeFile(join(folder, 'profile.json'), JSON.stringify(profile))
    await run(plan, `${PLAN} --hour-profile profile.json`)
    const verdict = await run(check, `--plan plan.json ${INPUTS} --key-file plan.json.key`)
    expect(verdict.out).toContain('0 violations')
  })

  it('plans around blackouts with activities of a file, and check makes it again from the plan alone', async () => {
    await writeFile(
      join(folder, 'blackouts.csv'),
      'hotspot_id,from,to,reason\n*,2026-01-06T00:00,2026-01-07T00:00,march\nh1,2026-01-05T07:00,2026-01-05T15:00,\n',
    )
    await writeFile(
      join(folder, 'activities.json'),
      JSON.stringify([
        { id: 'high-visibility-patrol', minutes: [12, 16], crews: 1, shares: { A: 1, B: 1, C: 1 } },
        { id: 'community-engagement', minutes: [20, 30], crews: 1, shares: { A: 1, B: 1, C: 1 } },
      ]),
    )
    await run(plan, `${PLAN} --blackouts blackouts.csv --activities activities.json`)
    const file = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as PlanFile
    expect(Compile(PlanFileSchema).Errors(file)).toEqual([])
    expect(new Set(file.windows.map(({ activity }) => activity))).toEqual(
      new Set(['high-visibility-patrol', 'community-engagement']),
    )
    expect(file.windows.filter(({ start }) => start.startsWith('2026-01-06'))).toEqual([])
    expect(file.windows.filter(({ hotspotId, start }) => hotspotId === 'h1' && start.startsWith('2026-01-05'))).toEqual(
      [],
    )
    expect(file.rules?.blackouts?.map(({ hotspotId, reason }) => [hotspotId, reason])).toEqual([
      [null, 'march'],
      ['h1', undefined],
    ])
    const verdict = await run(check, `--plan plan.json ${INPUTS} --key-file plan.json.key`)
    expect(verdict.out).toContain('0 violations')
    const text = await readFile(join(folder, 'plan.json'), 'utf8')
    await writeFile(join(folder, 'plan.json'), text.replace('"march"', '"vigil"'))
    expect((await run(check, `--plan plan.json ${INPUTS}`)).out).toContain('inputs-differ')
    await writeFile(join(folder, 'plan.json'), text.replace('"march"', `"${'x'.repeat(201)}"`))
    expect((await run(check, '--plan plan.json')).out).toContain('of at most 200 characters')
  })

  it('travels by a matrix from a file, which check takes from the plan itself', async () => {
    const places = ['base:NW', 'h0', 'h1', 'h2']
    const minutes = places.map((_from, row) => places.map((_to, column) => (row === column ? 0 : 5 + 7 * row + column)))
    await writeFile(join(folder, 'travel.json'), JSON.stringify({ footKmh: 4, matrix: { places, minutes } }))
    expect((await run(plan, `${PLAN} --travel travel.json --key ${KEY}`)).status).toBe(0)
    await writeFile(join(folder, 'key'), KEY)
    const path = join(folder, 'plan.json')
    const text = await readFile(path, 'utf8')
    const file = JSON.parse(text) as PlanFile
    expect(Compile(PlanFileSchema).Errors(file)).toEqual([])
    expect(file.travel).toMatchObject({ footKmh: 4, matrix: { places, minutes } })
    const verdict = await run(check, `--plan plan.json ${INPUTS} --key-file key --mechanism 20`)
    expect(verdict.out).toContain('0 violations')
    expect(verdict.out).toContain('the mechanism, over 20 draws')
    await writeFile(path, text.replace('[0,6,7,8]', '[0,6,7,9]'))
    expect((await run(check, `--plan plan.json ${INPUTS} --key-file key`)).out).toContain('inputs-differ')
  })

  it('sets doses from capacity, says where, and check sets them again from the ranking', async () => {
    const path = join(folder, 'hotspots.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replaceAll('"dosePerDay":2.6', '"dosePerDay":9'))
    const made = await run(plan, `${PLAN} --doses from-capacity`)
    expect(made.err).toMatch(
      /BCU "NW": its tours carry \d+ visits of the 162 that its doses ask for; doses are set to \d\d %/,
    )
    const file = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as PlanFile
    expect(Compile(PlanFileSchema).Errors(file)).toEqual([])
    expect(file.rules?.doses).toBe('from-capacity')
    expect(file.hotspots[0]!.dosePerDay).toBeLessThan(8)
    const verdict = await run(check, `--plan plan.json ${INPUTS} --key-file plan.json.key --mechanism 20`)
    expect(verdict.out).toContain('0 violations')
    expect(verdict.out).toContain('the mechanism, over 20 draws')
    expect((await run(plan, `${PLAN} --doses some`)).err).toMatch(/--doses is "some"; it must be one of: as-ranked/)
  })

  it('states expected counts and power before it plans, and draws a crossover that check draws again', async () => {
    const path = join(folder, 'hotspots.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replaceAll('"tier":"B"', '"tier":"B","expected":42'))
    const made = await run(plan, `${PLAN} --design crossover-daily`)
    expect(made.err).toMatch(/^Design crossover-daily: 18 incidents expected in treated time and 18 in untreated/)
    expect(made.err).toMatch(/reduction of 20 % is found with power 0\.\d\d.*planning/s)
    const file = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as PlanFile
    expect(Compile(PlanFileSchema).Errors(file)).toEqual([])
    expect(file.design?.assignments).toHaveLength(18)
    const verdict = await run(check, `--plan plan.json ${INPUTS} --key-file plan.json.key`)
    expect(verdict.out).toContain('0 violations')
    expect((await run(plan, PLAN)).err).toMatch(/^Design ordinary: .*an assumption/s)
  })

  it('finds a plan with a moved window, another key and another roster, and exits 1', async () => {
    await run(plan, PLAN)
    const path = join(folder, 'plan.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace(/north side|east side|south side|west side/, 'usual corner'))
    const moved = await run(check, `--plan plan.json ${INPUTS} --key-file plan.json.key`)
    expect(moved).toMatchObject({ status: 1, out: expect.stringMatching(/tampered.*usual corner/s) })
    await writeFile(path, text)
    await writeFile(join(folder, 'key'), KEY)
    expect((await run(check, '--plan plan.json --key-file key')).out).toContain('key-differs')
    const shifts = await readFile(join(folder, 'shifts.csv'), 'utf8')
    await writeFile(join(folder, 'shifts.csv'), shifts.replace('07:00', '07:01'))
    expect(await run(check, `--plan plan.json ${INPUTS}`)).toMatchObject({
      status: 1,
      out: expect.stringContaining('inputs-differ'),
    })
  })

  it('judges the mechanism over many draws, in threads, when inputs and key are there', async () => {
    await run(plan, `${PLAN} --key ${KEY}`)
    await writeFile(join(folder, 'key'), KEY)
    const verdict = await run(check, `--plan plan.json ${INPUTS} --key-file key --mechanism 40`)
    expect(verdict.out).toContain('the mechanism, over 40 draws')
    expect(verdict.out).toMatch(/fidelity: variance ratio \d\.\d{3}/)
    expect(verdict.err).toContain('drawing and measuring 100 %')
    expect([0, 3]).toContain(verdict.status)
    const alone = await run(check, '--plan plan.json --mechanism 40')
    expect(alone).toMatchObject({ status: 2, err: expect.stringContaining('--mechanism needs --hotspots') })
    expect((await run(check, `--plan plan.json ${INPUTS} --key-file key --mechanism 3`)).status).toBe(2)
  })

  it('says which unit has no tour, and exits 1 only when nothing at all could be placed', async () => {
    const path = join(folder, 'hotspots.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"bcu":"NW"', '"bcu":"nw"'))
    const some = await run(plan, PLAN)
    expect(some).toMatchObject({ status: 0, err: expect.stringContaining('BCU "nw" has 1 hotspots and no tour') })
    await writeFile(path, text.replaceAll('"bcu":"NW"', '"bcu":"nw"'))
    const none = await run(plan, PLAN)
    expect(none).toMatchObject({ status: 1, err: expect.stringContaining('no-tour-in-bcu') })
  })

  it('says when no tour is in the days, when places are out of reach, and when nothing is asked for', async () => {
    const late = await run(plan, PLAN.replace('2026-01-05', '2027-01-05'))
    expect(late).toMatchObject({
      status: 1,
      err: expect.stringContaining('tours from 2026-01-05 to 2026-01-07. Is --start'),
    })
    expect(late.err).not.toContain('Maybe the roster writes it differently')
    const path = join(folder, 'hotspots.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"lat":51.5,"lng":-0.1', '"lat":-0.1,"lng":51.5'))
    expect((await run(plan, PLAN)).err).toMatch(
      /Too far from their base for any tour: h0 \(\d{4} km\)\. Are lat and lng right/,
    )
    await writeFile(path, text.replaceAll('"dosePerDay":2.6', '"dosePerDay":0'))
    expect(await run(plan, PLAN)).toMatchObject({ status: 1, err: expect.stringContaining('Every dosePerDay is 0') })
  })

  it.each([
    ['--start tomorrow', /--start is "tomorrow"/],
    ['--days 0', /--days is "0"/],
    [`--key ${KEY} --key-file hotspots.json`, /not both/],
    ['--key abc', /64 hexadecimal digits/],
    ['--travel none.json', /no such file/],
    ['--design cross', /--design is "cross"; it must be one of ordinary, crossover-daily, crossover-blocks/],
    ['--blackouts none.csv', /none\.csv/],
  ])('refuses %s with exit 2 and writes nothing', async (more, message) => {
    const { status, err } = await run(plan, `${PLAN} ${more}`)
    expect(status).toBe(2)
    expect(err).toMatch(message)
    expect(await readdir(folder)).not.toContain('plan.json')
  })

  it('names units, files and an example in its help', () => {
    const help = formatHelp('plan', plan)
    for (const part of ['minutes', '168', '--hotspots hotspots.json', 'tests only', 'Monday 00:00'])
      expect(help).toContain(part)
    expect(formatHelp('check', check)).toContain('Exit 0 passed')
  })

  it('plans with an entropy floor and guarantees, shows what they cost, and the check reads them back', async () => {
    const ranked = JSON.parse(await readFile(join(folder, 'hotspots.json'), 'utf8')) as { hotspots: object[] }
    const hotspots = ranked.hotspots.map((hotspot, n) => ({ ...hotspot, area: n < 2 ? 'Brent' : 'Harrow' }))
    await writeFile(join(folder, 'hotspots.json'), JSON.stringify({ meta: { timezone: 'Europe/London' }, hotspots }))
    await writeFile(join(folder, 'g.csv'), 'area,least_per_day\nBrent,7.5\n')
    await writeFile(join(folder, 'key'), KEY)
    const made = await run(plan, `${PLAN} --key-file key --entropy-floor 0.9 --guarantees g.csv`)
    expect(made.status).toBe(0)
    expect(made.err).toContain('entropy floor  coverage  static skill  safest tenth')
    expect(made.err).toMatch(/^  0\.900000 .*<- this plan$/m)
    expect(made.err).toMatch(/Guarantee of Brent: 7\.5 visits a day instead of 5\.\d; it costs/)
    const file = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as PlanFile
    expect(file.rules).toEqual({ entropyFloor: 0.9, guarantees: [{ area: 'Brent', leastPerDay: 7.5 }] })
    const checked = await run(check, `--plan plan.json ${INPUTS} --key-file key`)
    expect(checked.out + checked.err).not.toMatch(/inputs-differ|rebuild-differs/)
    expect(checked.status).toBe(0)
  })

  it('writes no rules where nothing was asked for, and refuses a floor or a guarantee that is none', async () => {
    await run(plan, `${PLAN} --key ${KEY}`)
    const file = JSON.parse(await readFile(join(folder, 'plan.json'), 'utf8')) as PlanFile
    expect(file).not.toHaveProperty('rules')
    const refused = async (more: string) => (await run(plan, `${INPUTS} --start 2026-01-05 --out x.json ${more}`)).err
    expect(await refused('--entropy-floor 1.5')).toContain('--entropy-floor is "1.5"; it must be a number from 0 to 1')
    expect(await refused('--entropy-floor much')).toContain('--entropy-floor is "much"')
    await writeFile(join(folder, 'bad.csv'), 'area,least_per_day\nBrent,many\n')
    expect(await refused('--guarantees bad.csv')).toContain('bad.csv, line 2, least_per_day "many"')
    await writeFile(join(folder, 'none.csv'), 'area,least_per_day\n,4\n')
    expect(await refused('--guarantees none.csv')).toContain('none.csv, line 2: area is empty')
    expect(await readdir(folder)).not.toContain('x.json')
  })
})

describe('patrol check', () => {
  it.each([
    ['{', 2],
    ['[]', 1],
    ['{"meta":{"days":1e9,"start":"2026-01-05","timezone":"Mars"}}', 1],
  ])('answers %j with exit %i', async (text, status) => {
    await writeFile(join(folder, 'bad.json'), text)
    expect((await run(check, '--plan bad.json')).status).toBe(status)
  })
})
