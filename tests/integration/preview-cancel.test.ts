import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RankedOperation } from '../helpers/ranked-operation.ts'

const asked: AbortSignal[] = []

let test: RankedOperation
beforeAll(async () => {
  // A thread that never answers, so that only the client can end the question. Other files of this process have read the real one.
  vi.doMock(import('@planner/server/workers/standing-worker.ts'), () => ({
    createStandingWorker: () => ({
      start: () => undefined,
      ask: (_input: unknown, signal: AbortSignal) => {
        asked.push(signal)
        const answer = Promise.withResolvers<never>()
        signal.addEventListener('abort', () => answer.reject(signal.reason as Error))
        return answer.promise
      },
      close: async () => undefined,
    }),
  }))
  vi.resetModules()
  const { buildRankedOperation } = await import('../helpers/ranked-operation.ts')
  test = await buildRankedOperation({ days: 3, top: 5 })
  await test.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  vi.doUnmock('@planner/server/workers/standing-worker.ts')
  vi.resetModules()
  await test?.close()
})

describe('a preview that nobody waits for any more', () => {
  it('is given up as soon as the client has gone', async () => {
    const { port } = test.app.server.address() as AddressInfo
    const client = request({
      method: 'POST',
      host: '127.0.0.1',
      port,
      path: '/api/plan-previews',
      headers: { ...test.headers, 'content-type': 'application/json' },
    })
    client.on('error', () => undefined)
    client.end(JSON.stringify({ operationId: test.operationId, rosterId: test.rosterId }))
    await expect.poll(() => asked.map(({ aborted }) => aborted)).toEqual([false])
    client.destroy()
    await expect.poll(() => asked.map(({ aborted }) => aborted)).toEqual([true])
  })
})
