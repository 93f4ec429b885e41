import { DomainError, readZoneName } from '@planner/shared/core'
import { AREA_FILES, readAreaChange, type AreaFiles } from '../areas/read-area-change.ts'
import { readConfig } from '../config.ts'
import { startDatabase } from '../start-database.ts'
import { changeAreas, getAreaCollection } from '../services/area.service.ts'
import { getForce, nameForce } from '../services/force.service.ts'
import { EXIT, resolvePath, type Command, type CommandIo, type ParsedOptions } from './command.ts'

const ACTOR = 'command line'

export const areas: Command = {
  summary: 'set the areas, command units, wards and street names of the force',
  options: {
    boundaries: { value: 'F.geojson', help: 'polygons of areas with a name each, in WGS84 or British National Grid' },
    'name-property': { value: 'NAME', help: 'property of the boundaries that holds the name (default name)' },
    areas: {
      value: 'F.csv',
      help: 'columns area,bcu; without it new boundaries have one command unit, "force"; alone it regroups those loaded',
    },
    wards: { value: 'F.geojson', help: 'polygons of wards with a name and, if any, a code each' },
    'ward-name-property': { value: 'NAME', help: 'property of the wards that holds the name (default name)' },
    labels: { value: 'F.csv', help: 'name,lat,lng: street names for places whose incidents have none' },
    name: { value: 'NAME', help: 'name of the force (default: as it was)' },
    timezone: { value: 'ZONE', help: 'IANA time zone of the force (default: as it was, at first Europe/London)' },
  },
  example: 'areas --boundaries examples/boundaries.geojson --areas examples/areas.csv --name "Example Police"',
  notes: `
What is not given stays as it was. Nothing is changed when one of the files is refused.
`,
  async run(options, io) {
    const say = (line: string): void => io.err(`areas: ${line}\n`)
    const { change, warnings } = await readAreaChange(filesOf(options, io))
    warnings.forEach(say)
    const name = options.text('name')
    const timezone = options.text('timezone')
    if (timezone !== undefined) readZoneName(timezone)
    if (Object.keys(change).length === 0 && name === undefined && timezone === undefined)
      throw new DomainError('INVALID_INPUT', 'There is nothing to set. Give --boundaries, for example.')
    const database = await startDatabase(readConfig(process.env, process.cwd()), say)
    try {
      for (const warning of await changeAreas(database.db, ACTOR, change)) say(warning)
      const force = await getForce(database.db)
      if (name !== undefined || timezone !== undefined)
        await nameForce(database.db, ACTOR, { name: name ?? force.name, timezone: timezone ?? force.timezone })
      const { features, wards, labels } = await getAreaCollection(database.db)
      const units = new Set(features.map(({ properties: { bcu } }) => bcu).filter((bcu) => bcu !== '')).size
      say(`${features.length} areas in ${units} command units, ${wards.length} wards, ${labels} street names`)
    } finally {
      await database.close()
    }
    return EXIT.done
  },
}

function filesOf(options: ParsedOptions, io: CommandIo): AreaFiles {
  const files: AreaFiles = {}
  for (const kind of AREA_FILES) {
    const path = options.text(kind)
    if (path !== undefined) files[kind] = resolvePath(path, io)
  }
  const nameProperty = options.text('name-property')
  const wardNameProperty = options.text('ward-name-property')
  if (nameProperty !== undefined) files.nameProperty = nameProperty
  if (wardNameProperty !== undefined) files.wardNameProperty = wardNameProperty
  return files
}
