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
    expect(await page.locator('.step h2').allInnerTexts()).toEqual([
      'Your force',
      'Incidents',
      'Operation',
      'Rank places',
      'Plan tours',
    ])
    expect(await page.locator('.step-mark').allInnerTexts()).toEqual(['1', '2', '3', '4', '5'])
    expect(await step.getByLabel('Name of the force').inputValue()).toBe('')
    expect(await step.getByLabel('Time zone').inputValue()).toBe('America/Toronto')
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
    expect(await step.getByLabel('Time zone').evaluate((input) => input === document.activeElement)).toBe(true)
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
    expect(await page.locator('.step h2').first().innerText()).toBe('Incidents')
  })

  it('can be named otherwise under Areas, at once where nothing hangs on it', async () => {
    await page.getByRole('link', { name: 'Areas', exact: true }).click()
    const force = region('The force')
    await waitForMap(page)
    const button = force.getByRole('button', { name: 'Change name or time zone' })
    expect(await button.isDisabled()).toBe(true)
    await force.getByLabel('Name of the force').fill('Toronto Police')
    await button.click()
    await page.getByRole('banner').getByText('Toronto Police', { exact: true }).waitFor()
    expect(await stored()).toMatchObject({ name: 'Toronto Police', timezone: 'America/Toronto' })
    expect([faults, trespasses]).toEqual([[], []])
  })
})
