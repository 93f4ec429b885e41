/** Where nobody waits for an answer: on the standard error, with its stack where it has one. */
export function logError(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
}
