import { loadDemoBoroughs } from '../demo/demo-boroughs.ts'
import { makeDemoFiles, writeDemoFiles } from '../demo/demo-files.ts'
import { DEMO_INCIDENTS, DEMO_WEEKS } from '../demo/demo-force.ts'
import { EXIT, resolvePath, type Command } from './command.ts'

const DEFAULT_START = '2026-01-05'

export const demo: Command = {
  summary: 'write the files of a synthetic force to try the other verbs with',
  options: {
    out: { value: 'FOLDER', help: 'where the four files go; made when missing', required: true },
    start: {
      value: 'YYYY-MM-DD',
      help: `first day of the roster; incidents end the midnight before (default ${DEFAULT_START})`,
    },
    incidents: { value: 'N', help: `how many incidents (default ${DEMO_INCIDENTS})` },
    weeks: { value: 'N', help: `weeks that they are spread over (default ${DEMO_WEEKS})` },
    boroughs: { value: 'NAME', many: true, help: 'only these boroughs (default all 33)' },
    seed: { value: 'N', help: 'another number, another force; the same number, the same bytes (default 1)' },
  },
  example: 'demo --out demo-files --incidents 5000 --weeks 26 --boroughs Camden Islington',
  notes: `
Files
  incidents.csv       canonical incident format, invented incidents at invented streets
  boundaries.geojson  real borough outlines (Open Government Licence v3)
  areas.csv           area,bcu: invented command units
  shifts.csv          three crews in each early, late and night tour of every BCU, 28 days
`,
  async run(options, io) {
    const names = options.texts('boroughs')
    const files = makeDemoFiles({
      areas: await loadDemoBoroughs(names.length === 0 ? undefined : names),
      incidents: options.integer('incidents', DEMO_INCIDENTS, 1, 2_000_000),
      weeks: options.integer('weeks', DEMO_WEEKS, 1, 520),
      startDay: options.day('start', DEFAULT_START),
      seed: options.integer('seed', 1, 0, 2 ** 32 - 1),
    })
    for (const path of await writeDemoFiles(resolvePath(options.getText('out'), io), files)) io.err(`wrote ${path}\n`)
    io.err('Everything in these files is synthetic; the borough outlines alone are real.\n')
    return EXIT.done
  },
}
