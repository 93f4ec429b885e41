import { groupAreas, type Area } from '@planner/shared/core'
import type { AreaChanged, AreaCollection } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import { readAreaChange, type AreaChange, type AreaFiles } from '../areas/read-area-change.ts'
import type { Database } from '../database.ts'
import {
  countLabels,
  listAreas,
  listWardNames,
  listWards,
  replaceAreas,
  replaceLabels,
  replaceWards,
} from '../repositories/area.repository.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'
import { listRosters } from '../repositories/roster.repository.ts'
import type { AreasResult } from '../workers/areas.worker.ts'
import { runInWorker } from '../workers/run-in-worker.ts'

const WORKER = new URL('../workers/areas.worker.ts', import.meta.url)
/** A boundary of 400,000 points is alive as a whole: room in which it would be moved about first is of no use. */
const YOUNG_MB = 6

type Box = [west: number, south: number, east: number, north: number]

/**
 * Every area as GeoJSON, with the box that holds them all, and what there is of wards and street names.
 *
 * @param withOutlines whether wards come with their outlines, which are most of the answer
 */
export async function getAreaCollection(db: Kysely<Database>, withOutlines = false): Promise<AreaCollection> {
  const [areas, wards, labels] = await Promise.all([
    listAreas(db),
    withOutlines ? listWards(db) : listWardNames(db),
    countLabels(db),
  ])
  return {
    type: 'FeatureCollection',
    bbox: boxOf(areas),
    // GeoJSON's own types let a position be any list of numbers; the response schema checks it on the way out.
    features: areas.map(({ name, bcu, geometry }) => ({
      type: 'Feature',
      properties: { name, bcu },
      geometry: geometry as AreaCollection['features'][number]['geometry'],
    })),
    wards,
    labels,
  }
}

function boxOf(areas: readonly Area[]): Box | null {
  let box: Box | null = null
  for (const { geometry } of areas) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const [lng = 0, lat = 0] of polygons.flat(2))
      box =
        box === null
          ? [lng, lat, lng, lat]
          : [Math.min(box[0], lng), Math.min(box[1], lat), Math.max(box[2], lng), Math.max(box[3], lat)]
  }
  return box
}

/**
 * Replaces areas, their command units, wards and street names, all or nothing. Rankings and plans keep the names that they were made with.
 *
 * @returns sentences on what a person should know although it stops nothing
 * @throws {DomainError} INVALID_INPUT when a grouping does not fit the boundaries that are there
 */
export async function changeAreas(db: Kysely<Database>, actor: string, change: AreaChange): Promise<string[]> {
  return db.transaction().execute(async (transaction) => {
    const warnings: string[] = []
    let { areas } = change
    if (change.grouping !== undefined && areas === undefined) {
      const { records, file } = change.grouping
      const grouped = groupAreas(await listAreas(transaction), records, {
        boundaries: 'the boundaries that are loaded',
        areas: file,
      })
      ;({ areas } = grouped)
      warnings.push(...grouped.warnings)
    }
    if (areas !== undefined) {
      warnings.push(...(await warnOfRoster(transaction, areas)))
      await replaceAreas(transaction, areas)
    }
    if (change.wards !== undefined) await replaceWards(transaction, change.wards)
    if (change.labels !== undefined) await replaceLabels(transaction, change.labels)
    await insertAuditEvent(transaction, {
      actor,
      action: 'replaced',
      subjectKind: 'areas',
      subjectId: 'force',
      detail: {
        ...(areas === undefined ? {} : { areas: areas.length, bcus: unitsOf(areas).size }),
        ...(change.wards === undefined ? {} : { wards: change.wards.length }),
        ...(change.labels === undefined ? {} : { labels: change.labels.length }),
      },
    })
    return warnings
  })
}

/** Files of less are read within tens of milliseconds, sooner than a thread starts. */
const THREAD_FROM_BYTES = 256 * 1024

/**
 * Reads uploaded files, large ones on a thread of their own, and replaces what they bring.
 *
 * @param bytes of all files
 * @param remove parts that are to be taken away
 * @throws {DomainError} INVALID_INPUT naming file, feature or line
 */
export async function loadAreas(
  db: Kysely<Database>,
  actor: string,
  { files, bytes, remove }: { files: AreaFiles; bytes: number; remove: readonly ('wards' | 'labels')[] },
): Promise<AreaChanged> {
  const { change, warnings } = bytes < THREAD_FROM_BYTES ? await readAreaChange(files) : await readInThread(files)
  for (const part of remove) change[part] = []
  warnings.push(...(await changeAreas(db, actor, change)))
  const { features, wards, labels } = await getAreaCollection(db)
  const units = new Set(features.map(({ properties: { bcu } }) => bcu).filter((bcu) => bcu !== ''))
  return { areas: features.length, units: units.size, wards: wards.length, labels, warnings }
}

async function readInThread(files: AreaFiles): Promise<AreasResult> {
  const { signal } = new AbortController()
  return runInWorker<AreasResult>(WORKER, files, { signal, onProgress: () => undefined, youngMb: YOUNG_MB })
}

/** Puts these areas in the place of the force's earlier ones. */
export async function setAreas(db: Kysely<Database>, actor: string, areas: readonly Area[]): Promise<void> {
  await changeAreas(db, actor, { areas })
}

/** Command units of these areas, without the empty one. */
const unitsOf = (areas: readonly Area[]): Set<string> =>
  new Set(areas.map(({ bcu }) => bcu).filter((bcu) => bcu !== ''))

/** Tours join to places by their unit, letter for letter: a unit that only one of them knows gets nothing. */
async function warnOfRoster(db: Kysely<Database>, areas: readonly Area[]): Promise<string[]> {
  const [newest] = await listRosters(db)
  if (newest === undefined) return []
  const units = unitsOf(areas)
  const unknown = newest.by_bcu.map(({ bcu }) => bcu).filter((bcu) => !units.has(bcu))
  if (unknown.length === 0) return []
  return [
    `The newest roster (${newest.file_name}) has tours of ${unknown.join(', ')}, which ${unknown.length === 1 ? 'is no unit' : 'are no units'} of these ` +
      'areas: those crews get no places of rankings from now on, unless the unit is written alike in both.',
  ]
}
