import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPage, waitForMap, type Trespasses } from '../helpers/browser.ts'
import { useOrder } from '../helpers/in-order.ts'
import { app, signIn, useBrowser } from './support/demo-app.ts'

const browser = useBrowser()
let context: BrowserContext
let page: Page
let trespasses: Trespasses

beforeAll(async () => {
  context = await browser().newContext({ viewport: { width: 1440, height: 900 } })
  await signIn(context, 'tasking')
  ;({ page, trespasses } = await openPage(context, app.url))
  await page.goto(`${app.url}/operations/${app.operationId}/hotspots`)
  await page.getByRole('link', { name: 'Rank again' }).click()
  await page.getByRole('heading', { name: 'Set up a ranking', level: 1 }).waitFor()
})

const section = (name: string) => page.getByRole('region', { name, exact: true })
const answer = () => section('What would change').locator('.setup-answer')

/** Until the preview says something that it did not say before. */
async function waitForAnother(before: string): Promise<string> {
  await page.waitForFunction((text) => {
    const said = document.querySelector('.preview-head .setup-answer')?.textContent ?? ''
    return said !== text && /^\d/.test(said)
  }, before)
  return answer().innerText()
}

describe('setting up a ranking', () => {
  useOrder()

  it('begins with the ranking there is, and says that nothing would change', async () => {
    await expect.poll(() => page.getByLabel('Places wanted').inputValue()).toBe('120')
    await answer()
      .getByText(/^120 places, the same as in the ranking as of/)
      .waitFor()
  })

  it('asks again when it is opened again, for an import may have changed the answer', async () => {
    await page.getByRole('link', { name: 'See the ranking there is' }).click()
    const again = page.waitForRequest((request) => request.url().endsWith('/api/ranking-previews'))
    await page.getByRole('link', { name: 'Rank again' }).click()
    expect((await again).method()).toBe('POST')
    await answer()
      .getByText(/^120 places, the same as in the ranking as of/)
      .waitFor()
  })

  it('shows at once what fewer places change, by borough, as a list and on the map alike', async () => {
    const before = await answer().innerText()
    await page.getByLabel('Places wanted').fill('100')
    const said = await waitForAnother(before)
    const [, kept = '', added = '', dropped = ''] =
      /^100 places: (\d+) kept, (\d+) added, (\d+) dropped/.exec(said) ?? []
    expect([Number(added), Number(dropped)]).toEqual([0, 20])
    const rows = await section('What would change').locator('tbody tr').allInnerTexts()
    const sum = (column: number): number =>
      rows.reduce((total, row) => total + Math.abs(Number(row.split('\t')[column]?.replace('−', '-')) || 0), 0)
    expect([sum(1), sum(2), sum(4)]).toEqual([100, Number(kept), Number(dropped)])
    await page.getByRole('button', { name: 'Place by place' }).click()
    await expect.poll(() => page.locator('.preview-places li').count()).toBe(120)
    await page.locator('.preview-places li').first().getByRole('button').click()
    await waitForMap(page)
    await expect
      .poll(() => page.locator('.hover-tip').innerText())
      .toBe(await page.locator('.preview-places li').first().locator('.place-name').innerText())
    await page.getByRole('button', { name: 'By borough' }).click()
  })

  it('keeps the last picture while another is worked out, and asks the older question no more', async () => {
    const asked: string[] = []
    const given: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/ranking-previews')) asked.push(request.postData() ?? '')
    })
    page.on('requestfailed', (request) => {
      if (request.url().endsWith('/api/ranking-previews')) given.push(request.postData() ?? '')
    })
    let release = (): void => undefined
    await page.route('**/api/ranking-previews', async (route) => {
      await new Promise<void>((resolve) => (release = resolve))
      await route.continue().catch(() => undefined) // given up by then
    })
    const before = await answer().innerText()
    await section('Ranked by').getByLabel(/^Harm/).check()
    await page.getByText('Working out what this does').waitFor()
    await expect.poll(() => asked.length).toBe(1)
    await expect.poll(() => answer().innerText()).toBe(before)
    await section('Ranked by').getByLabel(/^Both/).check()
    const slider = section('Ranked by').getByRole('slider')
    await slider.focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('harm weighs 55%, incidents 45%')
    await expect.poll(() => given.length).toBeGreaterThan(0)
    await page.unroute('**/api/ranking-previews')
    release()
    await page.getByText('The preview is up to date.').waitFor()
    expect(JSON.parse(asked.at(-1) ?? '{}')).toMatchObject({ rankBy: 'combined', harmShare: 0.55 })
  })

  it('never says that the preview is up to date of what it does not show', async () => {
    const line = page.getByText(/^The preview |^Working out what this does$/)
    const weeks = page.getByLabel('Weeks counted')
    await page.getByText('The preview is up to date.').waitFor()
    const answered = Promise.withResolvers<void>()
    await page.route('**/api/ranking-previews', async (route) => {
      await answered.promise
      await route.continue()
    })
    // In the same breath as the keystroke, long before anything is asked.
    await weeks.fill('10')
    expect(await line.innerText()).toBe('Working out what this does')
    answered.resolve()
    await page.getByText('The preview is up to date.').waitFor()
    await weeks.fill('no')
    await page.getByText('The preview waits until the settings are mended.').waitFor()
    await page.unroute('**/api/ranking-previews')
    await page.route('**/api/ranking-previews', (route) => route.fulfill({ status: 422, body: '' }))
    await weeks.fill('9')
    await page.getByText('What this would do cannot be worked out.').waitFor()
    await expect.poll(() => line.count()).toBe(0)
    await page.unroute('**/api/ranking-previews')
    await weeks.fill('12')
    await page.getByText('The preview is up to date.').waitFor()
  })

  it('finds a quota that makes no sense, previews without it, and says what a sound one costs', async () => {
    const quotas = section('Borough quotas')
    await quotas.getByRole('combobox').selectOption('Camden')
    await quotas.getByLabel('At least places in Camden').fill('4')
    await quotas.getByLabel('At most places in Camden').fill('2')
    await page.getByRole('button', { name: 'Rank places' }).click()
    await page.getByText('1 setting needs mending first.').waitFor()
    await quotas.getByText('The most must not be below the least').waitFor()
    await page.getByText('The preview leaves out what needs mending.').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('At most places in Camden')
    await quotas.getByLabel('At most places in Camden').fill('5')
    await quotas.getByText(/^5 places, \d+ without the quota\. Price: /).waitFor()
    await expect.poll(() => page.getByText('needs mending first').count()).toBe(0)
  })

  it('is as it was after a reload, and starts over when told to', async () => {
    await page.reload()
    await expect.poll(() => section('Borough quotas').getByLabel('At most places in Camden').inputValue()).toBe('5')
    await expect.poll(() => page.getByLabel('Places wanted').inputValue()).toBe('100')
    await page.getByRole('button', { name: 'Start over' }).click()
    await expect.poll(() => page.getByLabel('Places wanted').inputValue()).toBe('120')
    await expect
      .poll(() =>
        section('Ranked by')
          .getByLabel(/^Incidents/)
          .isChecked(),
      )
      .toBe(true)
    expect(trespasses).toEqual([])
  })

  it('is not for a supervisor', async () => {
    const other = await browser().newContext()
    await signIn(other, 'supervisor')
    const { page: theirs } = await openPage(other, app.url)
    await theirs.goto(`${app.url}/operations/${app.operationId}/hotspots/new`)
    const refusal = theirs.getByRole('heading', { name: 'Your role does not have this screen' })
    await refusal.waitFor()
    expect(await theirs.getByRole('button', { name: 'Rank places' }).count()).toBe(0)
    await other.close()
  })
})
