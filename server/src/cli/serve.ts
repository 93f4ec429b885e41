import { readConfig } from '../config.ts'
import { startServer, startWorker, waitForEnd } from '../main.ts'
import { startDatabase } from '../start-database.ts'
import { EXIT, type Command } from './command.ts'

export const serve: Command = {
  summary: 'serve the web app and the API, and work jobs off',
  options: {},
  example: 'serve',
  notes: `
Settings come from the environment: PORT (8080), HOST (127.0.0.1), DATABASE_URL (absent: the built-in Postgres), DATA_DIR (.data).
Unlike "npm start" it builds nothing and loads no demonstration data.
`,
  async run(_options, io) {
    const say = (line: string): void => io.err(`serve: ${line}\n`)
    const config = readConfig(process.env, process.cwd())
    const database = await startDatabase(config, say)
    try {
      const jobs = await startWorker(database, config.dataDir)
      const server = await startServer(config, database, jobs)
      io.out(`ready ${server.url}\n`)
      const wasTold = await waitForEnd(say, database.embedded?.ended)
      await server.close()
      return wasTold ? EXIT.done : EXIT.infeasible
    } finally {
      await database.close()
    }
  },
}
