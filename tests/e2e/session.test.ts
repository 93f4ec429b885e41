import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openPage, waitForMap } from '../helpers/browser.ts'
import { startTestApp, type TestApp } from './support/test-app.ts'

let app: TestApp
let browser: Browser

beforeAll(async () => {
  ;[app, browser] = await Promise.all([startTestApp(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await app?.close()
})

const open = async () => {
  const context = await browser.newContext()
  return { context, ...(await openPage(context, app.url)) }
}

describe('signing in', () => {
  it('says what is missing, and puts the focus on the summary', async () => {
    const { context, page, trespasses } = await open()
    await page.goto(app.url)
    await page.getByRole('button', { name: 'Sign in' }).click()
    const summary = page.locator('.error-summary')
    await summary.waitFor()
    expect(await summary.innerText()).toContain('Enter your username')
    expect(await summary.innerText()).toContain('Enter your password')
    expect(await summary.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.getByRole('link', { name: 'Enter your password' }).click()
    expect(await page.getByLabel('Password').evaluate((element) => element === document.activeElement)).toBe(true)
    expect(trespasses).toEqual([])
    await context.close()
  })

  it('refuses a wrong password in the words of the server', async () => {
    const { context, page } = await open()
    await page.goto(app.url)
    await page.getByLabel('Username').fill(app.logins.commander.username)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page
      .locator('.error-summary')
      .getByText(/password is wrong/)
      .waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await context.close()
  })

  it('leads back to the address that was asked for, there and after the session has ended', async () => {
    const { context, page, trespasses } = await open()
    const wanted = `/operations/${app.operationId}/hotspots?tier=B&sort=observed`
    const signIn = async () => {
      await page.getByLabel('Username').fill(app.logins.supervisor.username)
      await page.getByLabel('Password').fill(app.logins.supervisor.password)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.locator('.hotspot-table tbody tr').first().waitFor()
      await waitForMap(page)
    }
    await page.goto(`${app.url}${wanted}`)
    await signIn()
    expect(page.url()).toContain('tier=B')
    expect(page.url()).toContain('sort=observed')

    await context.clearCookies()
    await page.locator('.hotspot-table tbody tr').first().click()
    await page.getByText('your session ended').waitFor()
    await signIn()
    expect(page.url()).toContain('tier=B')
    await page.getByRole('complementary', { name: 'Why here' }).waitFor()
    expect(trespasses).toEqual([])
    await context.close()
  })

  it('ends with sign out, after which the back button shows nothing', async () => {
    const { context, page } = await open()
    await app.signIn(context, 'commander')
    await page.goto(app.url)
    await page.getByRole('heading', { name: 'Hotspots' }).waitFor()
    await page.locator('.account summary').click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByText('You are signed out.').waitFor()
    await page.goBack()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(await page.locator('.hotspot-table').count()).toBe(0)
    await context.close()
  })
})

describe('the screens of a role', () => {
  it.each([
    ['tasking', ['Hotspots', 'Plan', 'Data']],
    ['supervisor', ['Hotspots', 'Plan']],
    ['commander', ['Hotspots']],
    ['officer', ['My tour']],
  ] as const)('%s has %j', async (role, screens) => {
    const { context, page, trespasses } = await open()
    await app.signIn(context, role)
    await page.goto(app.url)
    const links = page.getByRole('navigation', { name: 'Screens' }).getByRole('link')
    await links.first().waitFor()
    expect(await links.allInnerTexts()).toEqual(screens)
    await page.getByText('Synthetic demonstration data').waitFor()
    expect(trespasses).toEqual([])
    await context.close()
  })

  it('leaves out what is not theirs, also when the address is typed', async () => {
    const { context, page } = await open()
    await app.signIn(context, 'officer')
    await page.goto(`${app.url}/data`)
    await page.getByRole('link', { name: 'My tour' }).waitFor()
    await page.waitForURL(/my-tour/)
    expect(await page.getByText('File of incidents').count()).toBe(0)
    await context.close()
  })
})
