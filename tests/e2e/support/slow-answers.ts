import type { Server } from 'node:http'

/**
 * Makes a server take up each request to the API after a time of its own, where SLOW_ANSWERS says so: "600" for up to 600 ms,
 * "600:7" for the times of seed 7. Answers then come in other orders than they were asked for, as over a bad line, which finds tests
 * and screens that count on the order they mostly come in.
 */
export function slowAnswers(server: Server, wanted = process.env['SLOW_ANSWERS']): void {
  if (wanted === undefined) return
  const [longestMs = 0, seed = 1] = wanted.split(':').map(Number)
  const handlers = server.listeners('request')
  const random = createRandom(seed)
  server.removeAllListeners('request')
  server.on('request', (request, response) => {
    const handle = (): void => {
      for (const handler of handlers) Reflect.apply(handler, server, [request, response])
    }
    if (request.url?.startsWith('/api/') === true) setTimeout(handle, longestMs * random())
    else handle()
  })
}

/** Numbers from 0 to 1 by a congruential generator: the same for one seed. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
