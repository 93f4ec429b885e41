import { readFile } from 'node:fs/promises'
import { DomainError, type Area } from '@planner/shared/core'
import { DEMO_BCUS } from './demo-force.ts'

const FILE = new URL('../../../generated/demo-boroughs.geojson', import.meta.url)

/**
 * The boroughs of the demo force with their invented BCUs, by name.
 *
 * @param only names to keep; absent: all
 * @throws {DomainError} INVALID_INPUT for a name that the demo force does not have; NOT_FOUND when setup has not run
 */
export async function loadDemoBoroughs(only?: readonly string[]): Promise<Area[]> {
  const text = await readFile(FILE, 'utf8').catch(() => {
    throw new DomainError('NOT_FOUND', 'The outlines of the demo force are missing. Make them with: npm run setup')
  })
  const { features } = JSON.parse(text) as {
    features: { properties: { name: string }; geometry: Area['geometry'] }[]
  }
  const bcuOf = new Map(Object.entries(DEMO_BCUS).flatMap(([bcu, names]) => names.map((name) => [name, bcu] as const)))
  const areas = features.map(({ properties: { name }, geometry }): Area => {
    const bcu = bcuOf.get(name)
    if (bcu === undefined) throw new DomainError('NOT_FOUND', `The demo has no BCU for the borough "${name}".`)
    return { name, bcu, geometry }
  })
  const unknown = only?.find((name) => !areas.some((area) => area.name === name))
  if (unknown !== undefined)
    throw new DomainError(
      'INVALID_INPUT',
      `"${unknown}" is no borough of the demo force. Boroughs: ${areas.map((area) => area.name).join(', ')}.`,
    )
  return only === undefined ? areas : areas.filter((area) => only.includes(area.name))
}
