import { DomainError } from '@planner/shared/core'
import { readConfig } from '../config.ts'
import { startWorker, waitForEnd } from '../main.ts'
import { startDatabase } from '../start-database.ts'
import { EXIT, type Command } from './command.ts'

export const worker: Command = {
  summary: 'work jobs off beside a server, on the same database',
  options: {},
  example: 'worker --help',
  notes: `
DATABASE_URL names the database, and DATA_DIR the folder of uploads, which server and workers must share.
`,
  async run(_options, io) {
    const config = readConfig(process.env, process.cwd())
    if (config.databaseUrl === undefined)
      throw new DomainError(
        'INVALID_INPUT',
        'DATABASE_URL is missing. The built-in Postgres belongs to one server; a worker needs the address of a shared one.',
      )
    const say = (line: string): void => io.err(`worker: ${line}\n`)
    const database = await startDatabase(config, say)
    try {
      const jobs = await startWorker(database, config.dataDir)
      say('waiting for jobs')
      await waitForEnd(say)
      await jobs.stop()
      return EXIT.done
    } finally {
      await database.close()
    }
  },
}
