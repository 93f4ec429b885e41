import { setTimeout as wait } from 'node:timers/promises'
import type { PoolClient } from 'pg'

/** Any number will do, as long as nothing else of ours locks it. */
const MERGE_LOCK = 7_210_250
/** How soon what waits hears that it may go on, or that it was cancelled. */
const LOCK_POLL_MS = 100

/** Keeps everybody else from changing incidents until the transaction of `client` ends; false where somebody is at it. */
export async function tryMergeLock(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ is_taken: boolean }>('select pg_try_advisory_xact_lock($1) as is_taken', [
    MERGE_LOCK,
  ])
  return rows[0]!.is_taken
}

/** The same, once nobody is at it any more. @param onWait called now and then while somebody is */
export async function waitForMergeLock(
  client: PoolClient,
  signal: AbortSignal | undefined,
  onWait: () => void = () => undefined,
): Promise<void> {
  while (!(await tryMergeLock(client))) {
    onWait()
    await wait(LOCK_POLL_MS, undefined, { signal })
  }
}
