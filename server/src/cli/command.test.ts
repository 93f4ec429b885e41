import { describe, expect, it } from 'vitest'
import { DomainError } from '@planner/shared/core'
import { formatHelp, parseOptions, resolvePath, runCommand, type Command, type CommandIo } from './command.ts'

const specs = {
  incidents: { value: 'F.csv', many: true, help: 'files of incidents', required: true },
  top: { value: 'N', help: 'places to rank' },
  strict: { help: 'stop at the first problem' },
}

const capture = (): { io: CommandIo; out: string[]; err: string[] } => {
  const out: string[] = []
  const err: string[] = []
  return {
    io: { cwd: '/somewhere', out: (text) => out.push(text), err: (text) => err.push(text), interactive: false },
    out,
    err,
  }
}

const commandThat = (run: Command['run']): Command => ({
  summary: 'tries',
  options: specs,
  example: 'try --top 3',
  run,
})

describe('parseOptions', () => {
  it('reads several values, repeated options, --a=b and switches', () => {
    const options = parseOptions(
      ['--incidents', 'a.csv', 'b.csv', '--top=5', '--incidents', 'c.csv', '--strict'],
      specs,
    )
    expect(options.texts('incidents')).toEqual(['a.csv', 'b.csv', 'c.csv'])
    expect(options.integer('top', 250, 1, 10)).toBe(5)
    expect(options.has('strict')).toBe(true)
  })

  it.each([
    [['--incidents', 'a', '--topp', '3'], 'no option --topp'],
    [['--incidents', 'a', '-t'], 'no option -t'],
    [['--top', '3'], '--incidents is missing'],
    [['--incidents', 'a', '--top', '3', '4'], '"4" belongs to no option'],
    [['stray', '--incidents', 'a'], '"stray" belongs to no option'],
    [['--incidents', 'a', '--strict=yes'], 'takes no value'],
    [['--incidents', 'a', '--top'], '--top needs a value'],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args, specs)).toThrow(message)
  })

  it('takes a number at both ends of its range and refuses beyond', () => {
    const top = (text: string): number =>
      parseOptions(['--incidents', 'a', '--top', text], specs).integer('top', 1, 1, 10)
    expect([top('1'), top('10')]).toEqual([1, 10])
    for (const bad of ['0', '11', '2.5', 'ten', '']) expect(() => top(bad)).toThrow('whole number from 1 to 10')
  })

  it('names the choices', () => {
    const options = parseOptions(['--incidents', 'a', '--top', 'x'], specs)
    expect(() => options.choice('top', ['u', 'v'], 'u')).toThrow('"x"; it must be one of: u, v')
    expect(parseOptions(['--incidents', 'a'], specs).choice('top', ['u', 'v'], 'u')).toBe('u')
  })
})

describe('runCommand', () => {
  it('prints the help with every option and the example, and does not run', async () => {
    const { io, out } = capture()
    const command = commandThat(() => Promise.reject(new Error('ran')))
    expect(await runCommand('try', command, ['--help'], io)).toBe(0)
    expect(out.join('')).toBe(formatHelp('try', command))
    for (const part of ['--incidents F.csv..', '(required)', '--strict', 'npm run --silent patrol -- try --top 3'])
      expect(out.join('')).toContain(part)
  })

  it.each([
    ['INVALID_INPUT', 2],
    ['NOT_FOUND', 2],
    ['INFEASIBLE', 1],
  ] as const)('turns %s into one message and exit status %i', async (code, status) => {
    const { io, err, out } = capture()
    const command = commandThat(() => Promise.reject(new DomainError(code, 'Mend the file.')))
    expect(await runCommand('try', command, ['--incidents', 'a'], io)).toBe(status)
    expect(err).toEqual(['patrol try: Mend the file.\n'])
    expect(out).toEqual([])
  })

  it('throws a bug on, so that it is not taken for a mistake of the user', async () => {
    const command = commandThat(() => Promise.reject(new TypeError('bug')))
    await expect(runCommand('try', command, ['--incidents', 'a'], capture().io)).rejects.toThrow('bug')
  })
})

describe('resolvePath', () => {
  it('starts from where the caller stands', () => {
    const { io } = capture()
    expect(resolvePath('a.csv', io)).toBe('/somewhere/a.csv')
    expect(resolvePath('/b.csv', io)).toBe('/b.csv')
  })
})
