import { existsSync } from 'node:fs'
import sparticuz from '@sparticuz/chromium'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Where a system Chromium usually is; without one the npm package brings its own. */
const SYSTEM_CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Draws WebGL in software and talks to nobody by itself. */
const FLAGS = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

/** CHROMIUM_PATH, else the system's Chromium, else the one from npm. */
async function findChromium(): Promise<string> {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && given !== 'npm') return given
  const installed = given === 'npm' ? undefined : SYSTEM_CHROMIUM.find((path) => existsSync(path))
  return installed ?? (await sparticuz.executablePath())
}

export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: FLAGS })
}

/** What a page did that no page of ours may do. */
export type Trespasses = string[]

/**
 * A page that notes each request to another host, each breach of the content security policy and each error on the console.
 * A refusal that a test provokes is named in `expected`.
 */
export async function openPage(
  context: BrowserContext,
  origin: string,
  expected: readonly RegExp[] = [],
): Promise<{ page: Page; trespasses: Trespasses }> {
  const trespasses: Trespasses = []
  const note = (text: string): void => {
    if (!expected.some((pattern) => pattern.test(text))) trespasses.push(text)
  }
  const page = await context.newPage()
  page.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) note(`request to ${url}`)
  })
  page.on('console', (message) => {
    // A 4xx answer is written to the console by the browser itself; what the page makes of it is what tests look at.
    const isRefusal = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !isRefusal) note(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`))
  return { page, trespasses }
}

/** Waits until MapLibre has drawn what it was given. */
export async function waitForMap(page: Page): Promise<void> {
  await page.locator('[data-map="drawn"]').waitFor({ timeout: 30_000 })
}
