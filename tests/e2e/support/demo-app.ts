import type { Role } from '@planner/shared/schemas'
import type { Browser, BrowserContext } from 'playwright-core'
import { inject } from 'vitest'
import { launchBrowser } from '../../helpers/browser.ts'

export const app = inject('demoApp')

/** The run's browser; each file has one of its own. */
export const launch = (): Promise<Browser> => launchBrowser(inject('chromium'))

/** Signs in without the form. */
export async function signIn(
  context: BrowserContext,
  role: Role,
  { url, logins }: { url: string; logins: Partial<typeof app.logins> } = app,
): Promise<void> {
  const response = await context.request.post(`${url}/api/session`, {
    data: { username: logins[role]?.username, password: logins[role]?.password },
  })
  if (!response.ok()) throw new Error(`Sign-in as ${role} answered ${response.status()}: ${await response.text()}`)
}
