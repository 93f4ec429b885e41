import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import type { Check } from './checks.ts'

export interface CheckResult {
  isPassed: boolean
  stdout: string
  /** all that it said, for people */
  output: string
}

/** A check that takes longer than this hangs, be the machine as busy as it may. */
const LIMIT_MIN = 30

/** Runs one check under the Node that runs this, in `root`; never throws for a check that fails. */
export async function runCheck(
  check: Check,
  root: string,
  env: Readonly<Record<string, string>> = {},
): Promise<CheckResult> {
  let stdout = ''
  let output = ''
  const take = (chunk: string): void => {
    output += chunk
  }
  const status = await new Promise<number | string>((resolve) => {
    const child = spawn(process.execPath, [...check.args], {
      cwd: join(root, check.folder ?? '.'),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LIMIT_MIN * 60_000,
      env: {
        ...process.env,
        // What a tool starts as `node` must be the Node of this project too.
        PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
        NO_COLOR: '1',
        ...env,
      },
    })
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk
      take(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', take)
    child.on('error', (error) => resolve(error.message))
    child.on('close', (code, signal) => resolve(code ?? `ended by ${signal} (the limit is ${LIMIT_MIN} minutes)`))
  })
  const complaint = check.judge?.(stdout)
  const isPassed = status === 0 && complaint === undefined
  if (complaint !== undefined) output = complaint
  if (typeof status === 'string') output += `\n${status}`
  return { isPassed, stdout, output }
}
