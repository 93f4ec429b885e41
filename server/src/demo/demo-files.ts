import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Area } from '@planner/shared/core'
import { writeWholeFile } from '../files/write-whole-file.ts'
import { demoAreasCsv, demoBoundaries, demoIncidentsCsv, demoShiftsCsv } from './demo-csv.ts'
import { DEMO_ROSTER_DAYS } from './demo-force.ts'
import { generateDemoIncidents } from './demo-incidents.ts'
import { generateDemoShifts } from './demo-shifts.ts'

/** What to make; incidents end and the roster begins on `startDay`, a local day number. */
export interface DemoFilesRequest {
  areas: readonly Area[]
  incidents: number
  weeks: number
  startDay: number
  seed: number
}

/** The demo force as the files that a user would bring, by name. Same request, same bytes. */
export function makeDemoFiles({ areas, incidents, seed, startDay, weeks }: DemoFilesRequest): Record<string, string> {
  return {
    'incidents.csv': demoIncidentsCsv(generateDemoIncidents({ areas, incidents, endDay: startDay, weeks, seed })),
    'boundaries.geojson': demoBoundaries(areas),
    'areas.csv': demoAreasCsv(areas),
    'shifts.csv': demoShiftsCsv(generateDemoShifts({ areas, startDay, days: DEMO_ROSTER_DAYS, seed })),
  }
}

/** Writes `files` into `folder`; each appears whole or not at all. Returns their paths. */
export async function writeDemoFiles(folder: string, files: Readonly<Record<string, string>>): Promise<string[]> {
  await mkdir(folder, { recursive: true })
  const paths: string[] = []
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    await writeWholeFile(path, text)
    paths.push(path)
  }
  return paths
}
