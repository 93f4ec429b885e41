import type { Role } from '@planner/shared/schemas'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { launchBrowser } from '../../helpers/browser.ts'
import { startServer, type TestServer } from './start-server.ts'

/** The demonstration force that files share: to be read and not changed. */
export const app = inject('demoApp')

/** One for all files of this worker; it ends with its process. */
let browser: Promise<Browser> | undefined

async function closeContexts(): Promise<void> {
  for (const context of (await browser)?.contexts() ?? []) await context.close()
}

/** To be called once at the top of a file: what it opens in the browser is closed after its last test. */
export function useBrowser(): () => Browser {
  let ready: Browser
  beforeAll(async () => {
    browser ??= launchBrowser(inject('chromium'))
    ready = await browser
  })
  afterAll(closeContexts)
  return () => ready
}

/** A server of this file's own, to be called for at its top: with an empty database, or with the demonstration force to be changed. */
export function useServer(content: 'nothing' | 'demonstration'): () => TestServer {
  let server: TestServer
  beforeAll(async () => {
    const templateDatabase = inject(content === 'nothing' ? 'templateDatabase' : 'demoDatabase')
    server = await startServer({ postgresUrl: inject('postgresUrl'), templateDatabase })
  })
  afterAll(async () => {
    // A page that still listens would keep the server from ending.
    await closeContexts()
    await server?.close()
  })
  return () => server
}

/** Puts a session of this role into the browser, without the form. */
export async function signIn(context: BrowserContext, role: Role): Promise<void> {
  await context.addCookies(app.cookies[role])
}

/** Makes a session of its own, without the form. */
export async function signInAnew(
  context: BrowserContext,
  url: string,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const response = await context.request.post(`${url}/api/session`, { data: { username, password } })
  if (!response.ok()) throw new Error(`Sign-in as ${username} answered ${response.status()}: ${await response.text()}`)
}
