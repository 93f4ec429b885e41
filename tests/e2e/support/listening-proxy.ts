import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands between browser and server and keeps what the browser sends. */
export interface ListeningProxy {
  url: string
  /** whole bodies of requests to this path, in their order */
  bodiesOf(path: string): Buffer[]
  close: () => Promise<void>
}

/** The browser's own tools do not show bodies that are files; this sees each byte that leaves it. */
export async function startListeningProxy(target: string): Promise<ListeningProxy> {
  const bodies: { path: string; body: Buffer }[] = []
  const server = createServer((incoming, answer) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      bodies.push({ path: incoming.url ?? '', body })
      const { method, headers } = incoming
      const forwarded = request(`${target}${incoming.url ?? ''}`, { method, headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      })
      forwarded.on('error', () => answer.destroy())
      answer.on('close', () => forwarded.destroy())
      forwarded.end(body)
    })
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodiesOf: (path) => bodies.filter((sent) => sent.path === path).map(({ body }) => body),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
