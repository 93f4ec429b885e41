import type { BacktestList } from '@planner/shared/schemas'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPage, type Trespasses } from '../helpers/browser.ts'
import { useOrder } from '../helpers/in-order.ts'
import { signIn, useBrowser, useServer } from './support/demo-app.ts'
import { findAxeFaults, findOverflow } from './support/find-faults.ts'

const browser = useBrowser()
const server = useServer('demonstration')
let context: BrowserContext
let page: Page
let trespasses: Trespasses

beforeAll(async () => {
  context = await browser().newContext({ viewport: { width: 1440, height: 900 } })
  await signIn(context, 'tasking')
  ;({ page, trespasses } = await openPage(context, server().url))
  await page.goto(`${server().url}/looking-back`)
  await page.getByRole('heading', { name: 'Looking back', level: 1 }).waitFor()
})

const backtests = async (): Promise<BacktestList['backtests']> =>
  ((await (await context.request.get(`${server().url}/api/backtests`)).json()) as BacktestList).backtests

describe('looking back', () => {
  useOrder()

  it('says that nothing has been run, and refuses a number of places that is none', async () => {
    await page.getByText('Nothing has been looked back on yet.').waitFor()
    const fault = page.getByText('Places is a whole number from 1 to 10,000.')
    await page.getByLabel('Places', { exact: true }).fill('1,000')
    await expect.poll(() => fault.count()).toBe(0)
    await page.getByLabel('Places', { exact: true }).fill('0x10')
    await fault.waitFor()
    await page.getByLabel('Places', { exact: true }).fill('some')
    await fault.waitFor()
    await page.getByRole('button', { name: 'Look back', exact: true }).click()
    expect(await backtests()).toEqual([])
  })

  it('runs over what is loaded and shows what was found, every way of ranking in the picture and the table', async () => {
    await page.getByLabel('Places', { exact: true }).fill('20')
    await page.getByLabel('Size of a place').selectOption({ label: 'About 330 m across' })
    await page.getByRole('button', { name: 'Look back', exact: true }).click()
    await page.getByRole('region', { name: 'Verdict' }).waitFor()
    const [made] = await backtests()
    expect(made?.meta).toMatchObject({ top: 20, resolution: 9 })
    const ours = made?.methods.find(({ method }) => method === 'auto')
    const verdict = await page.getByRole('region', { name: 'Verdict' }).innerText()
    expect(verdict).toContain(`${((ours?.hitRate ?? Number.NaN) * 100).toFixed(1)}%`)
    // The small demonstration has weeks for few dates, and says so.
    expect(verdict).toMatch(/too few dates/)
    await expect.poll(() => page.locator('.looking-back-name').count()).toBe((made?.methods.length ?? 0) - 2)
    await page.getByRole('button', { name: 'Show the figures as a table' }).first().click()
    await expect.poll(() => page.locator('.looking-back-methods tbody tr').count()).toBe(made?.methods.length)
  })

  it('keeps which one is shown in the address, and offers its file', async () => {
    const [made] = await backtests()
    await page.waitForURL((url) => url.searchParams.get('backtest') === made?.backtestId)
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Every figure of every date as a file' }).click()
    expect((await download).suggestedFilename()).toMatch(/^looking-back-.*\.json$/)
  })

  it('is read by a commander, who cannot run one, on a phone as well', async () => {
    const phone = await browser().newContext({ viewport: { width: 360, height: 740 }, colorScheme: 'dark' })
    await signIn(phone, 'commander')
    const { page: small } = await openPage(phone, server().url)
    await small.goto(`${server().url}/looking-back`)
    await small.getByRole('region', { name: 'Verdict' }).waitFor()
    expect(await small.getByRole('button', { name: 'Look back', exact: true }).count()).toBe(0)
    expect(await findOverflow(small)).toBe(0)
    expect(await findAxeFaults(small)).toEqual([])
    await phone.close()
  })

  it('stays on its own host', () => expect(trespasses).toEqual([]))
})
