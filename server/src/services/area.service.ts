import type { Area } from '@planner/shared/core'
import type { AreaCollection } from '@planner/shared/schemas'
import type { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import { listAreas, replaceAreas } from '../repositories/area.repository.ts'
import { insertAuditEvent } from '../repositories/audit-event.repository.ts'

type Box = [west: number, south: number, east: number, north: number]

/** Every area as GeoJSON, with the box that holds them all. */
export async function getAreaCollection(db: Kysely<Database>): Promise<AreaCollection> {
  const areas = await listAreas(db)
  return {
    type: 'FeatureCollection',
    bbox: boxOf(areas),
    // GeoJSON's own types let a position be any list of numbers; the response schema checks it on the way out.
    features: areas.map(({ name, bcu, geometry }) => ({
      type: 'Feature',
      properties: { name, bcu },
      geometry: geometry as AreaCollection['features'][number]['geometry'],
    })),
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

/** Puts these areas in the place of the force's earlier ones. Rankings keep the names that they were made with. */
export async function setAreas(db: Kysely<Database>, actor: string, areas: readonly Area[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await replaceAreas(transaction, areas)
    await insertAuditEvent(transaction, {
      actor,
      action: 'replaced',
      subjectKind: 'areas',
      subjectId: 'force',
      detail: { areas: areas.length, bcus: new Set(areas.map(({ bcu }) => bcu)).size },
    })
  })
}
