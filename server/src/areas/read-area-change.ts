import type { Area, AreaRecord, OutlineOptions, PlaceLabel, Ward } from '@planner/shared/core'
import type { SourcePath } from '../incidents/sources/list-sources.ts'
import { readAreaFiles, readGroupingFile, readLabelFile, readWardFile } from './read-area-files.ts'

/** What of the force's ground is to be replaced; what is left out stays as it is, an empty list removes it. */
export interface AreaChange {
  areas?: readonly Area[]
  /** another division of the boundaries that are there; `file` for messages */
  grouping?: { records: readonly AreaRecord[]; file: string }
  wards?: readonly Ward[]
  labels?: readonly PlaceLabel[]
}

/** The parts of the ground that a file can bring. */
export const AREA_FILES = ['boundaries', 'areas', 'wards', 'labels'] as const
export type AreaFileKind = (typeof AREA_FILES)[number]

export interface AreaFiles extends Partial<Record<AreaFileKind, SourcePath>> {
  /** property of the boundaries, and of the wards, that holds the name; left out: `name` */
  nameProperty?: string
  wardNameProperty?: string
}

/**
 * Reads all files before any of them changes anything.
 *
 * @returns what they bring, and sentences on what a person should know although it stops nothing
 * @throws {DomainError} NOT_FOUND for a missing file, INVALID_INPUT naming file, feature or line
 */
export async function readAreaChange(files: AreaFiles): Promise<{ change: AreaChange; warnings: string[] }> {
  const { boundaries, areas: grouping, labels } = files
  const change: AreaChange = {}
  const warnings: string[] = []
  if (boundaries !== undefined) {
    const read = await readAreaFiles(boundaries, grouping, named(files.nameProperty))
    change.areas = read.areas
    warnings.push(...read.warnings)
  } else if (grouping !== undefined) {
    const file = typeof grouping === 'string' ? grouping : grouping.name
    change.grouping = { records: await readGroupingFile(grouping), file }
  }
  if (files.wards !== undefined) {
    const read = await readWardFile(files.wards, named(files.wardNameProperty))
    change.wards = read.wards
    warnings.push(...read.warnings)
  }
  if (labels !== undefined) change.labels = await readLabelFile(labels)
  return { change, warnings }
}

const named = (nameProperty: string | undefined): OutlineOptions => (nameProperty === undefined ? {} : { nameProperty })
