import type { GuessedMapping, IncidentMapping, OutOfScopeReason } from '@planner/shared/core'
import type { FileEncoding } from './decode-text.ts'
import type { Delimiter } from './find-table.ts'
import type { KnownFormat } from './known-formats.ts'

/** One column of a file, from its first rows. Values stay in this browser. */
export interface FileColumn {
  name: string
  /** 0-based; two columns can have one name */
  index: number
  /** share of the first rows that have a value, 0 to 1 */
  filled: number
  /** the most common values */
  samples: readonly string[]
  /** every value of the first rows, the most common first; null where they are too many or too long for a code list */
  values: readonly { value: string; rows: number }[] | null
}

/** One CSV file in what was chosen. */
export interface FileMember {
  name: string
  bytes: number
  /** whether its header is the one that is read: others are left out */
  isRead: boolean
}

/** What a chosen file is, found without sending anything. */
export interface OpenedFile {
  name: string
  bytes: number
  packing: 'none' | 'gzip' | 'zip'
  members: readonly FileMember[]
  encoding: FileEncoding
  delimiter: Delimiter
  /** 1-based */
  headerLine: number
  columns: readonly FileColumn[]
  /** rows that were looked at */
  sampleRows: number
  /** the format that needs no mapping; null: which column is what has to be said */
  recognised: KnownFormat | null
  /** names of columns about people, by their names: never to be read */
  people: readonly string[]
  /** what the columns most likely are */
  guess: GuessedMapping
}

/** How a file is to be read. */
export type ReadingChoice = { format: KnownFormat } | { format: 'mapped'; mapping: IncidentMapping }

/** What becomes of the first rows of a file. */
export interface JudgedRows {
  rows: number
  taken: number
  outOfScope: readonly { reason: OutOfScopeReason; rows: number }[]
  rejected: number
  rejectsByCode: readonly { code: string; rows: number; example: JudgedReject }[]
  /** local times and places of the first that were taken, to see whether they are understood */
  examples: readonly JudgedIncident[]
  /** what is to be asked of the time zone by which times were read, if anything */
  offClock: string | null
  /** why nothing can be read at all */
  refused: string | null
}

export interface JudgedReject {
  line: number
  column: string
  value: string
  advice: string
}

export interface JudgedIncident {
  line: number
  /** YYYY-MM-DDTHH:MM, shorter where the file says less */
  occurredFrom: string
  offence: string
  lat: number
  lng: number
  placeName: string | null
}

/** A file as it is sent: nothing in it but columns that are read. */
export interface PreparedFile {
  blob: Blob
  rows: number
}

export interface PrepareProgress {
  bytesRead: number
  bytesTotal: number
  rows: number
  bytesOut: number
}

/** What a page asks of the worker that reads a file; each is answered under its id, but `stop`, which gives up the one of that id. */
export type WorkerRequest = { id: number } & (
  | { kind: 'open'; file: File }
  | { kind: 'judge'; choice: ReadingChoice; timezone: string }
  | { kind: 'prepare'; choice: ReadingChoice }
  | { kind: 'stop' }
)

export type WorkerAnswer = { id: number } & (
  | { kind: 'opened'; opened: OpenedFile }
  | { kind: 'judged'; judged: JudgedRows }
  | { kind: 'progress'; progress: PrepareProgress }
  | { kind: 'prepared'; prepared: PreparedFile }
  | { kind: 'failed'; message: string }
)
