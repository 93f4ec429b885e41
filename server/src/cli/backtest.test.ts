import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BacktestFileSchema } from '@planner/shared/schemas'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backtest } from './backtest.ts'
import { runCommand } from './command.ts'

/** 40 weeks from 2025-03-31: every day one incident at a hot place, every other day one somewhere around. */
const ROWS = Array.from({ length: 280 }, (_, i) => {
  const date = new Date(Date.UTC(2025, 2, 31 + i)).toISOString().slice(0, 10)
  const around = `b${i},${date}T03:00,,violence-with-injury,${(51.5 + ((i * 37) % 50) / 500).toFixed(4)},-0.1700,unknown,,street`
  return [`a${i},${date}T22:15,,robbery,51.5400,-0.1400,public,false,street`, ...(i % 2 === 0 ? [around] : [])]
}).flat()

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backtest-'))
  const header = 'id,occurred_from,occurred_to,offence,lat,lng,how_found,domestic,place_type'
  await writeFile(join(folder, 'incidents.csv'), `${[header, ...ROWS].join('\n')}\n`)
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

async function run(...args: string[]): Promise<{ status: number; err: string; out: string }> {
  let err = ''
  let out = ''
  const io = {
    cwd: folder,
    interactive: false,
    err: (text: string) => (err += text),
    out: (text: string) => (out += text),
  }
  const given = new Map([
    ['--incidents', 'incidents.csv'],
    ['--format', 'canonical'],
    ['--from', '2025-09-01'],
    ['--to', '2026-01-05'],
    ['--top', '3'],
    ['--out', 'backtest.json'],
  ])
  for (let i = 0; i < args.length; i += 2) given.set(args[i]!, args[i + 1]!)
  const status = await runCommand('backtest', backtest, [...given].flat(), io)
  return { status, err, out }
}

describe('patrol backtest', () => {
  it('writes every method at every date, prints a table, and tells how far it is on stderr', async () => {
    const { status, err, out } = await run()
    expect(status).toBe(0)
    const file = JSON.parse(await readFile(join(folder, 'backtest.json'), 'utf8'))
    expect([...Value.Errors(BacktestFileSchema, file)]).toEqual([])
    expect(Object.keys(file)).toEqual(['meta', 'warnings', 'methods', 'comparisons', 'origins', 'joined', 'sureness'])
    expect(file.meta).toMatchObject({ from: '2025-09-01', to: '2026-01-05', origins: 4, unit: 'day', stepWeeks: 4 })
    expect(file.joined.map(({ method }: { method: string }) => method)).toEqual(['auto-window', 'auto'])
    expect(file.origins).toHaveLength(4)
    expect(file.methods.map((one: { method: string }) => one.method)).toEqual([
      'raw-count',
      'decayed-count',
      'kde',
      'near-repeat',
      'self-exciting',
      'gi-star',
      'auto-window',
      'long-count',
      'auto',
      'long-harm',
      'auto-harm',
      'auto-combined',
      'ceiling',
      'ceiling-outside',
    ])
    expect(out).toMatch(/^WARNING Only 4 origins/)
    expect(out).toContain('raw-count')
    expect(out).toContain('auto-window: how sure it was\ntrue top: by count over 112 days')
    expect(out).toMatch(/could be noise +\d+/)
    expect(out).toMatch(/the list's own 80 % interval held at \d of 4 dates\n$/)
    expect(err).toContain('backtest 100 %')
  })

  it('says how much harm each method caught, by the table that is given', async () => {
    const classes = ['homicide', 'violence-with-injury', 'violence-without-injury', 'sexual-offence', 'robbery']
    await writeFile(join(folder, 'ours.csv'), `offence,days\n${classes.map((name) => `${name},7`).join('\n')}\n`)
    const { out } = await run('--methods', 'auto-harm', '--harm-table', 'ours.csv', '--harm-share', '1')
    expect(out).toContain('harm against raw-count')
    const { meta, methods } = JSON.parse(await readFile(join(folder, 'backtest.json'), 'utf8'))
    expect(meta).toMatchObject({ harmShare: 1, harmTable: { name: 'ours.csv' }, harmDays: 7 * meta.incidents })
    // Every incident counts the same: the share of harm is the share of incidents.
    for (const { hitRate, harmRate } of methods) expect(harmRate).toBe(hitRate)
  })

  it('gives the same bytes twice, to 6 decimals, and leaves no temporary file', async () => {
    await run('--out', 'one.json')
    await run('--out', 'two.json')
    const text = await readFile(join(folder, 'one.json'), 'utf8')
    expect(await readFile(join(folder, 'two.json'), 'utf8')).toBe(text)
    expect(text).not.toMatch(/\.\d{7}/)
    expect((await readdir(folder)).filter((name) => name.includes('tmp'))).toEqual([])
  })

  it('runs the methods asked for, beside the raw count', async () => {
    await run('--methods', 'auto,kde', '--resolution', '9')
    const file = JSON.parse(await readFile(join(folder, 'backtest.json'), 'utf8'))
    expect(file.meta.resolution).toBe(9)
    expect(file.origins[0].methods.map((one: { method: string }) => one.method)).toEqual(['raw-count', 'kde', 'auto'])
  })

  it('judges the methods on a theme, and warns first where it is a proxy', async () => {
    const { out } = await run('--theme', 'night-time-economy', '--methods', 'auto')
    const { meta, warnings } = JSON.parse(await readFile(join(folder, 'backtest.json'), 'utf8'))
    expect(meta.theme).toMatchObject({ id: 'night-time-economy', isProxy: true })
    expect(warnings[0]).toContain('flagged as night-time economy')
    expect(out).toMatch(/^WARNING No incident that was loaded is flagged as night-time economy/)
    await run('--theme', 'robbery', '--methods', 'auto')
    const robbery = JSON.parse(await readFile(join(folder, 'backtest.json'), 'utf8'))
    expect(robbery.meta.offences).toEqual(['robbery'])
    expect(robbery.meta.incidents).toBe(84)
  })

  it.each([
    ['--theme', 'knives', '--theme is "knives"'],
    ['--methods', 'auto,magic', '"magic"'],
    ['--from', '2025-13-01', '--from is "2025-13-01"'],
    ['--to', '2025-09-01', 'not after'],
    ['--step-weeks', '0', '--step-weeks is "0"'],
    ['--resolution', '8', '--resolution is "8"'],
    ['--out', 'backtest.csv', 'must end in .json'],
    ['--format', 'excel', '--format is "excel"'],
    ['--offences', 'burglary', '--offences has "burglary"'],
    ['--to', '2027-01-05', 'The data runs from'],
  ])('refuses %s %s', async (option, value, message) => {
    const { status, err } = await run(option, value)
    expect(status).toBe(2)
    expect(err).toContain(message)
    expect(await readdir(folder)).not.toContain('backtest.json')
  })
})
