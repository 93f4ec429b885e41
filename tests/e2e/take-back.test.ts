import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IncidentFormatName } from '@planner/shared/core'
import { insertImport } from '@planner/server/repositories/import.repository.ts'
import { createAccount } from '@planner/server/services/account.service.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import { runImport } from '@planner/server/services/import.service.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPage, type Trespasses } from '../helpers/browser.ts'
import { useOrder } from '../helpers/in-order.ts'
import { signInAnew, useBrowser, useServer } from './support/demo-app.ts'
import { findAxeFaults, findOverflow } from './support/find-faults.ts'

const login = { username: 'tess', password: 'correct horse battery staple' }
/** Where pictures of each screen go, when they are wanted. */
const SCREENSHOTS = process.env['SCREENSHOTS']
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

const browser = useBrowser()
const server = useServer('nothing')
let context: BrowserContext
let page: Page
let trespasses: Trespasses
let folder = ''
const importIds: Record<string, string> = {}

const row = (id: string, lat = '51.47'): string => `${id},2026-05-03T22:14,,robbery,${lat},-0.069\n`
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

beforeAll(async () => {
  const { db } = server().database
  await setForce(db, 'test', { name: 'Example Police', timezone: 'Europe/London', synthetic: true })
  await createAccount(db, 'test', { ...login, role: 'tasking', teamId: null })
  folder = await mkdtemp(join(tmpdir(), 'take-back-'))
  const header = 'id,occurred_from,occurred_to,offence,lat,lng\n'
  const rowsOf = (from: number, to: number, lat?: string): string =>
    range(from, to)
      .map((i) => row(`F${i}`, lat))
      .join('')
  await load('April.csv', header + rowsOf(0, 40))
  await load('May wrong.csv', header + rowsOf(37, 40, '51.48') + rowsOf(100, 1334) + row('bad', 'north'))
  await load('June.csv', header + rowsOf(100, 310))
  const api = range(0, 5).map((i) => `${i},2026-05,robbery,51.47,-0.069,On or near Made Up Row\n`)
  await load('edition.csv', `id,month,category,latitude,longitude,street_name\n${api.join('')}`, 'police-uk-api')
  context = await browser().newContext({ viewport: WIDE, colorScheme: 'light' })
  await signInAnew(context, server().url, login)
  ;({ page, trespasses } = await openPage(context, server().url))
  if (SCREENSHOTS !== undefined) await mkdir(SCREENSHOTS, { recursive: true })
})
afterAll(async () => rm(folder, { recursive: true, force: true }))

async function load(fileName: string, text: string, format: IncidentFormatName = 'canonical'): Promise<void> {
  const { db, pool } = server().database
  const path = join(folder, fileName)
  await writeFile(path, text)
  const given = { format, timezone: 'Europe/London' }
  const importId = await insertImport(db, { ...given, fileName, createdBy: 'tess' })
  await runImport({ db, pool }, { ...given, importId, paths: [{ path, name: fileName }] })
  importIds[fileName] = importId
}
const open = async (fileName: string): Promise<void> => {
  await page.goto(`${server().url}/data/imports/${importIds[fileName]!}`)
  await page.getByRole('region', { name: `Result of ${fileName}` }).waitFor()
}

/** What axe found, and screens that are wider than their window. */
const faults: unknown[] = []
async function look(name: string): Promise<void> {
  const looks = [
    ['light', 'desk'],
    ['dark', 'phone'],
    ['light', 'phone'],
    ['dark', 'desk'],
  ] as const
  for (const [colorScheme, device] of SCREENSHOTS === undefined ? looks.slice(0, 2) : looks) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize(device === 'desk' ? WIDE : PHONE)
    if (SCREENSHOTS !== undefined)
      await page.screenshot({ path: join(SCREENSHOTS, `${name}-${device}-${colorScheme}.png`), fullPage: true })
    for (const fault of await findAxeFaults(page)) faults.push([name, device, colorScheme, fault])
    const overflow = await findOverflow(page)
    if (overflow > 0) faults.push([name, device, `${overflow} pixels too wide`])
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(WIDE)
}

const dialog = () => page.getByRole('dialog')
const said = async (): Promise<string[]> => dialog().getByRole('listitem').allInnerTexts()

describe('a load that is taken back', () => {
  useOrder()

  it('is asked about with the numbers, and left as it is when that is not meant', async () => {
    await open('May wrong.csv')
    await look('1-before')
    await page.getByRole('button', { name: 'Take this load back' }).click()
    await dialog().getByRole('heading', { name: 'Take May wrong.csv back?' }).waitFor()
    await dialog().getByRole('button', { name: 'Take it back' }).waitFor()
    await expect
      .poll(said)
      .toEqual([
        '1,024 incidents are removed.',
        '210 stay, since “June.csv” holds them too.',
        '3 get their former values back.',
      ])
    await dialog().getByText('No ranking was made since it was loaded.').waitFor()
    await look('2-asked')
    await page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'hidden' })
    await page.getByRole('region', { name: '1 rejected row' }).waitFor()
  })

  it('is gone then: the page says who did it, the line of the data and the list tell so as well', async () => {
    await page.getByRole('button', { name: 'Take this load back' }).click()
    await dialog().getByRole('button', { name: 'Take it back' }).click()
    const result = page.getByRole('region', { name: 'Result of May wrong.csv' })
    await result
      .getByText(
        /^Taken back .* by tess\. 1,024 incidents were removed; 210 stayed, since later loads hold them; 3 got their former values back\.$/,
      )
      .waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Take this load back' }).count()).toBe(0)
    await expect.poll(() => page.getByRole('region', { name: '1 rejected row' }).count()).toBe(0)
    await look('3-after')
    await page.getByRole('main').getByRole('link', { name: 'Data' }).click()
    const line = page.getByRole('row', { name: /May wrong\.csv/ })
    await line.getByText(/Taken back/).waitFor()
    await page.getByRole('term').filter({ hasText: 'Incidents' }).first().waitFor()
    await expect.poll(() => page.locator('dl.pairs dd').first().innerText()).toBe('255')
    await look('4-list')
  })

  it('is offered where a load may count twice, and ends that warning', async () => {
    await open('edition.csv')
    const result = page.getByRole('region', { name: 'Result of edition.csv' })
    await result.getByText(/^Counted twice\?/).waitFor()
    await look('5-twice')
    await result.getByRole('button', { name: 'Take this load back' }).click()
    await expect.poll(() => dialog().getByRole('listitem').innerText()).toBe('5 incidents are removed.')
    await dialog().getByRole('button', { name: 'Take it back' }).click()
    await result.getByText(/^Taken back/).waitFor()
    await expect.poll(() => result.getByText(/^Counted twice\?/).count()).toBe(0)
  })

  it('is refused in the server’s words where it cannot be', async () => {
    const { pool } = server().database
    await pool.query('update incident_import set is_recorded = false, updated = 7 where incident_import_id = $1', [
      importIds['June.csv'],
    ])
    await open('June.csv')
    await page.getByRole('button', { name: 'Take this load back' }).click()
    await dialog()
      .getByRole('alert')
      .getByText(/Restore a backup/)
      .waitFor()
    await expect.poll(() => dialog().getByRole('button', { name: 'Take it back' }).count()).toBe(0)
    await look('6-refused')
    await dialog().getByRole('button', { name: 'Leave it as it is' }).click()
  })

  it('stays without faults, and asks nobody else', () => {
    expect(faults).toEqual([])
    expect(trespasses).toEqual([])
  })
})
