import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPage, waitForMap, type Trespasses } from '../helpers/browser.ts'
import { app, signIn, useBrowser } from './support/demo-app.ts'

const browser = useBrowser()
let context: BrowserContext
let page: Page
let trespasses: Trespasses

beforeAll(async () => {
  context = await browser().newContext({ viewport: { width: 1440, height: 900 } })
  await signIn(context, 'supervisor')
})
beforeEach(async () => {
  ;({ page, trespasses } = await openPage(context, app.url))
})
afterEach(async () => {
  await page.close()
  if (trespasses.length > 0) throw new Error(trespasses.join('\n'))
})

const rows = () => page.locator('.hotspot-table tbody tr')
const selectedRank = () => page.locator('tr[aria-selected="true"] .column-rank').innerText()

describe('the list of hotspots', () => {
  it('is walked with the keyboard from the skip link to the reasons', async () => {
    await page.goto(`${app.url}/operations/${app.operationId}/hotspots`)
    await rows().first().waitFor()
    await page.keyboard.press('Tab')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the main content')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main')

    await rows().first().focus()
    await page.keyboard.press('ArrowDown')
    await page.waitForURL(/hotspot=/)
    await expect.poll(selectedRank).toBe('1')
    await page.keyboard.press('ArrowDown')
    await page.waitForFunction(
      () => document.querySelector('tr[aria-selected="true"] .column-rank')?.textContent === '2',
    )
    await page.getByRole('complementary', { name: 'Why here' }).waitFor()
    await expect.poll(() => page.locator('[aria-live="polite"]').last().innerText()).toMatch(/^Selected: rank 2/)
    await page.keyboard.press('Escape')
    await page.waitForURL((url) => !url.search.includes('hotspot='))
  })

  it('shows the same after a reload: selection, filters, sort and map', async () => {
    await page.goto(`${app.url}/operations/${app.operationId}/hotspots`)
    await rows().first().waitFor()
    await page.getByLabel('Tier', { exact: true }).selectOption('B')
    await page.getByRole('button', { name: 'Recorded' }).click()
    await rows().nth(2).click()
    await waitForMap(page)
    await page.getByRole('button', { name: 'Selection' }).click()
    await page.waitForURL(/map=/)
    await page.waitForURL(/hotspot=/)
    const state = async () => ({
      first: await rows().first().innerText(),
      count: await rows().count(),
      rank: await selectedRank(),
      tier: await page.getByLabel('Tier', { exact: true }).inputValue(),
      sorted: await page.locator('th[aria-sort]').innerText(),
    })
    await page.getByRole('complementary', { name: 'Why here' }).waitFor()
    const before = await state()
    const search = new URL(page.url()).searchParams
    expect(before.tier).toBe('B')
    await page.reload()
    await rows().first().waitFor()
    await expect.poll(state).toEqual(before)
    expect(new URL(page.url()).searchParams.get('hotspot')).toBe(search.get('hotspot'))
    expect(new URL(page.url()).searchParams.get('map')).not.toBeNull()
  })

  it('says so when no place fits', async () => {
    await page.goto(`${app.url}/operations/${app.operationId}/hotspots?text=nowhere-at-all`)
    await page.getByText('No hotspot fits these filters').waitFor()
    expect(await rows().count()).toBe(0)
  })
})

describe('the plan', () => {
  it('opens on today, marked in the strip', async () => {
    // The clock is that of all pages of a context.
    const live = await browser().newContext()
    await signIn(live, 'supervisor')
    ;({ page, trespasses } = await openPage(live, app.url))
    await page.clock.setFixedTime(new Date(Date.parse(`${app.startDay}T12:00:00Z`) + 2 * 86_400_000))
    await page.goto(`${app.url}/operations/${app.operationId}/plan`)
    const today = page.locator('.day[aria-current="date"]')
    await today.waitFor()
    await expect.poll(() => page.locator('.day').nth(2).getAttribute('aria-current')).toBe('date')
    await expect.poll(() => today.getAttribute('aria-pressed')).toBe('true')
    await expect.poll(() => today.innerText()).toContain('Today')
  })

  it('fits the map to the selected tour, and leaves a view that the user has chosen', async () => {
    await page.goto(`${app.url}/operations/${app.operationId}/plan`)
    await page.locator('.tour-windows tbody tr').first().waitFor()
    await waitForMap(page)
    expect(page.url()).not.toContain('map=')
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForURL(/map=/)
    await page.locator('[data-map="drawn"]').waitFor()
    const camera = new URL(page.url()).searchParams.get('map')
    await page.locator('.board tbody tr').nth(1).locator('button').click()
    await page.waitForURL(/tour=/)
    expect(new URL(page.url()).searchParams.get('map')).toBe(camera)
  })

  it('shows a tour as blocks and as a table with the same number of visits, and keeps the day in the address', async () => {
    await page.goto(`${app.url}/operations/${app.operationId}/plan`)
    await page.locator('.board tbody tr').first().waitFor()
    await page.locator('.day').nth(1).click()
    await page.waitForURL(/day=/)
    const row = page
      .locator('.board tbody tr')
      .filter({ has: page.locator('.board-window') })
      .first()
    await row.waitFor()
    await row.locator('button').click()
    const blocks = await row.locator('.board-window').count()
    expect(blocks).toBeGreaterThan(0)
    await page.waitForFunction(
      (expected) => document.querySelectorAll('.tour-windows tbody tr:not(.tour-refreshments)').length === expected,
      blocks,
    )
    await page.reload()
    await page.locator('.day').nth(1).and(page.locator('[aria-pressed="true"]')).waitFor()
  })
})
