import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readAreaFiles } from '@planner/server/areas/read-area-files.ts'
import { createAccount } from '@planner/server/services/account.service.ts'
import { setAreas } from '@planner/server/services/area.service.ts'
import { setForce } from '@planner/server/services/force.service.ts'
import type { AreaCollection } from '@planner/shared/schemas'
import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openPage, waitForMap, type Trespasses } from '../helpers/browser.ts'
import { useOrder } from '../helpers/in-order.ts'
import { signInAnew, useBrowser, useServer } from './support/demo-app.ts'
import { findAxeFaults } from './support/find-faults.ts'

const EXAMPLES = join(import.meta.dirname, '../../examples')
const password = 'correct horse battery staple'
const logins = { tasking: { username: 'tess', password } }
/** Pictures of the screen, for whoever looks at them. */
const { SCREENSHOTS } = process.env

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
  await createAccount(db, 'test', { ...logins.tasking, role: 'tasking', teamId: null })
  context = await browser().newContext({ viewport: { width: 1440, height: 900 } })
  await signInAnew(context, server().url, logins.tasking)
  ;({ page, trespasses } = await openPage(context, server().url, [/status of 400/]))
})

const stored = async (): Promise<AreaCollection> => (await context.request.get(`${server().url}/api/areas`)).json()
const units = () => page.getByRole('region', { name: 'On the map' }).getByRole('listitem')
const choose = (label: string, name: string, content: string) =>
  page.getByLabel(label, { exact: true }).setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })

async function picture(name: string): Promise<void> {
  if (SCREENSHOTS === undefined) return
  await mkdir(SCREENSHOTS, { recursive: true })
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height })
    await waitForMap(page)
    await page.screenshot({ path: join(SCREENSHOTS, `areas-${name}-${width}.png`), fullPage: true })
  }
  await page.setViewportSize({ width: 1440, height: 900 })
}

/** The example's boundaries under another property's name, with a third area. */
async function moreBoundaries(): Promise<string> {
  const { features, ...rest } = JSON.parse(await readFile(join(EXAMPLES, 'boundaries.geojson'), 'utf8')) as {
    features: { properties: { name: string } }[]
  }
  const ring = [
    [-0.3, 51.5],
    [-0.25, 51.5],
    [-0.25, 51.55],
    [-0.3, 51.55],
    [-0.3, 51.5],
  ]
  const west = {
    type: 'Feature',
    properties: { name: 'Westfield' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  }
  return JSON.stringify({
    ...rest,
    features: [...features, west].map(({ properties: { name }, ...feature }) => ({
      ...feature,
      properties: { AREA_NM: name },
    })),
  })
}

/** The example's boundaries, taken for two wards. */
async function someWards(): Promise<string> {
  const { features } = JSON.parse(await readFile(join(EXAMPLES, 'boundaries.geojson'), 'utf8')) as {
    features: { geometry: unknown }[]
  }
  const wards = features.map(({ geometry }, i) => ({ type: 'Feature', properties: { name: `Ward ${i}` }, geometry }))
  return JSON.stringify({ type: 'FeatureCollection', features: wards })
}

/** In this order, as an analyst would. */
describe('areas', () => {
  useOrder()

  it('shows what is loaded: on the map and as a list of units', async () => {
    await page.goto(`${server().url}/data`)
    await page.getByRole('link', { name: 'Areas', exact: true }).click()
    await page.getByRole('heading', { name: 'Areas', level: 1 }).waitFor()
    await waitForMap(page)
    await units().first().waitFor()
    await expect
      .poll(() => units().allInnerTexts())
      .toEqual([expect.stringMatching(/^CE 1\s+Islington/), expect.stringMatching(/^NC 1\s+Camden/)])
    await expect.poll(() => page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await picture('loaded')
  })

  it('names what is wrong with a file beside it, and asks for the property with the name', async () => {
    await choose('Boundaries', 'broken.geojson', '{"type":"FeatureCollection","features":[')
    await page.getByText(/broken\.geojson is not JSON/).waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Put broken.geojson aside' }).click()
    await choose('Boundaries', 'b.geojson', await moreBoundaries())
    await page.getByText(/feature 1 has no property "name"/).waitFor()
    await picture('refused')
    await page.getByLabel('Property with the name of the area').selectOption('AREA_NM')
    await page.getByText('feature 1 has no property').waitFor({ state: 'detached' })
  })

  it('shows boundaries and units at once, before anything is saved, with what to know as sentences', async () => {
    await page.getByRole('heading', { name: 'As it would be' }).waitFor()
    await expect
      .poll(() => units().allInnerTexts())
      .toEqual([expect.stringMatching(/^force 3\s+Camden, Islington, Westfield/)])
    await choose('Command units', 'units.csv', 'area,bcu\nCamden,NC\nIslingtn,CE\n')
    await page
      .getByText(/units\.csv names areas that have no boundary.*"Islingtn" \(line 3\).*Islington, Westfield/)
      .waitFor()
    await page.getByRole('button', { name: 'Put units.csv aside' }).click()
    await choose('Command units', 'units.csv', 'area;bcu\ncamden;NC\nIslington;CE\n')
    await page.getByText('"camden" as Camden').waitFor()
    await page.getByText(/gives no command unit for Westfield/).waitFor()
    await expect
      .poll(() => units().allInnerTexts())
      .toEqual([
        expect.stringMatching(/^CE 1/),
        expect.stringMatching(/^NC 1/),
        expect.stringMatching(/^No unit 1\s+Westfield/),
      ])
    expect((await stored()).features).toHaveLength(2)
    await picture('preview')
  })

  it('has no fault that axe finds', async () => {
    expect(await findAxeFaults(page)).toEqual([])
  })

  it('saves all of it at once and says what there is now', async () => {
    await choose('Street names (if your incidents have none)', 'labels.csv', 'name,lat,lng\nRye Lane,51.5,-0.1\n')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved: 3 areas in 2 command units, 0 wards, 1 street names.').waitFor()
    await page.getByRole('heading', { name: 'As it is' }).waitFor()
    const { features, labels } = await stored()
    expect([features.map(({ properties: { name, bcu } }) => [name, bcu]), labels]).toEqual([
      [
        ['Camden', 'NC'],
        ['Islington', 'CE'],
        ['Westfield', ''],
      ],
      1,
    ])
    await picture('saved')
  })

  it('keeps what is chosen while the rest is on its way to be saved', async () => {
    const mayArrive = Promise.withResolvers<void>()
    await page.route('**/api/areas', async (route) => {
      if (route.request().method() === 'PUT') await mayArrive.promise
      await route.continue()
    })
    await choose('Street names (if your incidents have none)', 'labels.csv', 'name,lat,lng\nRye Lane,51.5,-0.1\n')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Saving' }).waitFor()
    await choose('Wards (if you have them)', 'w.geojson', await someWards())
    await page.getByText('Thin lines: 2 wards.').waitFor()
    mayArrive.resolve()
    await page.getByText('Saved: 3 areas in 2 command units, 0 wards, 1 street names.').waitFor()
    await page.unroute('**/api/areas')
    for (const name of ['labels.csv', 'w.geojson'])
      await page.getByRole('button', { name: `Put ${name} aside` }).click()
    await expect.poll(() => page.getByRole('button', { name: /^Put / }).count()).toBe(0)
  })

  it('draws wards before they are saved, and removes them again', async () => {
    await choose('Wards (if you have them)', 'w.geojson', await someWards())
    await page.getByText('Thin lines: 2 wards.').waitFor()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/Saved: .* 2 wards, 1 street names?\./).waitFor()
    await picture('wards')
    await page.getByRole('button', { name: 'Remove the 2 wards' }).click()
    await page.getByText('Saving removes the 2 wards.').waitFor()
    await page.getByText('Thin lines: 2 wards.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/Saved: .* 0 wards, 1 street names?\./).waitFor()
    await expect.poll(() => page.getByRole('button', { name: /^Remove the .*wards?$/ }).count()).toBe(0)
  })

  it('shows the words of the server about what only it reads', async () => {
    await choose('Street names (if your incidents have none)', 'labels.csv', 'name,lat,lng\nRye Lane,north,-0.1\n')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(/labels\.csv, line 2: north, -0\.1 is not a latitude/).waitFor()
    expect((await stored()).labels).toBe(1)
    expect(trespasses).toEqual([])
  })
})
