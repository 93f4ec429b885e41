import { readConfig } from '../config.ts'
import { startDatabase, startServer, startWorker, waitForEnd } from '../main.ts'
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
    const database = await startDatabase(readConfig(process.env, process.cwd()), say)
    try {
      const jobs = await startWorker(database)
      const server = await startServer(readConfig(process.env, process.cwd()), database, jobs)
      io.out(`ready ${server.url}\n`)
      const wasTold = await waitForEnd(say, database.embedded?.ended)
      await server.close()
      return wasTold ? EXIT.done : EXIT.infeasible
    } finally {
      await database.close()
    }
  },
}
