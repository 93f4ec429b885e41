import { resolve } from 'node:path'
import { DomainError } from '@planner/shared/core'
import { Type, type Static, type TSchema } from 'typebox'
import { Value } from 'typebox/value'

/** Every setting, its default and what it means: the README table is this, in words. */
const ConfigSchema = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 8080, description: 'a port number, 0 to 65535' }),
  HOST: Type.String({ minLength: 1, default: '127.0.0.1', description: 'an address to listen on, such as 127.0.0.1' }),
  DATABASE_URL: Type.Optional(
    Type.String({ pattern: '^postgres(ql)?://', description: 'an address such as postgres://user:password@host/name' }),
  ),
  DATA_DIR: Type.String({ minLength: 1, default: '.data', description: 'a folder for the database and uploads' }),
  LOG_LEVEL: Type.Union(
    ['fatal', 'error', 'warn', 'info', 'debug', 'silent'].map((level) => Type.Literal(level)),
    { default: 'warn', description: 'one of fatal, error, warn, info, debug, silent' },
  ),
  MAX_UPLOAD_MB: Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    default: 2048,
    description: 'a whole number of megabytes',
  }),
})

export interface Config {
  port: number
  host: string
  /** undefined: the built-in Postgres under `dataDir` */
  databaseUrl: string | undefined
  /** absolute */
  dataDir: string
  logLevel: string
  maxUploadBytes: number
}

/**
 * The settings of `environment`; the only reader of `process.env` for the server. An empty variable counts as absent.
 *
 * @param folder that a relative DATA_DIR starts from
 * @throws {DomainError} INVALID_INPUT naming each bad variable, its value and what it must be
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>, folder: string): Config {
  const given: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, schema] of Object.entries<TSchema>(ConfigSchema.properties)) {
    const text = environment[name]
    if (text === undefined || text.trim() === '') continue
    const value = 'type' in schema && schema.type === 'integer' ? Number(text) : text.trim()
    if (Value.Check(schema, value)) given[name] = value
    // The value of a database address holds a password: it is not repeated.
    else
      problems.push(
        `${name} is ${name === 'DATABASE_URL' ? 'not usable' : `"${text}"`}; it must be ${schemaDescription(schema)}`,
      )
  }
  if (problems.length > 0) throw new DomainError('INVALID_INPUT', `${problems.join('. ')}.`)
  const settings = Value.Default(ConfigSchema, given) as Static<typeof ConfigSchema>
  return {
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL,
    dataDir: resolve(folder, settings.DATA_DIR),
    logLevel: settings.LOG_LEVEL,
    maxUploadBytes: settings.MAX_UPLOAD_MB * 1024 * 1024,
  }
}

const schemaDescription = (schema: TSchema): string => ('description' in schema ? String(schema.description) : 'valid')

/** true for addresses that only this machine can reach */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
