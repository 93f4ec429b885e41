import { readAreaFiles } from '../areas/read-area-files.ts'
import { readConfig } from '../config.ts'
import { startDatabase } from '../main.ts'
import { setAreas } from '../services/area.service.ts'
import { getForce, setForce } from '../services/force.service.ts'
import { EXIT, resolvePath, type Command } from './command.ts'

const ACTOR = 'command line'

export const areas: Command = {
  summary: 'set the areas and command units of the force',
  options: {
    boundaries: { value: 'GEOJSON', help: 'outlines in WGS84, each with a property "name"', required: true },
    areas: { value: 'F.csv', help: 'columns area,bcu; left out: one command unit, "force"' },
    name: { value: 'NAME', help: 'name of the force (default: as it was)' },
    timezone: { value: 'ZONE', help: 'IANA time zone of the force (default: as it was, at first Europe/London)' },
  },
  example: 'areas --boundaries examples/boundaries.geojson --areas examples/areas.csv --name "Example Police"',
  async run(options, io) {
    const areasPath = options.text('areas')
    const read = await readAreaFiles(
      resolvePath(options.getText('boundaries'), io),
      areasPath === undefined ? undefined : resolvePath(areasPath, io),
    )
    for (const warning of read.warnings) io.err(`areas: ${warning}\n`)
    const database = await startDatabase(readConfig(process.env, process.cwd()), (line) => io.err(`areas: ${line}\n`))
    try {
      const force = await getForce(database.db)
      await setForce(database.db, ACTOR, {
        ...force,
        name: options.text('name') ?? force.name,
        timezone: options.text('timezone') ?? force.timezone,
      })
      await setAreas(database.db, ACTOR, read.areas)
    } finally {
      await database.close()
    }
    const bcus = new Set(read.areas.map(({ bcu }) => bcu).filter((bcu) => bcu !== '')).size
    io.err(`areas: ${read.areas.length} areas in ${bcus} command units\n`)
    return EXIT.done
  },
}
