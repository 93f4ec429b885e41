import {
  checkGeoJsonSize,
  DomainError,
  groupAreas,
  listNameProperties,
  parseGeoJson,
  readAreas,
  readWards,
  type Area,
  type AreaRecord,
  type NameProperty,
  type Ward,
} from '@planner/shared/core'
import type { AreaCollection } from '@planner/shared/schemas'
import { openTable } from '../../incident-files/open-table.ts'

/** The files that can bring a part of the ground; the names are those of the request. */
const AREA_FILES = ['boundaries', 'areas', 'wards', 'labels'] as const
export type AreaFileKind = (typeof AREA_FILES)[number]

/** What can be taken away and leave something behind. */
export type RemovablePart = Extract<AreaFileKind, 'wards' | 'labels'>

/** What was chosen, and which property holds the names. */
export interface AreaDraft {
  files: Partial<Record<AreaFileKind, File>>
  nameProperty: string | undefined
  wardNameProperty: string | undefined
  /** what is to be taken away; none of it has a file */
  removed: readonly RemovablePart[]
}

type PreviewedWard = AreaCollection['wards'][number] | Ward

/** What the chosen files would make of the force's ground. */
export interface AreaPreview {
  /** undefined: nothing of it can be shown */
  areas: Area[] | undefined
  wards: readonly PreviewedWard[]
  warnings: string[]
  /** by file: why it cannot be taken */
  faults: Partial<Record<AreaFileKind, string>>
  /** properties of the file that could hold the names; empty: none was read */
  nameProperties: NameProperty[]
  wardNameProperties: NameProperty[]
}

/** Reads the chosen files here, by the rules of the server; labels are only counted there. */
export async function readAreaDraft(draft: AreaDraft, stored: AreaCollection): Promise<AreaPreview> {
  const preview: AreaPreview = {
    areas: storedAreas(stored),
    wards: draft.removed.includes('wards') ? [] : stored.wards,
    warnings: [],
    faults: {},
    nameProperties: [],
    wardNameProperties: [],
  }
  const attempt = async (kind: AreaFileKind, act: () => void | Promise<void>): Promise<void> => {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      preview.faults[kind] = error.message
    }
  }
  const { boundaries, areas: grouping, wards } = draft.files
  let records: AreaRecord[] | undefined
  if (grouping !== undefined)
    await attempt('areas', async () => {
      records = await readGrouping(grouping)
    })
  const sources = {
    boundaries: boundaries?.name ?? 'the boundaries that are loaded',
    ...(grouping === undefined ? {} : { areas: grouping.name }),
  }
  if (boundaries !== undefined) {
    preview.areas = undefined
    await attempt('boundaries', async () => {
      const geojson = await readGeoJson(boundaries)
      preview.nameProperties = listNameProperties(geojson)
      const bare = readAreas(geojson, undefined, sources, named(draft.nameProperty))
      preview.areas = bare.areas
      preview.warnings.push(...bare.warnings)
    })
  }
  if (records !== undefined && preview.areas !== undefined) {
    const ungrouped = preview.areas
    await attempt('areas', () => {
      const grouped = groupAreas(ungrouped, records, sources)
      preview.areas = grouped.areas
      preview.warnings.push(...grouped.warnings)
    })
  }
  if (wards !== undefined)
    await attempt('wards', async () => {
      const geojson = await readGeoJson(wards)
      preview.wardNameProperties = listNameProperties(geojson)
      const read = readWards(geojson, wards.name, named(draft.wardNameProperty))
      preview.wards = read.wards
      preview.warnings.push(...read.warnings)
    })
  return preview
}

const named = (nameProperty: string | undefined): { nameProperty?: string } =>
  nameProperty === undefined ? {} : { nameProperty }

async function readGeoJson(file: File): Promise<unknown> {
  checkGeoJsonSize(file.size, file.name)
  return parseGeoJson(await file.text(), file.name)
}

/** More than any country has boroughs: what has more is another file. */
const MOST_GROUPED = 20_000

async function readGrouping(file: File): Promise<AreaRecord[]> {
  const table = await openTable({ name: file.name, bytes: file.size, open: () => file.stream() })
  const header = table.header.fields.map((name) => name.trim())
  const [area, bcu] = [header.indexOf('area'), header.indexOf('bcu')]
  if (area < 0 || bcu < 0)
    throw new DomainError('INVALID_INPUT', `${file.name} has the columns ${header.join(',')}; it needs area,bcu.`)
  const records: AreaRecord[] = []
  for await (const rows of table.rows)
    for (const { fields, line } of rows) {
      records.push({ line, area: fields[area]?.trim() ?? '', bcu: fields[bcu]?.trim() ?? '' })
      if (records.length > MOST_GROUPED)
        throw new DomainError(
          'INVALID_INPUT',
          `${file.name} has more than ${MOST_GROUPED} rows, the most that are read.`,
        )
    }
  return records
}

const storedAreas = ({ features }: AreaCollection): Area[] =>
  features.map(({ properties, geometry }) => ({ ...properties, geometry }))

/** The request that saves a draft. */
export function areaForm({ files, nameProperty, wardNameProperty, removed }: AreaDraft): FormData {
  const form = new FormData()
  if (removed.length > 0) form.set('remove', removed.join(','))
  if (nameProperty !== undefined) form.set('nameProperty', nameProperty)
  if (wardNameProperty !== undefined) form.set('wardNameProperty', wardNameProperty)
  for (const kind of AREA_FILES) {
    const file = files[kind]
    if (file !== undefined) form.set(kind, file)
  }
  return form
}

/** Areas and wards as the map draws them. */
export function toCollection({
  areas,
  wards,
}: {
  areas: readonly Area[]
  wards: readonly PreviewedWard[]
}): AreaCollection {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  const features = areas.map(({ name, bcu, geometry }) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    for (const [lng = 0, lat = 0] of polygons.flat(2)) {
      box.west = Math.min(box.west, lng)
      box.east = Math.max(box.east, lng)
      box.south = Math.min(box.south, lat)
      box.north = Math.max(box.north, lat)
    }
    return { type: 'Feature' as const, properties: { name, bcu }, geometry }
  })
  return {
    type: 'FeatureCollection',
    bbox: areas.length === 0 ? null : [box.west, box.south, box.east, box.north],
    features,
    wards: [...wards],
    labels: 0,
  }
}
