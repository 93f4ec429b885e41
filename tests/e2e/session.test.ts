import type { Role } from '@planner/shared/schemas'
import type { BrowserContext } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { openPage, waitForMap } from '../helpers/browser.ts'
import { app, signIn, signInAnew, useBrowser } from './support/demo-app.ts'

const browser = useBrowser()
let context: BrowserContext

/** In a browser of its own, signed in as this role if one is given. */
const open = async (role?: Role) => {
  context = await browser().newContext()
  if (role !== undefined) await signIn(context, role)
  return openPage(context, app.url)
}
afterEach(() => context.close())

describe('signing in', () => {
  it('says what is missing, and puts the focus on the summary', async () => {
    const { page, trespasses } = await open()
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.getByRole('status').count()).toBe(0)
    await page.getByRole('button', { name: 'Sign in' }).click()
    const summary = page.locator('.error-summary')
    await summary.waitFor()
    await expect.poll(() => summary.innerText()).toContain('Enter your username')
    await expect.poll(() => summary.innerText()).toContain('Enter your password')
    await expect.poll(() => summary.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('link', { name: 'Enter your password' }).click()
    await expect
      .poll(() => page.getByLabel('Password').evaluate((element) => element === document.activeElement))
      .toBe(true)
    expect(trespasses).toEqual([])
  })

  it('refuses a wrong password in the words of the server', async () => {
    const { page } = await open()
    await page.goto(app.url)
    await page.getByLabel('Username').fill(app.logins.commander.username)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page
      .locator('.error-summary')
      .getByText(/password is wrong/)
      .waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })

  it('leads back to the address that was asked for, there and after the session has ended', async () => {
    const { page, trespasses } = await open()
    const wanted = `/operations/${app.operationId}/hotspots?tier=B&sort=observed`
    const fillIn = async () => {
      await page.getByLabel('Username').fill(app.logins.supervisor.username)
      await page.getByLabel('Password').fill(app.logins.supervisor.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.locator('.hotspot-table tbody tr').first().waitFor()
      await waitForMap(page)
    }
    await page.goto(`${app.url}${wanted}`)
    await fillIn()
    expect(page.url()).toContain('tier=B')
    expect(page.url()).toContain('sort=observed')

    await context.clearCookies()
    await page.locator('.hotspot-table tbody tr').first().click()
    await page.getByText('your session ended').waitFor()
    await fillIn()
    expect(page.url()).toContain('tier=B')
    await page.getByRole('complementary', { name: 'Why here' }).waitFor()
    expect(trespasses).toEqual([])
  })

  it('ends with sign out, after which the back button shows nothing', async () => {
    const { page } = await open()
    // The session ends for whoever shares it.
    await signInAnew(context, app.url, app.logins.commander)
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'Hotspots' }).waitFor()
    await page.locator('.account summary').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out.').waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.locator('.hotspot-table').count()).toBe(0)
  })
})

describe('the screens of a role', () => {
  it.each([
    ['tasking', ['Hotspots', 'Plan', 'Looking back', 'Data']],
    ['supervisor', ['Hotspots', 'Plan', 'Looking back']],
    ['commander', ['Hotspots', 'Looking back']],
    ['officer', ['My tour']],
  ] as const)('%s has %j', async (role, screens) => {
    const { page, trespasses } = await open(role)
    await page.goto(app.url)
    const links = page.getByRole('navigation', { name: 'Screens' }).getByRole('link')
    await links.first().waitFor()
    await expect.poll(() => links.allInnerTexts()).toEqual(screens)
    await page.getByText('Synthetic demonstration data').waitFor()
    expect(trespasses).toEqual([])
  })

  it.each([
    ['officer', '/data', 'My tour'],
    ['commander', () => `/operations/${app.operationId}/plan`, 'Hotspots'],
    ['supervisor', '/data', 'Hotspots'],
    ['supervisor', () => `/operations/${app.operationId}/plan/new`, 'Hotspots'],
  ] as const)('%s is told that a typed address is not theirs', async (role, path, screen) => {
    const { page, trespasses } = await open(role)
    await page.goto(`${app.url}${typeof path === 'string' ? path : path()}`)
    await page.getByRole('heading', { name: 'Your role does not have this screen' }).waitFor()
    await page.getByRole('button', { name: 'Go to your first screen' }).click()
    await page.getByRole('link', { name: screen }).and(page.locator('[aria-current="page"]')).waitFor()
    expect(trespasses).toEqual([])
  })

  it('supervisors see a plan without the file that only the tasking team may have', async () => {
    const { page, trespasses } = await open('supervisor')
    await page.goto(`${app.url}/operations/${app.operationId}/plan?part=whole`)
    await page.getByText('Hash of the key').waitFor()
    expect(await page.locator('a[download]').count()).toBe(0)
    for (const name of ['Plan again', 'Draw again', 'Measure the mechanism'])
      expect(await page.getByText(name, { exact: true }).count()).toBe(0)
    expect(trespasses).toEqual([])
  })

  it('an officer without a tour is told so, and when the next one is', async () => {
    const { page, trespasses } = await open('officer')
    await page.goto(`${app.url}/my-tour?day=2026-05-30`)
    await page.getByRole('heading', { name: 'You have no tour on this day' }).waitFor()
    await page.getByText('Your next tour is on').getByRole('link').click()
    await page.locator('.my-tour-card').first().waitFor()
    await page.goto(`${app.url}/my-tour?day=2027-05-30`)
    await page.getByText('No tour is planned for your crew in the 14 days after it.').waitFor()
    expect(trespasses).toEqual([])
  })
})
