import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createAccount } from '@planner/server/services/account.service.ts'
import { getForce } from '@planner/server/services/force.service.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPage, waitForMap, type Trespasses } from '../helpers/browser.ts'
import { useOrder } from '../helpers/in-order.ts'
import { signInAnew, useBrowser, useServer } from './support/demo-app.ts'
import { findAxeFaults, findOverflow } from './support/find-faults.ts'

const login = { username: 'tess', password: 'correct horse battery staple' }
/** Where pictures of each screen go, when they are wanted. */
const { SCREENSHOTS } = process.env
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

const browser = useBrowser()
const server = useServer('nothing')
let context: BrowserContext
let page: Page
let trespasses: Trespasses

beforeAll(async () => {
  await createAccount(server().database.db, 'test', { ...login, role: 'tasking', teamId: null })
  // Somebody at a computer in Toronto, whose force nobody has named.
  context = await browser().newContext({ viewport: WIDE, colorScheme: 'light', timezoneId: 'America/Toronto' })
  await signInAnew(context, server().url, login)
  ;({ page, trespasses } = await openPage(context, server().url))
  if (SCREENSHOTS !== undefined) await mkdir(SCREENSHOTS, { recursive: true })
})

const region = (name: string) => page.getByRole('region', { name, exact: true })
const stored = () => getForce(server().database.db)

/** As a portal of Toronto writes incidents: days as the instants of local midnight, and the hour beside them. */
const TORONTO_FILE = `EVENT_UNIQUE_ID,OCC_DATE,OCC_HOUR,OFFENCE,LAT_WGS84,LONG_WGS84
GO-1,2024/01/05 05:00:00+00,22,Robbery,43.65,-79.38
GO-2,2024/01/06 05:00:00+00,1,Robbery,43.66,-79.39
GO-3,2024/07/06 04:00:00+00,13,Robbery,43.66,-79.39
GO-4,2024/07/06 11:00:00+00,13,Robbery,43.66,-79.39
`
const LONDON_FILE = `id,occurred_from,occurred_to,offence,lat,lng
L1,2026-07-03T22:14,,robbery,51.47,-0.069
L2,soon,,robbery,51.47,-0.069
`

/** A file as a person chooses it. */
async function choose(action: string, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: action }).press('Enter')
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
}

const LOOKS = [
  ['light', 'desk'],
  ['dark', 'phone'],
  ['light', 'phone'],
  ['dark', 'desk'],
] as const
const faults: unknown[] = []

/** Looks at the screen wide and on a phone, in light and dark, and shows it to whoever wants to see it. */
async function look(name: string): Promise<void> {
  // Each way once is enough where nobody looks at the pictures.
  for (const [colorScheme, device] of SCREENSHOTS === undefined ? LOOKS.slice(0, 2) : LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(device === 'desk' ? WIDE : PHONE)
    if (SCREENSHOTS !== undefined)
      await page.screenshot({ path: join(SCREENSHOTS, `force-${name}-${device}-${colorScheme}.png`), fullPage: true })
    for (const fault of await findAxeFaults(page)) faults.push([name, device, colorScheme, fault])
    const overflow = await findOverflow(page)
    if (overflow > 0) faults.push([name, device, `${overflow} pixels too wide`])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(WIDE)
}

/** In this order, as somebody would who has only a browser. */
describe('a force outside the United Kingdom', () => {
  useOrder()

  it('is asked for first, with the zone of this computer as a suggestion that nobody has set yet', async () => {
    await page.goto(`${server().url}/data`)
    const step = region('Your force')
    await step
      .getByText('A suggestion: the zone of this computer. Until you set it, files are read by Europe/London.')
      .waitFor()
    await expect
      .poll(() => page.locator('.step h2').allInnerTexts())
      .toEqual(['Your force', 'Incidents', 'Operation', 'Rank places', 'Plan tours'])
    await expect.poll(() => page.locator('.step-mark').allInnerTexts()).toEqual(['1', '2', '3', '4', '5'])
    await expect.poll(() => step.getByLabel('Name of the force').inputValue()).toBe('')
    await expect.poll(() => step.getByLabel('Time zone').inputValue()).toBe('America/Toronto')
    expect(await stored()).toMatchObject({ isNamed: false, timezone: 'Europe/London' })
    await look('unnamed')
  })

  it('says what is missing before anything is set', async () => {
    const step = region('Your force')
    await step.getByLabel('Time zone').fill('Toronto')
    await step.getByRole('button', { name: 'Set name and time zone' }).click()
    await step.getByText('Give the force its name').waitFor()
    await step.getByText('There is no such zone: choose one of the list, such as America/Toronto').waitFor()
    await look('refused')
    await step.getByLabel('Name of the force').fill('Toronto Police Service')
    await step.getByRole('button', { name: 'Set name and time zone' }).click()
    await expect
      .poll(() => step.getByLabel('Time zone').evaluate((input) => input === document.activeElement))
      .toBe(true)
    expect(await stored()).toMatchObject({ isNamed: false })
  })

  it('stands on every screen once it is set', async () => {
    const step = region('Your force')
    await step.getByLabel('Time zone').fill('America/Toronto')
    await step.getByRole('button', { name: 'Set name and time zone' }).click()
    await step.getByText('Set. Every screen says so now.').waitFor()
    await page.getByRole('banner').getByText('Toronto Police Service').waitFor()
    expect(await stored()).toMatchObject({ name: 'Toronto Police Service', timezone: 'America/Toronto', isNamed: true })
    await look('named')
    await page.reload()
    await region('Incidents').waitFor()
    await expect.poll(() => page.locator('.step h2').first().innerText()).toBe('Incidents')
  })

  it('can be named otherwise under Areas, at once where nothing hangs on it', async () => {
    await page.getByRole('link', { name: 'Areas', exact: true }).click()
    const force = region('The force')
    await waitForMap(page)
    const button = force.getByRole('button', { name: 'Change name or time zone' })
    await expect.poll(() => button.isDisabled()).toBe(true)
    await force.getByLabel('Name of the force').fill('Toronto Police')
    await button.click()
    await page.getByRole('banner').getByText('Toronto Police', { exact: true }).waitFor()
    expect(await stored()).toMatchObject({ name: 'Toronto Police', timezone: 'America/Toronto' })
  })

  it('judges a file by the clock that is said for it, and asks where its places lie under another one', async () => {
    await page.goto(`${server().url}/data`)
    await choose('Choose a file of incidents', 'toronto.csv', TORONTO_FILE)
    await page.getByRole('heading', { name: 'toronto.csv' }).waitFor()
    await page.getByRole('button', { name: 'Show them and choose' }).click()
    await page.getByLabel('Read OCC_HOUR as').selectOption('occurred_from_time')
    await region('How it is written').getByLabel('Times of day').selectOption('hours')
    const zone = region('How it is written').getByLabel('Times are local to')
    expect(await zone.inputValue()).toBe('America/Toronto')
    await region('How it is written').getByText('The time zone of the force.').waitFor()
    await region('The first rows').getByText('Of the first 4 rows, 3 are taken').waitFor()
    await region('Row by row')
      .getByText(/5 January 2024, 22:00/)
      .waitFor()
    await zone.fill('Europe/London')
    await region('How it is written')
      .getByText('The places lie about 5 hours west of Europe/London’s clock: is the time zone right?')
      .waitFor()
    await region('The first rows').getByText('Of the first 4 rows, 0 are taken').waitFor()
    await page.getByText('Look at the time zone under “How it is written”.').waitFor()
    await look('off-clock')
    await zone.fill('Europe/Lon')
    await region('How it is written')
      .getByText(/^Error: There is no such zone/)
      .waitFor()
    expect(await page.getByRole('button', { name: 'Load the file' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Use the force’s, America/Toronto' }).click()
    await region('The first rows').getByText('Of the first 4 rows, 3 are taken').waitFor()
    await page.getByRole('button', { name: 'Load the file' }).click()
    const result = region('Result of toronto.csv')
    await result.getByText(/^Of 4 rows, 3 accepted/).waitFor()
    expect(await result.getByText(/Times: local to/).count()).toBe(0)
  })

  it('reads one file by another clock than the force’s, and what is mended of it by the same', async () => {
    await page.goto(`${server().url}/data`)
    await choose('Choose a file of incidents', 'visit.csv', LONDON_FILE)
    await page.getByRole('heading', { name: 'Planner CSV (canonical)' }).waitFor()
    const rail = page.getByRole('complementary', { name: 'What becomes of it' })
    await rail.getByText('The places lie about 5 hours east of America/Toronto’s clock').waitFor()
    await look('known-format')
    await rail.getByLabel('Times are local to').fill('Europe/London')
    await rail.getByText('For this file alone, and what is rejected of it.').waitFor()
    await rail.getByText(/hours east of/).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Load the file' }).click()
    const result = region('Result of visit.csv')
    await result.getByText('Times: local to Europe/London; the force’s clock is America/Toronto.').waitFor()
    await look('another-clock')
    const { rows } = await server().database.pool.query("select occurred_from from incident where source_id = 'L1'")
    expect(rows).toEqual([{ occurred_from: new Date('2026-07-03T21:14:00Z') }])
    await choose('Choose the mended file', 'mended.csv', LONDON_FILE.replace('soon', '2026-07-04T22:14'))
    await page.getByRole('heading', { name: 'mended.csv' }).waitFor()
    expect(await rail.getByLabel('Times are local to').inputValue()).toBe('Europe/London')
    await rail.getByText('As the file was read that these rows come from.').waitFor()
    await page.getByRole('button', { name: 'Load the file' }).click()
    await region('Result of mended.csv')
      .getByText(/^Of 2 rows, 2 accepted \(1 new, 0 updated, 1 unchanged\)/)
      .waitFor()
  })

  it('says before another zone is set what stays as it is, with numbers, and asks', async () => {
    await page.goto(`${server().url}/data/areas`)
    const force = region('The force')
    const zone = force.getByLabel('Time zone')
    const asked = force.getByRole('group', { name: 'From America/Toronto to America/New_York' })
    const button = force.getByRole('button', { name: 'Change name or time zone' })
    await zone.fill('America/New_York')
    await button.click()
    await asked.waitFor()
    expect(await asked.getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringMatching(/^5 incidents keep the instants that they were read as;/),
      expect.stringMatching(/^3 files were read by the clock of America\/Toronto and Europe\/London,/),
      expect.stringMatching(/^Rankings and plans that exist keep their clock/),
    ])
    await look('another-zone')
    await asked.getByRole('button', { name: 'Keep America/Toronto' }).click()
    expect(await zone.evaluate((input) => input === document.activeElement)).toBe(true)
    expect([await zone.inputValue(), await button.isDisabled()]).toEqual(['America/Toronto', true])
    expect(await stored()).toMatchObject({ timezone: 'America/Toronto' })
    await zone.fill('America/New_York')
    await button.click()
    await asked.getByRole('button', { name: 'Change to America/New_York' }).click()
    await force.locator('[role="status"]:focus').getByText('Set. Every screen says so now.').waitFor()
    expect(await stored()).toMatchObject({ name: 'Toronto Police', timezone: 'America/New_York' })
    expect([faults, trespasses]).toEqual([[], []])
  })
})
