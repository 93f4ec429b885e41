import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const PROJECT = resolve(import.meta.dirname, '../../..')
/** Ignored by git, as all of `generated` is. */
const STORE = join(PROJECT, 'generated/planning-table')
const SOURCES = ['shared/src/core/**/*.ts', 'tests/bench/planning/{bench-job,made-instances,real-instance}.ts']

/** Results kept between runs, one file each: a run that was stopped goes on where it was. */
export interface BenchStore {
  folder: string
  /** undefined: not there yet */
  read(name: string): unknown
  write(name: string, value: unknown): void
}

/** A store for this very code: any change to what is measured, or by what, begins a new one. */
export function openStore(): BenchStore {
  const hash = createHash('sha256')
  const files = [...SOURCES, 'tests/bench/planning/comparators/*.ts'].flatMap((pattern) =>
    globSync(pattern, { cwd: PROJECT }).filter((path) => !path.endsWith('.test.ts')),
  )
  for (const path of files.sort()) hash.update(path).update(readFileSync(join(PROJECT, path)))
  const folder = join(STORE, hash.digest('hex').slice(0, 16))
  mkdirSync(folder, { recursive: true })
  const pathOf = (name: string): string => join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.json`)
  return {
    folder,
    read(name) {
      const path = pathOf(name)
      return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as unknown) : undefined
    },
    write(name, value) {
      const path = pathOf(name)
      writeFileSync(`${path}.part`, JSON.stringify(value))
      renameSync(`${path}.part`, path)
    },
  }
}
