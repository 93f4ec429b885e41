import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readAreaFiles } from '@planner/server/areas/read-area-files.ts'
import { createAccount } from '@planner/server/services/account.service.ts'
import { setAreas } from '@planner/server/services/area.service.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { openPage, type Trespasses } from '../helpers/browser.ts'
import { launch, signIn } from './support/demo-app.ts'
import { startServer, type TestServer } from './support/start-server.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const example = (name: string): Promise<Buffer> => readFile(join(EXAMPLES, name))
const password = 'correct horse battery staple'
const logins = { tasking: { username: 'tess', password }, commander: { username: 'carol', password } }

let server: TestServer
let browser: Browser
let context: BrowserContext
let page: Page
let trespasses: Trespasses

beforeAll(async () => {
  ;[server, browser] = await Promise.all([
    startServer({ postgresUrl: inject('postgresUrl'), templateDatabase: inject('templateDatabase') }),
    launch(),
  ])
  const { db } = server.database
  await setForce(db, 'test', { name: 'Example Police', timezone: 'Europe/London', synthetic: true })
  const { areas } = await readAreaFiles(join(EXAMPLES, 'boundaries.geojson'), join(EXAMPLES, 'areas.csv'))
  await setAreas(db, 'test', areas)
  for (const role of ['tasking', 'commander'] as const)
    await createAccount(db, 'test', { ...logins[role], role, teamId: null })
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await signIn(context, 'tasking', { url: server.url, logins })
  ;({ page, trespasses } = await openPage(context, server.url))
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const count = (value: number): string => value.toLocaleString('en-GB')

/** One part of the page by its heading. */
const step = (name: string) => page.getByRole('region', { name, exact: true })

/** Sends a file with the form in one step of the page. */
async function send(name: string, action: string, file: { name: string; buffer: Buffer }): Promise<void> {
  await step(name)
    .locator('input[type="file"]')
    .setInputFiles({ ...file, mimeType: 'text/csv' })
  await step(name).getByRole('button', { name: action }).click()
}

/** In this order, as a force would: each leaves what the next one needs. */
describe('from an empty database to a plan', () => {
  it('says the next step while there is nothing', async () => {
    const commander = await browser.newContext()
    await signIn(commander, 'commander', { url: server.url, logins })
    const other = await commander.newPage()
    await other.goto(server.url)
    await other.getByRole('heading', { name: 'No operation yet' }).waitFor()
    await commander.close()

    await page.goto(server.url)
    await page.waitForURL(/\/data/)
    await page.getByText('Nothing yet. Load a file to begin.').waitFor()
    await step('Rank places').getByText('Load incidents first.').waitFor()
    await step('Plan tours').getByText('Make an operation first.').waitFor()
    await step('Incidents').getByRole('button', { name: 'Load incidents' }).click()
    await page.getByText('Choose a file first').waitFor()
    expect(await page.getByRole('navigation', { name: 'Screens' }).getByRole('link').allInnerTexts()).toEqual(['Data'])
  })

  it('shows the words of the server about a file that it cannot take', async () => {
    await send('Incidents', 'Load incidents', { name: 'broken.csv', buffer: Buffer.from('a,b\n1,2\n') })
    const alert = step('Incidents').getByRole('alert').first()
    await alert.getByText(/broken\.csv/).waitFor()
    expect(await alert.innerText()).toMatch(/occurred_from/)
  })

  it('loads incidents while it tells how far it is, and says what became of every row', async () => {
    const followed: string[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'eventsource') followed.push(request.url())
    })
    const town = (await example('incidents.csv')).toString()
    const rows = town.trimEnd().split('\n').slice(1)
    const outOfScope = rows.filter((row) => ['weapons', 'other'].includes(row.split(',')[3] ?? '')).length
    const bad = 'BAD-1,2025-12-01T10:00,,robbery,north,-0.14,,,public,false,street,,Hop Gardens\n'
    const buffer = Buffer.from(town + bad)
    await send('Incidents', 'Load incidents', { name: 'town.csv', buffer })
    const result = page.getByRole('region', { name: 'Result of town.csv' })
    await result.waitFor()
    expect(followed.some((url) => url.endsWith('/events'))).toBe(true)
    const taken = count(rows.length - outOfScope)
    expect(await result.getByText(/^Of /).innerText()).toBe(
      `Of ${count(rows.length + 1)} rows, ${taken} accepted (${taken} new, 0 updated, 0 unchanged), ${count(outOfScope)} left out as out of scope, 1 rejected.`,
    )
    const rejected = result.locator('.rejects tbody tr')
    await rejected.first().waitFor()
    expect(await rejected.count()).toBe(1)
    expect(await rejected.innerText()).toMatch(/lat\s+north/)
    const csv = result.getByRole('link', { name: 'Download all as CSV' })
    const answer = await context.request.get(`${server.url}${await csv.getAttribute('href')}`)
    expect(answer.headers()['content-type']).toMatch(/text\/csv/)
    expect(await answer.text()).toContain('north')
    await page.getByText('Incidents to 4 January 2026').waitFor()
  })

  it('makes an operation, ranks its places and fills its roster', async () => {
    const operation = step('Operation')
    await operation.getByRole('button', { name: 'Make the operation' }).click()
    await operation.getByRole('alert').getByText('Give the operation a name').waitFor()
    await operation.getByLabel('Name').fill('Winter nights')
    expect(await operation.getByLabel('First day').inputValue()).toBe('2026-01-05')
    await operation.getByLabel('Length, days').fill('7')
    await operation.getByRole('button', { name: 'Make the operation' }).click()

    const rank = step('Rank places')
    await rank.getByText('Winter nights').waitFor()
    await rank.getByLabel('Places wanted').fill('12')
    await rank.getByRole('button', { name: 'Rank places' }).click()
    await rank.getByText('The places are ranked.').waitFor({ timeout: 60_000 })

    const plan = step('Plan tours')
    await plan.getByText('No roster yet.').waitFor()
    await send('Plan tours', 'Load the roster', { name: 'broken.csv', buffer: Buffer.from('shift_id\nA\n') })
    await plan
      .getByRole('alert')
      .getByText(/team_id/)
      .waitFor()
    await send('Plan tours', 'Load the roster', { name: 'winter.csv', buffer: await example('shifts.csv') })
    await plan.getByText(/^504 tours of \d+ crews loaded from winter\.csv\.$/).waitFor()
    await plan.getByRole('button', { name: 'Plan tours' }).click()
    await plan.getByText('The tours are planned.').waitFor({ timeout: 60_000 })
    await plan.getByRole('link', { name: 'See the plan' }).click()
    await page.locator('.board-window').first().waitFor()
    expect(await page.locator('.day').count()).toBe(7)
    expect(trespasses).toEqual([])
  })
})
