import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readAreaFiles } from '@planner/server/areas/read-area-files.ts'
import { createAccount } from '@planner/server/services/account.service.ts'
import { setAreas } from '@planner/server/services/area.service.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage, waitForMap, type Trespasses } from '../helpers/browser.ts'
import { useOrder } from '../helpers/in-order.ts'
import { CANARY, makeExport, type MadeExport } from '../helpers/made-export.ts'
import { signInAnew, useBrowser, useServer } from './support/demo-app.ts'
import { findAxeFaults, findOverflow } from './support/find-faults.ts'
import { startListeningProxy, type ListeningProxy } from './support/listening-proxy.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const password = 'correct horse battery staple'
const logins = { tasking: { username: 'tess', password } }
/** Where pictures of each screen go, when they are wanted. */
const SCREENSHOTS = process.env['SCREENSHOTS']

const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

const browser = useBrowser()
const server = useServer('nothing')
let proxy: ListeningProxy
let context: BrowserContext
let page: Page
let trespasses: Trespasses
let made: MadeExport

beforeAll(async () => {
  proxy = await startListeningProxy(server().url)
  const { db } = server().database
  await setForce(db, 'test', { name: 'Example Police', timezone: 'Europe/London', synthetic: true })
  const { areas } = await readAreaFiles(join(EXAMPLES, 'boundaries.geojson'), join(EXAMPLES, 'areas.csv'))
  await setAreas(db, 'test', areas)
  await createAccount(db, 'test', { ...logins.tasking, role: 'tasking', teamId: null })
  context = await browser().newContext({ viewport: WIDE, colorScheme: 'light' })
  await signInAnew(context, proxy.url, logins.tasking)
  ;({ page, trespasses } = await openPage(context, proxy.url))
  made = makeExport(await readFile(join(EXAMPLES, 'incidents.csv'), 'utf8'))
  if (SCREENSHOTS !== undefined) await mkdir(SCREENSHOTS, { recursive: true })
})
afterAll(async () => {
  await proxy?.close()
})

const region = (name: string) => page.getByRole('region', { name, exact: true })
const main = () => page.getByRole('main')

const LOOKS = [
  ['light', 'desk'],
  ['dark', 'phone'],
  ['light', 'phone'],
  ['dark', 'desk'],
] as const
/** What axe found, and screens that are wider than their window. */
const faults: unknown[] = []

/** Looks at the screen wide and on a phone, in light and dark, and shows it to whoever wants to see it. */
async function look(name: string): Promise<void> {
  // Each way once is enough where nobody looks at the pictures.
  for (const [colorScheme, device] of SCREENSHOTS === undefined ? LOOKS.slice(0, 2) : LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(device === 'desk' ? WIDE : PHONE)
    if (SCREENSHOTS !== undefined)
      for (const part of ['first', 'whole'] as const)
        await page.screenshot({
          path: join(SCREENSHOTS, `${name}-${device}-${colorScheme}-${part}.png`),
          fullPage: part === 'whole',
        })
    for (const fault of await findAxeFaults(page)) faults.push([name, device, colorScheme, fault])
    const overflow = await findOverflow(page)
    if (overflow > 0) faults.push([name, device, `${overflow} pixels too wide`])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(WIDE)
}

/** A file as a person chooses it; the button and dropping lead to the same. */
async function choose(action: string, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: action }).press('Enter')
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer })
}

describe('from a messy export to a trusted map', () => {
  useOrder()

  it('opens the file on this computer and says what is in it', async () => {
    await page.goto(`${proxy.url}/data`)
    await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor()
    await look('01-data-empty')
    await choose('Choose a file of incidents', 'niche export.csv', made.bytes)
    await page.getByRole('heading', { name: 'niche export.csv' }).waitFor()
    await page.getByText('60 columns · fields between semicolons · windows-1252 · header in line 2').waitFor()
    const people = page.getByRole('note', { name: 'Never read' })
    for (const name of made.people) await people.getByText(name, { exact: true }).waitFor()
    for (const name of made.people) expect(await page.getByLabel(`Read ${name} as`).count()).toBe(0)
    await page.getByRole('button', { name: 'Show them and choose' }).click()
    await expect.poll(() => page.getByLabel('Read Beat Code as').inputValue()).toBe('')
    await page.getByRole('button', { name: 'Close the list' }).click()
    await expect.poll(() => page.getByLabel('Read Grid Easting as').inputValue()).toBe('easting')
    await expect.poll(() => region('How it is written').getByLabel('Dates').inputValue()).toBe('dmy')
    expect(await main().innerText()).not.toContain(`aggrieved ${CANARY}`)
  })

  it('judges the first rows at once, whatever is changed', async () => {
    const rows = region('The first rows')
    const details = region('Row by row')
    await rows.getByText(/^Of the first 2,000 rows, 1,\d{3} are taken$/).waitFor()
    await details.getByText(/The offence has no meaning: \d+ rows/).waitFor()
    await look('02-mapping')
    await page.getByLabel('Read Grid Northing as').selectOption('')
    await rows.getByRole('heading', { name: 'Say which column is' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Load the file' }).isDisabled()).toBe(true)
    await page.getByLabel('Read Grid Northing as').selectOption('northing')
    await region('How it is written').getByLabel('Places').selectOption('other')
    await rows.getByRole('heading', { name: 'Say which grid the places are on' }).waitFor()
    expect(await page.getByRole('button', { name: 'Load the file' }).isDisabled()).toBe(true)
    await page.getByLabel('Which grid').fill('EPSG:1')
    await page.getByText('That grid is not known.').waitFor()
    await look('02-another-grid')
    await page.getByLabel('Which grid').fill('EPSG:2157')
    await details.getByRole('heading', { name: 'Taken, as they are understood' }).waitFor()
    await region('How it is written').getByLabel('Places').selectOption('bng')
    await page.getByLabel('Offence: what Local code 7 – serious means').selectOption('violence-with-injury')
    await page.getByLabel('Offence: what Theft from the person means').selectOption('Leave it out')
    await details.getByText(/The offence has no meaning/).waitFor({ state: 'detached' })
    await region('How it is written').getByLabel('Dates').selectOption('mdy')
    await details.getByText(/The time cannot be read: [\d,]{5} rows/).waitFor()
    await region('How it is written').getByLabel('Dates').selectOption('dmy')
    await rows.getByText(/^Of the first 2,000 rows, 1,\d{3} are taken$/).waitFor()
  })

  it('keeps the mapping for the next file of the same source', async () => {
    const kept = region('Mapping')
    await kept.getByLabel('Name of the mapping').fill('Niche, weekly')
    await kept.getByRole('button', { name: 'Keep this mapping' }).click()
    await kept.getByText('Kept by tess.').waitFor()
    expect(await kept.getByRole('button', { name: 'Keep the changes' }).count()).toBe(0)
  })

  it('sends nothing but what is read, and says what became of every row', async () => {
    await page.getByRole('button', { name: 'Load the file' }).click()
    await page.waitForURL(/\/data\/imports\//)
    await region('Result of niche export.csv').waitFor()
    const [body] = proxy.bodiesOf('/api/imports').filter(({ length }) => length > 0)
    expect(body).toBeDefined()
    const sent = gunzipSync(fileIn(body!)).toString()
    expect(sent.split('\n')[1]).toContain('Crime Reference No,,,Committed From Date')
    expect(sent).toContain('Robbery of personal property')
    expect(sent).not.toContain(CANARY)
    expect(body!.toString('latin1')).not.toContain(CANARY)
    for (const name of made.people) expect(sent).not.toContain(name)
    expect(
      await region('Result of niche export.csv')
        .getByText(/^Of 3,000 rows/)
        .innerText(),
    ).toMatch(
      /^Of 3,000 rows, 2,\d{3} accepted \(2,\d{3} new, 0 updated, 0 unchanged\), \d+ left out as out of scope, \d{3} rejected\.$/,
    )
    await look('03-result')
  })

  it('shows rejected rows by their kind, page by page, and takes the mended file', async () => {
    const rejects = page.getByRole('region', { name: /rejected rows$/ })
    const total = Number(/\d+/.exec(await rejects.getByRole('heading', { level: 2 }).innerText())?.[0])
    expect(total).toBeGreaterThan(250)
    expect(total).toBeLessThanOrEqual(made.badRows)
    await expect.poll(() => rejects.locator('.rejects tbody tr').count()).toBe(50)
    const firstLine = await rejects.locator('.rejects tbody td').first().innerText()
    const mayArrive = Promise.withResolvers<void>()
    await page.route('**/rejects?*', async (route) => {
      await mayArrive.promise
      await route.continue()
    })
    const later = rejects.getByRole('button', { name: 'Later' })
    await later.click()
    // A second click would go on from the page that is still there.
    await rejects.getByText('Looking them up').waitFor()
    expect(await later.isDisabled()).toBe(true)
    mayArrive.resolve()
    await rejects.getByText(/^51 to 100 of/).waitFor()
    await page.unroute('**/rejects?*')
    await rejects
      .locator('.rejects tbody tr')
      .first()
      .getByText(firstLine, { exact: true })
      .waitFor({ state: 'detached' })
    await rejects.getByRole('button', { name: /^It ends before it begins/ }).click()
    await rejects.getByText('Later').waitFor({ state: 'detached' })
    const link = rejects.getByRole('link', { name: 'Download all as CSV' })
    const csv = await (await context.request.get(`${proxy.url}${await link.getAttribute('href')}`)).text()
    expect(csv).not.toContain(CANARY)
    const mended = csv.replaceAll('01/01/1999', '').replaceAll('ask John', 'N')
    await choose('Choose the mended file', 'mended.csv', Buffer.from(mended))
    await page.getByRole('heading', { name: 'mended.csv' }).waitFor()
    await expect.poll(() => page.getByLabel('Start from').locator('option:checked').innerText()).toBe('Niche, weekly')
    await region('The first rows')
      .getByText(/^Of the first \d+ rows, \d+ are taken$/)
      .waitFor()
    await look('04-mended')
    await page.getByRole('button', { name: 'Load the file' }).click()
    await region('Result of mended.csv').waitFor()
    expect(
      await region('Result of mended.csv')
        .getByText(/^Of \d+ rows/)
        .innerText(),
    ).toMatch(/\([1-9]\d* new/)
    await page.goto(`${proxy.url}/data`)
    await page.getByRole('link', { name: 'mended.csv' }).waitFor()
    await look('05-data-loaded')
  })

  it('says how good the data is, on a map and as a list', async () => {
    await page.getByRole('link', { name: 'How good is it?' }).click()
    await page.getByRole('heading', { name: 'How good the data is' }).waitFor()
    await waitForMap(page)
    await region('Recording delay')
      .getByText(/complete to/)
      .waitFor()
    await look('06-quality')
    const place = region('Places').getByRole('button', { pressed: false }).first()
    await place.click()
    await expect.poll(() => region('Places').getByRole('button', { pressed: true }).count()).toBe(1)
    await page.goto(`${proxy.url}/data`)
  })

  it('ends with a map of hotspots', async () => {
    await page.getByLabel('Name').fill('Winter nights')
    await page.getByRole('button', { name: 'Make the operation' }).click()
    await page.getByRole('link', { name: 'Set up a ranking' }).click()
    await page.getByLabel('Places wanted').fill('20')
    await look('07-ranking-setup')
    await page.getByRole('button', { name: 'Rank places' }).click()
    await page.locator('.hotspot-table tbody tr').first().waitFor()
    await waitForMap(page)
    await look('08-hotspots')
    await expect.poll(() => page.locator('.hotspot-table tbody tr').count()).toBe(20)
  })

  it('takes a file that is dropped, and says what is too much', async () => {
    await page.goto(`${proxy.url}/data/load`)
    await page.locator('.file-drop').waitFor()
    const stray = await page.evaluate(() => {
      const transfer = new DataTransfer()
      transfer.items.add(new File(['a'], 'beside.csv'))
      return ['dragover', 'drop'].map(
        (type) =>
          !document.body.dispatchEvent(
            new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: transfer }),
          ),
      )
    })
    // The browser would leave the page for a file that is let go beside the field.
    expect(stray).toEqual([true, true])
    const drop = async (...texts: string[]): Promise<void> => {
      const files = await page.evaluateHandle((contents) => {
        const transfer = new DataTransfer()
        contents.forEach((text, i) => transfer.items.add(new File([text], `dropped-${i}.csv`)))
        return transfer
      }, texts)
      await page.locator('.file-drop').dispatchEvent('drop', { dataTransfer: files })
    }
    await drop('a,b\n1,2\n', 'a,b\n3,4\n')
    await page
      .getByRole('alert')
      .getByText(/^One file at a time/)
      .waitFor()
    await drop('Ref,Date,Latitude,Longitude\nR1,2026-03-01,51.5,-0.1\n')
    await page.getByRole('heading', { name: 'dropped-0.csv' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Load the file' }).isDisabled()).toBe(true)
    // No column says the offence: then somebody does, for every row.
    await page.getByLabel('Every row is').selectOption('Robbery')
    await page.getByText('Of the first 1 row, 1 is taken').waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Load the file' }).isEnabled()).toBe(true)
  })

  it('was usable on every screen, and kept to its own host', () => {
    expect(faults).toEqual([])
    expect(trespasses).toEqual([])
  })
})

/** The one file in a multipart body. */
function fileIn(body: Buffer): Buffer {
  const from = body.indexOf('\r\n\r\n', body.indexOf('filename=')) + 4
  const boundary = body.subarray(0, body.indexOf('\r\n'))
  return body.subarray(from, body.indexOf(boundary, from) - 2)
}
