import { spawn, spawnSync } from 'node:child_process'

/** The user that a process runs as; undefined: the one that we are. */
export interface RunAs {
  name: string
  uid: number
  gid: number
}

const OWN_USER = 'patrol-planner'

/**
 * Postgres refuses to run as root. For root this lists whom to try instead, best first; for anybody else there is nothing
 * to change.
 */
export function listUnprivilegedUsers(): (RunAs | undefined)[] {
  if (process.getuid?.() !== 0) return [undefined]
  const known = [findUser('postgres') ?? findUser(OWN_USER) ?? addUser(), findUser('nobody')]
  return known.filter((user) => user !== undefined)
}

function findUser(name: string): RunAs | undefined {
  const uid = spawnSync('id', ['-u', name], { encoding: 'utf8' })
  const gid = spawnSync('id', ['-g', name], { encoding: 'utf8' })
  if (uid.status !== 0 || gid.status !== 0) return undefined
  return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

function addUser(): RunAs | undefined {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_USER])
  return findUser(OWN_USER)
}

export interface Finished {
  status: number | null
  /** standard output and standard error, in the order in which they came */
  output: string
}

/** Runs a program to its end; one that cannot be started gives status null and says why in `output`. */
export function runToEnd(
  file: string,
  args: readonly string[],
  runAs: RunAs | undefined,
  cwd: string,
): Promise<Finished> {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(file, args, {
      cwd,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(runAs === undefined ? {} : { uid: runAs.uid, gid: runAs.gid }),
    })
    const collect = (chunk: Buffer): void => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ status: null, output: error.message }))
    child.on('close', (status) => resolve({ status, output }))
  })
}
