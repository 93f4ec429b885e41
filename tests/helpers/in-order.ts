import { beforeEach } from 'vitest'

/**
 * To be called at the top of a file, or of a `describe`, whose tests build on each other: after one that failed the rest are skipped
 * at once, each with the reason, where they would wait to the end of their time for what is not there. The run fails as it would.
 */
export function useOrder(): void {
  let failed: string | undefined
  beforeEach((context) => {
    if (failed !== undefined) context.skip(`it builds on "${failed}", which failed`)
    context.onTestFailed(({ task }) => {
      failed ??= task.name
    })
  })
}
