import { basename } from 'node:path'
import {
  checkExcludedPlace,
  checkQuotas,
  DomainError,
  type Area,
  type AreaQuota,
  type ExcludedPlace,
  type RankInput,
} from '@planner/shared/core'
import { readRecords } from '../files/read-records.ts'
import { resolvePath, type CommandIo, type ParsedOptions } from './command.ts'

/** What `--excluded` and `--quotas` name, for spreading into a ranking's input; refused before any incident is read. */
export async function loadPlaceLimits(
  options: ParsedOptions,
  areas: readonly Area[],
  top: number,
  io: CommandIo,
): Promise<Pick<RankInput, 'excluded' | 'quotas'>> {
  const excluded = options.text('excluded')
  const quotas = options.text('quotas')
  const names = areas.map(({ name }) => name)
  return {
    ...(excluded === undefined ? {} : { excluded: await readExcludedFile(resolvePath(excluded, io)) }),
    ...(quotas === undefined ? {} : { quotas: await readQuotaFile(resolvePath(quotas, io), names, top) }),
  }
}

/**
 * Where no patrol is to be sent: `name,reason,lat,lng,radius_m`.
 *
 * @throws {DomainError} NOT_FOUND, or INVALID_INPUT naming file, line, column and value
 */
export async function readExcludedFile(path: string): Promise<ExcludedPlace[]> {
  const { records } = await readRecords(path, [['name', 'reason', 'lat', 'lng', 'radius_m']])
  return records.map(({ line, fields }) => {
    const at = (column: string): string => `${basename(path)}, line ${line}, ${column}`
    for (const column of ['name', 'reason'] as const)
      if (fields[column] === '')
        throw new DomainError(
          'INVALID_INPUT',
          `${at(column)}: is empty. Say which place it is and why nobody is sent there.`,
        )
    const number = (column: 'lat' | 'lng' | 'radius_m', such: string): number => {
      if (!/^-?\d+(\.\d+)?$/.test(fields[column]))
        throw new DomainError('INVALID_INPUT', `${at(column)}: "${fields[column]}" is not a number such as ${such}.`)
      return Number(fields[column])
    }
    const place = {
      name: fields.name,
      reason: fields.reason,
      lat: number('lat', '51.5412'),
      lng: number('lng', '-0.1426'),
      radiusM: number('radius_m', '150'),
    }
    naming(`${basename(path)}, line ${line}`, () => checkExcludedPlace(place))
    return place
  })
}

/**
 * How many hotspots areas must have and may have: `area,least,most`, of which one of the numbers may be empty or left out.
 *
 * @param areas names of all areas
 * @param top hotspots wanted in all
 * @throws {DomainError} NOT_FOUND, or INVALID_INPUT or INFEASIBLE naming file, line, column and value
 */
export async function readQuotaFile(path: string, areas: readonly string[], top: number): Promise<AreaQuota[]> {
  type Column = 'area' | 'least' | 'most'
  const { records } = await readRecords<Column>(path, [
    ['area', 'least', 'most'],
    ['area', 'least'],
    ['area', 'most'],
  ])
  const quotas = records.map(({ line, fields }): AreaQuota => {
    const whole = (column: 'least' | 'most'): number | undefined => {
      const text: string | undefined = fields[column]
      if (text === undefined || text === '') return undefined
      if (!/^\d+$/.test(text))
        throw new DomainError(
          'INVALID_INPUT',
          `${basename(path)}, line ${line}, ${column}: "${text}" is not a whole number such as 5. Leave it empty for no limit.`,
        )
      return Number(text)
    }
    const least = whole('least')
    const most = whole('most')
    const quota = {
      area: fields.area,
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
    }
    naming(`${basename(path)}, line ${line}`, () => checkQuotas([quota], areas, Infinity))
    return quota
  })
  naming(basename(path), () => checkQuotas(quotas, areas, top))
  return quotas
}

/** Runs a check and says in its refusal where the value stands. */
function naming(where: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(error.code, `${where}: ${error.message}`) : error
  }
}
