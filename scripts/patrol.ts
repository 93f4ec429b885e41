import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { CommandIo } from '@planner/server/cli/command.ts'
import { keepHeapSmall } from '@planner/server/plans/lean-heap.ts'

const [verb, ...args] = process.argv.slice(2)

// Before anything else is loaded, which would make room that is never given back; and before the cache, since compiled code is
// kept by the settings that it was compiled under.
if (verb === 'import' || verb === 'areas') keepHeapSmall()

// Commands are compiled once, not at every start; worker threads and children find the same folder by its name.
const { directory } = enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)))
if (directory !== undefined) process.env['NODE_COMPILE_CACHE'] ??= directory

const { COMMANDS } = await import('@planner/server/cli/index.ts')
const { EXIT, runCommand } = await import('@planner/server/cli/command.ts')

const io: CommandIo = {
  // npm changes into the project's folder; INIT_CWD is where the caller stood.
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  interactive: process.stderr.isTTY,
}

async function main(): Promise<number> {
  const load = verb === undefined ? undefined : COMMANDS[verb]
  if (verb !== undefined && load !== undefined) return runCommand(verb, await load(), args, io)
  const lines = await Promise.all(
    Object.entries(COMMANDS).map(async ([name, loadOne]) => `  ${name.padEnd(10)}${(await loadOne()).summary}`),
  )
  const list = `Usage: npm run --silent patrol -- VERB [options]   (VERB --help for each)\n\n${lines.join('\n')}\n`
  if (verb === undefined || verb === '--help' || verb === '-h') {
    io.out(list)
    return EXIT.done
  }
  io.err(`patrol: there is no verb "${verb}".\n\n${list}`)
  return EXIT.badInput
}

process.exitCode = await main()
