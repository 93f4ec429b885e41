import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readAreaFiles } from '@planner/server/areas/read-area-files.ts'
import { createAccount } from '@planner/server/services/account.service.ts'
import { setAreas } from '@planner/server/services/area.service.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPage, type Trespasses } from '../helpers/browser.ts'
import { whileNobodyWrites } from '../helpers/hold-table.ts'
import { useOrder } from '../helpers/in-order.ts'
import { signInAnew, useBrowser, useServer } from './support/demo-app.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const example = (name: string): Promise<Buffer> => readFile(join(EXAMPLES, name))
const password = 'correct horse battery staple'
const logins = { tasking: { username: 'tess', password }, commander: { username: 'carol', password } }

const browser = useBrowser()
const server = useServer('nothing')
let context: BrowserContext
let page: Page
let trespasses: Trespasses

beforeAll(async () => {
  const { db } = server().database
  await setForce(db, 'test', { name: 'Example Police', timezone: 'Europe/London', synthetic: true })
  const { areas } = await readAreaFiles(join(EXAMPLES, 'boundaries.geojson'), join(EXAMPLES, 'areas.csv'))
  await setAreas(db, 'test', areas)
  for (const role of ['tasking', 'commander'] as const)
    await createAccount(db, 'test', { ...logins[role], role, teamId: null })
  context = await browser().newContext({ viewport: { width: 1440, height: 900 } })
  await signInAnew(context, server().url, logins.tasking)
  ;({ page, trespasses } = await openPage(context, server().url))
})

const count = (value: number): string => value.toLocaleString('en-GB')

/** One part of the page by its heading. */
const region = (name: string) => page.getByRole('region', { name, exact: true })

/** Sends a file with the form in one step of the page. */
async function send(name: string, action: string, file: { name: string; buffer: Buffer }): Promise<void> {
  await region(name)
    .locator('input[type="file"]')
    .setInputFiles({ ...file, mimeType: 'text/csv' })
  await region(name).getByRole('button', { name: action }).click()
}

/** Chooses a file of incidents, on whichever screen that is asked for. */
async function choose(file: { name: string; buffer: Buffer }, action = 'Choose a file of incidents'): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: action }).click()
  await (await chooser).setFiles({ ...file, mimeType: 'text/csv' })
}

/** In this order, as a force would: each leaves what the next one needs. */
describe('from an empty database to a plan', () => {
  useOrder()

  it('says the next step while there is nothing', async () => {
    const commander = await browser().newContext()
    await signInAnew(commander, server().url, logins.commander)
    const { page: other } = await openPage(commander, server().url)
    await other.goto(server().url)
    await other.getByRole('heading', { name: 'No operation yet' }).waitFor()
    await commander.close()

    await page.goto(server().url)
    await page.waitForURL(/\/data/)
    await region('Rank places').getByText('Load incidents first.').waitFor()
    await region('Plan tours').getByText('Make an operation first.').waitFor()
    await region('Incidents').getByRole('button', { name: 'Choose a file of incidents' }).waitFor()
    await expect
      .poll(() => page.getByRole('navigation', { name: 'Screens' }).getByRole('link').allInnerTexts())
      .toEqual(['Looking back', 'Data'])
  })

  it('says of a file that cannot be taken why, and what to do', async () => {
    await choose({ name: 'broken.csv', buffer: Buffer.from('no columns\nat all\n') })
    await page
      .getByRole('alert')
      .getByText(/^broken\.csv has no columns/)
      .waitFor()
    await choose({ name: 'other.csv', buffer: Buffer.from('a,b\n1,2\n') }, 'Choose a file')
    await page.getByRole('heading', { name: 'Say which column is' }).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Load the file' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Another file' }).click()
  })

  it('loads incidents while it tells how far it is, and says what became of every row', async () => {
    const town = (await example('incidents.csv')).toString()
    const rows = town.trimEnd().split('\n').slice(1)
    const outOfScope = rows.filter((row) => ['weapons', 'other'].includes(row.split(',')[3] ?? '')).length
    const bad = 'BAD-1,2025-12-01T10:00,,robbery,north,-0.14,,,public,false,street,,Hop Gardens\n'
    await choose({ name: 'town.csv', buffer: Buffer.from(town + bad) }, 'Choose a file')
    await page.getByRole('heading', { name: 'Planner CSV (canonical)' }).waitFor()
    const result = page.getByRole('region', { name: 'Result of town.csv' })
    await whileNobodyWrites(server().database, 'audit_event', async () => {
      await page.getByRole('button', { name: 'Load the file' }).click()
      const bar = region('Loading').getByRole('progressbar', { name: `storing ${rows.length - outOfScope} incidents` })
      await bar.waitFor()
      await expect.poll(() => bar.getAttribute('aria-valuetext')).toBe('80%')
      expect(await result.count()).toBe(0)
    })
    await result.waitFor()
    const taken = count(rows.length - outOfScope)
    await expect
      .poll(() => result.getByText(/^Of /).innerText())
      .toBe(
        `Of ${count(rows.length + 1)} rows, ${taken} accepted (${taken} new, 0 updated, 0 unchanged), ${count(outOfScope)} left out as out of scope, 1 rejected.`,
      )
    const rejects = page.getByRole('region', { name: '1 rejected row' })
    const rejected = rejects.locator('.rejects tbody tr')
    await rejected.first().waitFor()
    await expect.poll(() => rejected.count()).toBe(1)
    await expect.poll(() => rejected.innerText()).toMatch(/lat\s+north/)
    const csv = rejects.getByRole('link', { name: 'Download all as CSV' })
    const answer = await context.request.get(`${server().url}${await csv.getAttribute('href')}`)
    expect(answer.headers()['content-type']).toMatch(/text\/csv/)
    expect(await answer.text()).toContain('north')
    await page.getByText('Incidents to 4 January 2026').first().waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Data' }).click()
    await page.getByRole('link', { name: 'town.csv' }).waitFor()
  })

  it('makes an operation, ranks its places and loads a roster', async () => {
    const operation = region('Operation')
    await operation.getByRole('button', { name: 'Make the operation' }).click()
    await operation.getByRole('alert').getByText('Give the operation a name').waitFor()
    await operation.getByLabel('Name').fill('Winter nights')
    await expect.poll(() => operation.getByLabel('First day').inputValue()).toBe('2026-01-05')
    await operation.getByLabel('Length, days').fill('7')
    await operation.getByRole('button', { name: 'Make the operation' }).click()

    const rank = region('Rank places')
    await rank.getByText('Winter nights').waitFor()
    await rank.getByRole('link', { name: 'Set up a ranking' }).click()
    await page.getByRole('heading', { name: 'Set up a ranking', level: 1 }).waitFor()
    await expect.poll(() => page.getByLabel('As of').inputValue()).toBe('2026-01-05')
    await page.getByLabel('Places wanted').fill('12')
    await page.getByRole('button', { name: 'Rank places' }).click()
    await page.locator('.hotspot-table tbody tr').first().waitFor()
    await expect.poll(() => page.locator('.hotspot-table tbody tr').count()).toBe(12)
    await page.getByRole('link', { name: 'Data' }).click()

    const plan = region('Plan tours')
    await plan.getByText('No roster yet.').waitFor()
    await send('Plan tours', 'Load the roster', { name: 'broken.csv', buffer: Buffer.from('shift_id\nA\n') })
    await plan
      .getByRole('alert')
      .getByText(/team_id/)
      .waitFor()
    await send('Plan tours', 'Load the roster', { name: 'winter.csv', buffer: await example('shifts.csv') })
    await plan.getByText(/^504 tours of \d+ crews loaded from winter\.csv\.$/).waitFor()
    await plan.getByRole('link', { name: 'Set up a plan' }).click()
    await page.getByRole('heading', { name: 'Set up a plan', level: 1 }).waitFor()
  })

  it('shows what each setting does, and finds its faults, before anything is planned', async () => {
    await region('Roster and capacity').getByRole('heading', { name: /BCU/ }).waitFor()
    await region('Design: what you will be able to tell afterwards')
      .getByText(/^If patrols cut incidents by 20%, \d+ of 100/)
      .waitFor()

    const balance = region('Coverage against unpredictability')
    const slider = balance.getByRole('slider')
    await balance.getByText(/planner’s own balance/).waitFor()
    await slider.focus()
    await page.keyboard.press('End')
    await balance.getByRole('button', { name: 'Use the planner’s own balance' }).waitFor()
    await expect.poll(() => slider.getAttribute('aria-valuetext')).toMatch(/covered; a watcher learns/)

    const blackouts = region('Blackouts')
    await blackouts.getByRole('button', { name: 'Add the blackout' }).click()
    await blackouts.getByText('Say when it ends').waitFor()
    await blackouts.getByLabel('From').fill('2026-01-06T18:00')
    await blackouts.getByLabel('To', { exact: true }).fill('2026-01-06T12:00')
    await blackouts.getByRole('button', { name: 'Add the blackout' }).click()
    await blackouts.getByText('It must end after it begins').waitFor()
    await blackouts.getByLabel('To', { exact: true }).fill('2026-01-07T02:00')
    await blackouts.getByLabel('Reason').fill('New year parade')
    await blackouts.getByRole('combobox', { name: 'Place' }).fill('a')
    await page.getByRole('option').nth(1).click()
    await blackouts.getByRole('button', { name: 'Add the blackout' }).click()
    await blackouts.getByText('6 Jan, 18:00 to 7 Jan, 02:00').waitFor()
    await expect.poll(() => blackouts.getByRole('combobox', { name: 'Place' }).inputValue()).toBe('Everywhere')

    const guarantees = region('Borough guarantees')
    const borough = await guarantees.getByRole('combobox').locator('option').nth(1).innerText()
    await guarantees.getByRole('combobox').selectOption(borough)
    await page.getByRole('button', { name: 'Plan tours' }).click()
    await page.getByText('1 setting needs mending first.').waitFor()
    const least = guarantees.getByLabel(`Least visits a day in ${borough}`)
    await guarantees.getByText('Say how many visits a day').waitFor()
    await expect.poll(() => least.evaluate((input) => input === document.activeElement)).toBe(true)
    await least.fill('3')
    await guarantees.getByText(/^\d+\.\d a day$/).waitFor()
  })

  it('keeps the settings over a reload, and puts a refusal of the server beside the setting it names', async () => {
    await page.route('**/api/plans', (route) =>
      route.fulfill({
        status: 400,
        json: { error: { code: 'INVALID_INPUT', message: 'settings.blackouts[0].from is "x": write another time.' } },
      }),
    )
    await page.reload()
    const blackouts = region('Blackouts')
    await blackouts.getByText('New year parade').waitFor()
    await page.getByRole('button', { name: 'Plan tours' }).click()
    await blackouts.getByText('"x": write another time.').waitFor()
    await page.getByRole('button', { name: 'Go to the setting' }).click()
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('write another time')
    await page.unroute('**/api/plans')
  })

  it('plans the tours and shows the plan with its settings, its bars and its point', async () => {
    await page.getByRole('button', { name: 'Plan tours' }).click()
    const planned = page.getByRole('region', { name: 'Planned with' })
    await planned.waitFor()
    await planned.getByText('New year parade').waitFor()
    await planned.getByText(/at least 3 visits a day/).waitFor()
    await page
      .locator('.plan-verdict')
      .getByText(/inside their bars/)
      .waitFor()
    await expect.poll(() => page.getByRole('region', { name: 'Red team' }).getByRole('row').count()).toBeGreaterThan(4)
    await page
      .getByRole('region', { name: 'Coverage against unpredictability' })
      .getByText('This plan')
      .first()
      .waitFor()
    await page.getByRole('link', { name: 'Days and crews' }).click()
    await page.locator('.board-window').first().waitFor()
    await expect.poll(() => page.locator('.day').count()).toBe(7)
  })

  it('measures the mechanism, can be told to stop, and shows the draws beside the plan', async () => {
    await page.getByRole('link', { name: 'The plan as a whole' }).click()
    const mechanism = page.getByRole('region', { name: 'The mechanism' })
    await mechanism.getByLabel('Draws').fill('5')
    await mechanism.getByRole('button', { name: 'Measure the mechanism' }).click()
    await mechanism.getByText('Give a whole number from 20 to 1000').waitFor()
    await mechanism.getByLabel('Draws').fill('1000')
    await whileNobodyWrites(server().database, 'plan_measurement', async () => {
      await mechanism.getByRole('button', { name: 'Measure the mechanism' }).click()
      await mechanism.getByRole('button', { name: 'Cancel' }).click()
      await mechanism.getByText('Cancelled.').waitFor()
    })
    await mechanism.getByLabel('Draws').fill('20')
    await mechanism.getByRole('button', { name: 'Measure the mechanism' }).click()
    await mechanism.getByText('They stand beside this plan’s figures.').waitFor()
    await mechanism.getByText(/^20 draws/).waitFor()
    await page
      .getByRole('region', { name: 'Return' })
      .getByText(/% inside/)
      .first()
      .waitFor()
    expect(trespasses).toEqual([])
  })
})
