import { readConfig } from '../config.ts'
import { startDatabase } from '../start-database.ts'
import { EXIT, type Command } from './command.ts'

export const migrate: Command = {
  summary: 'bring the database to this release',
  options: {},
  example: 'migrate',
  async run(_options, io) {
    const say = (line: string): void => io.err(`migrate: ${line}\n`)
    const database = await startDatabase(readConfig(process.env, process.cwd()), say)
    await database.close()
    say('the database is of this release')
    return EXIT.done
  },
}
