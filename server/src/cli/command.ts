import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DomainError, parseDay, type ErrorCode } from '@planner/shared/core'

/** Exit statuses of the file contract (DESIGN 9). */
export const EXIT = { done: 0, infeasible: 1, badInput: 2, outsideBars: 3 } as const

/** What a command sees of the process; tests pass their own. */
export interface CommandIo {
  /** The folder that relative paths are resolved against: the caller's, not the project's. */
  cwd: string
  /** Results only: what a script would pipe on. */
  out: (text: string) => void
  /** Progress, summaries and complaints. */
  err: (text: string) => void
  /** true when `err` is a terminal, so that progress may overwrite its line */
  interactive: boolean
}

/** One `--name` of a command. */
export interface OptionSpec {
  /** what stands for the value in the help (`F.csv`, `DAYS`); left out: a switch */
  value?: string
  /** may take several values, `--incidents a.csv b.csv` */
  many?: boolean
  /** one line for the help, with the unit and the default */
  help: string
  required?: boolean
}

export interface Command {
  /** one line for `patrol --help` */
  summary: string
  options: Readonly<Record<string, OptionSpec>>
  /** a line that works when pasted after `npm run --silent patrol -- ` */
  example: string
  /** what the files look like, for the end of the help */
  notes?: string
  run: (options: ParsedOptions, io: CommandIo) => Promise<number>
}

/** Parsed options with typed access; every refusal names the option and the value. */
export class ParsedOptions {
  readonly #values: ReadonlyMap<string, readonly string[]>

  constructor(values: ReadonlyMap<string, readonly string[]>) {
    this.#values = values
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  text(name: string): string | undefined {
    return this.#values.get(name)?.at(-1)
  }

  texts(name: string): readonly string[] {
    return this.#values.get(name) ?? []
  }

  getText(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw new DomainError('INVALID_INPUT', `--${name} is missing. See --help.`)
    return value
  }

  /** A local day number; without `fallback`, a date as text, the option must be there. */
  day(name: string, fallback?: string): number {
    const text = this.text(name) ?? fallback ?? this.getText(name)
    const day = parseDay(text)
    if (day === undefined)
      throw new DomainError('INVALID_INPUT', `--${name} is "${text}"; it must be a date such as 2026-01-05.`)
    return day
  }

  choice<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = this.text(name)
    if (value === undefined) return fallback
    const found = choices.find((choice) => choice === value)
    if (found === undefined)
      throw new DomainError('INVALID_INPUT', `--${name} is "${value}"; it must be one of: ${choices.join(', ')}.`)
    return found
  }

  integer(name: string, fallback: number, low: number, high: number): number {
    const text = this.text(name)
    if (text === undefined) return fallback
    const value = Number(text)
    if (!/^-?\d+$/.test(text.trim()) || value < low || value > high)
      throw new DomainError(
        'INVALID_INPUT',
        `--${name} is "${text}"; it must be a whole number from ${low} to ${high}.`,
      )
    return value
  }
}

/**
 * Reads arguments as `specs` allow.
 *
 * @throws {DomainError} INVALID_INPUT for an unknown option, a missing value or a missing required option
 */
export function parseOptions(args: readonly string[], specs: Readonly<Record<string, OptionSpec>>): ParsedOptions {
  const config: Record<string, { type: 'string' | 'boolean'; multiple: true }> = {}
  for (const [name, spec] of Object.entries(specs))
    config[name] = { type: spec.value === undefined ? 'boolean' : 'string', multiple: true }
  const { tokens } = parseArgs({
    args: [...args],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const values = new Map<string, string[]>()
  let open: string | undefined
  for (const token of tokens) {
    if (token.kind === 'option') {
      const spec = specs[token.name]
      if (spec === undefined || !token.rawName.startsWith('--'))
        throw new DomainError(
          'INVALID_INPUT',
          `There is no option ${token.rawName}. Options: ${Object.keys(specs)
            .map((name) => `--${name}`)
            .join(' ')}.`,
        )
      open = undefined
      const known = values.get(token.name) ?? []
      values.set(token.name, known)
      if (spec.value === undefined) {
        if (token.value !== undefined)
          throw new DomainError('INVALID_INPUT', `--${token.name} is a switch and takes no value ("${token.value}").`)
        continue
      }
      if (token.value === undefined)
        throw new DomainError('INVALID_INPUT', `--${token.name} needs a value (${spec.value}).`)
      known.push(token.value)
      if (spec.many === true) open = token.name
    } else if (token.kind === 'positional') {
      if (open === undefined)
        throw new DomainError(
          'INVALID_INPUT',
          `"${token.value}" belongs to no option. Quote it if it is part of a value.`,
        )
      values.get(open)!.push(token.value)
    }
  }
  for (const [name, spec] of Object.entries(specs))
    if (spec.required === true && !values.has(name))
      throw new DomainError('INVALID_INPUT', `--${name} is missing (${spec.help}). See --help.`)
  return new ParsedOptions(values)
}

/** The text of `patrol VERB --help`. */
export function formatHelp(verb: string, command: Command): string {
  const entries = Object.entries(command.options).map(([name, spec]) => {
    const left = `--${name}${spec.value === undefined ? '' : ` ${spec.value}${spec.many === true ? '..' : ''}`}`
    return [left, `${spec.help}${spec.required === true ? ' (required)' : ''}`] as const
  })
  const width = Math.max(...entries.map(([left]) => left.length)) + 2
  const options = entries.map(([left, help]) => `  ${left.padEnd(width)}${help}`).join('\n')
  const notes = command.notes === undefined ? '' : `\n${command.notes.trimEnd()}\n`
  return `patrol ${verb}: ${command.summary}\n\nOptions\n${options}\n${notes}\nExample\n  npm run --silent patrol -- ${command.example}\n`
}

const STATUS: Record<ErrorCode, number> = {
  INVALID_INPUT: EXIT.badInput,
  NOT_FOUND: EXIT.badInput,
  CONFLICT: EXIT.badInput,
  FORBIDDEN: EXIT.badInput,
  INFEASIBLE: EXIT.infeasible,
}

/** Runs one command; a refusal is one clear message and its exit status, anything else is a bug and is thrown on. */
export async function runCommand(
  verb: string,
  command: Command,
  args: readonly string[],
  io: CommandIo,
): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(formatHelp(verb, command))
    return EXIT.done
  }
  try {
    return await command.run(parseOptions(args, command.options), io)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    io.err(`patrol ${verb}: ${error.message}\n`)
    return STATUS[error.code]
  }
}

/** A path as the caller wrote it, resolved against the folder the caller stands in. */
export function resolvePath(path: string, io: CommandIo): string {
  return resolve(io.cwd, path)
}
