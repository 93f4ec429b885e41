import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createAccount } from '@planner/server/services/account.service.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openPage, type Trespasses } from '../helpers/browser.ts'
import { useOrder } from '../helpers/in-order.ts'
import { signInAnew, useBrowser, useServer } from './support/demo-app.ts'
import { untilDrawn } from './support/find-faults.ts'

const logins = { tasking: { username: 'tess', password: 'correct horse battery staple' } }
/** What one load holds while it merges; whoever has it keeps the others waiting. */
const MERGE_LOCK = 7_210_250
const HEADER = 'id,occurred_from,occurred_to,offence,lat,lng\n'

const browser = useBrowser()
const server = useServer('nothing')
let context: BrowserContext
let page: Page
let trespasses: Trespasses
let network: CDPSession
/** requests that send a file */
const sent: string[] = []

beforeAll(async () => {
  await setForce(server().database.db, 'test', { name: 'Example Police', timezone: 'Europe/London', synthetic: true })
  await createAccount(server().database.db, 'test', { ...logins.tasking, role: 'tasking', teamId: null })
  context = await browser().newContext()
  await signInAnew(context, server().url, logins.tasking)
  await openAnother()
})
beforeEach(() => {
  sent.length = 0
})

async function openAnother(): Promise<void> {
  ;({ page, trespasses } = await openPage(context, server().url))
  network = await context.newCDPSession(page)
  await network.send('Network.enable')
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/imports')) sent.push(request.url())
  })
}

/** @param bytesPerSecond of what is sent; undefined: as fast as it goes. 400,000 incidents then are minutes on their way. */
const slowDown = (bytesPerSecond?: number) =>
  network.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: bytesPerSecond ?? -1,
  })

/** Drops a file of 20,000 incidents, `times` over, and waits until it can be loaded. */
async function drop(name: string, times = 1): Promise<void> {
  await page.goto(`${server().url}/data/load`)
  const files = await page.evaluateHandle(
    ([fileName, header, count]) => {
      const rows = Array.from({ length: 20_000 }, (_, i) => {
        const place = `51.${1000 + ((i * 7919) % 8999)},-0.${1000 + ((i * 104_729) % 8999)}`
        return `${fileName}-${i},2026-01-${10 + (i % 19)}T${10 + (i % 13)}:${10 + (i % 47)},,robbery,${place}\n`
      })
      const part = new Blob([rows.join('')])
      const transfer = new DataTransfer()
      transfer.items.add(new File([header, ...Array.from({ length: count }, () => part)], fileName))
      return transfer
    },
    [name, HEADER, times] as const,
  )
  await page.locator('.file-drop').dispatchEvent('drop', { dataTransfer: files })
  await page.getByText('Of the first 2,000 rows, 2,000 are taken').waitFor()
}

const load = () => page.getByRole('button', { name: 'Load the file' }).click()
const cancel = () => page.getByRole('button', { name: 'Cancel' }).click()
const cancelled = () => page.getByText('Cancelled. Nothing of the file was loaded').waitFor()
const uploads = () => readdir(join(server().dataDir, 'uploads')).catch(() => [])
/** what the server has of files that are coming in */
const settledUploads = (count: number) => expect.poll(uploads).toHaveLength(count)
const countImports = async (): Promise<number> =>
  (await server().database.pool.query('select from incident_import')).rowCount ?? 0

describe('a file on its way', () => {
  useOrder()

  it('is given up while it is read, and what was chosen stays', async () => {
    await drop('long.csv', 250)
    await page.getByRole('button', { name: 'Choose the columns myself' }).click()
    await load()
    await page.getByText('Reading on this computer').first().waitFor()
    // More and more is said beside it: a button that moved would be missed by whoever is about to press it.
    const topOf = async () => (await page.getByRole('button', { name: 'Cancel' }).boundingBox())?.y
    const top = await topOf()
    await page.getByText(/rows · .* a second/).waitFor()
    expect(await topOf()).toBe(top)
    await cancel()
    await cancelled()
    expect(sent).toEqual([])
    await page.getByRole('region', { name: 'Columns' }).waitFor()
    // The same worker reads on: what is changed is judged as before.
    await page.getByLabel('Read offence as').selectOption('')
    await page.getByRole('heading', { name: 'Say which column is' }).waitFor()
    await page.getByLabel('Read offence as').selectOption('offence')
    await expect.poll(() => page.getByRole('button', { name: 'Load the file' }).isEnabled()).toBe(true)
  })

  it('is given up while it is sent, and the server keeps nothing of it', async () => {
    await drop('slow.csv', 20)
    await slowDown(20_000)
    await load()
    await settledUploads(1)
    await cancel()
    await cancelled()
    await settledUploads(0)
    expect(await countImports()).toBe(0)
    expect(sent).toHaveLength(1)
  })

  it('is not left by mistake: by a link, or by closing the page', async () => {
    await load()
    await page.getByText('Sending what is read').first().waitFor()
    const question = page.getByRole('dialog', { name: 'Leave before slow.csv is sent?' })
    const leave = () => page.getByRole('link', { name: 'Data', exact: true }).first().click()
    await leave()
    await question.getByRole('button', { name: 'Stay until it is sent' }).click()
    await question.waitFor({ state: 'hidden' })
    const asked = page.waitForEvent('dialog')
    await page.close({ runBeforeUnload: true })
    const dialog = await asked
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
    await page.getByText('Sending what is read').first().waitFor()
    await leave()
    await question.getByRole('button', { name: 'Leave' }).click()
    await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor()
    await settledUploads(0)
    expect(await countImports()).toBe(0)
  })

  it('is sent once, however long the screen takes that shows what becomes of it', async () => {
    await slowDown()
    const mayCome = Promise.withResolvers<void>()
    await page.route('**/assets/import-view*.js', async (route) => {
      await mayCome.promise
      await route.continue()
    })
    await drop('once.csv')
    const taken = page.waitForResponse(
      (response) => response.url().endsWith('/api/imports') && response.status() === 202,
    )
    await load()
    await taken
    await untilDrawn(page)
    expect(await page.getByRole('button', { name: 'Load the file' }).count()).toBe(0)
    mayCome.resolve()
    await page.getByRole('region', { name: 'Result of once.csv' }).waitFor()
    expect(sent).toHaveLength(1)
    await page.unroute('**/assets/import-view*.js')
  })

  it('goes on without its page once it has arrived, and is found again, followed and cancelled', async () => {
    const holder = await server().database.pool.connect()
    await holder.query('select pg_advisory_lock($1)', [MERGE_LOCK])
    try {
      await drop('kept.csv')
      await load()
      const storing = () => page.getByText(/storing 20,?000 incidents/).waitFor()
      await page.waitForURL(/\/data\/imports\//)
      await storing()
      const address = page.url()
      await page.close()
      await openAnother()
      await page.goto(`${server().url}/data`)
      await page
        .getByRole('region', { name: 'Loading kept.csv' })
        .getByText(/storing/)
        .waitFor()
      await page.goto(address)
      await storing()
      await page.reload()
      await storing()
      await cancel()
      await page.getByText('Nothing of it was loaded').waitFor()
      await drop('kept.csv')
      await load()
      await storing()
    } finally {
      await holder.query('select pg_advisory_unlock($1)', [MERGE_LOCK])
      holder.release()
    }
    await page.getByText('Of 20,000 rows, 20,000 accepted').waitFor()
    expect(trespasses).toEqual([])
  })
})
