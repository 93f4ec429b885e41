import { readFile } from 'node:fs/promises'
import { DomainError, readTheme, SHIPPED_THEMES, type RankOptions } from '@planner/shared/core'
import { resolvePath, type CommandIo, type ParsedOptions } from './command.ts'

const IDS = SHIPPED_THEMES.map(({ id }) => id).join(', ')

export const THEME_HELP = `what the operation is about: ${IDS}, or a theme of your own as JSON`

/** Options that a theme answers itself. */
const ANSWERED = ['offences', 'include-domestic']

/** The theme of `--theme`, for spreading into options: a shipped one by its id, or one's own from a JSON file. */
export async function loadTheme(options: ParsedOptions, io: CommandIo): Promise<Pick<RankOptions, 'theme'>> {
  const given = options.text('theme')
  if (given === undefined) return {}
  const twice = ANSWERED.find((name) => options.has(name))
  if (twice !== undefined)
    throw new DomainError('INVALID_INPUT', `--${twice} cannot stand beside --theme: the theme says it. Leave one out.`)
  const shipped = SHIPPED_THEMES.find(({ id }) => id === given)
  if (shipped !== undefined) return { theme: shipped }
  if (!given.toLowerCase().endsWith('.json'))
    throw new DomainError(
      'INVALID_INPUT',
      `--theme is "${given}"; it must be one of: ${IDS}, or a file that ends in .json.`,
    )
  const path = resolvePath(given, io)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw new DomainError('INVALID_INPUT', `${given} cannot be read: ${String(error)}.`)
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new DomainError('INVALID_INPUT', `${given} is not JSON: ${String(error)}.`)
  }
  return { theme: readTheme(value, given) }
}
